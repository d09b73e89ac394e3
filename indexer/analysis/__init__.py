"""Text into terms: normalising, syllables, words, numbers, concepts. Begin reading at `analyzer.py`."""
