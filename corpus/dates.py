"""Dates as Vietnamese portals write them, as precise as written and never more. Pure: no clock, no network.

`parse_date` reads a text that should be a date (a byline, an attribute, a letterhead); `find_dates` finds the
dates inside running text. A blank day stays blank; what names no year, or no day that ever was, is no date.
Portals write local time, UTC+7, which Vietnam has used all year round since 1975.
"""

import bisect
import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import DateSource, PartialDate
from corpus.date_patterns import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    LOOK_BACK_CHARS,
    MONTH_WORDS,
    PARTIAL_DATES,
    RANGE_BEFORE,
    TIME_AFTER,
    TIME_BEFORE,
    WEEKDAY_BEFORE,
    WEEKDAY_WORDS,
    WHOLE_DATES,
)
from corpus.text import clean, fold

EARLIEST_YEAR = 1997
"""Vietnam went online on 1997-11-19: no portal published before. Earlier dates are defaults of a database."""

LATEST_YEAR = 2100
"""Beyond it a year is a slip of the keyboard; who knows today's date passes `not_after`."""

VIETNAM = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the half-open code points of the text that say it, without a time beside it."""

    start: int
    end: int
    date: PartialDate


def parse_date(
    text: str,
    *,
    source: DateSource = "markup",
    month_first: bool = False,
    earliest_year: int = EARLIEST_YEAR,
    not_after: dt.date | None = None,
) -> PartialDate | None:
    """The date that the text states, with its time when it gives one; None when it states none.

    The first whole date counts, else the first partial one. Days come first unless the weekday, an impossible
    month or en-US style says otherwise, or `month_first` (Drupal's Vietnamese default) for what is left open.
    A span of days is no date. `not_after`: later days are refused.
    """
    text = clean(text)
    folded = _fold_in_place(text)
    for found in _readings(folded, month_first):
        if found.part_of_range or not _within(found, earliest_year, not_after):
            continue
        return _partial(found, source, text)
    return None


def find_dates(
    text: str, *, source: DateSource = "text", earliest_year: int = 1900, month_first: bool = False
) -> tuple[FoundDate, ...]:
    """All whole and partial dates of an NFC text, in its order, without their times.

    Of a span such as `10-14/6/2024` only the day that has a year is found.
    """
    folded = _fold_in_place(text)
    found = [r for r in _readings(folded, month_first) if _within(r, earliest_year, None)]
    return tuple(
        FoundDate(r.start, r.end, _partial(r.without_time(), source, text[r.start : r.end]))
        for r in sorted(found, key=lambda r: r.start)
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a pattern read. `moment` when it read a time too."""

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    moment: dt.datetime | None = None
    part_of_range: bool = False

    def without_time(self) -> "_Reading":
        return _Reading(self.start, self.end, self.year, self.month, self.day)


def _fold_in_place(text: str) -> str:
    """Folded, with exactly one character for each of the text."""
    return "".join(map(_fold_one, text))


@functools.lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    return (fold(character) or " ")[0]


def _readings(folded: str, month_first: bool) -> Iterator[_Reading]:
    """Valid readings: whole dates in order, then partial ones that no whole date, valid or not, overlaps."""
    taken: list[tuple[int, int]] = []
    for patterns in (WHOLE_DATES, PARTIAL_DATES):
        matches = [match for pattern in patterns for match in pattern.finditer(folded)]
        for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
            place = bisect.bisect(taken, match.span())
            beside = taken[max(0, place - 1) : place + 1]
            if any(match.start() < end and start < match.end() for start, end in beside):
                continue
            taken.insert(place, match.span())
            reading = _read(match, month_first)
            if reading is not None:
                yield reading


def _before(match: re.Match[str]) -> str:
    """The text right before a match, as far as it can say something about it."""
    return match.string[max(0, match.start() - LOOK_BACK_CHARS) : match.start()]


def _read(match: re.Match[str], month_first: bool) -> _Reading | None:
    parts = match.groupdict()
    if milliseconds := parts.get("milliseconds"):
        return _read_epoch(match, int(milliseconds))
    year, month, day = int(match["year"]), _month(parts), parts.get("day")
    if _is_blank_month(match):
        return _Reading(*match.span(), year)
    if "first" in parts:
        date = _ordered(match, month_first)
    elif day is None:
        return _Reading(*match.span(), year, month) if month is None or 1 <= month <= 12 else None
    else:
        date = _date(year, month or 0, int(day))
    if date is None:
        return None
    moment = _moment(match, date)
    if moment is not None:
        date = moment.date()
    in_range = bool(RANGE_BEFORE.search(_before(match)))
    return _Reading(*match.span(), date.year, date.month, date.day, moment, in_range)


def _read_epoch(match: re.Match[str], milliseconds: int) -> _Reading | None:
    """ASP.NET's JSON date: milliseconds since 1970 in UTC, whatever offset is written behind them."""
    try:
        moment = dt.datetime.fromtimestamp(milliseconds / 1000, VIETNAM).replace(microsecond=0)
    except (OverflowError, ValueError, OSError):
        return None
    return _Reading(*match.span(), moment.year, moment.month, moment.day, moment)


def _month(parts: dict[str, str | None]) -> int | None:
    if number := parts.get("month"):
        return int(number)
    if word := parts.get("word"):
        return MONTH_WORDS[word]
    if english := parts.get("english"):
        return ENGLISH_MONTHS.index(english) + 1
    return None


def _is_blank_month(match: re.Match[str]) -> bool:
    """`ngày 10 tháng   năm 2024`: the word is `year`, not `May`; behind a month's name stands a comma."""
    if match.groupdict().get("word") != "nam":
        return False
    return bool(re.search(r"ngay\s*$", _before(match))) and "," not in match[0]


def _ordered(match: re.Match[str], month_first: bool) -> dt.date | None:
    """The numbers as day and month: weekday first, then what is possible, then style, then day first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    by_day, by_month = _date(year, second, first), _date(year, first, second)
    if by_day is None or by_month is None:
        return by_day or by_month
    weekday = _weekday_before(match)
    if weekday is not None and (by_day.weekday() == weekday) != (by_month.weekday() == weekday):
        return by_day if by_day.weekday() == weekday else by_month
    return by_month if month_first or _is_american(match) else by_day


def _is_american(match: re.Match[str]) -> bool:
    """`6/7/2019 4:56:00 PM`: .NET's en-US pattern, M/d/yyyy h:mm:ss tt, knows no leading zeros."""
    after = re.match(
        r"\s+([0-9]{1,2}):[0-9]{2}(?::[0-9]{2})?\s*(?:am|pm)(?![a-z])",
        match.string[match.end() : match.end() + 24],
    )
    if not after:
        return False
    numbers = (match["first"], match["second"], after[1])
    return any(len(n) == 1 for n in numbers) and not any(n.startswith("0") for n in numbers)


def _weekday_before(match: re.Match[str]) -> int | None:
    """0 for Monday; None when no weekday stands before the date."""
    named = list(WEEKDAY_BEFORE.finditer(_before(match)))
    if not named:
        return None
    last = named[-1][0]
    if last[-1].isdigit():
        return int(last[-1]) - 2
    if " " not in last and last[:3] in ENGLISH_WEEKDAYS:
        return ENGLISH_WEEKDAYS.index(last[:3])
    return WEEKDAY_WORDS.get(last.split()[-1], 6)


def _moment(match: re.Match[str], date: dt.date) -> dt.datetime | None:
    """The date with the time that stands right behind it, or else right before it."""
    clock = TIME_AFTER.match(match.string, match.end())
    if clock is None:
        clock = TIME_BEFORE.search(_before(match))
    if clock is None:
        return None
    hour = _hour(int(clock["hour"]), clock["half"])
    if hour > 23:
        return None
    time = dt.time(hour, int(clock["minute"] or 0), int(clock["second"] or 0))
    offset = _offset(clock["zone"])
    return None if offset is None else dt.datetime.combine(date, time, offset).astimezone(VIETNAM)


def _hour(hour: int, half: str | None) -> int:
    """24-hour clock. SA and CH are .NET's Vietnamese AM and PM; `14:05 CH` is seen and means 14:05.

    Words of the day are read where they cannot be others without accents (`tối` could be `tới`).
    """
    if half in ("ch", "pm", "chieu") and hour < 12:
        return hour + 12
    if half == "trua" and hour < 3:
        return hour + 12
    if half in ("sa", "am") and hour == 12:
        return 0
    return hour


def _offset(zone: str | None) -> dt.timezone | None:
    """UTC+7 unless the text says otherwise; None for an offset that no place on earth has."""
    if not zone:
        return VIETNAM
    numbers = re.search(r"([+-])([0-9]{1,2}):?([0-9]{2})?", zone)
    if numbers is None:
        return dt.UTC
    ahead = dt.timedelta(hours=int(numbers[2]), minutes=int(numbers[3] or 0))
    if ahead > dt.timedelta(hours=14):
        return None
    return dt.timezone(ahead if numbers[1] == "+" else -ahead)


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not 1000 <= year <= LATEST_YEAR:  # further out, a shift of time zone overflows
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _within(reading: _Reading, earliest_year: int, not_after: dt.date | None) -> bool:
    if not earliest_year <= reading.year <= LATEST_YEAR:
        return False
    return not_after is None or dt.date(reading.year, reading.month or 1, reading.day or 1) <= not_after


def _partial(reading: _Reading, source: DateSource, raw: str) -> PartialDate:
    if reading.moment is not None:
        return PartialDate(value=reading.moment.isoformat(), precision="minute", source=source, raw=raw)
    value = f"{reading.year:04}"
    if reading.month is None:
        return PartialDate(value=value, precision="year", source=source, raw=raw)
    value += f"-{reading.month:02}"
    if reading.day is None:
        return PartialDate(value=value, precision="month", source=source, raw=raw)
    return PartialDate(value=f"{value}-{reading.day:02}", precision="day", source=source, raw=raw)
