"""A decoded page, parsed once: what every reader of it is given."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from corpus.host_blocks import NOTHING_KNOWN, HostBlocks
from corpus.remembering import remembered
from corpus.text import clean
from corpus.urls import path_and_query
from crawler.extract.blocks import Block, read_blocks
from crawler.extract.finder import Finder, attribute
from crawler.extract.metadata import Metadata, read_metadata
from crawler.extract.walk import inner_text

MAX_ANCHORS = 3000
"""Mega menus and list pages together have some 500 links; a page with more is a link farm."""
REMEMBERED_LINKS = 8192
_FROM_ROOT = re.compile(r"(?:https?:/)?/\w")
"""Links that begin so lead to the same place from every page of a host."""
Headers = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """One page, decoded and parsed once. Header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    html: str
    soup: BeautifulSoup
    host: HostBlocks = NOTHING_KNOWN
    """What the other pages of its host have in common."""
    captured_at: datetime | None = None
    """When it was fetched: nothing on it was published later. None when nobody knows."""

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.soup)

    @cached_property
    def blocks(self) -> list[Block]:
        """All visible blocks of the page in reading order."""
        return read_blocks(self.finder.first("body") or self.finder.root)

    @cached_property
    def metadata(self) -> Metadata:
        """What the page says of itself to machines."""
        return read_metadata(self.finder)

    @cached_property
    def lower_ascii(self) -> str:
        """The HTML in lower case without letters beyond ASCII: a quarter of the time to look through."""
        return self.html.encode("ascii", "ignore").decode("ascii").lower()

    @cached_property
    def addresses(self) -> str:
        """What the page links (`href`) and loads (`src`), one address a line: of its own host the path only,
        of others in full."""
        written = (
            attribute(element, name).strip()
            for name in ("href", "src")
            for element in self.finder.all(f"[{name}]")
        )
        own = f"//{urlsplit(self.url).netloc}/"
        return "\n".join(written).replace(f"http:{own}", "/").replace(f"https:{own}", "/")

    @cached_property
    def base_url(self) -> str:
        """What relative links are relative to: <base href> or the page's own URL."""
        base = next((e for e in self.finder.all("base") if "href" in e.attrs), None)
        return self.resolve(attribute(base, "href"), self.url) or self.url if base is not None else self.url

    @property
    def path(self) -> str:
        """The URL's path with its query: what the patterns of platforms look at."""
        return path_and_query(self.url)

    @cached_property
    def head(self) -> str:
        """The beginning of the HTML, where generators and assets are named."""
        return self.html[:20000]

    @cached_property
    def links(self) -> "tuple[Link, ...]":
        """The page's <a href> elements in its order, as many as are worth looking at."""
        anchors = (anchor for anchor in self.finder.named("a") if "href" in anchor.attrs)
        return tuple(Link(self, anchor) for anchor in itertools.islice(anchors, MAX_ANCHORS))

    def resolve(self, href: str, base: str | None = None) -> str | None:
        """The absolute http(s) URL of `href`; None when it is no such link."""
        href, base = href.strip(), base or self.base_url
        return _resolved(href, _origin(base) if _FROM_ROOT.match(href) else base)


@dataclass(frozen=True)
class Link:
    """A link of a page; what is asked of it more than once is worked out once."""

    page: Page
    element: Tag

    @cached_property
    def href(self) -> str:
        return attribute(self.element, "href")

    @cached_property
    def url(self) -> str | None:
        """Absolute; None when it leads to no page."""
        return self.page.resolve(self.href)

    @cached_property
    def words(self) -> str:
        """Its clean text."""
        return clean(inner_text(self.element))


@remembered(64)
def _origin(url: str) -> str:
    """The root of the URL's host: the pages of a portal share what their menus lead to."""
    try:
        return urljoin(url, "/")
    except ValueError:
        return url


@remembered(REMEMBERED_LINKS)
def _resolved(href: str, base: str) -> str | None:
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
    except ValueError:  # urllib refuses e.g. "http://[" (a broken IPv6 literal)
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def header_map(headers: Headers) -> dict[str, str]:
    """Header names in lower case; the values of a repeated header joined by commas (RFC 9110, 5.3)."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    joined: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined
