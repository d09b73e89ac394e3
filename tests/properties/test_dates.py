"""Dates: total over any text, and every way of writing a day reads as that day."""

import datetime as dt
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import find_dates, parse_date

DATE_LIKE = st.text("0123456789/-.: ,|()'nămthángày CHSAPTGMZ+hgiờtư\u00a0", max_size=60)
DAYS = st.dates(dt.date(1997, 1, 1), dt.date(2100, 12, 31))
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@given(st.one_of(st.text(), DATE_LIKE))
def test_any_text_is_read_without_error(text: str) -> None:
    parse_date(text)
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)


@given(DAYS, st.sampled_from(["/", "-", "."]), st.booleans())
def test_day_first_numbers_are_that_day(day: dt.date, mark: str, padded: bool) -> None:
    text = day.strftime(f"%d{mark}%m{mark}%Y") if padded else f"{day.day}{mark}{day.month}{mark}{day.year}"
    read = parse_date(text)
    assert read is not None
    assert read.value == day.isoformat()


@given(DAYS, st.booleans())
def test_right_weekday_settles_the_order(day: dt.date, month_first: bool) -> None:
    numbers = f"{day.month:02}/{day.day:02}/{day.year}" if month_first else f"{day:%d/%m/%Y}"
    swapped = day.replace(day=day.month, month=day.day) if day.day <= 12 else None
    if swapped is not None and swapped.weekday() == day.weekday() and month_first:
        return  # nothing tells them apart
    read = parse_date(f"{WEEKDAYS[day.weekday()]}, {numbers}")
    assert read is not None
    assert read.value == day.isoformat()


@given(DAYS, st.times(), st.booleans())
def test_times_on_either_side_are_read(day: dt.date, time: dt.time, before: bool) -> None:
    date, clock = f"{day:%d/%m/%Y}", f"{time:%H:%M}"
    read = parse_date(f"{clock} | {date}" if before else f"{date} {clock}")
    assert read is not None
    assert read.value == f"{day.isoformat()}T{clock}:00+07:00"


@given(DAYS)
def test_decomposed_text_reads_the_same(day: dt.date) -> None:
    text = f"Vĩnh An, ngày {day.day:02} tháng {day.month} năm {day.year}"
    assert parse_date(unicodedata.normalize("NFD", text)) == parse_date(text)
