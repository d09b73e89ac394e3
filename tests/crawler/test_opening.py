"""Hours and days in Vietnam."""

from datetime import UTC, datetime

import pytest

from crawler.opening import checked_hours, day_in_vietnam, next_midnight, opens_at


@pytest.mark.parametrize(
    ("now", "hours", "opens"),
    [
        ("2026-11-22T03:00", "", "2026-11-22T03:00"),
        ("2026-11-22T16:00", "22-6", "2026-11-22T16:00"),  # 23:00 there
        ("2026-11-22T22:59", "22-6", "2026-11-22T22:59"),  # 5:59 there
        ("2026-11-22T23:00", "22-6", "2026-11-23T15:00"),  # 6:00 there: until 22:00
        ("2026-11-22T14:00", "22-6", "2026-11-22T15:00"),
        ("2026-11-22T02:00", "8-17", "2026-11-22T02:00"),
        ("2026-11-22T12:00", "8-17", "2026-11-23T01:00"),
        ("2026-11-22T12:00", "18-24", "2026-11-22T12:00"),
    ],
)
def test_hours_are_vietnams_and_may_pass_midnight(now: str, hours: str, opens: str) -> None:
    given, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, opens))
    assert opens_at(given, hours) == expected


@pytest.mark.parametrize("hours", ["6", "25-3", "22:00-6:00", "night"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    with pytest.raises(ValueError, match="22-6"):
        checked_hours(hours)


def test_the_day_changes_at_vietnams_midnight() -> None:
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert day_in_vietnam(late) == "2026-11-23"
    assert next_midnight(late) == datetime(2026, 11, 23, 17, tzinfo=UTC)
