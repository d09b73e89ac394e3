"""Invented articles with their gold: streams of any length for benchmarks, and portals to crawl on loopback.

Agencies and places are real, what they are said to do is not. A seeded grammar in `data/` writes the texts.
"""

from corpus.samples.corpus_file import write_corpus
from corpus.samples.generate import generate_articles
from corpus.samples.portals import expected_articles, portals_of, sample_portals, serve_samples
from corpus.samples.sample_article import SampleArticle, to_article

__all__ = [
    "SampleArticle",
    "expected_articles",
    "generate_articles",
    "portals_of",
    "sample_portals",
    "serve_samples",
    "to_article",
    "write_corpus",
]
