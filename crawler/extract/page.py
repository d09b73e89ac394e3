"""A decoded page, parsed once: what every reader of it is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from crawler.extract.finder import Finder, attribute

Headers = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """One page, decoded and parsed once. Header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    html: str
    soup: BeautifulSoup

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.soup)

    @cached_property
    def base_url(self) -> str:
        """What relative links are relative to: <base href> or the page's own URL."""
        base = self.soup.find("base", href=True)
        return (
            self.resolve(attribute(base, "href"), self.url) or self.url if isinstance(base, Tag) else self.url
        )

    @property
    def path(self) -> str:
        """The URL's path with its query: what the patterns of platforms look at."""
        parts = urlsplit(self.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @cached_property
    def head(self) -> str:
        """The beginning of the HTML, where generators and assets are named."""
        return self.html[:20000]

    def resolve(self, href: str, base: str | None = None) -> str | None:
        """The absolute http(s) URL of `href`; None when it is no such link."""
        href = href.strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return None
        try:
            url = urljoin(base or self.base_url, href)
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
