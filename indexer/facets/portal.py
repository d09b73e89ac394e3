"""Column: the portal that published the article, by its key and by its host."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from corpus.article import Article
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """At most two."""
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:
        host = ""
    for name in dict.fromkeys((article.portal, host)):
        if slug(name):
            yield slug(name), name


def key(article: Article) -> Iterator[tuple[str, str]]:
    """One: the portal's key, for counting; the host beside it would count every article twice."""
    if slug(article.portal):
        yield slug(article.portal), article.portal
