"""A partial date is a range of days; nothing is filled in."""

import datetime as dt

import pytest

from corpus.article import PartialDate
from indexer.dates import UNDATED, day_number, possible_days, sort_key


def date(value: str, precision: str) -> PartialDate:
    return PartialDate.model_validate({"value": value, "precision": precision, "source": "text"})


@pytest.mark.parametrize(
    ("value", "precision", "days"),
    [
        ("2024", "year", (20240101, 20241231)),
        ("2024-02", "month", (20240201, 20240231)),
        ("2024-02-19", "day", (20240219, 20240219)),
        ("2024-02-19T08:05:00+07:00", "minute", (20240219, 20240219)),
    ],
)
def test_possible_days(value: str, precision: str, days: tuple[int, int]) -> None:
    assert possible_days(date(value, precision)) == days


def test_sort_keys_follow_time_and_unknown_parts_come_first() -> None:
    dates = [date("2024", "year"), date("2024-02", "month"), date("2024-02-19", "day")]
    dates.append(date("2024-02-19T08:05:00+07:00", "minute"))
    keys = [sort_key(day) for day in dates]
    assert keys == sorted(keys)
    assert keys[-1] == 202402190805
    assert sort_key(None) == UNDATED


def test_day_number_reads_as_the_date() -> None:
    assert day_number(dt.date(2019, 6, 8)) == 20190608
