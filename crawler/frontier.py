"""Scrapy's scheduler over the catalog: durable, because nothing that waits is kept in memory.

A URL is in flight from its claim until the spider records or postpones it, and pending again when the process
died in between. Scrapy's own scheduler on disk loses its queue after kill -9 without a word.
"""

import asyncio
from collections import deque
from datetime import datetime
from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler.run_state import CrawlRun, engine_of, run_of
from crawler.visit import Visit


class CatalogScheduler(BaseScheduler):
    """Hands out claimed URLs one by one; only the next hop of a redirect is held here."""

    def __init__(self, crawler: Crawler, run: CrawlRun) -> None:
        self._crawler = crawler
        self._run = run
        self._hops: deque[Request] = deque()
        self._alarm: asyncio.TimerHandle | None = None
        self._ending: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, run_of(crawler))

    def close(self, reason: str) -> None:
        """Waits for nothing any more; `crawl` gives back what is in flight."""
        if self._alarm is not None:
            self._alarm.cancel()

    def enqueue_request(self, request: Request) -> bool:
        """Takes the next hop of a visit under way. Other URLs join the frontier in the catalog."""
        self._hops.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._hops:
            return self._hops.popleft()
        visit = self._claim()
        if visit is None:
            return None
        spider = self._crawler.spider
        return visit.request(visit.claim.url, callback=spider.read_response, errback=spider.read_failure)  # type: ignore[union-attr]  # ours is the only spider

    def _claim(self) -> Visit | None:
        """The next visit. Scrapy would ask again and again after an error here, so any ends the run."""
        if self._run.fatal is not None:
            return None
        try:
            return self._run.claim()
        except Exception as error:  # noqa: BLE001 - `crawl` raises it again
            self._run.fatal = error
            engine = engine_of(self._crawler)
            self._ending = asyncio.ensure_future(engine.close_spider_async(reason="fatal"))
            return None

    def has_pending_requests(self) -> bool:
        """Whether the run goes on. Scrapy asks when idle, just after `next_request` gave None."""
        if self._run.fatal is not None:
            return False
        if self._hops or self._run.turns.busy:
            return True
        until = self._run.waits_until()
        if until is not None:
            self._wake_at(until)
        return until is not None

    def _wake_at(self, until: datetime) -> None:
        """Lets the engine ask again when the postponed URL is due, rather than at its next 5 s heartbeat."""
        if self._alarm is not None:
            self._alarm.cancel()
        slot = engine_of(self._crawler)._slot
        wait_seconds = max(0.0, (until - self._run.clock()).total_seconds())
        if slot is not None:
            self._alarm = asyncio.get_running_loop().call_later(wait_seconds, slot.nextcall.schedule)
