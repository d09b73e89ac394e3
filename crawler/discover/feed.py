"""RSS and Atom -> articles with hints. Titles are believed; dates only where the generator can be.

NukeViet prints the month where the minutes belong (gmdate('D, j M Y H:m:s'), since 2012): its feeds give no
date at all. Names in feeds are CMS accounts and are not read.
"""

import calendar
import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urljoin

from corpus.article import PartialDate
from corpus.dates import parse_date
from corpus.frontier import FrontierUrl, UrlHint
from corpus.text import clean
from crawler.discover.found import Surroundings, unique

VIETNAM = timezone(timedelta(hours=7))
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_NUKEVIET_GUID = re.compile(r"\s*\w+_\d+\s*")
EARLIEST_YEAR = 1997
"""Vietnam joined the Internet in November 1997: an earlier date is a fault."""


def is_feed(text: str) -> bool:
    """Whether an XML text is a feed."""
    return re.search(r"<(?:rss|feed|rdf:RDF)[\s>]", text[:3000]) is not None


def read_feed(text: str, around: Surroundings) -> tuple[FrontierUrl, ...]:
    """The articles of a feed, as far as they can be read: portals' feeds are often not well-formed."""
    import feedparser

    safe = _DOCTYPE.sub("", text)  # no entities of its own: neither files nor expansion bombs
    parsed = feedparser.parse(
        io.BytesIO(safe.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    believed = not _is_nukeviet(parsed)
    return unique(_found(parsed, around, believed))


def _found(parsed: object, around: Surroundings, believed: bool) -> Iterator[FrontierUrl | None]:
    for entry in getattr(parsed, "entries", ()):
        link = _address(entry.get("link") or "", around.url)
        if not link.startswith(("http://", "https://")):
            continue
        title = clean(html.unescape(re.sub(r"<[^>]+>", " ", entry.get("title", ""))))
        published = _published(entry) if believed else None
        yield around.found(link, "article", hint=UrlHint(title=title or None, published=published))


def _is_nukeviet(parsed: object) -> bool:
    feed = getattr(parsed, "feed", {})
    if "nukeviet" in str(feed.get("generator", "")).lower():
        return True
    ids = [str(entry.get("id", "")) for entry in getattr(parsed, "entries", ())]
    return bool(ids) and all(_NUKEVIET_GUID.fullmatch(identity) for identity in ids)


def _address(link: str, base_url: str) -> str:
    """The absolute address of an entry: hand-made feeds write it from the root of their host."""
    try:
        return urljoin(base_url, link.strip()) if link else ""
    except ValueError:
        return ""


def _published(entry: Mapping[str, Any]) -> PartialDate | None:
    """As RFC 822 or ISO 8601 tell, else as hand-made feeds do: `30/11/2024 4:05:00 CH`."""
    if entry.get("published_parsed"):
        return _moment(entry["published_parsed"])
    written = entry.get("published") or ""
    return parse_date(written, source="feed") if written else None


def _moment(parsed: object) -> PartialDate | None:
    """feedparser's UTC tuple as a moment in Vietnam; None when absent or impossible."""
    if not parsed:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC).astimezone(VIETNAM)  # type: ignore[arg-type]
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    if moment.year < EARLIEST_YEAR:
        return None
    return PartialDate(value=moment.isoformat(timespec="seconds"), precision="minute", source="feed", raw="")
