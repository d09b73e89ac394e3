"""`tratin crawl --follow` finds what is new by itself, counts it, and stops when it is told to."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.catalog import Catalog

if TYPE_CHECKING:
    LoopbackSite = Any

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
TRATIN = Path(__file__).parents[2] / "tratin.py"


class Following:
    """A service in its own process, over a portal on loopback."""

    def __init__(
        self, directory: Path, portals: list[dict[str, Any]], options: Sequence[str], **settings: Any
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.directory = directory
        self.config = directory / "config.toml"
        self.configure(portals, **settings)
        self.log = directory / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*self.command, "crawl", "--follow", *options], stdout=log, stderr=log
            )

    def configure(self, portals: list[dict[str, Any]], **settings: Any) -> None:
        given = {"metrics_port": self.port, "revisit_least_hours": 0.0005, "delay_jitter": 0.0, **settings}
        lines = ["[crawler]", *(f"{name} = {json.dumps(value)}" for name, value in given.items())]
        for portal in portals:
            lines += ["[[portals]]", *(f"{name} = {json.dumps(value)}" for name, value in portal.items())]
        self.config.write_text("\n".join(lines))

    @property
    def command(self) -> list[str]:
        return [sys.executable, str(TRATIN), "--config", str(self.config)]

    def metrics(self) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def status(self) -> dict[str, Any]:
        run = subprocess.run([*self.command, "status", "--json"], capture_output=True, text=True, check=False)
        return dict(json.loads(run.stdout)) if run.stdout else {}

    def wait_until(self, holds: Callable[[], bool], seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.5)

    def stop(self, seconds: float) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def catalog(self) -> Catalog:
        return Catalog.open(f"sqlite:///{self.directory / 'var' / 'catalog.sqlite'}", read_only=True)


@pytest.fixture
def follow(tmp_path: Path) -> Iterator[Callable[..., Following]]:
    started: list[Following] = []

    def start(*portals: dict[str, Any], options: Sequence[str] = (), **settings: Any) -> Following:
        started.append(Following(tmp_path, list(portals), options, **settings))
        return started[-1]

    yield start
    for following in started:
        following.process.kill()


def test_news_are_found_indexed_and_counted_until_sigterm(
    site: "LoopbackSite", follow: Callable[..., Following]
) -> None:
    articles = [site.article(number) for number in range(5)]
    site.list_page("/", articles)
    following = follow(site.portal())
    following.wait_until(lambda: 'tratin_crawl_articles_total{outcome="new"} 5.0' in following.metrics())
    site.list_page("/", [site.article(5), *articles])
    following.wait_until(lambda: 'tratin_crawl_articles_total{outcome="new"} 6.0' in following.metrics())
    following.wait_until(lambda: following.status().get("index", {}).get("articles") == 6)
    assert following.stop(30) == 0, following.log.read_text()
    log = following.log.read_text()
    assert "following 1 portals" in log
    assert "6 articles" in log or "1 articles" in log
    with following.catalog() as catalog:
        assert catalog.summary()[0].in_flight == 0
        counted = [day.counts for days in catalog.history.since("2000-01-01").values() for day in days]
        assert sum(counts.new for counts in counted) == 6
    assert (following.directory / "var" / "cdx" / "index.cdxj").exists()


def test_sighup_reloads_the_config_and_a_broken_one_changes_nothing(
    site: "LoopbackSite", follow: Callable[..., Following]
) -> None:
    site.list_page("/", [site.article(1)])
    site.list_page("/khac/", [site.article(2)])
    following = follow(site.portal())
    following.wait_until(lambda: 'tratin_crawl_articles_total{outcome="new"} 1.0' in following.metrics())
    following.configure([site.portal(crawl_hours="soon")])
    following.process.send_signal(signal.SIGHUP)
    following.wait_until(lambda: "config not reloaded" in following.log.read_text())
    other = site.portal(key="an-phu", start_urls=[f"{site.url}/khac/"])
    following.configure([site.portal(), other], bot_name="OtherBot")
    following.process.send_signal(signal.SIGHUP)
    following.wait_until(lambda: 'tratin_crawl_articles_total{outcome="new"} 2.0' in following.metrics())
    assert "config reloaded: following 2 portals" in following.log.read_text()
    agents = {headers["User-Agent"].split("/")[0] for _, headers in site.asked}
    assert agents == {"TraTinBot", "OtherBot"}
    assert following.stop(30) == 0, following.log.read_text()


def test_following_what_is_fresh_leaves_history_alone(
    site: "LoopbackSite", follow: Callable[..., Following]
) -> None:
    """A portal that was never read is all history."""
    site.list_page("/", [site.article(1)])
    following = follow(site.portal(), options=["--mode", "fresh"])
    following.wait_until(lambda: "0 pages (" in following.log.read_text())
    assert not site.asked
    assert following.stop(30) == 0, following.log.read_text()


def test_sigterm_does_not_wait_for_a_portal_that_stalls(
    site: "LoopbackSite", follow: Callable[..., Following]
) -> None:
    over = threading.Event()
    stalled = site.article(1)
    site.list_page("/", [stalled])
    site.pages[stalled].write = lambda file: over.wait(100)
    following = follow(site.portal())
    following.wait_until(lambda: site.times_asked(stalled) > 0)
    try:
        assert following.stop(30) == 0, following.log.read_text()
    finally:
        over.set()
    with following.catalog() as catalog:
        summary = catalog.summary()[0]
    assert (summary.in_flight, summary.pending) == (0, 1)


def test_two_thousand_portals_start_quickly_and_lie_in_little_memory(
    site: "LoopbackSite", follow: Callable[..., Following]
) -> None:
    """All at one address: one request at a time, so most of them wait; the process must not."""
    site.list_page("/", [site.article(1)])
    portals = [site.portal(key=f"p{n}", start_urls=[f"{site.url}/?p={n}"]) for n in range(2000)]
    following = follow(*portals)
    following.wait_until(lambda: len(site.asked) > 300)
    status = Path(f"/proc/{following.process.pid}/status").read_text()
    peak_kb = int(status.split("VmHWM:")[1].split()[0])
    processor = Path(f"/proc/{following.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    sys.stderr.write(f"peak {peak_kb // 1024} MB, {int(processor[11]) / 100:.0f} s of a core\n")
    assert peak_kb < 400_000
    assert following.stop(40) == 0
