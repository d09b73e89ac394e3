"""One committed state as if it were one segment: rows, sets of them, decoded postings, columns.

Knows no query, no ranking and no writing. Begin reading at `snapshot.py`.
"""
