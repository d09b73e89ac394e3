"""What the crawler keeps in memory while its frontier grows: URLs go through claim, archive and catalog."""

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.crawl.throughput import SETTINGS, portals_at
from corpus.archive import Archive
from corpus.capture import Exchange
from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl
from corpus.settings import no_progress
from crawler.clock import utc_now
from crawler.ended_visits import Findings
from crawler.policy import Verdict
from crawler.run_state import CrawlRun
from crawler.visit import Visit

_FANOUT = 20
_PATIENT = SETTINGS.model_copy(update={"max_barren_links": 10**9, "max_barren_per_template": 10**9})
"""No page here holds an article; the walk must go on all the same."""
_DONE = Verdict(action="done")


def memory(urls: int, hosts: int) -> str:
    """A line: resident memory in MB after each fifth of so many visits."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        portals = {portal.key: portal for portal in portals_at(80, hosts)}
        with (
            Archive(place / "warc") as archive,
            Catalog.open(f"sqlite:///{place / 'catalog.sqlite'}") as catalog,
        ):
            run = CrawlRun(_PATIENT, portals, catalog, archive, utc_now, no_progress, utc_now())
            for portal in portals.values():
                start = portal.start_urls[0]
                catalog.add_urls(
                    portal.key, [FrontierUrl(url=start, canonical_url=start, role="start")], utc_now()
                )
            run.open()
            sizes = list(_sizes(run, urls))
    told = ", ".join(f"{size:.0f}" for size in sizes)
    growth = sizes[-1] - sizes[0]
    return f"memory, {urls:,} URLs at {hosts} hosts: {told} MB after each fifth (growth {growth:.0f} MB)"


def _sizes(run: CrawlRun, urls: int) -> Iterator[float]:
    for done in range(1, urls + 1):
        visit = run.claim()
        if visit is None:
            run.flush()
            visit = run.claim()
        assert visit is not None
        _visit(run, visit, done)
        if done % (urls // 5) == 0:
            gc.collect()
            yield _resident_mb()


def _visit(run: CrawlRun, visit: Visit, number: int) -> None:
    url = visit.claim.url
    page = f"<html><body>{number}</body></html>".encode()
    run.capture(
        Exchange(url=url, portal=visit.portal.key, status=200, body=page, fetched_at=run.clock()), visit
    )
    base = visit.portal.start_urls[0]
    links = (
        f"{base}vi/news/Tin-tuc/bai-viet-{number}-{n}.html"
        for n in range(_FANOUT if number % _FANOUT == 1 else 1)
    )
    found = [FrontierUrl(url=link, canonical_url=link, role="list", priority=9) for link in links]
    run.record(visit, _DONE, Findings(None, found))


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise LookupError("VmRSS")
