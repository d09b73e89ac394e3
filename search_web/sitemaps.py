"""Sitemaps of the article pages: an index, and parts that keep their articles however many are added.

Source: sitemaps.org protocol (50,000 URLs a file). Ids are hashes, so their first letters part them evenly.
"""

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from corpus.catalog import ListedArticle

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
"""Of article ids, in the order of their bytes."""
PART_ARTICLES = 40_000
"""Wanted in one part, of 50,000 allowed: parts differ by a few hundred."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def parts_of(count: int) -> tuple[str, ...]:
    """The beginnings of ids that share `count` articles among them; "tat-ca" alone for a small archive."""
    if count <= PART_ARTICLES:
        return (ALL,)
    if count <= PART_ARTICLES * len(LETTERS):
        return tuple(LETTERS)
    return tuple(first + second for first in LETTERS for second in LETTERS)


ALL = "tat-ca"


def id_range(part: str) -> tuple[str, str] | None:
    """The first and the last id that a part may hold; None for what is no part."""
    beginning = "" if part == ALL else part
    if len(beginning) > 2 or set(beginning) - set(LETTERS) or not part:
        return None
    rest = 13 - len(beginning)
    return beginning + LETTERS[0] * rest, beginning + LETTERS[-1] * rest


def index_xml(addresses: Iterable[str]) -> str:
    """The list of parts."""
    lines = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f'{_HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{lines}</sitemapindex>\n'


def part_gzip(pages: Iterable[tuple[str, dt.datetime]]) -> Iterator[bytes]:
    """One part, packed as it is made; the same pages give the same bytes."""
    packer = zlib.compressobj(wbits=31)
    yield packer.compress(f'{_HEAD}<urlset xmlns="{NAMESPACE}">\n'.encode())
    for address, changed_at in pages:
        day = changed_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield packer.compress(f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>\n".encode())
    yield packer.compress(b"</urlset>\n") + packer.flush()


def pages_of(articles: Iterable[ListedArticle], address: str) -> Iterator[tuple[str, dt.datetime]]:
    """`address` with the id behind it, and when that article was last captured in its current text."""
    return ((f"{address}{article.article_id}", article.updated_at) for article in articles)
