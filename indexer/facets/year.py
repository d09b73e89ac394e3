"""Facet: the year in which the article was published; column: its month."""

from collections.abc import Iterator

from corpus.article import Article


def values(article: Article) -> Iterator[tuple[str, str]]:
    """One, or none when the article bears no date: a missing date is never filled in."""
    if article.published is not None:
        year = str(article.published.year)
        yield year, year


def month(article: Article) -> Iterator[tuple[str, str]]:
    """One, `2019-06`, where the month is known."""
    if article.published is not None and article.published.precision != "year":
        yield article.published.value[:7], article.published.value[:7]
