"""How fast articles are enriched, beside pyvi's segmentation of the same texts: see `__main__.py`."""
