"""The Sitemap lines of a robots.txt. Its rules are the fetcher's business.

Source: RFC 9309, 2.2.4 (other records). Portals serve it with a BOM (a bare parser then loses every rule) and
as HTML with status 200, which says nothing at all.
"""

import re

from corpus.frontier import FrontierUrl
from crawler.discover.found import Surroundings, unique

_SITEMAP = re.compile(r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(r"^\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether what was served as robots.txt is a page."""
    return _HTML.match(text.lstrip("\ufeff")) is not None


def read_robots(text: str, around: Surroundings) -> tuple[FrontierUrl, ...]:
    """The sitemaps that robots.txt names, those of the portal only; none when it is a page."""
    if is_html(text):
        return ()
    urls = _SITEMAP.findall(text)
    return unique(around.found(url, "sitemap") for url in urls if url.startswith(("http://", "https://")))
