"""Measures the analysis chain beside stock pyvi, and compares its words with pyvi's: see `__main__.py`."""
