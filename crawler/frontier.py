"""Scrapy's scheduler over the catalog: durable, because nothing that waits is kept in memory.

A URL is in flight from its claim until the spider records or postpones it, and pending again when the process
died in between. Scrapy's own scheduler on disk loses its queue after kill -9 without a word.
"""

import asyncio
import time
from collections import deque
from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler.engine import engine_of, run_of
from crawler.run_state import CrawlRun
from crawler.visit import Visit

_SAVE_SECONDS = 0.25
"""What ended waits for others so long: two fsyncs serve all of them (5 ms each on a quiet disk, 100 ms on a
busy one, measured)."""
_CLAIMED_AT_ONCE = 8
"""One transaction for so many free hosts takes half the time of one for each."""
_NEVER = float("inf")


class CatalogScheduler(BaseScheduler):
    """Hands out claimed URLs one by one; only those and the next hops of redirects are held here."""

    def __init__(self, crawler: Crawler, run: CrawlRun) -> None:
        self._crawler = crawler
        self._run = run
        self._hops: deque[Request] = deque()
        self._claimed: deque[Visit] = deque()
        self._alarm: asyncio.TimerHandle | None = None
        self._ending: asyncio.Future[None] | None = None
        self._save_at = _NEVER

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
            return self._saved_and_claimed()
        except Exception as error:  # noqa: BLE001 - `crawl` raises it again
            self._run.fatal = error
            engine = engine_of(self._crawler)
            self._ending = asyncio.ensure_future(engine.close_spider_async(reason="fatal"))
            return None

    def _saved_and_claimed(self) -> Visit | None:
        """The next visit; where there is none, what ended is saved, at once or when more has ended."""
        run = self._run
        if not run.unsaved:
            self._save_at = _NEVER
        elif self._save_at == _NEVER:
            self._save_at = time.monotonic() + _SAVE_SECONDS
        visit = None if self._save_at <= time.monotonic() else self._next()
        if visit is None and run.unsaved and (self._save_at <= time.monotonic() or not run.turns.busy):
            self._save_at = _NEVER
            run.flush()
            visit = self._next()
        if visit is None:
            self._wake_for_more()
        return visit

    def _next(self) -> Visit | None:
        """The next of the claimed visits; where there is none, the next few are claimed."""
        if self._run.closing:
            self._give_back()
        elif not self._claimed:
            self._claimed += self._run.claim_some(_CLAIMED_AT_ONCE)
        return self._claimed.popleft() if self._claimed else None

    def _give_back(self) -> None:
        """Leaves the claimed URLs to the next run, so that this one waits for none of them."""
        while self._claimed:
            self._run.give_back(self._claimed.popleft())

    def _wake_for_more(self) -> None:
        """Has the engine ask again when visits are to be saved, or a host is free."""
        run = self._run
        if run.unsaved:
            self._wake_in(self._save_at - time.monotonic())
            return
        at = run.next_turn_at()
        if at is not None:
            self._wake_in((at - run.clock()).total_seconds())

    def has_pending_requests(self) -> bool:
        """Whether the run goes on. Scrapy asks when idle, just after `next_request` gave None."""
        if self._run.fatal is not None:
            return False
        if self._hops or self._run.turns.busy or self._run.unsaved:
            return True
        until = self._run.waits_until()
        if until is not None:
            self._wake_in((until - self._run.clock()).total_seconds())
        return until is not None

    def _wake_in(self, seconds: float) -> None:
        """Lets the engine ask again then, rather than at its next 5 s heartbeat."""
        if self._alarm is not None:
            self._alarm.cancel()
        slot = engine_of(self._crawler)._slot
        if slot is not None:
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(max(0.001, seconds), slot.nextcall.schedule)
