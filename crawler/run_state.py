"""One crawl while it runs: its stores, its counts, and how the visit of a URL begins and ends.

The catalog and the archive are reached through here only, so that their order is kept in one place: a capture
is on disk first, then all that a page brought and its URL's new state are saved in one transaction.
"""

import logging
from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from w3lib.url import safe_url_string

from corpus.archive import Archive
from corpus.article import Article
from corpus.capture import CaptureRecord, Exchange
from corpus.catalog import Catalog
from corpus.crawl_history import DayCounts, PortalDay
from corpus.frontier import NEWS_PRIORITY, ClaimedUrl, FrontierUrl
from corpus.moves import Move
from corpus.portal import Portal
from corpus.settings import Progress
from corpus.urls import canonical_url
from crawler.aliases import article_as_known, links_as_known, url_as_known
from crawler.ended_visits import NOTHING, EndedVisit, EndedVisits, Findings, raised
from crawler.files import files_to_fetch
from crawler.follow import links_to_follow, start_url
from crawler.guard import host_of, plain_host
from crawler.host_watch import HostWatch
from crawler.hosts import HostTurns
from crawler.late_hints import LateHints
from crawler.moves import MoveWatch, led_for_good, moved
from crawler.opening import day_in_vietnam, next_midnight
from crawler.policy import Backoff, Verdict
from crawler.report import PortalReport
from crawler.settings import CrawlerSettings, CrawlMode
from crawler.tally import PortalTally
from crawler.visit import Visit
from crawler.walk import Walk

logger = logging.getLogger(__name__)

_TELL_EVERY = 5
"""Pages between two calls of the progress."""

_COUNT_EVERY = timedelta(seconds=5)
"""How often the URLs that wait are counted for the progress."""

_FLUSH_VISITS = 256
"""Ended visits saved together at most: a power cut loses no more, and they are asked for again."""

_LOOK_FOR_DUE = timedelta(seconds=30)
"""How often URLs that came due by the clock are looked for, beside those put off in this run."""

_PRIORITIES: dict[CrawlMode, tuple[int, int]] = {
    "all": (-1_000_000, 1_000_000),
    "fresh": (NEWS_PRIORITY, 1_000_000),
    "backfill": (-1_000_000, NEWS_PRIORITY),
}


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
    mode: CrawlMode = "all"
    follows: bool = False
    """One round of many: sources have their intervals, and hosts that rest are left to rest."""
    closing: bool = False
    """No further URL is handed out; the run ends when what is in flight has ended."""
    tallies: dict[str, PortalTally] = field(init=False)
    hosts: HostWatch = field(init=False)
    walk: Walk = field(init=False)
    late_hints: LateHints = field(init=False)
    moves: MoveWatch = field(init=False)
    _ended: EndedVisits = field(init=False)
    _open: set[str] = field(init=False)
    """Portals that were not stopped."""
    _pages: int = 0
    _told: int = 0
    _waiting: int = 0
    """URLs that waited when they were counted last, for the progress."""
    _count_at: datetime | None = None
    _look_at: datetime | None = None
    """When URLs that came due are looked for next."""

    def __post_init__(self) -> None:
        self.tallies = {key: PortalTally() for key in self.portals}
        self._open = set(self.portals)
        self.hosts = HostWatch(self.settings, self.portals, self.clock)
        self.walk = Walk(self.settings, self.catalog)
        limit = self.settings.max_decoded_bytes
        self.late_hints = LateHints(self.archive, self.catalog, self.clock, limit)
        self.moves = MoveWatch(self.portals, self.catalog, self.clock)
        self._ended = EndedVisits(
            settings=self.settings,
            catalog=self.catalog,
            archive=self.archive,
            clock=self.clock,
            started=self.started,
            hosts=self.hosts,
            walk=self.walk,
            late_hints=self.late_hints,
            tallies=self.tallies,
        )

    def open(self) -> None:
        """Takes up what earlier runs left: what is known of hosts and templates, and what is due."""
        self.hosts.load(self.catalog.hosts(), rest_on=self.mode == "fresh" or self.follows)
        with self.catalog.together(lasting=False):
            for key in self.portals:
                self.walk.load_templates(key, self.catalog.templates(key), self.started)
        now = self.clock()
        for move in self.moves.followed():
            self.catalog.moves.reopen(move, now)  # else a killed run would have left it out for good
        self.catalog.wake(now, tuple(self.portals))
        self.turns.wake(sorted(self.catalog.waiting_hosts(tuple(self.portals))), now)
        self._look_at = now + _LOOK_FOR_DUE

    @property
    def turns(self) -> HostTurns:
        return self.hosts.turns

    # a visit begins

    def claim(self) -> Visit | None:
        """The next visit, its URL in flight from now on; None when no host is free or nothing is due."""
        now, portals = self.clock(), self.open_portals()
        self._wake_due(now, portals)
        while portals and (host := self.turns.next_host(now)) is not None:
            visit = None if self._is_spent(host, now) else self._claim_from(host, now, portals)
            if visit is not None:
                return visit
        return None

    def claim_some(self, most: int) -> list[Visit]:
        """The next visits at different hosts, in one transaction; none when no host is free."""
        first_at = self.next_turn_at()
        if first_at is None or first_at > self.clock():
            return []
        with self.catalog.together(lasting=False):
            return list(islice(iter(self.claim, None), most))

    def give_back(self, visit: Visit) -> None:
        """Ends a visit that never began; its URL is in flight until the run ends, and pending then."""
        self._end(visit)

    def _is_spent(self, host: str, now: datetime) -> bool:
        """Whether the host had all its requests of today; it is left alone until tomorrow."""
        if not self.hosts.day_is_spent(host):
            return False
        self.turns.stop(host, "day-budget", next_midnight(now))
        self.turns.forget(host)
        self.turns.wake([host], now)
        return True

    def _claim_from(self, host: str, now: datetime, portals: Collection[str]) -> Visit | None:
        """The host's next visit. URLs whose template was stopped since they were found end on the way."""
        there = self.hosts.portals_at(host, portals)
        with self.catalog.together(lasting=False):
            while (claimed := self.catalog.claim_from(host, now, there, _PRIORITIES[self.mode])) is not None:
                if self.walk.allows(claimed.portal, claimed):
                    break
                self.catalog.finish(claimed.url_id, "blocked", "template-budget", now)
                self.tallies[claimed.portal].skipped["template-budget"] += 1
        if claimed is None:
            self.turns.forget(host)
            return None
        self.turns.begin(host)
        return self._visit(claimed)

    def _visit(self, claimed: ClaimedUrl) -> Visit:
        asked_url = safe_url_string(claimed.url)
        before = claimed.visits > 0 and claimed.request is None
        earlier = self._last_capture(claimed.canonical_url, asked_url) if before else None
        conditional = earlier is not None and self.hosts.asks_conditionally(claimed)
        return Visit(self.portals[claimed.portal], claimed, earlier, conditional)

    def _wake_due(self, now: datetime, portals: Collection[str]) -> None:
        """Makes pending what came due; looked for when something was put off until now, and now and then."""
        if portals and self._look_at is not None and now >= self._look_at:
            self.turns.wake(self.catalog.wake(now, portals), now)
            self._look_at = min(self.catalog.next_due_at(portals) or now + _LOOK_FOR_DUE, now + _LOOK_FOR_DUE)

    def open_portals(self) -> Set[str]:
        """Portals that may still be asked in this run."""
        return frozenset() if self.closing else self._open

    def waits_until(self) -> datetime | None:
        """When the next postponed URL or paused host comes due, if that is soon enough to wait for."""
        portals = self.open_portals()
        if not portals:
            return None
        moments = (self.catalog.next_due_at(portals), self.turns.next_free_at())
        limit = self.clock() + timedelta(seconds=self.settings.patience_seconds)
        return min((moment for moment in moments if moment is not None and moment <= limit), default=None)

    def next_turn_at(self) -> datetime | None:
        """When a host will be free that may have something to fetch; asks nothing of the catalog."""
        moments = (self.turns.next_free_at(), self._look_at) if self.open_portals() else ()
        return min((moment for moment in moments if moment is not None), default=None)

    def _last_capture(self, canonical: str, url: str) -> CaptureRecord | None:
        """The last capture with a payload of this very URL: other spellings have other validators."""
        known = self.catalog.last_capture(canonical)
        return known if known and known.url == url else None

    # a response arrives

    def capture(self, exchange: Exchange, visit: Visit) -> None:
        """Puts a response into the archive, where it survives kill -9; `flush` makes it last a power cut."""
        if visit.claimed and not visit.captured:
            canonical, earlier = visit.claimed.canonical_url, visit.earlier
        else:
            canonical = url_as_known(
                self.catalog, self.portals[visit.portal.key], canonical_url(exchange.url)
            )
            earlier = self._last_capture(canonical, exchange.url)
        record = self.archive.append(exchange, canonical_url=canonical, earlier=earlier, lasting=False)
        visit.captured.append(_with_validators(record, earlier))
        self._count_response(visit.portal.key, len(exchange.body), unchanged=record.revisit)

    def _count_response(self, portal: str, body_bytes: int, *, unchanged: bool) -> None:
        tally = self.tallies[portal]
        tally.add_response(body_bytes, unchanged=unchanged)
        self._pages += 1
        if tally.pages >= self.settings.max_pages_per_portal and tally.stopped is None:
            self._stop_portal(portal, "page-budget")
            logger.warning("%s: page-budget: %d pages, the others wait for the next run", portal, tally.pages)

    # a visit ends

    def record(self, visit: Visit, verdict: Verdict, findings: Findings = NOTHING) -> None:
        """Ends a visit for good; what it brought is saved with others, soon."""
        portal = self.portals[visit.portal.key]  # where it moved to meanwhile
        asked = visit.claim.canonical_url if led_for_good(visit.statuses) else ""
        article = article_as_known(self.catalog, portal, findings.article, asked=asked)
        ended = EndedVisit(visit, verdict, replace(findings, article=article))
        if visit.captured:
            links = links_as_known(self.catalog, portal, findings.found)
            ended.found, ended.walk_on = self.walk.choose(visit, links)
            ended.found += self.walk.numbers_before(visit, verdict, bool(article))
            ended.found += self._files(visit, article)
        self._ended.add(ended)
        if verdict.stops_host:
            self._stop_host(visit, verdict.reason)
        self._end(visit)
        if len(self._ended) >= _FLUSH_VISITS:
            self.flush()

    def _files(self, visit: Visit, article: Article | None) -> tuple[FrontierUrl, ...]:
        """The files of an article; those of news come before all history, too."""
        found = files_to_fetch(article, visit.portal, self.settings)
        return raised(found) if visit.claim.priority >= NEWS_PRIORITY else found

    @property
    def unsaved(self) -> bool:
        return bool(self._ended)

    def flush(self) -> None:
        """Saves the visits that ended; their hosts may have more to fetch."""
        self.turns.wake(sorted(self._ended.save()), self.clock())

    def postpone(self, visit: Visit, verdict: Verdict, retry_after: str | None = None) -> float | None:
        """Puts a visit off; returns for how many seconds, or None when the URL was tried often enough."""
        tries = visit.claim.tries + 1
        if tries >= self.settings.max_tries and not verdict.host_fault:
            self.record(visit, verdict.model_copy(update={"action": "failed"}))
            return None
        now = self.clock()
        until = Backoff(self.settings).next_try(now, tries, retry_after)
        self.archive.sync()
        with self.catalog.together():
            self.catalog.add_captures(visit.captured)
            self.catalog.postpone(visit.claim.url_id, until, verdict.reason)
        self._look_at = min(until, self._look_at or until)
        wait_seconds = (until - now).total_seconds()
        if verdict.host_fault:
            self._pause(visit, until, verdict.reason, too_long=wait_seconds > self.settings.patience_seconds)
        self._end(visit)
        return wait_seconds

    def keep_captures(self, visit: Visit) -> None:
        """Makes the captures of a visit known to the catalog, with the next visits that end."""
        self._ended.loose += visit.captured

    def add_sitemaps(self, portal: Portal, sitemaps: Sequence[FrontierUrl]) -> None:
        """Adds the sitemaps of a host to the frontier."""
        found = links_to_follow(sitemaps, portal, self.settings, role="sitemap")
        if found:
            with self.catalog.together(lasting=False):  # after a power cut, robots.txt is read again
                self.catalog.add_urls(portal.key, found, self.clock())
            self.turns.wake({url.host for url in found}, self.clock())

    def _end(self, visit: Visit) -> None:
        host = visit.claim.host
        self.turns.end(host, self.hosts.ready_at(host), self.clock())
        if self._pages >= self._told + _TELL_EVERY:
            self._told = self._pages
            self.progress("crawl", self._pages, self._pages + self._count_waiting())

    def _count_waiting(self) -> int:
        """How many URLs waited a moment ago: to count a million takes longer than to fetch a page."""
        now = self.clock()
        if self._count_at is None or now >= self._count_at:
            self._waiting = self.catalog.pending_count(tuple(self.portals))
            self._count_at = now + _COUNT_EVERY
        return self._waiting

    # hosts and portals

    def host_failed(self, visit: Visit, reason: str) -> None:
        """Counts a failure in a row; a host with too many is left alone for hours."""
        if self.turns.failed(visit.claim.host):
            self._stop_host(visit, reason)

    def _pause(self, visit: Visit, until: datetime, reason: str, *, too_long: bool) -> None:
        """Leaves the host alone until then, which may be longer than a run waits."""
        self.turns.pause(visit.claim.host, until)
        if too_long:
            self._stop_host(visit, reason, until)

    def _stop_host(self, visit: Visit, reason: str, until: datetime | None = None) -> None:
        key, host = visit.portal.key, visit.claim.host
        if host in self.turns.stopped:
            return
        if until is None:
            self.hosts.rest(host, reason)
        else:
            self.turns.stop(host, reason, until)
        logger.warning("%s: %s: %s is left alone, its URLs wait for the next run", key, reason, host)
        if self.turns.all_stopped(map(plain_host, visit.portal.all_hosts)):
            self._stop_portal(key, reason)

    def answered_from(self, visit: Visit, url: str) -> None:
        """Notes where a visit ended: at its own host, or at another, to which the portal may have moved."""
        portal, claim = self.portals[visit.portal.key], visit.claim
        if visit.is_file:  # files may lie anywhere
            return
        is_start = claim.role == "start"
        if host_of(url) == claim.host:
            self.moves.stayed(portal, claim.url, is_start=is_start)
        elif visit.statuses and led_for_good(visit.statuses):
            move = self.moves.led(portal, claim.url, url, is_start=is_start)
            if move is not None:
                self._follow(portal, move)

    def _follow(self, portal: Portal, move: Move) -> None:
        """Goes on at the portal's new host, and once more to what was left out as another's."""
        self.portals[portal.key] = moved(portal, move)
        self.hosts.take_portal(self.portals[portal.key])
        self._ended.moved.append(move)
        starts = [start_url(url) for url in self.portals[portal.key].start_urls]
        self.catalog.add_urls(portal.key, starts, self.clock())
        self.turns.wake({url.host for url in starts}, self.clock())

    def _stop_portal(self, key: str, reason: str) -> None:
        self.tallies[key].stopped = reason
        self._open.discard(key)

    def judged_certificate(self, name: str, result: str) -> None:
        """Notes what a host's certificate is."""
        self.hosts.judged_certificate(name, result)

    def save_history(self) -> None:
        """Adds what was counted since the last time to the portals' history."""
        day = day_in_vietnam(self.clock())
        taken = {key: tally.take_counts() for key, tally in self.tallies.items()}
        self.catalog.history.add(
            [PortalDay(portal=key, day=day, counts=c) for key, c in taken.items() if c != DayCounts()]
        )

    def reports(self) -> tuple[PortalReport, ...]:
        """Where each portal stands now."""
        with self.catalog.together(lasting=False):
            return tuple(
                tally.report(key, self.catalog.pending_count([key])) for key, tally in self.tallies.items()
            )


def _with_validators(record: CaptureRecord, earlier: CaptureRecord | None) -> CaptureRecord:
    """A 304 need not repeat what the 200 said (RFC 9110, 15.4.5); the next visit needs it again."""
    if earlier is None or record.status != 304:
        return record
    kept = {name: getattr(record, name) or getattr(earlier, name) for name in _REPEATED}
    return record.model_copy(update=kept)


_REPEATED = ("etag", "last_modified", "content_type")
