"""What people type into a date box."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.dates import Span, read_typed_date


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("18/6/2019", "2019-06-18", "2019-06-18"),
        (" 18/06/2019 ", "2019-06-18", "2019-06-18"),
        ("18-6-2019", "2019-06-18", "2019-06-18"),
        ("18.6.2019", "2019-06-18", "2019-06-18"),
        ("18 6 2019", "2019-06-18", "2019-06-18"),
        ("18/6/19", "2019-06-18", "2019-06-18"),
        ("2019-06-18", "2019-06-18", "2019-06-18"),
        ("ngày 18/6/2019", "2019-06-18", "2019-06-18"),
        ("18 tháng 6 năm 2019", "2019-06-18", "2019-06-18"),
        ("Ngày 18 tháng 6, 2019", "2019-06-18", "2019-06-18"),
        ("ngay 18 thang 6 nam 2019", "2019-06-18", "2019-06-18"),
        ("6/2019", "2019-06-01", "2019-06-30"),
        ("tháng 6/2019", "2019-06-01", "2019-06-30"),
        ("Tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("năm 2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, first: str, last: str) -> None:
    assert read_typed_date(typed) == Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hôm qua",
        "31/2/2019",
        "0/6/2019",
        "13/2019",
        "18/6",
        "12/x/2019",
        "99999",
        "1/1/0001",
        "6/19/2019",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert read_typed_date(typed) is None


@given(st.text(max_size=40))
def test_reading_never_fails_and_a_span_never_runs_backwards(typed: str) -> None:
    span = read_typed_date(typed)
    assert span is None or span.first <= span.last


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_any_day_written_day_first_is_that_day(day: dt.date) -> None:
    assert read_typed_date(f"{day.day}/{day.month}/{day.year}") == Span(day, day)
