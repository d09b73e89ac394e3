"""Working days by the official calendar of Vietnam, also where China's new year is another day."""

from datetime import date

import pytest

from crawler.working_days import working_days


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("2026-06-01", "2026-06-08", 5),
        ("2026-06-05", "2026-06-07", 0),
        ("2026-06-08", "2026-06-01", 0),
        ("2025-01-24", "2025-02-03", 1),  # leave of Tết: 25/1 to 2/2
        ("2024-02-07", "2024-02-15", 1),  # 8/2 to 14/2
        ("2007-02-14", "2007-02-22", 2),  # Tết on 17/2, in China on 18/2
        ("2024-08-30", "2024-09-04", 1),  # National Day: 31/8 to 3/9
        ("2024-04-26", "2024-05-02", 1),  # 27/4 to 1/5, the 29th for a Saturday in May
    ],
)
def test_offices_rest_on_weekends_and_public_holidays(begin: str, end: str, days: int) -> None:
    assert working_days(date.fromisoformat(begin), date.fromisoformat(end)) == days


def test_a_year_has_fewer_working_days_than_mondays_to_fridays() -> None:
    assert working_days(date(2022, 12, 31), date(2023, 12, 31)) == 260 - 11
