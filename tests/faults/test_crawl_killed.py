"""kill -9 at any moment of a crawl loses nothing and doubles nothing."""

import random
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.archive import ArchiveReader
from corpus.catalog import Catalog

if TYPE_CHECKING:
    LoopbackSite = CrawlProcess = Any

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
LIST = "/vi/news/Tin-tuc/"
KILLS = 10


@pytest.fixture
def articles(site: "LoopbackSite") -> list[str]:
    """A portal of 120 articles on 12 list pages; their paths."""
    paths = [site.article(number) for number in range(120)]
    for page in range(12):
        following = f"{LIST}page-{page + 2}/" if page < 11 else None
        links = paths[page * 10 : page * 10 + 10]
        site.list_page("/" if page == 0 else f"{LIST}page-{page + 1}/", links, following)
    return paths


def stored(catalog_url: str) -> list[str]:
    with Catalog.open(catalog_url, read_only=True) as catalog:
        changes = catalog.changes_since(0, 10_000)
        assert all(len(catalog.versions(change.article_id)) == 1 for change in changes)
    return [change.article.url for change in changes if change.article]


def test_ten_kills_at_random_moments_lose_nothing(
    site: "LoopbackSite", crawled: "CrawlProcess", articles: list[str]
) -> None:
    moments = random.Random(20261122)  # each wait is drawn anew, but the same in every run of the test
    ends = []
    while len(ends) < KILLS:
        asked = len(site.asked)
        running = crawled.start(site.portal())
        while len(site.asked) == asked and not running.ended:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.25))
        running.send(signal.SIGKILL)
        ends.append(running.wait_for_exit())
    assert ends == [-signal.SIGKILL] * KILLS, "each of them was killed on its way"
    final = crawled(site.portal())
    assert final.exit_code == 0, final.log
    assert final.report["ok"], final.report
    urls = stored(crawled.catalog_url)
    assert sorted(urls) == sorted(f"{site.url}{path}" for path in articles)
    asked_for = [path for path, _ in site.asked if path in set(articles)]
    assert len(asked_for) <= len(articles) + KILLS * 12, "what ended in the last 0.1 s is asked for again"


def test_every_capture_of_the_catalog_is_in_the_archive_after_kills(
    site: "LoopbackSite", crawled: "CrawlProcess", articles: list[str]
) -> None:
    for wait_seconds in (0.3, 0.5, 0.8):
        running = crawled.start(site.portal())
        time.sleep(wait_seconds)
        running.send(signal.SIGKILL)
        running.wait_for_exit()
    crawled(site.portal())
    reader = ArchiveReader(crawled.directory / "warc")
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        for capture in catalog.captures():
            assert reader.read(capture.locator).url == capture.url


def test_a_kill_between_list_and_articles_of_a_recrawl_loses_no_page(
    site: "LoopbackSite", crawled: "CrawlProcess", articles: list[str]
) -> None:
    crawled(site.portal())
    fresh = [site.article(900 + number) for number in range(35)]
    shifted = [*fresh, *articles]
    for page in range(16):
        following = f"{LIST}page-{page + 2}/" if page < 15 else None
        links = shifted[page * 10 : page * 10 + 10]
        site.list_page("/" if page == 0 else f"{LIST}page-{page + 1}/", links, following)
    for _ in range(4):
        asked = len(site.asked)
        running = crawled.start(site.portal())
        while len(site.asked) < asked + 6 and not running.ended:
            time.sleep(0.002)
        running.send(signal.SIGKILL)
        running.wait_for_exit()
    crawled(site.portal())
    assert set(stored(crawled.catalog_url)) == {f"{site.url}{path}" for path in shifted}


def test_a_torn_record_is_cut_and_told(
    site: "LoopbackSite", crawled: "CrawlProcess", articles: list[str]
) -> None:
    running = crawled.start(site.portal())
    while len(site.asked) < 20:
        time.sleep(0.005)
    running.send(signal.SIGKILL)
    running.wait_for_exit()
    (torn,) = Path(crawled.directory / "warc").glob("*.open")
    with torn.open("r+b") as file:
        file.truncate(torn.stat().st_size - 100)
    final = crawled(site.portal())
    assert "cut a torn record" in final.log
    assert len(stored(crawled.catalog_url)) == len(articles)
