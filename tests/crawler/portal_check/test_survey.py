"""What a few answers say of a portal: shares of fields, the order of dates, encodings, robots.txt."""

from datetime import UTC, datetime

import pytest

from corpus.article import Article, PartialDate
from corpus.capture import ArchivedResponse
from corpus.portal import Portal
from crawler import CrawlerSettings, PortalReport
from crawler.portal_check.survey import date_order, fill_rates, survey

HOST = "https://vinhan.example.vn"
PORTAL = Portal(key="vinh-an", agency="vinhan.example.vn", level="department", start_urls=(f"{HOST}/",))
TEXT = "".join(
    f"<p>Hội nghị đã nghe báo cáo kết quả công tác, phương hướng thời gian tới, phần {n}.</p>"
    for n in range(5)
)


def article(published: str | None = None, **fields: str) -> Article:
    date = (
        PartialDate(value="2024-01-02", precision="day", source="markup", raw=published)
        if published
        else None
    )
    return Article(url=HOST, portal="x", platform="x", title="T", body=("B",), published=date, **fields)


@pytest.mark.parametrize(
    ("shown", "order"),
    [
        (["25/12/2024", "1/2/2024"], "day-first"),
        (["12/25/2024", "1/2/2024"], "month-first"),
        (["25/12/2024", "12/25/2024"], "mixed"),
        (["1/2/2024", None], "undecided"),
        (["ngày 25 tháng 12 năm 2024"], "undecided"),
        ([None], "none"),
        ([], "none"),
    ],
)
def test_date_order_is_told_by_dates_that_allow_only_one(shown: list[str | None], order: str) -> None:
    assert date_order([article(raw) for raw in shown]) == order


def test_fill_rates_are_shares_of_the_articles() -> None:
    rates = fill_rates([article("1/2/2024", author="An"), article("1/2/2024"), article(), article()])
    assert (rates["title"], rates["published"], rates["author"], rates["time"]) == (1.0, 0.5, 0.25, 0.0)
    assert fill_rates([]) == {}


def response(
    path: str, body: str, *, status: int = 200, encoding: str = "utf-8", **headers: str
) -> ArchivedResponse:
    named = {"Content-Type": "text/html; charset=utf-8"} | {
        n.replace("_", "-"): v for n, v in headers.items()
    }
    return ArchivedResponse(
        url=HOST + path,
        portal="vinh-an",
        method="GET",
        status=status,
        headers=tuple(named.items()),
        body=body.encode(encoding),
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        digest="sha256:X",
    )


def page(number: int) -> str:
    return (
        "<html><head><title>Hội nghị số - Cổng thông tin điện tử UBND huyện Vĩnh An</title></head><body>"
        f'<h1 class="title">Hội nghị số {number} của huyện</h1><div id="news-bodyhtml">{TEXT}</div>'
        '<script>var nv_base_siteurl="/";</script></body></html>'
    )


def test_a_portal_is_known_by_its_answers() -> None:
    feed = (
        f"<rss><channel><item><link>{HOST}/vi/news/Tin/mot-hai-ba-bon-1.html</link><title>Hội nghị</title>"
        "<pubDate>Mon, 10 Jun 2024 08:15:00 +0700</pubDate></item></channel></rss>"
    )
    answers = [
        response(
            "/robots.txt",
            "User-agent: *\nCrawl-delay: 7\nDisallow: /x/\nSitemap: https://vinhan.example.vn/s.xml",
        ),
        response("/cu", "", status=301, Location="https://moi.example.vn/"),
        response("/vi/news/rss/", feed, Content_Type="application/rss+xml"),
        *(response(f"/vi/news/Tin/mot-hai-ba-bon-{n}.html", page(n)) for n in range(1, 4)),
    ]
    check = survey(PORTAL, answers, PortalReport(portal="vinh-an"), CrawlerSettings())
    assert [(p.name, p.pages) for p in check.platforms] == [("nukeviet", 3)]
    assert (check.articles, check.dates_from) == (3, {"feed": 1})
    assert check.encodings == {"utf-8, declared": 3}
    assert check.moved_to == ("moi.example.vn",)
    assert check.robots.crawl_delay_seconds == 7.0
    assert [(source.kind, source.urls, source.status) for source in check.sources] == [
        ("feed", 1, 200),
        ("sitemap", 0, None),
    ]
    assert 'agency = "UBND huyện Vĩnh An"  # guessed' in check.entry
    assert 'level = "district"' in check.entry
    assert "delay_seconds = 7.0" in check.entry
    assert any("moi.example.vn" in problem for problem in check.problems)


def test_wrong_headers_and_a_closed_door_are_told() -> None:
    answers = [
        response("/robots.txt", "User-agent: *\nDisallow: /"),
        response("/mot-bai-viet-co-ten-dai.html", page(1), Content_Type="text/html; charset=windows-1252"),
    ]
    check = survey(PORTAL, answers, PortalReport(portal="vinh-an"), CrawlerSettings())
    assert check.encodings == {"utf-8, though declared cp1252": 1}
    assert not check.robots.allows_start
    assert not check.ok
    assert any("robots.txt" in problem for problem in check.problems)


def test_a_portal_that_answers_nothing_still_gives_an_entry() -> None:
    check = survey(PORTAL, [], PortalReport(portal="vinh-an", failed={"timeout": 1}), CrawlerSettings())
    assert not check.ok
    assert check.problems[0] == "1 x timeout"
    assert f'start_urls = ["{HOST}/"]' in check.entry
