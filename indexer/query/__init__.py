"""Query text into a query tree. Begin reading at `language.py`; never touches an index."""
