"""A site that does everything portals do wrong: all its articles come, once each, and nothing else is asked.

300 articles here; TORTURE_ARTICLES=3000 is the full site (some ten minutes on one core).
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.archive import ArchiveReader
from corpus.catalog import Catalog

if TYPE_CHECKING:
    CrawlProcess = Any

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3000)]

ARTICLES = int(os.environ.get("TORTURE_ARTICLES", "300"))
KILLS = 20
SERVER = Path(__file__).parents[1] / "torture" / "server.py"
HASTY = {
    "retry_delay_seconds": 0.1,
    "max_tries": 3,
    "host_failure_limit": 12,
    "timeout_seconds": 1.5,
    "patience_seconds": 20,
    "max_body_bytes": 5_000_000,
    "max_decoded_bytes": 5_000_000,
}
MOST_OF_TRAPS = {
    r"/lich-cong-tac/": 40,
    r"/lich-hop/": 60,
    r"/tin-lap/": 40,
    r"/phien/": 130,
    r"/sau": 330,
    r"/tag/|/tim-kiem": 5,
    r"/vong": 40,
    r"/chuoi/": 40,
    r"/bom/": 6,
    r"/khong-con-": 6,
}
"""How often each trap of `huyen` is asked at most, redirects included, kills aside."""
ASKED_AGAIN = 12
"""Requests that a kill may cost: what ended in the last 0.1 s, or two redirect loops of six hops."""


@dataclass
class Torture:
    """The running site: its portals as config.toml would name them, and its log."""

    bases: dict[str, str]
    log: Path

    def portals(self, **changes: Any) -> list[dict[str, Any]]:
        own = {"level": "district", "delay_seconds": 0, "allow_private_addresses": True, **changes}
        return [
            {"key": key, "agency": key, "start_urls": [f"{base}/"], **own} for key, base in self.bases.items()
        ]

    def asked(self) -> list[dict[str, Any]]:
        """All requests in the order in which they began."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return sorted(lines, key=lambda line: line["begin"])


@pytest.fixture
def torture(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Torture]:
    articles, log = getattr(request, "param", ARTICLES), tmp_path / "torture.jsonl"
    command = [sys.executable, SERVER, str(articles), log]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield Torture(json.loads(server.stdout.readline()), log)
        server.terminate()


def killed_often(torture: Torture, crawled: "CrawlProcess") -> None:
    """Twenty crawls that are killed at random moments after their first request."""
    moments = random.Random(20261122)  # drawn anew each time, but the same in every run of the test
    longest = 0.4 * ARTICLES / 300  # twenty of them end well before the crawl does
    for _ in range(KILLS):
        asked = torture.log.stat().st_size
        running = crawled.start(*torture.portals(), **HASTY)
        while torture.log.stat().st_size == asked and not running.ended:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, longest))
        running.send(signal.SIGKILL)
        assert running.wait_for_exit() == -signal.SIGKILL, "killed on its way"


def stored_numbers(catalog_url: str) -> Counter[int]:
    """Article number -> how many articles of the catalog are it. Each has one version."""
    with Catalog.open(catalog_url, read_only=True) as catalog:
        changes = catalog.changes_since(0, 1_000_000)
        assert all(len(catalog.versions(change.article_id)) == 1 for change in changes)
    titles = [change.article.title or "" for change in changes if change.article]
    return Counter(int(match[1]) for title in titles if (match := re.match(r"Tin số (-?\d+):", title)))


def test_all_is_archived_once_through_twenty_kills_and_every_trap(
    torture: Torture, crawled: "CrawlProcess"
) -> None:
    killed_often(torture, crawled)
    running = crawled.start(*torture.portals(), **HASTY)
    while not running.ended:
        time.sleep(0.1)
    final = running.wait()
    assert final.exit_code == 0, final.log
    assert stored_numbers(crawled.catalog_url) == Counter(range(ARTICLES)), (
        "each once, none that says noindex"
    )

    asked = torture.asked()
    served = Counter(line["article"] for line in asked if line["article"] is not None)
    assert sum(served.values()) <= ARTICLES * 1.02 + KILLS * 24, "few are asked for again after a kill"
    assert_nothing_forbidden(asked)
    ours = Counter(line["target"] for line in asked if line["portal"] == "huyen")
    for trap, most in MOST_OF_TRAPS.items():
        times = sum(count for target, count in ours.items() if re.match(trap, target))
        assert times <= most + KILLS * ASKED_AGAIN, trap
    assert_one_at_a_time(asked)
    assert_archive_is_whole(crawled)


def assert_nothing_forbidden(asked: list[dict[str, Any]]) -> None:
    """Neither what robots.txt disallows, also behind a redirect, nor what only nofollow pages name."""
    forbidden = re.compile(r"/cam/|/chi-qua-nofollow/|/mo/kin/(?!rieng-)|.*\.php$")
    assert not [line["target"] for line in asked if forbidden.match(line["target"])]
    first = {
        portal: next(line["target"] for line in asked if line["portal"] == portal)
        for portal in ("huyen", "so", "xa")
    }
    assert set(first.values()) == {"/robots.txt"}


def assert_one_at_a_time(asked: list[dict[str, Any]]) -> None:
    """Never two requests at once to one IP address, whatever the host or port."""
    for address in ("127.0.0.1", "127.0.0.2"):
        there = [line for line in asked if line["address"] == address]
        assert there
        at_once = [(a["target"], b["target"]) for a, b in pairwise(there) if b["begin"] < a["end"] - 0.002]
        assert not at_once


def assert_archive_is_whole(crawled: "CrawlProcess") -> None:
    """Every WARC passes `warcio check`, and holds every capture of the catalog."""
    files = sorted((crawled.directory / "warc").glob("*.warc.gz"))
    assert files
    command = [sys.executable, "-m", "warcio.cli", "check", *files]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    reader = ArchiveReader(crawled.directory / "warc")
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        for capture in catalog.captures():
            assert reader.read(capture.locator).url == capture.url


DELAY = 0.25
JITTER = 0.3
LAG = 0.06
"""Seconds by which a busy machine may note the begin of a request late."""


@pytest.mark.parametrize("torture", [50], indirect=True)
def test_delays_and_retry_after_are_kept_by_address(torture: Torture, crawled: "CrawlProcess") -> None:
    patient = HASTY | {"delay_jitter": JITTER, "max_barren_links": 2, "max_barren_per_template": 4}
    result = crawled(*torture.portals(delay_seconds=DELAY), **patient)
    assert result.exit_code == 0, result.log
    asked = torture.asked()
    assert_one_at_a_time(asked)
    for address in ("127.0.0.1", "127.0.0.2"):
        begins = [line["begin"] for line in asked if line["address"] == address]
        assert min(b - a for a, b in pairwise(begins)) >= DELAY * (1 - JITTER) - LAG
    gaps = [b["begin"] - a["begin"] for a, b in pairwise(asked) if a["address"] == b["address"]]
    assert max(gaps) - min(gaps) > 0.01, "not in step"
    for line in (line for line in asked if line["status"] == 503):
        later = [
            other["begin"]
            for other in asked
            if other["portal"] == line["portal"] and other["begin"] > line["begin"]
        ]
        assert min(later) - line["end"] >= 1.0 - LAG, "Retry-After: 1"
    ours = [line["target"] for line in asked if line["portal"] == "huyen"]
    for trap, most in {"/phien/": 10, "/sau": 25, "/lich-hop/": 10, "/vong": 12, "/chuoi/": 6}.items():
        assert sum(target.startswith(trap) for target in ours) <= most, f"{trap} with a budget of four"
    assert {line["status"] for line in asked} >= {503, 500, 301, 302, 404}
    assert {line["agent"] for line in asked} == {"TraTinBot/0.1"}
