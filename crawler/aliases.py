"""Articles of a portal that moved stay the same articles: what was known under a former host keeps its name.

The mergers of 2025 gave portals new names, and old paths lead there. Knows config's `aliases` only; which
articles there are, the catalog says.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit, urlunsplit

from corpus.article import Article, article_id
from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl
from corpus.portal import Portal


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


def article_as_known(catalog: Catalog, portal: Portal, article: Article | None) -> Article | None:
    """The article, with the URL that it is known by."""
    if article is None or not portal.aliases:
        return article
    names = _known_names(catalog, portal, [article.url])
    return article.model_copy(update={"url": names[article.url]}) if article.url in names else article


def _known_names(catalog: Catalog, portal: Portal, canonical: Iterable[str]) -> dict[str, str]:
    """Canonical URL -> the one at a former host by which the catalog has this article, the oldest first."""
    former = {url: _former(url, portal) for url in canonical}
    known = catalog.known_articles({article_id(name) for names in former.values() for name in names})
    found = {url: next((n for n in names if article_id(n) in known), None) for url, names in former.items()}
    return {url: name for url, name in found.items() if name is not None}


def _former(url: str, portal: Portal) -> list[str]:
    parts = urlsplit(url)
    return [
        urlunsplit((scheme, host, *parts[2:]))
        for host in portal.aliases
        if host != parts.netloc
        for scheme in ("http", "https")
    ]
