"""The catalog under kill -9: a URL that is done has its article and its links, and none is lost."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.article import article_id
from corpus.catalog import Catalog

pytestmark = pytest.mark.faults

CRAWLER = """
import sys
from datetime import UTC, datetime
from corpus.article import Article
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, FrontierUrl, VisitedPage

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)

def found(number):
    url = f"https://a.example.vn/{number}"
    return FrontierUrl(url=url, canonical_url=url, role="article")

catalog = Catalog.open(sys.argv[1])
catalog.release_in_flight()
catalog.add_urls("a", [found(1)], NOON)
while (url := catalog.claim([], NOON)) is not None:
    number = int(url.url.rpartition("/")[2])
    locator = Locator(file="a.warc.gz", offset=number, length=1)
    capture = CaptureRecord(url=url.url, canonical_url=url.url, portal="a", locator=locator, status=200,
                            digest="sha256:A", fetched_at=NOON)
    article = Article(url=url.url, portal="a", platform="wordpress", title=f"Tin {number}")
    links = [found(n) for n in (2 * number, 2 * number + 1) if n <= 300]
    page = VisitedPage(url.url_id, capture, article=article, discovered=links, outcome="done", now=NOON)
    catalog.record_page(page)
    print(number, flush=True)
"""


def test_killed_ten_times_the_crawl_still_has_every_article_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'catalog.sqlite'}"
    reported: set[int] = set()
    for run in range(10):
        reported |= _crawl(url, kill_after_seconds=random.Random(run).uniform(0.01, 0.12))
        _check(tmp_path / "catalog.sqlite", url, reported)
    _crawl(url, kill_after_seconds=None)
    with Catalog.open(url) as catalog:
        assert catalog.article_count() == 300
        assert catalog.last_sequence() >= 300
        assert catalog.pending_count() == 0
        changes = catalog.changes_since(0, 1000)
    assert {change.article_id for change in changes} == {_article(number) for number in range(1, 301)}


def _crawl(url: str, kill_after_seconds: float | None) -> set[int]:
    """The numbers of the pages that the crawler said were recorded."""
    with subprocess.Popen([sys.executable, "-c", CRAWLER, url], stdout=subprocess.PIPE, text=True) as crawler:
        assert crawler.stdout is not None
        told = [crawler.stdout.readline()]
        if kill_after_seconds is not None:
            time.sleep(kill_after_seconds)
            crawler.send_signal(signal.SIGKILL)
        told += crawler.stdout.readlines()
    return {int(line) for line in told if line.endswith("\n")}


def _check(path: Path, url: str, reported: set[int]) -> None:
    with sqlite3.connect(path) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        done = {row[0] for row in database.execute("select url from urls where state = 'done'")}
        known = {row[0] for row in database.execute("select url from urls")}
    assert {f"https://a.example.vn/{number}" for number in reported} <= done
    with Catalog.open(url, read_only=True) as catalog:
        for page in done:
            number = int(page.rpartition("/")[2])
            assert catalog.article(article_id(page)) is not None
            assert {f"https://a.example.vn/{n}" for n in (2 * number, 2 * number + 1) if n <= 300} <= known


def _article(number: int) -> str:
    return article_id(f"https://a.example.vn/{number}")
