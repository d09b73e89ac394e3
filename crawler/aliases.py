"""Articles of a portal that moved stay the same articles: what was known under a former host keeps its name.

The mergers of 2025 gave portals new names. Where the new host kept the paths, they tell which article it is;
where it has others, title and text of an article of that day do, and the name is noted. Knows the portal's
`aliases` only: who finds them is `crawler/moves.py` or a person.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

from corpus.article import Article, article_id, article_text
from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl
from corpus.portal import Portal
from corpus.text import fold


def links_as_known(catalog: Catalog, portal: Portal, found: Sequence[FrontierUrl]) -> tuple[FrontierUrl, ...]:
    """`found`, an article's link under the canonical URL that the article is known by."""
    if not portal.aliases:
        return tuple(found)
    names = _known_names(catalog, portal, [url.canonical_url for url in found])
    return tuple(
        url.model_copy(update={"canonical_url": names[url.canonical_url]})
        if url.canonical_url in names
        else url
        for url in found
    )


def url_as_known(catalog: Catalog, portal: Portal, canonical: str) -> str:
    """The canonical URL that the article at this one is known by; itself for all others."""
    return (
        _known_names(catalog, portal, [canonical]).get(canonical, canonical) if portal.aliases else canonical
    )


def article_as_known(
    catalog: Catalog, portal: Portal, article: Article | None, *, asked: str = ""
) -> Article | None:
    """The article, with the URL that it is known by.

    `asked`: the canonical URL that led to it for good, which says the same of one page as an alias of all.
    """
    if article is None:
        return article
    known_as = _led_from(catalog, article.url, asked)
    if known_as is None and portal.aliases:
        known_as = _known_names(catalog, portal, [article.url]).get(article.url)
        known_as = known_as or _same_elsewhere(catalog, portal, article)
    return article.model_copy(update={"url": known_as}) if known_as else article


def _led_from(catalog: Catalog, url: str, asked: str) -> str | None:
    """`asked`, where an article is known by it that is now at the same path of another host."""
    before, now = urlsplit(asked), urlsplit(url)
    if not asked or before.netloc == now.netloc or before[2:4] != now[2:4]:
        return None
    return asked if catalog.known_articles({article_id(asked)}) else None


def _known_names(catalog: Catalog, portal: Portal, canonical: Collection[str]) -> Mapping[str, str]:
    """Canonical URL -> the one at a former host by which the catalog has this article, the oldest first."""
    former = {url: _former(url, portal) for url in canonical}
    known = catalog.known_articles({article_id(name) for names in former.values() for name in names})
    found = {url: next((n for n in names if article_id(n) in known), None) for url, names in former.items()}
    noted = catalog.moves.known_names(canonical)
    return {**noted, **{url: name for url, name in found.items() if name is not None}}


def _former(url: str, portal: Portal) -> list[str]:
    parts = urlsplit(url)
    return [
        urlunsplit((scheme, host, *parts[2:]))
        for host in portal.aliases
        if host != parts.netloc
        for scheme in ("http", "https")
    ]


_LEAST_DATE_CHARS = len("2024-06-10")
_LEAST_SHARED = 0.9
"""Of the words of the longer one: a lead that is left out or told twice is a tenth of a short article."""


def _same_elsewhere(catalog: Catalog, portal: Portal, article: Article) -> str | None:
    """The URL at a former host of the article with this title and text, published that day; it is noted."""
    published = article.published.value if article.published else ""
    if len(published) < _LEAST_DATE_CHARS or urlsplit(article.url).netloc in portal.aliases:
        return None
    if catalog.known_articles({article.article_id}):
        return None
    for other in catalog.moves.published_on(portal.key, published[:_LEAST_DATE_CHARS]):
        if urlsplit(other.url).netloc in portal.aliases and _is_same(article, other):
            catalog.moves.name(article.url, other.url)
            return other.url
    return None


def _is_same(one: Article, other: Article) -> bool:
    """Whether a new system shows both with one title and next to all of the same words."""
    if fold(one.title).split() != fold(other.title).split():
        return False
    words, others = (Counter(fold(article_text(article)).split()) for article in (one, other))
    return (words & others).total() >= _LEAST_SHARED * max(words.total(), others.total())
