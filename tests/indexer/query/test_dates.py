"""Dates and ranges as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.dates import Span, find_ranges, find_typed_dates, read_typed_date, read_typed_range
from indexer.query.tree import Published


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("quý II 2019", "2019-04-01", "2019-06-30"),
        ("quý 4/2020", "2020-10-01", "2020-12-31"),
        ("qui i nam 2021", "2021-01-01", "2021-03-31"),
        ("tháng 2/2020", "2020-02-01", "2020-02-29"),
        ("ngày 18 tháng 6 năm 2019", "2019-06-18", "2019-06-18"),
    ],
)
def test_typed_dates_cover_all_their_days(typed: str, first: str, last: str) -> None:
    assert read_typed_date(typed) == Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1/2019 - 6/2019", Published(20190101, 20190630)),
        ("từ 1/6 đến 15/6/2019", Published(20190601, 20190615)),
        ("15 đến 20/6/2019", Published(20190615, 20190620)),
        ("10-14/6/2024", Published(20240610, 20240614)),
        ("tháng 1 đến tháng 6/2019", Published(20190101, 20190630)),
        ("quý I đến quý III/2019", Published(20190101, 20190930)),
        ("2018 đến nay", Published(20180101, None)),
        ("2019..2020", Published(20190101, 20201231)),
        ("2019", Published(20190101, 20191231)),
        ("15 đến 6/2019", None),
        ("2020 đến 2019", None),
        ("từ xưa đến nay", None),
        ("", None),
    ],
)
def test_ranges_borrow_what_their_first_date_leaves_out(typed: str, days: Published | None) -> None:
    assert read_typed_range(typed) == days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("họp giao ban từ 1/2019 đến 6/2019 huyện", ["từ 1/2019 đến 6/2019"]),
        ("tu ngay 1/6 den het ngay 30/6/2019", ["tu ngay 1/6 den het ngay 30/6/2019"]),
        ("giải ngân từ năm 2015 đến nay", ["từ năm 2015 đến nay"]),
        ("giai đoạn từ 2015 đến 2020", []),
        ("tù 1/2019 đến 6/2019", []),
        ("từ xã đến huyện", []),
        ("từ năm 1914 đến năm 1945", []),
        ("từ ngày 1/7/2025", []),
    ],
)
def test_ranges_among_words(text: str, found: list[str]) -> None:
    assert [text[r.start : r.end] for r in find_ranges(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nghị quyết 19 năm 2018", ["năm 2018"]),
        ("giao ban thang 8 2022", ["thang 8 2022"]),
        ("họp ngày 29/4/2021, quý II 2019", ["ngày 29/4/2021", "quý II 2019"]),
        ("tin 18/6", ["18/6"]),
        ("năm học 2019-2020", []),
        ("29/2021/NQ-HĐND", []),
        ("31/2/2019", []),
        ("tháng 8", []),
        ("năm 12", []),
    ],
)
def test_dates_among_words(text: str, found: list[str]) -> None:
    assert [text[d.start : d.end] for d in find_typed_dates(text)] == found


def test_a_date_is_said_in_several_ways() -> None:
    (date,) = find_typed_dates("ngày 08/06/2019")
    assert date.runs == (
        ("8", "6", "2019"),
        ("8", "thang", "6", "2019"),
        ("8", "thang", "6", "nam", "2019"),
    )


@given(st.text("0123456789/.- ngàythágăừđếnquýIV", max_size=80))
def test_any_text_is_read_or_not(text: str) -> None:
    read_typed_date(text)
    days = read_typed_range(text)
    assert days is None or days.first is None or days.last is None or days.first <= days.last
    for found in (*find_typed_dates(text), *find_ranges(text)):
        assert 0 <= found.start < found.end <= len(text)
