"""A bare Scrapy spider: our middlewares, readers and settings; Scrapy's own queue in memory; no storage."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from corpus.frontier import ClaimedUrl, FrontierUrl
from corpus.portal import Portal
from crawler.clock import utc_now
from crawler.follow import links_to_follow
from crawler.host_watch import HostWatch
from crawler.hosts import HostTurns
from crawler.middlewares import ORDER, header_pairs
from crawler.reading import Answer, read_answer
from crawler.scrapy_settings import scrapy_settings, use_bundled_public_suffixes
from crawler.settings import CrawlerSettings
from crawler.visit import Visit


class BareRun:
    """What the middlewares ask of a run; nothing is kept."""

    def __init__(self, settings: CrawlerSettings, portals: Sequence[Portal]) -> None:
        self.settings = settings
        self.portals = {portal.key: portal for portal in portals}
        self.clock: Callable[[], datetime] = utc_now
        self.hosts = HostWatch(settings, self.portals, self.clock)
        self.refused_names: set[str] = set()
        self.responses = 0
        self.articles = 0

    @property
    def turns(self) -> HostTurns:
        return self.hosts.turns

    def capture(self, exchange: object, visit: Visit) -> None:
        """Counts a response where the real run archives it."""
        self.responses += 1

    def keep_captures(self, visit: Visit) -> None:
        """Keeps nothing."""

    def add_sitemaps(self, portal: Portal, sitemaps: Sequence[FrontierUrl]) -> None:
        """Leaves out the sitemap that no host here has."""

    def judged_certificate(self, name: str, result: str) -> None:
        """Keeps nothing."""


class BareSpider(Spider):
    """Follows what our readers find, each URL once."""

    name = "bare"

    def __init__(self, run: BareRun, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.run = run
        self._seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        for portal in self.run.portals.values():
            start = FrontierUrl(url=portal.start_urls[0], canonical_url=portal.start_urls[0], role="start")
            yield self._request(start, portal)

    def _request(self, url: FrontierUrl, portal: Portal) -> Request:
        self._seen.add(url.key)
        claim = ClaimedUrl(**url.model_dump(), url_id=0, portal=portal.key, tries=0)
        return Visit(portal, claim).request(url.url, callback=self.read)

    def read(self, response: Response) -> Iterator[Request]:
        """Reads a page as the real spider does and follows its links."""
        visit = Visit.of(response)
        if response.status != 200:
            return
        answer = Answer(response.url, response.status, header_pairs(response), response.body)
        limit = self.run.settings.max_decoded_bytes
        reading = read_answer(answer, portal=visit.portal, hint=visit.claim.hint, max_decoded_bytes=limit)
        self.run.articles += reading.article is not None
        for url in links_to_follow(
            reading.discovered, visit.portal, self.run.settings, role=visit.claim.role
        ):
            if url.key not in self._seen:
                yield self._request(url, visit.portal)


def bare_crawl(settings: CrawlerSettings, portals: Sequence[Portal]) -> BareRun:
    """The run, done."""
    use_bundled_public_suffixes()
    run = BareRun(settings, portals)
    words = scrapy_settings(settings)
    words |= {"SCHEDULER": "scrapy.core.scheduler.Scheduler", "DOWNLOADER_MIDDLEWARES_BASE": ORDER}
    process = AsyncCrawlerProcess(words)
    process.crawl(BareSpider, run=run)
    process.start(install_signal_handlers=False)
    return run
