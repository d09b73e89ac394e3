"""Facet: the agency that published the article."""

from collections.abc import Iterator

from corpus.article import Article
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """At most one."""
    if article.agency:
        yield slug(article.agency), article.agency
