"""How long it takes to choose the next URL with a full frontier."""

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crawl.throughput import SETTINGS, portals_at
from corpus.archive import Archive
from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl
from corpus.settings import no_progress
from crawler.clock import utc_now
from crawler.run_state import CrawlRun

_BATCH = 10_000


def fill(catalog: Catalog, urls: int, hosts: int) -> None:
    """Puts so many URLs into the frontier, spread over the portals."""
    now = datetime.now(UTC)
    for number, portal in enumerate(portals_at(80, hosts)):
        base = portal.start_urls[0].replace(":80/", "/")
        paths = (f"{base}vi/news/Tin-tuc/bai-viet-{n}.html" for n in range(number, urls, hosts))
        found = [FrontierUrl(url=u, canonical_url=u, role="article", priority=hash(u) % 90) for u in paths]
        with catalog.together(lasting=False):
            for start in range(0, len(found), _BATCH):
                catalog.add_urls(portal.key, found[start : start + _BATCH], now)


def choosing(urls: int, hosts: int, times: int) -> str:
    """A line: median and 99th percentile of `CrawlRun.claim` in ms, each visit over before the next."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        portals = {portal.key: portal for portal in portals_at(80, hosts)}
        with (
            Archive(place / "warc") as archive,
            Catalog.open(f"sqlite:///{place / 'catalog.sqlite'}") as catalog,
        ):
            fill(catalog, urls, hosts)
            run = CrawlRun(SETTINGS, portals, catalog, archive, utc_now, no_progress, utc_now())
            run.open()
            taken = [_one(run) for _ in range(times)]
    wall, processor = (sorted(second * 1000 for second in column) for column in zip(*taken, strict=True))
    return (
        f"next URL of {urls:,} at {hosts} hosts: median {statistics.median(wall):.2f} ms"
        f" ({statistics.median(processor):.2f} ms of processor), 99 % under {wall[int(times * 0.99)]:.2f} ms"
    )


def _one(run: CrawlRun) -> tuple[float, float]:
    begun = time.perf_counter(), time.process_time()
    visit = run.claim()
    spent = time.perf_counter() - begun[0], time.process_time() - begun[1]
    assert visit is not None, "the frontier is full"
    run._end(visit)
    return spent
