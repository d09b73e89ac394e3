"""`crawl`: sets a run up, lets Scrapy do it in this process, and reports.

Scrapy is imported inside the functions: half a second that a search on the command line need not pay.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from corpus.alarms import Alarm, save_alarms
from corpus.archive import Archive
from corpus.catalog import Catalog
from corpus.errors import BadConfig
from corpus.portal import Portal
from corpus.settings import Progress, StorageSettings, no_progress
from crawler.clock import utc_now
from crawler.file_texts import FileTexts
from crawler.follow import start_url
from crawler.garbage import settle_collector
from crawler.health_report import crawl_health
from crawler.moves import with_moves
from crawler.report import CrawlReport
from crawler.settings import CrawlerSettings, CrawlMode

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.run_state import CrawlRun

logger = logging.getLogger(__name__)

_GRACE_SECONDS = 5
"""For answers under way when the run is told to stop: most portals answer in less."""


def crawl(  # noqa: PLR0913 - the front door
    settings: CrawlerSettings,
    storage: StorageSettings,
    portals: Sequence[Portal],
    *,
    mode: CrawlMode = "all",
    progress: Progress = no_progress,
    clock: Callable[[], datetime] = utc_now,
) -> CrawlReport:
    """What a run over these portals did: everything due was fetched, archived, read and stored, files last.

    `mode` says what is due: `fresh` takes sources whose interval is over and what they newly name, `backfill`
    only what waits of a portal's history, `all` both, and asks every source now whatever its interval.

    Takes over the main thread until done, and runs once per process (Twisted's reactor cannot start twice).
    SIGINT or SIGTERM end it within seconds; the next call goes on where this one stopped, after kill -9 too.
    Raises BadConfig (no portal, or no contact for one on the internet), ArchiveLocked, and what the stores
    raise.
    """
    from crawler.run_state import CrawlRun

    check_portals(settings, portals)
    begun = time.monotonic()
    with (
        Archive(storage.warc_directory, storage.warc_roll_bytes) as archive,
        Catalog.open(storage.resolved_catalog_url) as catalog,
    ):
        run = CrawlRun(
            settings=settings,
            portals=with_moves(portals, catalog.moves.all()),
            catalog=catalog,
            archive=archive,
            clock=clock,
            progress=progress,
            started=clock(),
            mode=mode,
        )
        open_frontier(run)
        _run_scrapy(run)
        files = _finish(run)
        seconds = time.monotonic() - begun
        return CrawlReport(
            portals=run.reports(),
            seconds=seconds,
            files=files,
            interrupted=run.interrupted,
            alarms=_alarms(run, storage, portals),
        )


def _finish(run: "CrawlRun") -> dict[str, int]:
    """Saves what the run still holds and reads the files that wait: how many came to each outcome."""
    if run.fatal is not None:
        raise run.fatal
    run.flush()
    run.save_history()
    run.catalog.release_in_flight()  # an interrupted visit is not a failed one
    if run.interrupted:
        return {}
    files = FileTexts(run.catalog, run.archive, run.settings, run.clock, run.progress)
    return dict(sorted(files.read_waiting().items()))


def _alarms(run: "CrawlRun", storage: StorageSettings, portals: Sequence[Portal]) -> tuple[Alarm, ...]:
    """What portals as config.toml knows them do not give any more, told in the log and to operators."""
    alarms = crawl_health(run.catalog, run.settings, portals, run.clock()).alarms
    save_alarms(storage.directory, run.portals, alarms, run.clock())
    for alarm in alarms:
        logger.warning("%s: %s: %s", alarm.portal, alarm.kind, alarm.text)
    return alarms


def check_portals(settings: CrawlerSettings, portals: Sequence[Portal]) -> None:
    """Raises BadConfig when there is no portal, or one on the internet and no contact."""
    if not portals:
        raise BadConfig("portals", "names none to crawl: add one, with key, agency, level and start_urls")
    outside = next((portal.key for portal in portals if not portal.allow_private_addresses), None)
    if outside is not None and not settings.contact:
        raise BadConfig(
            "crawler.contact",
            f"is empty, but {outside} is on the internet: give a URL or address where its staff reach you",
        )


def open_frontier(run: "CrawlRun") -> None:
    """Makes due what this run begins with; says what a killed one left."""
    catalog, portals = run.catalog, run.portals
    if run.archive.repaired_bytes:
        logger.warning(
            "archive: cut a torn record of %d bytes, left by a killed run", run.archive.repaired_bytes
        )
    released = catalog.release_in_flight()
    if released:
        logger.info(
            "frontier: %d URLs were in flight when the last run ended; they are asked for again", released
        )
    _save_portals(catalog, list(portals.values()))
    with catalog.together():  # 2,000 portals would be 2,000 fsyncs
        for portal in portals.values():
            catalog.add_urls(portal.key, [start_url(url) for url in portal.start_urls], run.started)
    if run.mode == "all" and not run.follows:
        catalog.reset_for_recrawl(run.started, list(portals))
    run.open()


def _save_portals(catalog: Catalog, portals: Sequence[Portal]) -> None:
    """Brings these up to date; others that the catalog knows stay, in their order."""
    known = {portal.key: portal for portal in catalog.portals()}
    catalog.save_portals([*(known | {portal.key: portal for portal in portals}).values()])


def make_process(settings: CrawlerSettings) -> "AsyncCrawlerProcess":
    """Scrapy in this process, ready to crawl; one for the life of the process."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.scrapy_settings import scrapy_settings, use_bundled_public_suffixes

    use_bundled_public_suffixes()
    logging.disable(logging.INFO)  # Scrapy sets its loggers to DEBUG and introduces itself at length
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    logging.disable(logging.NOTSET)
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # its events are told by our own lines
    return process


def _run_scrapy(run: "CrawlRun") -> None:
    from crawler.spider import PortalSpider

    process = make_process(run.settings)
    process.crawl(PortalSpider, run=run)
    settle_collector()
    with _ending_on_signals(process, run):
        process.start(install_signal_handlers=False)


@contextmanager
def _ending_on_signals(process: "AsyncCrawlerProcess", run: "CrawlRun") -> Iterator[None]:
    """SIGINT and SIGTERM end the run soon; a second one ends the process.

    Scrapy's own handlers say nothing, and wait for every answer under way: 59 s behind a stalled portal.
    """
    from twisted.internet import reactor

    tasks: set[asyncio.Future[None]] = set()  # asyncio itself keeps none of them alive

    def stop() -> None:
        logger.warning(
            "stopping: answers under way get %d s; what is due waits for the next run", _GRACE_SECONDS
        )
        tasks.add(asyncio.ensure_future(process.stop()))
        reactor.callLater(_GRACE_SECONDS, reactor.stop)  # type: ignore[arg-type,misc]  # typed as a class

    def on_signal(number: int, frame: object) -> None:
        run.interrupted = True
        _restore(before)
        reactor.callFromThread(stop)

    before: dict[int, Any] = {n: signal.signal(n, on_signal) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        _restore(before)


def _restore(handlers: Mapping[int, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)
