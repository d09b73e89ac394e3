"""What the service counts, in Prometheus' format, on a loopback port. Host names and URLs are no labels."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server

from corpus.alarms import Alarm
from corpus.errors import BadConfig
from crawler.health_report import CrawlHealth

if TYPE_CHECKING:
    from crawler.run_state import CrawlRun

logger = logging.getLogger(__name__)


class CrawlMetrics:
    """Counters over all rounds. `observe` may be called as often as one likes."""

    def __init__(self) -> None:
        self.registry = r = CollectorRegistry()
        self._pages = Counter("tratin_crawl_pages", "Responses archived.", registry=r)
        self._bytes = Counter("tratin_crawl_bytes", "Bytes received, headers not counted.", registry=r)
        self._articles = Counter("tratin_crawl_articles", "Articles read.", ["outcome"], registry=r)
        self._failed = Counter("tratin_crawl_failed", "URLs given up.", ["reason"], registry=r)
        self._busy = Gauge("tratin_crawl_hosts_busy", "Hosts with a request under way.", registry=r)
        self._stopped = Gauge("tratin_crawl_hosts_stopped", "Hosts left alone.", registry=r)
        self._waiting = Gauge("tratin_crawl_waiting", "URLs that wait for a visit.", registry=r)
        self._seconds = Gauge("tratin_crawl_seconds_left", "Until all were asked for.", registry=r)
        self._alarms = Gauge("tratin_crawl_alarms", "Portals unlike they were.", ["kind"], registry=r)
        self._seen: dict[str, float] = {}
        self._round: object = None
        self._told: set[tuple[str, str]] = set()

    def observe(self, run: "CrawlRun") -> None:
        """Takes over what the run counted since the last call."""
        if self._round is not run:
            self._round, self._seen = run, {}
        tallies = run.tallies.values()
        self._pages.inc(self._since("pages", sum(tally.pages for tally in tallies)))
        self._bytes.inc(self._since("bytes", sum(tally.bytes for tally in tallies)))
        for outcome in ("new", "changed", "same"):
            number = sum(tally.articles[outcome] for tally in tallies)
            self._articles.labels(outcome).inc(self._since(outcome, number))
        for reason in sorted({reason for tally in tallies for reason in tally.failed}):
            number = sum(tally.failed[reason] for tally in tallies)
            self._failed.labels(reason).inc(self._since(f"failed {reason}", number))
        self._busy.set(len(run.turns.busy))
        self._stopped.set(len(run.turns.stopped))

    def _since(self, name: str, now: float) -> float:
        before, self._seen[name] = self._seen.get(name, 0.0), now
        return now - before

    def observe_health(self, health: CrawlHealth) -> None:
        self._waiting.set(health.waiting)
        self._seconds.set(health.hours_left * 3600)
        self._alarms.clear()
        for alarm in health.alarms:
            self._alarms.labels(alarm.kind).inc()

    def new_alarms(self, alarms: Sequence[Alarm]) -> list[Alarm]:
        """Those that were not there at the last call."""
        new = [alarm for alarm in alarms if (alarm.portal, alarm.kind) not in self._told]
        self._told = {(alarm.portal, alarm.kind) for alarm in alarms}
        return new

    @contextmanager
    def served(self, port: int) -> Iterator[None]:
        """Answers on 127.0.0.1 meanwhile; 0 means nowhere. Raises BadConfig where it cannot listen."""
        if not port:
            yield
            return
        try:
            server, thread = start_http_server(port, addr="127.0.0.1", registry=self.registry)
        except OSError as error:
            raise BadConfig("crawler.metrics_port", f"cannot listen on {port}: {error.strerror}") from error
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
