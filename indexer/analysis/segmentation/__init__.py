"""Word segmentation: exactly pyvi's words, read from pyvi's own model by table look-up.

`segmenter.py` puts it together; `stock.py` is pyvi itself, asked when the installed pyvi is another than the
one this room was checked against. Knows nothing of syllables' spelling, fields or the index.
"""
