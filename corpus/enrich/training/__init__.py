"""Trains the topic model: invented articles, our own lines and the VNTC corpus in, one sealed file out.

Run by whoever changes the topics, never by the product: `python -m corpus.enrich.training --vntc FILE`. The
same inputs give the same bytes (docs/topics.md). Only here is scikit-learn imported.
"""
