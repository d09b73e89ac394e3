"""What portals do wrong: a clear line each in the log, the rest goes on, and the report says so."""

import contextlib
import gzip
import signal
import socket
import sqlite3
import time
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest

from corpus.catalog import Catalog

if TYPE_CHECKING:
    Crawled = CrawlProcess = LoopbackSite = Served = Any

pytestmark = pytest.mark.faults
BAD = "/vi/news/Tin-tuc/xau-9.html"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


def crawl_with(site: "LoopbackSite", crawled: "CrawlProcess", bad: "Served", **settings: Any) -> "Crawled":
    """A crawl of three good articles and a bad page, linked between them."""
    good = [site.article(number) for number in range(3)]
    site.list_page("/", [good[0], BAD, *good[1:]])
    site.pages[BAD] = bad
    result: Crawled = crawled(site.portal(), **settings)
    assert result.exit_code == 0, result.log
    assert result.report["portals"][0]["articles_new"] == len(good), "the rest goes on"
    return result


def served(site: "LoopbackSite", *args: Any, **kwargs: Any) -> "Served":
    site.article(0)
    return next(iter(site.pages.values())).__class__(*args, **kwargs)


def failures(result: "Crawled") -> dict[str, int]:
    return dict(result.report["portals"][0]["failed"])


def test_a_500_page_is_tried_again_and_then_given_up(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    result = crawl_with(site, crawled, served(site, b"<h1>Server Error</h1>", 500))
    assert failures(result) == {"http-500": 1}
    assert site.times_asked(BAD) == 2
    assert f"vinh-an: http-500 at {site.url}{BAD}, next try in 0 s" in result.log
    assert f"vinh-an: failed: http-500 at {site.url}{BAD}, tried 2 times" in result.log
    assert result.report["problems"] == ["vinh-an: 1 x http-500"]


def test_a_page_that_recovers_is_stored(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    good = served(site)
    path = site.article(9)
    content = site.pages[path]
    answers = iter([good.__class__(b"", 503, {"Retry-After": "0"})])

    class Recovering(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            return next(answers, content) if key == path else super().get(key, default)

    site.list_page("/", [path])
    site.pages = Recovering(site.pages)
    result = crawled(site.portal())
    assert result.report["ok"], result.log
    assert result.report["portals"][0]["articles_new"] == 1


def test_a_busy_host_is_left_alone_as_long_as_it_asks(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    paths = [site.article(number) for number in range(4)]
    site.list_page("/", paths)
    busy = site.pages[paths[0]].__class__(b"", 429, {"Retry-After": "1"})
    moments: list[float] = []

    class Busy(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            if key in paths:
                moments.append(time.monotonic())
            return busy if len(moments) == 1 and key in paths else super().get(key, default)

    site.pages = Busy(site.pages)
    result = crawled(site.portal())
    assert result.report["ok"], result.log
    assert result.report["portals"][0]["articles_new"] == len(paths)
    assert moments[1] - moments[0] > 0.9, "no other page was asked for meanwhile"


def test_a_host_that_asks_for_hours_is_left_for_the_next_run(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    site.list_page("/", [site.article(1)])
    busy = site.pages["/"].__class__(b"", 503, {"Retry-After": "7200"})
    site.pages["/"] = busy
    result = crawled(site.portal())
    assert site.times_asked("/") == 1
    assert result.report["problems"] == ["vinh-an: http-503, 2 URLs wait"], "with its sitemap"


def test_a_page_of_60_mb_is_not_downloaded(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    sent: list[int] = []

    def write(wire: BinaryIO) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 60000000\r\n\r\n")
        _pour(wire, sent)

    result = crawl_with(site, crawled, served(site, write=write))
    assert failures(result) == {"body-too-large": 1}
    assert f"vinh-an: failed: body-too-large at {site.url}{BAD}" in result.log


def test_a_page_without_end_is_cut_at_the_limit(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    sent: list[int] = []

    def write(wire: BinaryIO) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        _pour(wire, sent)

    result = crawl_with(site, crawled, served(site, write=write), max_body_bytes=1_000_000)
    assert failures(result) == {"body-too-large": 1}
    assert sum(sent) < 60_000_000


def _pour(wire: BinaryIO, sent: list[int]) -> None:
    block = b"<p>" + b"a" * 99_994 + b"</p>"
    try:
        for _ in range(600):
            wire.write(block)
            sent.append(len(block))
    except OSError:
        return


def test_a_gzip_bomb_is_archived_but_not_unpacked(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    bomb = gzip.compress(bytes(200_000_000), 9, mtime=0)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    result = crawl_with(site, crawled, served(site, bomb, headers=headers))
    assert failures(result) == {"body-too-large": 1}
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert any(capture.url.endswith(BAD) for capture in catalog.captures())


def test_gzip_that_is_broken_is_told(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    torn = bytearray(
        gzip.compress(b"<html><body><p>" + bytes(range(256)) * 40 + b"</p></body></html>", mtime=0)
    )
    torn[40:80] = bytes(40)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    assert failures(crawl_with(site, crawled, served(site, bytes(torn), headers=headers))) == {
        "content-encoding-broken": 1
    }


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_an_empty_page_is_tried_again_and_then_given_up(
    site: "LoopbackSite", crawled: "CrawlProcess", body: bytes
) -> None:
    result = crawl_with(site, crawled, served(site, body, headers={"Content-Type": "text/html"}))
    assert failures(result) == {"empty": 1}


def test_a_pdf_served_as_html_is_told(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    result = crawl_with(
        site, crawled, served(site, PDF, headers={"Content-Type": "text/html; charset=utf-8"})
    )
    assert failures(result) == {"not-html": 1}
    assert f"vinh-an: failed: not-html at {site.url}{BAD}" in result.log


def test_a_pdf_that_says_so_is_left_out_quietly(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    result = crawl_with(site, crawled, served(site, PDF, headers={"Content-Type": "application/pdf"}))
    assert result.report["ok"]
    assert result.report["portals"][0]["skipped"]["not-html"] == 1


def test_bytes_of_no_kind_do_not_stop_the_crawl(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    noise = bytes(range(256)) * 500
    crawl_with(site, crawled, served(site, noise, headers={"Content-Type": "text/html"}))


def test_a_page_that_hangs_times_out(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    def write(wire: BinaryIO) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>")
        wire.flush()
        time.sleep(2)

    result = crawl_with(site, crawled, served(site, write=write), timeout_seconds=0.5)
    assert failures(result) == {"timeout": 1}


def test_a_page_that_breaks_off_is_told(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    def write(wire: BinaryIO) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<html><body><p>")

    assert failures(crawl_with(site, crawled, served(site, write=write))) == {"cut-off": 1}


def test_no_http_at_all_is_told(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    def write(wire: BinaryIO) -> None:
        wire.write(b"\x16\x03\x01\x02\x00 no http here")

    assert failures(crawl_with(site, crawled, served(site, write=write))) == {"connection-broken": 1}


def test_an_unreachable_portal_is_told_and_the_others_go_on(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    site.list_page("/", [site.article(1)])
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    result = crawled(site.portal(), site.portal(key="vang", start_urls=[nobody]))
    good, bad = result.report["portals"]
    assert good["articles_new"] == 1
    assert (bad["pages"], bad["stopped"], bad["postponed"]) == (0, "unreachable", 1)
    host = nobody.removeprefix("http://").strip("/")
    assert f"vang: unreachable at {nobody}, next try in 0 s" in result.log
    assert f"vang: unreachable: {host} is left alone, its URLs wait for the next run" in result.log
    assert sum("vang: " in line for line in result.log.splitlines()) == 4, "a line for each of the tries"
    assert result.report["problems"] == ["vang: unreachable, 1 URLs wait"]


def test_a_name_that_does_not_exist_is_told(crawled: "CrawlProcess", site: "LoopbackSite") -> None:
    result = crawled(site.portal(start_urls=["http://khong-co.invalid/"]))
    assert result.report["portals"][0]["stopped"] == "cannot-resolve"


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("<body><form action='/login'><input name='u'><input type='password'></form></body>", "login"),
        ("<body><p>Cổng thông tin</p></body>", "no-links"),
        (None, "http-404"),
    ],
)
def test_a_start_page_that_leads_nowhere_is_a_problem(
    site: "LoopbackSite", crawled: "CrawlProcess", start: str | None, reason: str
) -> None:
    if start:
        site.html("/", start)
    result = crawled(site.portal())
    assert not result.report["ok"]
    assert result.report["problems"] == [f"vinh-an: 1 x {reason}"]
    assert f"{reason} at {site.url}/, a start page: this run finds nothing through it" in result.log


def test_a_start_page_that_moved_off_the_portal_names_where(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    moved = "https://www.vinhan.example.vn/"
    site.html("/", "")
    site.pages["/"].status, site.pages["/"].headers = 301, {"Location": moved}
    result = crawled(site.portal())
    alarm, problem = result.report["problems"]
    former = site.url.removeprefix("http://")
    assert alarm.startswith(f"vinh-an: moved: {former} leads to www.vinhan.example.vn, not followed")
    assert problem == "vinh-an: 1 x off-portal"
    assert f"off-portal at {site.url}/ (leads to {moved}), a start page" in result.log


def test_a_stop_does_not_wait_for_a_stalled_answer(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    def write(wire: BinaryIO) -> None:
        time.sleep(30)

    site.list_page("/", [])
    site.pages["/"].write = write
    running = crawled.start(site.portal())
    while not site.times_asked("/"):
        time.sleep(0.01)
    begun = time.monotonic()
    running.send(signal.SIGINT)
    ended = running.wait()
    assert time.monotonic() - begun < 15, "59 s before, with the default timeout"
    assert (ended.exit_code, ended.report["interrupted"]) == (0, True)
    assert "stopping: answers under way get 5 s" in ended.log
    assert ended.report["portals"][0]["postponed"] > 0, "it waits for the next run"


def test_a_name_in_a_private_network_is_refused(crawled: "CrawlProcess", site: "LoopbackSite") -> None:
    portal = site.portal(start_urls=[f"http://localhost:{site.port}/"], allow_private_addresses=False)
    result = crawled(portal, contact="https://tratin.example/bot")
    assert site.asked == []
    assert failures(result) == {"private-address": 1}


def test_a_catalog_that_breaks_ends_the_run_with_an_error(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    site.list_page("/", [site.article(number) for number in range(30)])
    running = crawled.start(site.portal(delay_seconds=0.1))
    while len(site.asked) < 5:
        time.sleep(0.01)
    with contextlib.closing(sqlite3.connect(crawled.directory / "catalog.sqlite")) as database:
        database.execute("ALTER TABLE urls RENAME TO urls_no_more")
    ended = running.wait()
    assert ended.exit_code == 1
    assert "CatalogUnusable" in ended.log


def test_a_page_nested_without_end_does_not_stop_the_crawl(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    deep = b"<html><body>" + b"<div>" * 100_000 + b"x"
    crawl_with(site, crawled, served(site, deep, headers={"Content-Type": "text/html"}))
