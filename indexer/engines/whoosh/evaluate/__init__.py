"""Whoosh query trees over a snapshot: exact totals, BM25F scores as Whoosh's own, filters, facets.

Begin reading at `search.py`; `trees.py` turns a query into sets and scores. Knows no settings and no ranking
but Whoosh's.
"""
