"""The production chain: which documents meet a query tree (`matching.py`), and in what order (`scoring.py`).

The signals themselves are `indexer.ranking`; here they are worked out over arrays, the dear ones for few.
"""
