"""Facet: what the article is about."""

from collections.abc import Iterator

from corpus.article import Article
from corpus.enrich.topic import topic_label
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """As many as the article has topics; the slug is the topic's id."""
    for topic in dict.fromkeys(article.topics):
        yield slug(topic), topic_label(topic)
