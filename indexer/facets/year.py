"""Facet: the year in which the article was published."""

from collections.abc import Iterator

from corpus.article import Article


def values(article: Article) -> Iterator[tuple[str, str]]:
    """One, or none when the article bears no date: a missing date is never filled in."""
    if article.published is not None:
        year = str(article.published.year)
        yield year, year
