"""One crawl while it runs: its stores, its counts, and how the visit of a URL begins and ends.

The catalog and the archive are reached through here only, so that their order is kept in one place: a capture
is on disk first, then all that a page brought and its URL's new state are saved in one transaction.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from w3lib.url import safe_url_string

from corpus.archive import Archive
from corpus.article import Article
from corpus.attachment import FetchedFile
from corpus.capture import CaptureRecord, Exchange
from corpus.catalog import Catalog, RecordedPage
from corpus.frontier import FrontierUrl
from corpus.portal import Portal
from corpus.settings import Progress
from corpus.urls import canonical_url
from crawler.files import files_to_fetch
from crawler.follow import links_to_follow
from crawler.hosts import HostTurns
from crawler.late_hints import LateHints
from crawler.policy import Backoff, Verdict, outcome_of
from crawler.report import PortalReport
from crawler.settings import CrawlerSettings
from crawler.tally import PortalTally
from crawler.visit import Visit
from crawler.walk import Walk

logger = logging.getLogger(__name__)

_TELL_EVERY = 5
"""Pages between two calls of the progress."""

_DRY_FOR = timedelta(seconds=1)
"""A postponed URL that comes due meanwhile waits so much longer at most."""


@dataclass
class Findings:
    """What reading a page gave: its article, enriched, and the URLs found; or the file that it was."""

    article: Article | None = None
    found: Sequence[FrontierUrl] = ()
    file: FetchedFile | None = None


NOTHING = Findings()


@dataclass
class CrawlRun:
    """The state of a run, shared by scheduler, spider and middlewares. All in one thread."""

    settings: CrawlerSettings
    portals: dict[str, Portal]
    catalog: Catalog
    archive: Archive
    clock: Callable[[], datetime]
    progress: Progress
    started: datetime
    fatal: Exception | None = None
    """Why the whole run must end, such as a full disk; `crawl` raises it again."""
    interrupted: bool = False
    refused_names: set[str] = field(default_factory=set)
    """Host names that resolved to a private address; the resolver adds to it."""
    tallies: dict[str, PortalTally] = field(init=False)
    turns: HostTurns = field(init=False)
    walk: Walk = field(init=False)
    late_hints: LateHints = field(init=False)
    _dry: tuple[frozenset[str], datetime] | None = None
    """The hosts left out when a claim last found nothing, and when that was."""

    def __post_init__(self) -> None:
        self.tallies = {key: PortalTally() for key in self.portals}
        self.turns = HostTurns(self.settings.host_failure_limit)
        self.walk = Walk(self.settings, self.catalog)
        limit = self.settings.max_decoded_bytes
        self.late_hints = LateHints(self.archive, self.catalog, self.clock, limit)

    # a visit begins

    def claim(self) -> Visit | None:
        """The next visit, its URL in flight from now on; None when no host is free or nothing is due."""
        now, portals = self.clock(), self.open_portals()
        unavailable = self.turns.unavailable(now)
        if not portals or self._is_known_dry(unavailable, now):
            return None
        claimed = self.catalog.claim(unavailable, now, portals=portals)
        if claimed is None:
            self._dry = (unavailable, now)
            return None
        self.turns.busy.add(claimed.host)
        asked_url = safe_url_string(claimed.url)
        earlier = None if claimed.request else self._last_capture(claimed.canonical_url, asked_url)
        return Visit(self.portals[claimed.portal], claimed, earlier)

    def _is_known_dry(self, unavailable: frozenset[str], now: datetime) -> bool:
        """Whether the same question had no answer a moment ago: Scrapy asks three times for every page."""
        if self._dry is None or not self.turns.busy:
            return False
        without, at = self._dry
        return without <= unavailable and now - at < _DRY_FOR

    def open_portals(self) -> tuple[str, ...]:
        """Portals that may still be asked in this run."""
        return tuple(key for key, tally in self.tallies.items() if tally.stopped is None)

    def waits_until(self) -> datetime | None:
        """When the next postponed URL or paused host comes due, if that is soon enough to wait for."""
        portals = self.open_portals()
        moments = (self.catalog.next_due_at(portals) if portals else None, self.turns.next_free_at())
        limit = self.clock() + timedelta(seconds=self.settings.patience_seconds)
        return min((moment for moment in moments if moment is not None and moment <= limit), default=None)

    def _last_capture(self, canonical: str, url: str) -> CaptureRecord | None:
        """The last capture with a payload of this very URL: other spellings have other validators."""
        known = self.catalog.last_capture(canonical)
        return known if known and known.url == url else None

    # a response arrives

    def capture(self, exchange: Exchange, visit: Visit) -> None:
        """Puts a response into the archive; it is on disk when this returns."""
        if visit.claimed and not visit.captured:
            canonical, earlier = visit.claimed.canonical_url, visit.earlier
        else:
            canonical = canonical_url(exchange.url)
            earlier = self._last_capture(canonical, exchange.url)
        record = self.archive.append(exchange, canonical_url=canonical, earlier=earlier)
        visit.captured.append(_with_validators(record, earlier))
        self._count_response(visit.portal.key, len(exchange.body), unchanged=record.revisit)

    def _count_response(self, portal: str, body_bytes: int, *, unchanged: bool) -> None:
        tally = self.tallies[portal]
        tally.add_response(body_bytes, unchanged=unchanged)
        if tally.pages >= self.settings.max_pages_per_portal and tally.stopped is None:
            tally.stopped = "page-budget"
            logger.warning("%s: page-budget: %d pages, the others wait for the next run", portal, tally.pages)

    # a visit ends

    def record(self, visit: Visit, verdict: Verdict, findings: Findings = NOTHING) -> None:
        """Ends a visit for good, with all it brought, in one transaction."""
        self._add_captures(visit.captured[:-1])
        recorded = None
        if visit.captured:
            recorded = self._record_page(visit, verdict, findings)
        else:
            self.catalog.finish(visit.claim.url_id, outcome_of(verdict), verdict.reason, self.clock())
        self.tallies[visit.portal.key].add_end(visit.claim.role, verdict, recorded)
        if recorded is not None:
            self._settle_hints(visit, findings, recorded.capture_id)
        if verdict.stops_host:
            self._stop_host(visit, verdict.reason)
        self._end(visit)

    def _settle_hints(self, visit: Visit, findings: Findings, capture_id: int) -> None:
        if findings.article is not None and visit.claim.hint is None:
            locator = visit.captured[-1].locator
            self.late_hints.expect(visit.claim.canonical_url, visit.portal, locator, capture_id)
        self.late_hints.apply(findings.found)

    def _record_page(self, visit: Visit, verdict: Verdict, findings: Findings) -> RecordedPage:
        """What a page brought is dated when it was fetched: the next run asks what came after that."""
        found, walk_on = self.walk.choose(visit, findings.found)
        files = files_to_fetch(findings.article, visit.portal, self.settings)
        answer = visit.captured[-1]
        return self.catalog.record_page(
            visit.claim.url_id,
            answer,
            article=findings.article,
            discovered=(*found, *files),
            outcome=outcome_of(verdict),
            now=answer.fetched_at,
            reason=verdict.reason,
            revisit_before=self.started if walk_on else None,
            file=findings.file,
        )

    def postpone(self, visit: Visit, verdict: Verdict, retry_after: str | None = None) -> float | None:
        """Puts a visit off; returns for how many seconds, or None when the URL was tried often enough."""
        tries = visit.claim.tries + 1
        if tries >= self.settings.max_tries and not verdict.host_fault:
            self.record(visit, verdict.model_copy(update={"action": "failed"}))
            return None
        now = self.clock()
        self._add_captures(visit.captured)
        until = Backoff(self.settings).next_try(now, tries, retry_after)
        self.catalog.postpone(visit.claim.url_id, until, verdict.reason)
        self._end(visit)
        wait_seconds = (until - now).total_seconds()
        if verdict.host_fault:
            self._pause(visit, until, verdict.reason, too_long=wait_seconds > self.settings.patience_seconds)
        return wait_seconds

    def keep_captures(self, visit: Visit) -> None:
        """Makes the captures of a visit known to the catalog."""
        self._add_captures(visit.captured)

    def add_sitemaps(self, portal: Portal, sitemaps: Sequence[FrontierUrl]) -> None:
        """Adds the sitemaps of a host to the frontier."""
        found = links_to_follow(sitemaps, portal, self.settings, role="sitemap")
        if found:
            self.catalog.add_urls(portal.key, found, self.clock())

    def _add_captures(self, captured: Sequence[CaptureRecord]) -> None:
        for capture in captured:
            self.catalog.add_capture(capture)

    def _end(self, visit: Visit) -> None:
        self._dry = None
        self.turns.busy.discard(visit.claim.host)
        pages = sum(tally.pages for tally in self.tallies.values())
        if pages % _TELL_EVERY == 0:
            self.progress("crawl", pages, pages + self.catalog.pending_count(tuple(self.portals)))

    # hosts and portals

    def host_failed(self, visit: Visit, reason: str) -> None:
        """Counts a failure in a row; a host with too many is left alone for the rest of the run."""
        if self.turns.failed(visit.claim.host):
            self._stop_host(visit, reason)

    def _pause(self, visit: Visit, until: datetime, reason: str, *, too_long: bool) -> None:
        """Leaves the host alone until then, or for the whole run when that is longer than a run waits."""
        self.turns.pause(visit.claim.host, until)
        if too_long:
            self._stop_host(visit, reason)

    def _stop_host(self, visit: Visit, reason: str) -> None:
        key, host = visit.portal.key, visit.claim.host
        if host in self.turns.stopped:
            return
        self.turns.stopped[host] = reason
        logger.warning("%s: %s: %s is left alone, its URLs wait for the next run", key, reason, host)
        if self.turns.all_stopped(visit.portal.all_hosts):
            self.tallies[key].stopped = reason

    def reports(self) -> tuple[PortalReport, ...]:
        """Where each portal stands now."""
        return tuple(
            tally.report(key, self.catalog.pending_count([key])) for key, tally in self.tallies.items()
        )


def engine_of(crawler: Crawler) -> ExecutionEngine:
    """The engine of a crawler that has begun."""
    if crawler.engine is None:
        raise RuntimeError("the crawl has not begun")
    return crawler.engine


def run_of(crawler: Crawler) -> CrawlRun:
    """The run that a Scrapy component belongs to: it comes with the spider."""
    run: CrawlRun = crawler.spider.run  # type: ignore[union-attr]  # ours is the only spider
    return run


def _with_validators(record: CaptureRecord, earlier: CaptureRecord | None) -> CaptureRecord:
    """A 304 need not repeat what the 200 said (RFC 9110, 15.4.5); the next visit needs it again."""
    if earlier is None or record.status != 304:
        return record
    kept = {name: getattr(record, name) or getattr(earlier, name) for name in _REPEATED}
    return record.model_copy(update=kept)


_REPEATED = ("etag", "last_modified", "content_type")
