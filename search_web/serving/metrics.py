"""Counts and times of what this process answered, and how index and cache stand, in Prometheus' format.

By kind of page, never by address, text or visitor. Must not decide who may read them: views/service.py does.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from corpus.errors import TraTinError
from search_web.serving.page_cache import PageCache
from search_web.serving.stores import Stores

BUCKETS_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""60 ms is what a search page may take; a page from memory takes under 2."""
RECENT = 1000
"""Times kept for a kind of page, for the operators' page: an hour of a busy site."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Speed:
    """The last RECENT answers of one kind of page that were made, not kept, in milliseconds."""

    page: str
    answers: int
    p50: float
    p95: float
    slowest: float


class Metrics:
    """What one app answered. Safe for threads."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "tratin_requests",
            "Answers, by kind of page and status.",
            ("page", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "tratin_request_seconds",
            "Seconds from the request's first byte to the answer's.",
            ("page",),
            buckets=BUCKETS_SECONDS,
            registry=self.registry,
        )
        self._lock = threading.Lock()
        self._recent: dict[str, deque[float]] = {}

    def note(self, page: str, status: int, seconds: float, *, made: bool) -> None:
        """Counts one answer; `made` when it was not kept from before."""
        self._requests.labels(page, str(status)).inc()
        self._seconds.labels(page).observe(seconds)
        if made and status == 200:
            with self._lock:
                self._recent.setdefault(page, deque(maxlen=RECENT)).append(seconds)

    def speeds(self) -> list[Speed]:
        """Of each kind of page, by its name."""
        with self._lock:
            taken = {page: sorted(times) for page, times in sorted(self._recent.items())}
        return [_speed(page, times) for page, times in taken.items()]

    def text(self) -> bytes:
        return generate_latest(self.registry)


def _speed(page: str, ascending: list[float]) -> Speed:
    def share(part: float) -> float:
        return 1000 * ascending[min(len(ascending) - 1, int(part * len(ascending)))]

    return Speed(page, len(ascending), share(0.5), share(0.95), 1000 * ascending[-1])


class _Gauges(Collector):
    """Asked at each scrape: the index and the cache as they are now."""

    def __init__(self, stores: Stores, cache: PageCache) -> None:
        self._stores = stores
        self._cache = cache

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        cache = self._cache
        yield GaugeMetricFamily("tratin_page_cache_pages", "Pages kept in memory.", len(cache))
        yield GaugeMetricFamily("tratin_page_cache_bytes", "What they take.", cache.size_bytes)
        yield GaugeMetricFamily("tratin_page_cache_hits", "Answers taken from there.", cache.hits)
        yield GaugeMetricFamily("tratin_page_cache_misses", "Answers that were not there.", cache.misses)
        try:
            status = self._stores.index().status()
            yield GaugeMetricFamily("tratin_index_articles", "Articles that searches see.", status.articles)
            yield GaugeMetricFamily(
                "tratin_index_sequence", "The catalog's change it is up to.", status.sequence
            )
            usable = int(status.problem is None)
        except TraTinError:
            usable = 0
        yield GaugeMetricFamily("tratin_index_usable", "1 while the newest index answers.", usable)


def add_metrics(app: Flask) -> None:
    """Measures every answer of this app. The page cache must be there, and come after."""
    metrics = Metrics()
    metrics.registry.register(_Gauges(app.config["STORES"], app.config["PAGE_CACHE"]))
    app.config["METRICS"] = metrics
    app.after_request(_measured)


def start_clock(app: Flask) -> None:
    """Before all else that a request meets."""

    def started() -> None:
        g.started = time.perf_counter()

    app.before_request(started)


def _measured(response: Response) -> Response:
    metrics: Metrics = current_app.config["METRICS"]
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    page = request.endpoint or "none"
    metrics.note(page, response.status_code, seconds, made="from_cache" not in g)
    return response
