"""`tratin crawl --follow`: rounds of crawling without end, in one process, until it is told to stop.

A round takes what is due and ends when nothing is, or after `round_minutes`; then files are read, health is
judged, the CDXJ index grows. A command given by the caller (the indexer, unknown here) runs beside the next.
"""

import asyncio
import logging
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from corpus import archive_tasks
from corpus.alarms import save_alarms
from corpus.archive import Archive
from corpus.catalog import Catalog
from corpus.errors import BadConfig
from corpus.portal import Portal
from corpus.settings import StorageSettings, no_progress
from crawler.clock import utc_now
from crawler.file_texts import FileTexts
from crawler.health_report import CrawlHealth, crawl_health
from crawler.moves import with_moves
from crawler.run import check_portals, make_process, open_frontier
from crawler.service.metrics import CrawlMetrics
from crawler.settings import CrawlerSettings, CrawlMode

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.run_state import CrawlRun

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 10.0
"""Between two looks at the counters."""
_TELL = timedelta(minutes=5)
"""Between two lines in the log, and two savings of the history."""
_IDLE = timedelta(minutes=10)
"""The longest sleep between two rounds: portals come due by the minute, and the log shows that it lives."""
_CDX_EVERY = timedelta(hours=6)
_REMEMBERED = timedelta(days=400)
"""Of the history: health looks at 60 days, a person may want to see the year."""
_GRACE_SECONDS = 10
"""For answers under way, and for the command, when told to stop."""


Reload = Callable[[], tuple[CrawlerSettings, Sequence[Portal]]]
"""The configuration as it is now; raises BadConfig."""


@dataclass
class Service:
    """The state between rounds. All in one thread."""

    settings: CrawlerSettings
    storage: StorageSettings
    portals: Sequence[Portal]
    catalog: Catalog
    archive: Archive
    metrics: CrawlMetrics
    after_round: Sequence[str] = ()
    """The command that runs when a round brought articles: the program and its arguments."""
    clock: Callable[[], datetime] = utc_now
    mode: CrawlMode = "all"
    reload: Reload | None = None
    rounds: int = 0
    stopping: bool = False
    fatal: Exception | None = None
    _run: "CrawlRun | None" = None
    _command: "subprocess.Popen[bytes] | None" = None
    _news_untold: bool = False
    """Articles came while the command was still running for earlier ones."""
    _cdx_at: datetime | None = None
    _reload_due: bool = False
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, process: "AsyncCrawlerProcess") -> None:
        """Rounds until `stop`. An error that ends a round ends the service: `fatal` says which."""
        try:
            while not self.stopping:
                self._reload(process)
                await self._round(process)
                if not self.stopping:
                    await self._sleep()
        except Exception as error:  # noqa: BLE001 - `crawl_forever` raises it again
            self.fatal = error

    def stop(self) -> None:
        """Hands out no further URL; the round ends when what is in flight has ended."""
        self.stopping = True
        if self._run is not None:
            self._run.closing = self._run.interrupted = True
        self._wake.set()

    def reload_soon(self) -> None:
        """Ends the round as its time would, so that the next one has the new configuration."""
        self._reload_due = True
        if self._run is not None:
            self._run.closing = True
        self._wake.set()

    def _reload(self, process: "AsyncCrawlerProcess") -> None:
        """Takes the new configuration where there is one; one that cannot be used changes nothing."""
        if not self._reload_due or self.reload is None:
            return
        from crawler.scrapy_settings import scrapy_settings

        self._reload_due = False
        try:
            settings, portals = self.reload()
            check_portals(settings, portals)
        except BadConfig as error:
            logger.error("config not reloaded, the former one goes on: %s", error)
            return
        self.settings, self.portals = settings, portals
        process.settings.setdict(scrapy_settings(settings))
        logger.info("config reloaded: following %d portals", len(portals))

    # a round

    async def _round(self, process: "AsyncCrawlerProcess") -> None:
        from crawler.spider import PortalSpider

        run = self._run = self._new_run()
        open_frontier(run)
        watching = asyncio.ensure_future(self._watch(run))
        try:
            await process.crawl(PortalSpider, run=run)
        finally:
            watching.cancel()
            self.finish_round()
        if run.fatal is not None:
            raise run.fatal
        if not self.stopping:
            self._after_round(run)

    def _new_run(self) -> "CrawlRun":
        from crawler.run_state import CrawlRun

        return CrawlRun(
            settings=self.settings,
            portals=with_moves(self.portals, self.catalog.moves.all()),
            catalog=self.catalog,
            archive=self.archive,
            clock=self.clock,
            progress=no_progress,
            started=self.clock(),
            mode=self.mode,
            follows=True,
        )

    def finish_round(self) -> None:
        """Saves what the round still has in memory; doing it again changes nothing."""
        run, self._run = self._run, None
        if run is None:
            return
        run.flush()
        run.save_history()
        self.catalog.release_in_flight()
        self.metrics.observe(run)
        self.rounds += 1

    async def _watch(self, run: "CrawlRun") -> None:
        """Keeps the counters fresh, tells how far it is, and ends the round when its time is over."""
        told = self.clock()
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            now = self.clock()
            self.metrics.observe(run)
            self._mind_command()
            if now - told >= _TELL:
                run.save_history()
                self._tell(run)
                told = now
            if now - run.started >= timedelta(minutes=self.settings.round_minutes):
                run.closing = True

    def _after_round(self, run: "CrawlRun") -> None:
        self._tell(run)
        texts = FileTexts(self.catalog, self.archive, self.settings, self.clock, no_progress)
        read = texts.read_waiting(until=lambda: self.stopping)
        news = sum(tally.articles["new"] + tally.articles["changed"] for tally in run.tallies.values())
        self._news_untold |= bool(news or read["read"])
        self._mind_command()
        self._keep_house()

    def _keep_house(self) -> None:
        now = self.clock()
        if not self.stopping and (self._cdx_at is None or now - self._cdx_at >= _CDX_EVERY):
            archive_tasks.update_cdx(self.storage)
            self.catalog.history.forget_before((now - _REMEMBERED).date().isoformat())
            self._cdx_at = now

    async def _sleep(self) -> None:
        """Until something comes due, ten minutes at most."""
        keys = [portal.key for portal in self.portals]
        moments = (self.catalog.next_due_at(keys), self.catalog.next_due_at(keys, visited=True))
        now = self.clock()
        until = min([now + _IDLE, *(moment for moment in moments if moment is not None)])
        seconds = max(_LOOK_SECONDS, (until - now).total_seconds())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)
        self._wake.clear()
        self._mind_command()

    # telling

    def _tell(self, run: "CrawlRun") -> None:
        """One line of progress, and a line for each new alarm."""
        health = crawl_health(self.catalog, self.settings, self.portals, self.clock())
        logger.info("%s", progress_line(run, health, self.clock()))
        for alarm in self.metrics.new_alarms(health.alarms):
            logger.warning("%s: %s: %s", alarm.portal, alarm.kind, alarm.text)
        self.metrics.observe_health(health)
        save_alarms(self.storage.directory, run.portals, health.alarms, self.clock())

    # the command

    def _mind_command(self) -> None:
        """Starts the command where there is news for it and it is not running; says when it failed."""
        if self._command is not None:
            code = self._command.poll()
            if code is None:
                return
            if code:
                logger.warning("%s: ended with %d", " ".join(self.after_round), code)
            self._command = None
        if self._news_untold and self.after_round and not self.stopping:
            self._news_untold = False
            self._command = subprocess.Popen(list(self.after_round))  # noqa: S603 - the caller's own command

    def end_command(self) -> None:
        """Ends the command, which must survive being killed."""
        if self._command is None:
            return
        self._command.terminate()
        try:
            self._command.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._command.kill()
            self._command.wait()


def progress_line(run: "CrawlRun", health: CrawlHealth, now: datetime) -> str:
    """`1,204 pages (3.4/s), 96 articles, 58 MB; 5,310 URLs wait, about 4.4 h (longest: HOST)`."""
    tallies = run.tallies.values()
    pages, size = sum(t.pages for t in tallies), sum(t.bytes for t in tallies)
    articles = sum(t.articles["new"] + t.articles["changed"] for t in tallies)
    seconds = max(1.0, (now - run.started).total_seconds())
    done = f"{pages:,} pages ({pages / seconds:.1f}/s), {articles:,} articles, {size / 1e6:,.0f} MB"
    longest = f" (longest: {health.queue[0].host})" if health.queue else ""
    return f"{done}; {health.waiting:,} URLs wait, about {health.hours_left:.1f} h{longest}"


def crawl_forever(  # noqa: PLR0913 - the front door
    settings: CrawlerSettings,
    storage: StorageSettings,
    portals: Sequence[Portal],
    *,
    mode: CrawlMode = "all",
    after_round: Sequence[str] = (),
    reload: Reload | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> int:
    """How many rounds were finished when SIGTERM or SIGINT ended it: soon, or at once with a second one.

    SIGHUP ends the round, and the next one crawls by what `reload` gives. Takes over the main thread.
    Raises BadConfig, ArchiveLocked, and what the stores raise.
    """
    check_portals(settings, portals)
    metrics = CrawlMetrics()
    with (
        Archive(storage.warc_directory, storage.warc_roll_bytes) as archive,
        Catalog.open(storage.resolved_catalog_url) as catalog,
        metrics.served(settings.metrics_port),
    ):
        process = make_process(settings)
        reactor = _reactor()
        service = Service(
            settings, storage, portals, catalog, archive, metrics, after_round, clock, mode, reload
        )

        async def all_rounds() -> None:
            await service.run(process)
            with suppress(RuntimeError):  # a signal has stopped it meanwhile
                reactor.stop()

        tasks: list[asyncio.Future[None]] = []
        reactor.callWhenRunning(lambda: tasks.append(asyncio.ensure_future(all_rounds())))
        logger.info("following %d portals; SIGHUP reloads config.toml, SIGTERM stops", len(portals))
        with _stopping_on_signals(service, process):
            process.start(stop_after_crawl=False, install_signal_handlers=False)
        service.finish_round()
        service.end_command()
        if service.fatal is not None:
            raise service.fatal
        logger.info("stopped after %d rounds; what is due waits for the next start", service.rounds)
        return service.rounds


@contextmanager
def _stopping_on_signals(service: Service, process: "AsyncCrawlerProcess") -> Iterator[None]:
    """SIGINT and SIGTERM end the service soon; a second one ends the process. SIGHUP reloads."""
    reactor = _reactor()
    tasks: list[asyncio.Future[None]] = []  # asyncio itself keeps none of them alive

    def stop() -> None:
        logger.warning("stopping: answers under way get %d s", _GRACE_SECONDS)
        service.stop()
        tasks.append(asyncio.ensure_future(process.stop()))  # else the reactor waits for what is under way
        reactor.callLater(_GRACE_SECONDS, reactor.stop)

    def on_signal(number: int, frame: object) -> None:
        service.stopping = True
        for each, handler in before.items():
            signal.signal(each, handler)
        reactor.callFromThread(stop)

    def on_hangup(number: int, frame: object) -> None:
        reactor.callFromThread(service.reload_soon)

    before: dict[int, Any] = {n: signal.signal(n, on_signal) for n in (signal.SIGINT, signal.SIGTERM)}
    before[signal.SIGHUP] = signal.signal(signal.SIGHUP, on_hangup)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _reactor() -> Any:
    """Twisted's reactor; `make_process` has chosen which, so nothing may import it before."""
    from twisted.internet import reactor

    return reactor
