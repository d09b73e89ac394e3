"""Column: the numbers of the official documents that the article cites.

By number alone, as people remember it: which office's document is meant only its own page tells apart.
"""

from collections.abc import Iterator

from corpus.article import Article
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """One for each number."""
    for reference in article.references:
        if reference.number:
            yield slug(reference.number), reference.number
