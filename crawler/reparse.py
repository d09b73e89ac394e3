"""`reparse`: reads every capture of the archive again, without the network, and stores what it says now.

The archive is read in the order it was written, so each page meets the hints that the crawl had when it read
it. Also how a lost catalog comes back: captures, articles with their versions, and the frontier.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from corpus.archive import ArchiveReader
from corpus.attachment import file_key
from corpus.capture import ArchivedResponse, Locator
from corpus.catalog import Catalog, VisitedPage
from corpus.errors import ArchiveDamaged, SkipItem
from corpus.frontier import FrontierUrl, Role, UrlHint
from corpus.portal import Portal
from corpus.settings import Progress, StorageSettings, no_progress
from corpus.urls import canonical_url
from crawler.aliases import article_as_known, links_as_known, url_as_known
from crawler.clock import utc_now
from crawler.file_texts import FileTexts
from crawler.files import fetched_file, files_to_fetch
from crawler.follow import links_to_follow
from crawler.guard import host_of, refusal
from crawler.host_memory import HostMemory
from crawler.late_hints import LateHints, Unhinted
from crawler.moves import MoveWatch, moved, with_moves
from crawler.platforms import Reading
from crawler.policy import Verdict, judge_class, judge_status, outcome_of
from crawler.reading import Answer, read_answer
from crawler.report import ReparseReport
from crawler.settings import CrawlerSettings

logger = logging.getLogger(__name__)

_ROLES: dict[str, Role] = {
    "list": "list",
    "feed": "feed",
    "sitemap": "sitemap",
    "rest": "rest",
    "article": "article",
    "document": "article",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PROGRESS_EVERY = 20


def reparse(
    storage: StorageSettings,
    portals: Sequence[Portal],
    *,
    settings: CrawlerSettings | None = None,
    progress: Progress = no_progress,
    clock: Callable[[], datetime] = utc_now,
) -> ReparseReport:
    """What reading the archive again gave. Doing it twice changes nothing the second time.

    A page is read by the rules of `portals`, or of the portal that the catalog remembers under its key.
    Damage in the archive is logged and stepped over.
    """
    begun = time.monotonic()
    with closing(Catalog.open(storage.resolved_catalog_url)) as catalog:
        known = {portal.key: portal for portal in catalog.portals()} | {p.key: p for p in portals}
        known = with_moves(known.values(), catalog.moves.all())
        catalog.save_portals(list(known.values()))
        archive = ArchiveReader(storage.warc_directory)
        work = _Reparse(settings or CrawlerSettings(), archive, catalog, known, clock)
        for locator, response in archive.scan(work.note_damage):
            work.read(locator, response)
            if work.captures % _PROGRESS_EVERY == 0:
                progress("reparse", work.captures, None)
        progress("reparse", work.captures, work.captures)
        work.memory.save()
        catalog.files.read_again()
        work.files = FileTexts(catalog, archive, work.settings, clock, progress).read_waiting()
        return work.report(time.monotonic() - begun)


@dataclass(frozen=True)
class _Read:
    """What a capture says."""

    portal: Portal
    verdict: Verdict
    reading: Reading | None
    asked: str
    """The URL of its own, or of the first redirect that led there for good."""


@dataclass
class _Reparse:
    settings: CrawlerSettings
    archive: ArchiveReader
    catalog: Catalog
    portals: dict[str, Portal]
    clock: Callable[[], datetime]
    captures: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    hints: dict[str, UrlHint] = field(default_factory=dict)
    files: Counter[str] = field(default_factory=Counter)
    """What reading the attached files gave."""
    _file_at: dict[str, str] = field(default_factory=dict)
    """Key of an address that a file's address redirects to -> key of the file."""
    late_hints: LateHints = field(init=False)
    moves: MoveWatch = field(init=False)
    _led_from: dict[str, str] = field(default_factory=dict)
    """Where redirects for good lead -> where the first of them was."""
    memory: HostMemory = field(init=False)
    """Begins with nothing and meets the pages as the crawl met them, so it gives what the crawl gave."""

    def __post_init__(self) -> None:
        self.memory = HostMemory(self.catalog, fresh=True)
        self.moves = MoveWatch(self.portals, self.catalog, self.clock, probes=False)
        limit = self.settings.max_decoded_bytes
        self.late_hints = LateHints(self.archive, self.catalog, self.clock, limit, self.memory.of)

    def note_damage(self, damage: ArchiveDamaged) -> None:
        logger.warning("%s", damage)
        self.skipped["damaged"] += 1

    def read(self, locator: Locator, response: ArchivedResponse) -> None:
        """Reads one capture and stores what it says."""
        self.captures += 1
        portal = self.portals.get(response.portal)
        if portal is None or response.status == 304 or response.url.endswith("/robots.txt"):
            self.skipped["unknown-portal" if portal is None else "robots-or-unchanged"] += 1
            self.catalog.add_capture(response.capture_record(locator, canonical_url(response.url)))
            return
        if key := self._file_of(response):
            self._store_file(key, locator, response, portal)
            return
        asked = self._asked(response, portal)
        portal = self.portals[portal.key]  # where it moved to meanwhile
        try:
            verdict, reading = self._judge(locator, response, portal)
        except ArchiveDamaged as damage:
            self.note_damage(damage)
            return
        self._store(locator, response, _Read(portal, verdict, reading, asked))

    def _asked(self, response: ArchivedResponse, portal: Portal) -> str:
        """What was asked for when this came, redirects before it included; and notes a portal that moves."""
        asked = self._led_from.pop(response.url, response.url)
        target = urljoin(response.url, response.header("Location") or "")
        if response.status in (301, 308):
            if refusal(target, portal) == "off-portal":
                self._led(portal, asked, target)
            else:
                self._led_from[target] = asked
        elif 200 <= response.status < 300:
            self._led(portal, asked, response.url)
        return asked

    def _led(self, portal: Portal, asked: str, target: str) -> None:
        is_start = asked in portal.start_urls
        if host_of(asked) == host_of(target):
            self.moves.stayed(portal, asked, is_start=is_start)
        elif move := self.moves.led(portal, asked, target, is_start=is_start):
            self.portals[portal.key] = moved(portal, move)

    def _file_of(self, response: ArchivedResponse) -> str | None:
        """The key of the file that this capture was made for; None for a page."""
        key = file_key(response.url)
        if key in self._file_at:
            return self._file_at[key]
        return key if self.catalog.files.is_asked_for(key) else None

    def _store_file(self, key: str, locator: Locator, response: ArchivedResponse, portal: Portal) -> None:
        """Notes a file, or where its address leads; nothing is read here."""
        record = response.capture_record(locator, key)
        verdict = judge_status(response.status)
        target = response.header("Location")
        if response.status in _REDIRECTS and target:
            self._file_at.setdefault(file_key(urljoin(response.url, target)), key)
        if verdict.action == "retry" or response.status in _REDIRECTS:
            self.catalog.add_capture(record)
            return
        good = verdict.action == "read"
        self.catalog.record_page(
            VisitedPage(
                FrontierUrl(url=response.url, canonical_url=key, role="attachment"),
                record,
                article=None,
                discovered=(),
                outcome="done" if good else outcome_of(verdict),
                now=self.clock(),
                reason="file" if good else verdict.reason,
                file=fetched_file(key, response.url, response.headers) if good else None,
            )
        )

    def _judge(
        self, locator: Locator, response: ArchivedResponse, portal: Portal
    ) -> tuple[Verdict, Reading | None]:
        verdict = judge_status(response.status)
        if response.status in _REDIRECTS:
            return Verdict(action="done", reason="redirect"), None
        if verdict.action != "read":
            return verdict, None
        try:
            reading = self._reading(locator, response, portal)
        except SkipItem as skip:
            return Verdict(action="failed", reason=skip.reason), None
        except ArchiveDamaged:
            raise
        except Exception:  # one page that a reader chokes on must not end the run
            logger.exception("cannot read %s at %s", response.url, locator)
            return Verdict(action="failed", reason="reader-error"), None
        return judge_class(reading.page_class, response.header("Content-Type")), reading

    def _reading(self, locator: Locator, response: ArchivedResponse, portal: Portal) -> Reading:
        whole = self.archive.read(locator) if response.revisit else response
        headers = whole.payload_headers or whole.headers
        answer = Answer(response.url, response.status, headers, whole.body, response.fetched_at)
        reading = read_answer(
            answer,
            portal=portal,
            hint=self._hint(response),
            max_decoded_bytes=self.settings.max_decoded_bytes,
            host=self.memory.of(response.url),
        )
        self.memory.learn(response.url, reading)
        return reading

    def _store(self, locator: Locator, response: ArchivedResponse, read: "_Read") -> None:
        """Stores what a capture says now, in one transaction. A failure that was tried again ends nothing."""
        portal, verdict, reading = read.portal, read.verdict, read.reading
        url = _frontier_url(response, portal, reading)
        known_as = url_as_known(self.catalog, portal, url.canonical_url)
        url = url.model_copy(update={"canonical_url": known_as})
        record = response.capture_record(locator, url.canonical_url)
        if verdict.action == "retry":
            self.skipped[verdict.reason] += 1
            self.catalog.add_capture(record)
            return
        found = links_to_follow(reading.discovered if reading else (), portal, self.settings, role=url.role)
        found = links_as_known(self.catalog, portal, found)
        self._note_hints(found)
        article = reading.article if reading else None
        article = article_as_known(self.catalog, portal, article, asked=canonical_url(read.asked))
        recorded = self.catalog.record_page(
            VisitedPage(
                url,
                record,
                article=article,
                discovered=(*found, *files_to_fetch(article, portal, self.settings)),
                outcome=outcome_of(verdict),
                now=self.clock(),
                reason=verdict.reason,
            )
        )
        self.late_hints.apply(found)
        if article is not None and not self._hint(response):
            unhinted = Unhinted(article.url, portal, locator, recorded.capture_id)
            self.late_hints.expect(url.canonical_url, unhinted)
        if recorded.article is None:
            self.skipped[reading.page_class if reading else verdict.reason] += 1
        else:
            self.articles[recorded.article] += 1

    def _hint(self, response: ArchivedResponse) -> UrlHint | None:
        """What was said of this URL up to here, or what the catalog remembers."""
        canonical = canonical_url(response.url)
        return self.hints.get(canonical) or self.catalog.hint(canonical)

    def _note_hints(self, found: Sequence[FrontierUrl]) -> None:
        """The first hint of a URL stays, as in the frontier."""
        for url in found:
            if url.hint is not None:
                self.hints.setdefault(url.canonical_url, url.hint)
                self.hints.setdefault(canonical_url(url.url), url.hint)

    def report(self, seconds: float) -> ReparseReport:
        return ReparseReport(
            captures=self.captures,
            articles_new=self.articles["new"],
            articles_changed=self.articles["changed"],
            articles_same=self.articles["same"],
            skipped=dict(self.skipped),
            files=dict(sorted(self.files.items())),
            seconds=seconds,
        )


def _frontier_url(response: ArchivedResponse, portal: Portal, reading: Reading | None) -> FrontierUrl:
    """The URL that this capture answers. A form's fields are not read back; its page counts as the list's."""
    if response.url in portal.start_urls:
        return FrontierUrl(url=response.url, canonical_url=canonical_url(response.url), role="start")
    canonical = canonical_url(response.url, reading.platform if reading else None)
    role = _ROLES.get(reading.page_class, "page") if reading else "page"
    return FrontierUrl(url=response.url, canonical_url=canonical, role=role)
