"""Documents into segments, segments into larger ones, both into commits. Begin reading at `writer.py`.

Knows no query. Where it is done, `manifest.py` says what the index is made of.
"""
