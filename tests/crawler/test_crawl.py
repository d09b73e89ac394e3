"""Crawls of a loopback portal over real HTTP, each in a process of its own."""

import gzip
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.archive import ArchiveReader
from corpus.catalog import Catalog
from corpus.errors import BadConfig
from corpus.portal import Portal
from corpus.settings import StorageSettings
from crawler import CrawlerSettings, crawl

if TYPE_CHECKING:
    LoopbackSite = CrawlProcess = Any

LIST = "/vi/news/Tin-tuc/"


def fill(site: "LoopbackSite", pages: int, per_page: int) -> list[str]:
    """Adds list pages of articles, linked from the start page; returns the articles' paths in order."""
    paths = [site.article(number) for number in range(pages * per_page)]
    for page in range(pages):
        links = paths[page * per_page : (page + 1) * per_page]
        following = f"{LIST}page-{page + 2}/" if page + 1 < pages else None
        site.list_page(LIST if page == 0 else f"{LIST}page-{page + 1}/", links, following)
    site.html("/", f'<body><nav><a href="{LIST}">Tin tức</a></nav></body>')
    return paths


def page_of(report: dict[str, Any]) -> dict[str, Any]:
    (portal,) = report["portals"]
    return dict(portal)


def test_every_article_of_a_paged_list_is_stored_once(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    paths = fill(site, pages=3, per_page=5)
    result = crawled(site.portal())
    assert result.exit_code == 0
    assert result.report["ok"], result.report
    assert page_of(result.report)["articles_new"] == len(paths)
    assert all(site.times_asked(path) == 1 for path in paths)
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert catalog.article_count() == len(paths)
        change = catalog.changes_since(0, 1)[0]
        assert change.article is not None
        assert change.article.province == "Kiên Giang", "enriched on the way"


def test_every_response_is_in_the_archive_as_it_came(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    fill(site, pages=1, per_page=2)
    site.pages["/"].body = gzip.compress(site.pages["/"].body, mtime=0)
    site.pages["/"].headers["Content-Encoding"] = "gzip"
    crawled(site.portal())
    archived = {response.url: response for _, response in ArchiveReader(crawled.directory / "warc").scan()}
    assert {url.removeprefix(site.url) for url in archived} == {path for path, _ in site.asked}
    assert archived[f"{site.url}/"].body == site.pages["/"].body, "still compressed"
    assert {response.portal for response in archived.values()} == {"vinh-an"}


def test_we_say_who_we_are(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    fill(site, pages=1, per_page=1)
    crawled(site.portal(), contact="https://tratin.example/bot")
    agents = {headers["User-Agent"] for _, headers in site.asked}
    assert agents == {"TraTinBot/0.1 (+https://tratin.example/bot)"}


def test_portals_on_the_internet_need_a_contact(tmp_path: Path) -> None:
    portal = Portal(key="a", agency="A", level="district", start_urls=("https://vinhan.example.vn/",))
    with pytest.raises(BadConfig, match="contact"):
        crawl(CrawlerSettings(), StorageSettings(directory=tmp_path), [portal])


def test_robots_txt_is_obeyed_even_behind_a_bom(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    paths = fill(site, pages=1, per_page=3)
    rules = f"\ufeffUser-agent: *\nDisallow: {paths[1]}\n"
    site.pages["/robots.txt"] = site.pages["/"].__class__(rules.encode())
    result = crawled(site.portal())
    assert site.times_asked(paths[1]) == 0
    assert site.times_asked("/robots.txt") == 1
    assert page_of(result.report)["skipped"]["robots-txt"] == 1
    assert page_of(result.report)["articles_new"] == 2
    assert result.report["ok"], "obeying is no problem"


def test_nothing_is_asked_while_robots_txt_is_broken(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    fill(site, pages=1, per_page=1)
    site.pages["/robots.txt"] = site.pages["/"].__class__(b"", 500)
    result = crawled(site.portal())
    assert {path for path, _ in site.asked} == {"/robots.txt"}
    assert page_of(result.report)["stopped"] == "robots-http-500"
    assert not result.report["ok"]
    del site.pages["/robots.txt"]
    assert page_of(crawled(site.portal()).report)["articles_new"] == 1, "the next run begins anew"


def test_crawl_delay_is_kept(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    fill(site, pages=1, per_page=1)
    site.pages["/robots.txt"] = site.pages["/"].__class__(b"User-agent: *\nCrawl-delay: 0.5\n")
    begun = time.monotonic()
    result = crawled(site.portal())
    assert "Crawl-delay of 0.5 s is kept" in result.log
    assert time.monotonic() - begun > 0.5 * (len(site.asked) - 2)


def test_a_sitemap_named_in_robots_txt_is_read(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    path = site.article(7)
    site.html("/", "<body><p>Chào mừng</p></body>")
    served = site.pages["/"].__class__
    site.pages["/robots.txt"] = served(f"Sitemap: {site.url}/so-do.xml\n".encode())
    site.pages["/so-do.xml"] = served(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site.url}{path}</loc></url></urlset>'.encode(),
        headers={"Content-Type": "application/xml"},
    )
    assert page_of(crawled(site.portal()).report)["articles_new"] == 1


def test_links_to_other_hosts_are_not_followed(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    with_other_port = f"http://127.0.0.1:{site.port + 1}/vi/news/Tin-tuc/bai-viet-1.html"
    site.list_page("/", [site.article(1), "https://chinhphu.example.vn/tin-2.html", with_other_port])
    result = crawled(site.portal())
    assert result.report["ok"], result.report
    assert page_of(result.report)["articles_new"] == 1


def test_a_redirect_is_followed_within_the_portal_and_every_hop_archived(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    path = site.article(1)
    served = site.pages[path].__class__
    site.pages["/vi/news/Tin-tuc/cu-9.html"] = served(status=301, headers={"Location": path})
    site.pages["/vi/news/Tin-tuc/ra-ngoai-8.html"] = served(
        status=302, headers={"Location": "http://10.0.0.1/"}
    )
    site.pages["/vi/news/Tin-tuc/vong-7.html"] = served(
        status=302, headers={"Location": "/vi/news/Tin-tuc/vong-7.html"}
    )
    site.list_page("/", [f"/vi/news/Tin-tuc/{name}.html" for name in ("cu-9", "ra-ngoai-8", "vong-7")])
    result = crawled(site.portal())
    archived = [
        response.url.removeprefix(site.url)
        for _, response in ArchiveReader(crawled.directory / "warc").scan()
    ]
    assert "/vi/news/Tin-tuc/cu-9.html" in archived
    assert path in archived
    assert page_of(result.report)["articles_new"] == 1
    assert page_of(result.report)["skipped"]["off-portal"] == 1
    assert page_of(result.report)["failed"] == {"too-many-redirects": 1}


def test_a_postback_pager_is_walked_with_the_session_cookie(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    first, second = site.article(1), site.article(2)
    form = (
        '<body><form method="post" action="/" id="aspnetForm">'
        '<input type="hidden" name="__VIEWSTATE" value="dDwtMTIz">'
        '<ul class="news"><li><h3><a href="{item}">Hội nghị về chuyển đổi số của huyện</a></h3></li></ul>'
        "{pager}</form></body>"
    )
    link = """<a class="next" href="javascript:__doPostBack('ctl00$pager','2')">Trang sau</a>"""
    pager = f'<div class="pager">{link}</div>'
    site.html("/", form.format(item=first, pager=pager), **{"Set-Cookie": "ASP.NET_SessionId=abc; path=/"})
    target = "/ POST __EVENTTARGET=ctl00%24pager&__EVENTARGUMENT=2&__VIEWSTATE=dDwtMTIz"
    site.html(target, form.format(item=second, pager=""))
    result = crawled(site.portal())
    assert page_of(result.report)["articles_new"] == 2, site.asked
    sent = next(headers for path, headers in site.asked if path == target)
    assert sent["Cookie"] == "ASP.NET_SessionId=abc"


def test_a_recrawl_asks_only_what_may_be_new(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    paths = fill(site, pages=4, per_page=4)
    site.pages[LIST].headers["ETag"] = '"a1"'
    crawled(site.portal())
    site.asked.clear()
    report = page_of(crawled(site.portal()).report)
    assert report["articles_new"] == 0
    assert [path for path, _ in site.asked if path.startswith(LIST)] == [LIST]
    assert next(headers for path, headers in site.asked if path == LIST)["If-None-Match"] == '"a1"'
    assert report["unchanged"] >= 2

    fresh = [site.article(900 + number) for number in range(6)]
    shifted = [*fresh, *paths]
    for page in range(4):
        following = f"{LIST}page-{page + 2}/" if page < 3 else None
        links = shifted[page * 4 : page * 4 + 4]
        site.list_page(LIST if page == 0 else f"{LIST}page-{page + 1}/", links, following)
    site.asked.clear()
    assert page_of(crawled(site.portal()).report)["articles_new"] == len(fresh)
    assert site.times_asked(f"{LIST}page-2/") == 1, "its page before had news"
    assert site.times_asked(f"{LIST}page-3/") == 1, "its page before had news"
    assert site.times_asked(f"{LIST}page-4/") == 0, "page 3 showed nothing new"
    assert not set(paths) & {path for path, _ in site.asked}, "known articles are not asked again"


def test_an_unchanged_portal_costs_a_twentieth_the_second_time(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    fill(site, pages=4, per_page=12)
    first = page_of(crawled(site.portal()).report)
    second = page_of(crawled(site.portal()).report)
    assert first["articles_new"] == 48
    assert second["articles_new"] == 0
    assert second["bytes"] <= 0.05 * first["bytes"]


def test_a_fresh_run_takes_what_is_due_and_a_backfill_what_waits(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    paths = fill(site, pages=2, per_page=5)
    first = page_of(crawled(site.portal(), mode="backfill", max_pages_per_portal=6).report)
    assert 0 < first["articles_new"] < len(paths)
    site.asked.clear()
    crawled(site.portal(), mode="fresh")
    assert site.asked == [], "no source is due before six hours are over"
    rest = page_of(crawled(site.portal(), mode="backfill").report)
    assert first["articles_new"] + rest["articles_new"] == len(paths)
    assert site.times_asked("/") == 0


def test_a_fresh_run_finds_what_a_source_newly_names_when_its_interval_is_over(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    paths = fill(site, pages=2, per_page=5)
    soon = {"revisit_least_hours": 0.0001, "article_revisit_days": []}
    crawled(site.portal(), **soon)
    site.list_page(LIST, [site.article(99), *paths[:5]], f"{LIST}page-2/")
    time.sleep(0.5)
    site.asked.clear()
    news = page_of(crawled(site.portal(), mode="fresh", **soon).report)
    assert news["articles_new"] == 1


def test_what_a_page_says_to_robots_is_kept(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    kept, hidden, behind = site.article(1), site.article(2), site.article(3)
    site.pages[hidden].headers["X-Robots-Tag"] = "noindex"
    link = f'<body><ul><li><a href="{behind}">Tin số 3</a></li></ul></body>'
    site.html("/gioi-thieu/", f'<meta name="robots" content="nofollow">{link}')
    site.list_page("/", [kept, hidden, "/gioi-thieu/"])
    report = page_of(crawled(site.portal()).report)
    assert report["articles_new"] == 1
    assert (site.times_asked(hidden), site.times_asked("/gioi-thieu/"), site.times_asked(behind)) == (1, 1, 0)


def test_hosts_of_one_address_are_asked_in_turn(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    site.list_page("/", [site.article(1), site.article(2)])
    by_name = site.portal(key="ten", start_urls=[f"http://localhost:{site.port}/"], delay_seconds=0.2)
    begun = time.monotonic()
    result = crawled(site.portal(delay_seconds=0.2), by_name)
    assert result.report["ok"], result.log
    assert sum(portal["articles_new"] for portal in result.report["portals"]) == 4
    assert time.monotonic() - begun > 0.2 * 0.7 * (len(site.asked) - 1)
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert {host.address for host in catalog.hosts()} == {"127.0.0.1"}


def test_what_failed_after_several_tries_is_tried_again_by_the_next_run(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    paths = fill(site, pages=2, per_page=2)
    page_two = f"{LIST}page-2/"
    whole = site.pages.pop(page_two)
    site.pages[page_two] = whole.__class__(b"<h1>Server Error</h1>", 500)
    first = page_of(crawled(site.portal()).report)
    assert first["failed"] == {"http-500": 1}
    site.pages[page_two] = whole
    second = page_of(crawled(site.portal()).report)
    assert first["articles_new"] + second["articles_new"] == len(paths)


def test_the_page_budget_ends_a_portal_and_the_next_run_goes_on(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    paths = fill(site, pages=2, per_page=5)
    first = page_of(crawled(site.portal(), max_pages_per_portal=6).report)
    assert first["stopped"] == "page-budget"
    assert first["pages"] <= 7
    assert first["postponed"] > 0
    second = page_of(crawled(site.portal()).report)
    assert first["articles_new"] + second["articles_new"] == len(paths)


def test_a_host_that_challenges_is_marked_and_left(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    paths = fill(site, pages=1, per_page=6)
    site.pages[LIST].body = b"<script>document.cookie='k=1';location.reload()</script>"
    result = crawled(site.portal(start_urls=[f"{site.url}/", *(f"{site.url}{path}" for path in paths)]))
    report = page_of(result.report)
    assert (report["stopped"], report["skipped"]["challenge"]) == ("challenge", 1)
    assert report["postponed"] == len(paths) - report["articles_new"]
    assert not result.report["ok"]
    assert site.times_asked(LIST) == 1, "no second try, with or without the cookie"


def test_a_page_that_tells_of_maintenance_for_ever_is_given_up(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    fill(site, pages=1, per_page=4)
    site.html(LIST, "<body><p>Website đang nâng cấp, vui lòng quay lại sau.</p></body>")
    result = crawled(site.portal())
    assert page_of(result.report)["failed"] == {"error-page": 1}
    assert site.times_asked(LIST) == 2, "as often as max_tries allows"


def test_a_calendar_without_end_is_left(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    for number in range(30):
        site.list_page(
            "/" if number == 0 else f"/muc-{number}/", [f"/muc-{number + 1}/"], f"/muc-{number + 1}/"
        )
    crawled(site.portal(), max_barren_links=5)
    assert site.times_asked("/muc-5/") == 1
    assert site.times_asked("/muc-6/") == 0


def test_a_long_list_is_walked_to_its_end_however_deep(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    paths = fill(site, pages=12, per_page=1)
    assert page_of(crawled(site.portal(), max_barren_links=2).report)["articles_new"] == len(paths)


def test_a_date_that_a_later_list_names_reaches_the_article(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    path = site.article(1)
    page = site.pages[path]
    page.body = page.body.replace("Thứ hai - 10/06/2024 08:15".encode(), b"")
    served = page.__class__
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title><item><title>Bài 1</title>'
        f"<link>{site.url}{path}</link><pubDate>Mon, 10 Jun 2024 01:15:00 GMT</pubDate></item>"
        "</channel></rss>"
    )
    site.pages["/rss/"] = served(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    site.list_page("/muc/", [site.article(2), site.article(3)])
    link = '<link rel="alternate" type="application/rss+xml" href="/rss/">'
    site.pages["/muc/"].body = site.pages["/muc/"].body.replace(b"</head>", link.encode() + b"</head>")
    site.html("/", f'<body><a href="{path}">Bài 1</a> <a href="/muc/">Chuyên mục</a></body>')
    crawled(site.portal())
    asked = [path for path, _ in site.asked]
    assert asked.index(path) < asked.index("/rss/")
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        changes = catalog.changes_since(0, 10)
        change = next(c for c in changes if c.article and c.article.url.endswith(path))
        assert len(catalog.versions(change.article_id)) == 1
        assert change.article is not None
        assert change.article.published is not None
        assert change.article.published.value.startswith("2024-06-10T08:15")


def test_sigterm_ends_the_run_cleanly_and_the_next_goes_on(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    paths = fill(site, pages=2, per_page=10)
    process = crawled.start(site.portal(delay_seconds=0.2))
    while len(site.asked) < 5:
        time.sleep(0.05)
    process.send(signal.SIGTERM)
    ended = process.wait()
    assert ended.report["interrupted"], ended.log
    with Catalog.open(crawled.catalog_url) as catalog:
        assert catalog.release_in_flight() == 0, "given back already"
    crawled(site.portal())
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert catalog.article_count() == len(paths)


def test_an_article_that_is_gone_stays_and_is_marked(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    path = site.article(1)
    portal = site.portal(start_urls=[f"{site.url}{path}"])
    crawled(portal)
    del site.pages[path]
    crawled(portal)
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        (change,) = catalog.changes_since(0, 10)
        assert change.article is not None
        assert change.gone
