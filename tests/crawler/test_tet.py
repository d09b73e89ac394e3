"""Tết by the official calendar of Vietnam, also where China's new year is another day."""

from datetime import date

import pytest

from crawler.health import working_days
from crawler.tet import tet

TET = [
    "1968-01-29",
    "1985-01-21",
    "2007-02-17",
    "2014-01-31",
    "2015-02-19",
    "2017-01-28",
    "2020-01-25",
    "2023-01-22",
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2027-02-06",
    "2030-02-02",
    "2033-01-31",
]
"""China celebrated on other days in 1968 (30/1), 1985 (20/2), 2007 (18/2) and will in 2030 (3/2)."""


@pytest.mark.parametrize("day", TET)
def test_tet_is_the_official_day(day: str) -> None:
    assert tet(int(day[:4])).isoformat() == day


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("2026-02-12", "2026-02-23", 1),  # announced leave: 14/2 to 22/2
        ("2024-02-05", "2024-02-16", 1),  # 8/2 to 14/2
        ("2025-12-31", "2026-12-31", 255),
        ("2026-02-17", "2026-02-17", 0),
        ("2026-06-01", "2026-06-08", 5),
    ],
)
def test_tet_is_no_working_time(begin: str, end: str, days: int) -> None:
    assert working_days(date.fromisoformat(begin), date.fromisoformat(end)) == days
