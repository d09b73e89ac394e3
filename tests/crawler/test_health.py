"""Alarms: what a portal usually gives is learnt from its own days, and one odd day is no alarm."""

from datetime import date, timedelta

import pytest

from corpus.crawl_history import DayCounts, PortalDay
from crawler.health import PortalHealth, judge_portal, working_days
from crawler.tally import PortalTally

BEGIN = date(2026, 5, 4)  # a Monday, and no public holiday until September


def on(number: int) -> str:
    return (BEGIN + timedelta(days=number)).isoformat()


def counts(**values: object) -> DayCounts:
    usual: dict[str, object] = {"pages": 30, "new": 4, "same": 6, "read": 10, "fields": FIELDS}
    return DayCounts.model_validate({**usual, **values})


FIELDS = {"lead": 9, "body": 10, "published": 10, "author": 5, "attachments": 1}
GOOD = counts()


def judged(days: list[DayCounts], news: list[str] | None = None) -> PortalHealth:
    crawled = [PortalDay(portal="vinh-an", day=on(n), counts=each) for n, each in enumerate(days)]
    weekdays = [on(n) for n in range(len(days)) if n % 7 < 5]
    return judge_portal("vinh-an", crawled, weekdays if news is None else news, watched_since=on(0))


def kinds(health: PortalHealth) -> list[str]:
    return [alarm.kind for alarm in health.alarms]


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [(0, 0, 0), (0, 4, 4), (4, 7, 1), (0, 14, 10), (5, 6, 0), (7, 0, 0), (3, 22, 13)],
)
def test_offices_rest_at_weekends(begin: int, end: int, days: int) -> None:
    assert working_days(BEGIN + timedelta(days=begin), BEGIN + timedelta(days=end)) == days


def test_a_portal_as_usual_has_no_alarm_and_shows_what_is_usual() -> None:
    health = judged([GOOD] * 20)
    assert kinds(health) == []
    assert health.usual_gap_days == 1
    assert health.usual_new_per_day == 4
    assert health.fill_rates["lead"] == 0.9
    assert health.by_looks == 0


@pytest.mark.parametrize(
    ("gap", "silence", "alarm"),
    [(1, 3, False), (1, 5, False), (1, 7, True), (7, 20, False), (7, 24, True)],
    ids=["daily, weekend", "daily, long weekend", "daily, a week", "weekly, three weeks", "weekly, a month"],
)
def test_silence_is_measured_by_the_usual_gap(gap: int, silence: int, alarm: bool) -> None:
    last = 46  # a Friday
    news = [on(n) for n in range(last % gap, last + 1, gap) if n % 7 < 5]
    days = [GOOD] * (date.fromisoformat(news[-1]) - BEGIN + timedelta(days=silence + 1)).days
    assert kinds(judged(days, news)) == (["silent"] if alarm else [])


def test_a_portal_that_was_quiet_before_we_came_is_dormant() -> None:
    news = [(BEGIN - timedelta(days=n)).isoformat() for n in range(200, 100, -1)]
    health = judged([GOOD] * 20, news)
    assert (kinds(health), health.dormant) == ([], True)


def test_silence_of_our_own_is_not_the_portals() -> None:
    """Nobody looked for a month: the portal may have published every day."""
    crawled = [PortalDay(portal="vinh-an", day=on(n), counts=GOOD) for n in range(20)]
    news = [on(n) for n in range(19)]
    health = judge_portal("vinh-an", crawled, news, watched_since=on(0))
    assert (health.silent_days, kinds(health)) == (0, [])


def test_dates_in_the_future_and_nonsense_are_no_news() -> None:
    news = [on(n) for n in range(20)] + ["2031-01-01", "2026-13-45"]
    health = judged([GOOD] * 30, news)
    assert health.last_news == on(19)
    assert kinds(health) == ["silent"]


@pytest.mark.parametrize(
    ("lately", "alarms"),
    [
        ({**FIELDS, "published": 0}, ["field-drop"]),
        ({**FIELDS, "published": 4, "lead": 0}, ["field-drop", "field-drop"]),
        ({**FIELDS, "published": 7}, []),
        ({**FIELDS, "attachments": 0}, []),
        ({**FIELDS, "author": 0}, ["field-drop"]),
    ],
    ids=["no dates", "dates and leads", "some dates less", "a rare field", "half filled before"],
)
def test_a_field_that_falls_is_told(lately: dict[str, int], alarms: list[str]) -> None:
    assert kinds(judged([GOOD] * 10 + [counts(fields=lately)])) == alarms


def test_one_bad_day_in_the_past_does_not_become_the_usual() -> None:
    bad = counts(fields={})
    assert kinds(judged([GOOD, GOOD, bad, GOOD, GOOD])) == []
    assert judged([GOOD, GOOD, bad, GOOD, GOOD]).fill_rates["lead"] == 0.9


def test_few_articles_a_day_are_put_together() -> None:
    little = DayCounts(pages=5, new=1, read=2, fields={"published": 2})
    lost = DayCounts(pages=5, new=1, read=2)
    assert kinds(judged([little] * 20 + [lost])) == []
    assert kinds(judged([little] * 20 + [lost] * 4)) == ["field-drop"]


def test_soft_404s_and_unknown_layouts_alarm_when_they_rise() -> None:
    assert kinds(judged([GOOD] * 5 + [counts(soft_404=9)])) == ["soft-404"]
    assert kinds(judged([counts(soft_404=9)] * 6)) == []
    assert kinds(judged([GOOD] * 5 + [counts(by_looks=8)])) == ["layout"]
    assert kinds(judged([counts(by_looks=10)] * 6)) == []
    assert judged([counts(by_looks=10)] * 6).by_looks == 1


def test_days_without_an_answer_alarm() -> None:
    dead = DayCounts(failed=1, stopped=1)
    assert kinds(judged([GOOD] * 5 + [dead])) == []
    assert kinds(judged([GOOD] * 5 + [dead, dead])) == ["no-answer"]
    assert kinds(judged([GOOD] * 5 + [dead, dead, GOOD])) == []


def test_a_portal_never_looked_at_has_no_alarm() -> None:
    assert judge_portal("moi", [], [], watched_since=None) == PortalHealth(portal="moi")


def test_counts_are_taken_once() -> None:
    tally = PortalTally()
    tally.add_response(100, unchanged=False)
    assert (tally.take_counts().pages, tally.take_counts()) == (1, DayCounts())
    tally.add_response(50, unchanged=True)
    tally.stopped = "resting"
    assert tally.take_counts() == DayCounts(pages=1, bytes=50, stopped=1)
