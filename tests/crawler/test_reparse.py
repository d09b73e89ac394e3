"""Reading the archive again gives what the crawl gave, and a lost catalog comes back from it."""

import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.archive import Archive, ArchiveReader
from corpus.capture import Exchange
from corpus.catalog import Catalog
from corpus.portal import Portal
from corpus.settings import StorageSettings
from crawler import reparse

if TYPE_CHECKING:
    LoopbackSite = CrawlProcess = Any


def _refuse(*args: object, **kwargs: object) -> None:
    raise AssertionError("reparse opened a socket")


def contents(catalog_url: str) -> list[dict[str, Any]]:
    """All versions of all articles, with the capture of each."""
    with Catalog.open(catalog_url, read_only=True) as catalog:
        ids = sorted(change.article_id for change in catalog.changes_since(0, 1000))
        versions = [version for article_id in ids for version in catalog.versions(article_id)]
    return [version.model_dump(mode="json", exclude={"updated_at"}) for version in versions]


def captures(catalog_url: str) -> dict[str, tuple[str, int, str, bool]]:
    with Catalog.open(catalog_url, read_only=True) as catalog:
        return {str(c.locator): (c.canonical_url, c.status, c.digest, c.revisit) for c in catalog.captures()}


def crawl_twice_with_changes(site: "LoopbackSite", crawled: "CrawlProcess") -> dict[str, Any]:
    """Leaves an archive with a feed, a redirect, a soft failure, an edited article and revisits."""
    paths = [site.article(number) for number in range(4)]
    served = site.pages[paths[0]].__class__
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title><item><title>Bài viết 0</title>'
        f"<link>{site.url}{paths[0]}</link><pubDate>Mon, 10 Jun 2024 01:15:00 GMT</pubDate></item>"
        "</channel></rss>"
    )
    site.pages["/rss/"] = served(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    site.pages["/vi/news/Tin-tuc/cu-9.html"] = served(status=301, headers={"Location": paths[3]})
    site.list_page("/", [*paths[:3], "/vi/news/Tin-tuc/cu-9.html", "/vi/news/Tin-tuc/mat-8.html"])
    edited = site.article(50)
    portal = site.portal(start_urls=[f"{site.url}/", f"{site.url}/rss/", f"{site.url}{edited}"])
    assert crawled(portal).exit_code == 0
    site.article(50, "Hội nghị số 50 đã được sửa lại tiêu đề sau một ngày đăng")
    assert crawled(portal).exit_code == 0
    return dict(portal)


def test_reading_again_changes_nothing(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    portal = crawl_twice_with_changes(site, crawled)
    before, known = contents(crawled.catalog_url), captures(crawled.catalog_url)
    asked = len(site.asked)
    result = crawled(portal, verb="reparse")
    assert result.exit_code == 0, result.log
    assert contents(crawled.catalog_url) == before
    assert captures(crawled.catalog_url) == known
    assert (result.report["articles_new"], result.report["articles_changed"]) == (0, 0)
    assert len(site.asked) == asked


def test_a_lost_catalog_is_rebuilt_without_the_network(
    site: "LoopbackSite", crawled: "CrawlProcess", monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = crawl_twice_with_changes(site, crawled)
    before, known = contents(crawled.catalog_url), captures(crawled.catalog_url)
    for file in crawled.directory.glob("catalog.sqlite*"):
        file.unlink()
    monkeypatch.setattr(socket, "socket", _refuse)
    report = reparse(StorageSettings(directory=crawled.directory), [Portal.model_validate(portal)])
    monkeypatch.undo()
    assert report.ok
    assert report.captures == len(known)
    assert contents(crawled.catalog_url) == before
    assert captures(crawled.catalog_url) == known
    with Catalog.open(crawled.catalog_url) as catalog:
        assert len({version["article"]["url"] for version in before}) == catalog.article_count()


def test_a_crawl_after_a_rebuild_asks_no_article_again(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    portal = crawl_twice_with_changes(site, crawled)
    for file in crawled.directory.glob("catalog.sqlite*"):
        file.unlink()
    crawled(portal, verb="reparse")
    site.asked.clear()
    report = crawled(portal).report
    assert report["portals"][0]["articles_new"] == 0
    articles = [path for path, _ in site.asked if "bai-viet-" in path]
    assert articles == ["/vi/news/Tin-tuc/bai-viet-50.html"], "it is a start URL"


def test_damage_is_stepped_over_and_told(tmp_path: Path) -> None:
    storage = StorageSettings(directory=tmp_path)
    with Archive(storage.warc_directory) as archive:
        for number in range(3):
            exchange = Exchange(
                url=f"https://vinhan.example.vn/{number}",
                portal="vinh-an",
                status=200,
                headers=(("Content-Type", "text/html"),),
                body=b"<html><body><p>Trang</p></body></html>" * (number + 1),
                fetched_at=datetime(2026, 11, 22, 3, tzinfo=UTC),
            )
            archive.append(exchange)
    locators = [locator for locator, _ in ArchiveReader(storage.warc_directory).scan()]
    (warc,) = storage.warc_directory.glob("*.warc.gz")
    broken = bytearray(warc.read_bytes())
    broken[locators[1].offset + 20] ^= 0xFF
    warc.write_bytes(broken)
    report = reparse(storage, [])
    assert report.captures == 2
    assert not report.ok
    assert report.problems == ("1 x damaged",)
