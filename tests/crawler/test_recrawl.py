"""When a URL is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from corpus.frontier import ClaimedUrl, HostState, PostRequest, Role
from crawler.id_walk import MOST_MISSES, IdWalk
from crawler.opening import day_in_vietnam
from crawler.pace import Pace
from crawler.policy import Verdict
from crawler.recrawl import next_visit
from crawler.settings import CrawlerSettings

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
SETTINGS = CrawlerSettings()
DONE = Verdict(action="done")


def claim(role: Role, path: str = "/", hours: float | None = None, **changes: object) -> ClaimedUrl:
    url = f"https://vinhan.example.vn{path}"
    values = {"url": url, "canonical_url": url, "role": role, "url_id": 1, "portal": "a", "tries": 0}
    return ClaimedUrl.model_validate(values | {"interval_seconds": hours and hours * 3600} | changes)


def hours_until(claimed: ClaimedUrl, news: int = 0, verdict: Verdict = DONE) -> float | None:
    again = next_visit(claimed, verdict, news, NOW, SETTINGS)
    return (again.due_at - NOW) / timedelta(hours=1) if again else None


def test_articles_are_looked_at_after_1_7_and_30_days_and_then_left() -> None:
    gaps = [hours_until(claim("article", visits=visits)) for visits in range(5)]
    assert gaps == [24, 6 * 24, 23 * 24, None, None]


def test_files_are_looked_at_after_7_and_30_days_and_then_left() -> None:
    assert [hours_until(claim("attachment", visits=visits)) for visits in range(3)] == [7 * 24, 23 * 24, None]
    gone = Verdict(action="failed", reason="too-large")
    assert hours_until(claim("attachment"), verdict=gone) is None


@pytest.mark.parametrize(
    ("hours", "news", "expected"),
    [
        (None, 300, 6),  # its whole history, at first
        (6, 0, 12),
        (100, 0, 168),  # a week at most
        (12, 1, 24),
        (12, 3, 12),
        (12, 4, 9),
        (48, 50, 24),  # not less than half
        (6, 50, 6),  # nor than six hours
    ],
)
def test_sources_are_looked_at_by_what_they_yield(hours: float | None, news: int, expected: float) -> None:
    assert hours_until(claim("list", "/tin-tuc/", hours, visits=3 if hours else 0), news) == expected


@pytest.mark.parametrize(
    "claimed",
    [
        claim("list", "/tin-tuc/page-2/"),
        claim("list", "/tin.aspx?Page=12"),
        claim("list", request=PostRequest(fields=(("a", "b"),))),
        claim("page"),
    ],
)
def test_later_pages_and_pages_of_no_kind_are_left(claimed: ClaimedUrl) -> None:
    assert hours_until(claimed) is None


def test_a_source_that_fails_is_tried_again_and_an_article_that_is_forbidden_is_not() -> None:
    failed = Verdict(action="failed", reason="http-500")
    assert hours_until(claim("feed", visits=1, hours=24), verdict=failed) == 48
    assert hours_until(claim("article"), verdict=Verdict(action="blocked", reason="robots-txt")) is None
    assert hours_until(claim("article"), verdict=Verdict(action="gone", reason="http-404")) == 24, (
        "it may be back"
    )


def test_validators_are_believed_after_both_answers_and_no_lie() -> None:
    assert not HostState(host="a", not_modified=5).validators_proved
    assert HostState(host="a", not_modified=1, modified=1).validators_proved
    assert not HostState(host="a", not_modified=9, modified=9, wrong_validators=1).validators_proved


def test_a_slow_server_is_asked_less_often_and_never_more_than_it_allows() -> None:
    pace = Pace(most_seconds=60)
    pace.keep("203.0.113.7", 3)
    assert pace.answered("203.0.113.7", 0.2, good=True) == 3
    assert pace.answered("203.0.113.7", 20, good=True) == 20
    assert pace.answered("203.0.113.7", 0.1, good=False) == 20, "errors come fast"
    assert pace.answered("203.0.113.7", 0, good=True) == 10
    assert pace.answered("203.0.113.7", 500, good=True) == 60
    assert pace.keep("203.0.113.7", 90) == 90, "a Crawl-delay is kept"
    assert pace.answered("other", 5, good=True) == 0, "no delay was asked for"


def test_numbers_are_walked_down_from_the_third_article_on() -> None:
    walk, base = IdWalk(), "https://vinhan.example.vn/Trang/ChiTiet.aspx?nid="
    assert walk.numbers_before(f"{base}500") == walk.numbers_before(f"{base}499") == ()
    tried = walk.numbers_before(f"{base}498")
    assert [url.url for url in tried[:2]] == [f"{base}497", f"{base}496"]
    assert len(tried) == MOST_MISSES
    assert [url.url for url in walk.numbers_before(f"{base}497")] == [f"{base}467"], (
        "what was tried is not again"
    )
    assert walk.numbers_before(f"{base}3")[-1].url == f"{base}1"


def test_numbers_are_left_where_a_title_or_a_sitemap_stands() -> None:
    walk = IdWalk()
    for number in range(5):
        assert walk.numbers_before(f"https://a.vn/tin.aspx?id={number + 9}&ten=bai-{number}") == ()
        assert walk.numbers_before(f"https://a.vn/tin-{number + 9}.html") == ()
    walk.told("sitemap", names_articles=True)
    assert not any(walk.numbers_before(f"https://a.vn/tin.aspx?id={number}") for number in range(9, 15))


def test_the_day_of_a_budget_is_vietnams() -> None:
    assert day_in_vietnam(datetime(2026, 11, 22, 17, tzinfo=UTC)) == "2026-11-23"
