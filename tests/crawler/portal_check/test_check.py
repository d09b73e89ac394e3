"""`tratin portal check` over sample portals on loopback, each in a process of its own."""

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import BadConfig
from corpus.portal import Portal
from corpus.samples import portals_of, serve_samples
from crawler import CrawlerSettings
from crawler.portal_check import MAX_PAGES, check_portal

if TYPE_CHECKING:
    CrawlProcess = Any

SAMPLES = {
    "mau-vanhoa-kontum": ("wordpress", {"rest", "feed", "sitemap"}),
    "mau-quang-dien": ("dotnetnuke", set()),
}
"""Key -> (platform, kinds of sources that answer)."""


def test_sample_portals_are_known_by_twenty_pages(crawled: "CrawlProcess") -> None:
    with serve_samples(list(SAMPLES), base_port=0) as sites:
        portals = {portal.key: portal for portal in portals_of(sites)}
        runs = {
            key: crawled.start(portal.model_dump(mode="json"), verb="check", delay_seconds=0)
            for key, portal in portals.items()
        }
        found = {key: run.wait().report for key, run in runs.items()}
    for key, (platform, sources) in SAMPLES.items():
        report = found[key]
        assert report["pages"] <= MAX_PAGES
        assert report["platforms"][0]["name"] == platform
        assert report["articles"] >= 8
        assert report["fields"]["body"] == 1.0
        assert {source["kind"] for source in report["sources"] if source["status"] == 200} == sources
        assert report["ok"], report
        (entry,) = tomllib.loads(report["entry"])["portals"]
        assert Portal.model_validate(entry) == portals[key].model_copy(update={"delay_seconds": 0.0})
    assert found["mau-vanhoa-kontum"]["fields"]["published"] == 1.0, "though its theme shows no dates"
    assert found["mau-vanhoa-kontum"]["dates_from"]["rest"] > 0
    assert not crawled.directory.exists(), "nothing of it reaches the archive"
    assert "utf-16-le, by its BOM" in found["mau-quang-dien"]["encodings"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8/", "http://[::1]/", "ftp://a.vn/", "tin-tuc", "http://10.0.0.1/x"]
)
def test_what_no_configured_portal_allows_is_refused(url: str) -> None:
    with pytest.raises(BadConfig, match="URL"):
        check_portal(url, CrawlerSettings(contact="https://tratin.example/"))


def test_a_portal_on_the_internet_needs_a_contact() -> None:
    with pytest.raises(BadConfig, match="contact"):
        check_portal("https://vinhan.example.vn/", CrawlerSettings())
