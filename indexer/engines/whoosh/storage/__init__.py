"""How a segment lies on disk: arrays and bytes, mapped and checked.

Knows no Whoosh, no query, no settings: it imports NumPy and the standard library only.
"""
