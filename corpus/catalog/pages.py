"""What visits brought, saved many at once: a fixed number of statements for all of them, not for each.

A statement through SQLAlchemy costs 0.1 ms whatever it does, and a page alone takes some twenty. Only what
is rare goes page by page: articles that were known before, or captures that are read again. Functions inside
a transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from corpus.article import Article, article_id
from corpus.attachment import FetchedFile
from corpus.capture import CaptureRecord
from corpus.catalog import articles, captures, files, found_urls, frontier, revisits
from corpus.catalog.new_articles import Reading, save_readings
from corpus.catalog.records import RecordedPage
from corpus.frontier import FrontierUrl, NextVisit, Outcome


@dataclass(frozen=True, slots=True)
class VisitedPage:
    """A visit that ended, with all it brought. `url` is the id of the claimed URL, or the URL itself."""

    url: int | FrontierUrl
    capture: CaptureRecord
    outcome: Outcome
    now: datetime
    article: Article | None = None
    discovered: Sequence[FrontierUrl] = ()
    reason: str = ""
    revisit_before: datetime | None = None
    """Lists among `discovered` that were visited last before this time are due again."""
    file: FetchedFile | None = None
    again: NextVisit | None = None


def record(connection: sa.Connection, pages: Sequence[VisitedPage]) -> list[RecordedPage]:
    """What recording each page changed, as if they had been recorded one after the other."""
    capture_ids = captures.add_captures(connection, [page.capture for page in pages])
    readings = [
        Reading(number, page.capture.fetched_at, page.article, page.now)
        for number, page in zip(capture_ids, pages, strict=True)
    ]
    saved = save_readings(connection, readings)
    files.link(connection, [page.article for page in pages if page.article is not None])
    for page in pages:
        if page.file is not None:
            files.save_fetched(connection, page.file, page.capture, page.now)
    new_urls = _add_urls(connection, pages)
    _end_visits(connection, pages)
    return [
        RecordedPage(capture_id=number, article=outcome, new_urls=new)
        for number, outcome, new in zip(capture_ids, saved, new_urls, strict=True)
    ]


def _add_urls(connection: sa.Connection, pages: Sequence[VisitedPage]) -> list[int]:
    """How many URLs each page named first. Its own is added, too, where it was not claimed."""
    found = []
    for page in pages:
        own = [page.url] if isinstance(page.url, FrontierUrl) else []
        found += [found_urls.Found(page.capture.portal, urls, page.now) for urls in (page.discovered, own)]
    new = found_urls.add_urls(connection, found)[::2]
    for before in {page.revisit_before for page in pages if page.revisit_before is not None}:
        named = [url for page in pages if page.revisit_before == before for url in page.discovered]
        revisits.revisit(connection, named, before)
    return new


def _end_visits(connection: sa.Connection, pages: Sequence[VisitedPage]) -> None:
    endings = [
        frontier.Ending(_url_id(connection, page.url), page.outcome, page.reason, page.now, page.again)
        for page in pages
    ]
    frontier.finish(connection, endings)
    for page in pages:
        if page.outcome == "gone":
            gone = article_id(page.capture.canonical_url)
            articles.mark_gone(connection, gone, page.capture.fetched_at)


def _url_id(connection: sa.Connection, url: int | FrontierUrl) -> int:
    if isinstance(url, int):
        return url
    url_id = frontier.url_id_of(connection, url.key)
    if url_id is None:
        raise LookupError(url.key)
    return url_id
