"""Column: who chaired the meeting that the article reports."""

from collections.abc import Iterator

from corpus.article import Article
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """One for each chair."""
    for person in article.meeting.chairs if article.meeting is not None else ():
        if slug(person.name):
            yield slug(person.name), person.name
