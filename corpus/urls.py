"""Canonical URLs: one name for each page. Pure functions, total over any str; no network.

The canonical URL is for comparing; what is requested is the URL as it was found. A URL shows its platform by
marks of its own (`/tabid/`, `p_p_id=`, `.aspx`), so the same URL gets the same name wherever it is found.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from corpus.url_parts import join_url, split_url
from corpus.url_rules import apply_rules

_MAX_WRAPPERS = 3
"""A print view names the page it shows; deeper nesting than this is a trap."""

_REMEMBERED = 20_000
"""One menu stands on every page of a portal: without a memory its links were a sixth of the parsing."""

_PRINT_SWITCH = re.compile(r"print|printmode|dnnprintmode|tmpl")
_VIEW_MODE = re.compile(r"viewmode")
_PRINT_PATHS = (
    (re.compile(r"^((?:/[a-z]{2})?/[^/]+)/print/(?=.+-[0-9]+\.html$)"), r"\1/"),  # NukeViet
    (re.compile(r"^/print/([0-9]+)$"), r"/node/\1"),  # Drupal
)
_PRINT_WRAPPER = re.compile(r"/(?:print|printpage)\.aspx$", re.IGNORECASE)
_PRINT_WORD = re.compile(r"print|tmpl|viewmode|[%\t\r\n]", re.IGNORECASE)
"""One of the words stands in the URL of every print view, unless escaped or broken by what urlsplit drops."""


def canonical_url(url: str, platform: str | None = None, *, https_hosts: Collection[str] = ()) -> str:
    """The canonical URL, or "" when the URL names no page of its own.

    "" stands for other schemes (`javascript:`, `mailto:`), print, mail and login views, comment feeds and
    date archives. `platform`, when known, keeps the rules of other platforms out; it is never needed.
    `https_hosts` are hosts known to serve the same over https. Idempotent.
    """
    return _unwrapped(url, platform, frozenset(https_hosts))


def page_of_print_view(url: str) -> str:
    """The page that a print view shows, where its URL says which; any other URL as it is."""
    if _PRINT_WORD.search(url) is None:
        return url
    shown = _shown_by_print_wrapper(url)
    split = split_url(url)
    if shown or split is None:
        return shown or url
    scheme, host, address = split
    page = address.without(_PRINT_SWITCH)
    if address.value("viewmode") == "print":
        page = page.without(_VIEW_MODE)
    for view, path in _PRINT_PATHS:
        page = replace(page, path=view.sub(path, page.path))
    return url if page == address else join_url(scheme, host, page)


@lru_cache(maxsize=_REMEMBERED)
def path_and_query(url: str) -> str:
    """What follows the host, without the fragment: what the patterns of platforms and of traps look at.

    Raises ValueError where the host is none (`http://[`).
    """
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@lru_cache(maxsize=_REMEMBERED)
def _unwrapped(url: str, platform: str | None, https_hosts: frozenset[str]) -> str:
    for _ in range(_MAX_WRAPPERS):
        shown = _shown_by_print_wrapper(url)
        if shown is None:
            return _canonical(url, platform, https_hosts)
        url = shown
    return ""


def _canonical(url: str, platform: str | None, https_hosts: Collection[str]) -> str:
    split = split_url(url)
    if split is None:
        return ""
    scheme, host, address = split
    kept = apply_rules(address, platform)
    return "" if kept is None else join_url("https" if host in https_hosts else scheme, host, kept)


def _shown_by_print_wrapper(url: str) -> str | None:
    """The page that SharePoint's print view shows: `/_layouts/15/print.aspx?url=...`; None for other URLs."""
    split = split_url(url)
    if split is None or not _PRINT_WRAPPER.search(split[2].path):
        return None
    shown = split[2].value("url")
    try:
        return urljoin(f"{split[0]}://{split[1]}/", unquote(shown)) if shown else None
    except ValueError:  # a host that is none
        return ""
