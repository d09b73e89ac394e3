"""Facet: the province, by the name it bore then and by the one its land bears now.

Both, because people ask for Kiên Giang and for An Giang: old and new names both find.
"""

from collections.abc import Iterator

from corpus.article import Article
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """At most two."""
    for name in dict.fromkeys((article.province, article.province_now)):
        if name:
            yield slug(name), name
