"""Sitemaps and their indexes -> URLs by the form they have. Safe over hostile XML: no entities, no network.

<lastmod> is when a page changed, and a publication date only where the generator is known to put it there
(NukeViet prints publtime); <news:publication_date> always is one.
Source: sitemaps.org protocol; Google News sitemap 0.9.
"""

import re
from collections.abc import Iterator

from lxml import etree

from corpus.article import PartialDate
from corpus.dates import parse_date
from corpus.frontier import FrontierUrl, Role, UrlHint
from corpus.text import clean
from crawler.discover.found import Surroundings, unique
from crawler.discover.traps import is_trap

MAX_URLS = 50_000
"""The protocol's own limit for one file."""
_NUKEVIET = re.compile(
    r"/sitemap-\w\w\.[\w-]+(?:\.\d+)?\.xml|/assets/css/sitemap(?:index)?\.xsl", re.IGNORECASE
)
_NO_ARTICLES = re.compile(
    r"(?:image|video|tag|post_tag|author|users?|taxonom|category|attachment|elementor|voting)[^/]*\.xml",
    re.IGNORECASE,
)
_POSTS = re.compile(r"(?:posts-post|post-sitemap|sitemap-posts?|\.news)[^/]*\.xml", re.IGNORECASE)


def is_sitemap(text: str) -> bool:
    """Whether an XML text is a sitemap or an index of sitemaps."""
    return re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", text[:3000]) is not None


def read_sitemap(text: str, around: Surroundings) -> tuple[FrontierUrl, ...]:
    """The URLs of a sitemap; what is broken behind the first fault is still read as far as it can be."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    if root is None:
        return ()
    nukeviet = _NUKEVIET.search(f"{around.url} {text[:600]}") is not None
    return unique(_found(root, around, nukeviet=nukeviet))


def _found(root: etree._Element, around: Surroundings, *, nukeviet: bool) -> Iterator[FrontierUrl | None]:
    for number, entry in enumerate(root.iterchildren("{*}sitemap", "{*}url", "sitemap", "url")):
        if number >= MAX_URLS:
            return
        url = _child(entry, "loc")
        if not url.startswith(("http://", "https://")):
            continue
        if etree.QName(entry).localname == "sitemap":
            yield None if _NO_ARTICLES.search(url) else around.found(url, "sitemap")
        elif role := _role(url, around):
            yield around.found(url, role, hint=_hint(entry, nukeviet=nukeviet))


def _role(url: str, around: Surroundings) -> Role | None:
    path = re.sub(r"^https?://[^/]+", "", url) or "/"
    if is_trap(path):
        return None
    judged = around.role_of(url)
    if judged == "drop":
        return None
    if judged == "article" or _POSTS.search(around.url):
        return "article"
    return "list" if judged == "list" or path == "/" else "page"


def _hint(entry: etree._Element, *, nukeviet: bool) -> UrlHint | None:
    date = _child(entry, "publication_date") or (_child(entry, "lastmod") if nukeviet else "")
    title = clean(_child(entry, "title"))
    published: PartialDate | None = parse_date(date, source="sitemap") if date else None
    return UrlHint(title=title or None, published=published) if title or published else None


def _child(entry: etree._Element, name: str) -> str:
    """The text of the first descendant of this local name, whatever its namespace."""
    for child in entry.iter(f"{{*}}{name}", name):
        return (child.text or "").strip()
    return ""
