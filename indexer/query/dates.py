"""Dates and ranges as people type them: into a box, into a field, among other words. Pure, no "today".

Not for dates found on pages: `corpus.dates` reads those. Where accents, dots and spaces go is forgiven;
a day that never was is no date.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.dates import EARLIEST_YEAR
from corpus.text import fold
from indexer.analysis.syllables import canonical
from indexer.dates import day_number
from indexer.query.tree import Published

_YEARS = range(1900, 2101)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN = ("i", "ii", "iii", "iv")
_MOST_CHARS = 60
"""`từ ngày 18 tháng 6 năm 2019 đến ngày 30 tháng 6 năm 2019` has 55."""

_DAY, _MONTH = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
_QUARTER = r"qu[yi]\s*(?P<quarter>iv|i{1,3}|[1-4])"
_LOOSE = r"\s*[/.\-\s]\s*"
_STRICT = r"\s*[/.\-]\s*"
_BEFORE_YEAR = r"\s*(?:[/.,\-]\s*(?:nam\s*)?|nam\s*|\s)"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_YEAR4 = r"(?P<year>(?:19|20)\d{2})"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.ASCII) for form in forms)


_ALONE = _forms(
    rf"(?:ngay\s*)?{_DAY}{_LOOSE}{_MONTH}{_LOOSE}{_YEAR}",
    rf"(?:ngay\s*)?{_DAY}\s*,?\s*thang\s*{_MONTH}\s*(?:,|nam|/|\s)\s*(?:nam\s*)?{_YEAR}",
    rf"(?P<year>\d{{4}})-{_MONTH}-{_DAY}",
    rf"(?:thang\s*)?{_MONTH}{_LOOSE}(?P<year>\d{{4}})",
    rf"thang\s*{_MONTH}\s*(?:,|nam)\s*(?:nam\s*)?(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})-{_MONTH}",
    rf"{_QUARTER}{_BEFORE_YEAR}(?P<year>\d{{4}})",
    r"(?:nam\s*)?(?P<year>\d{4})",
)
"""What a box or a field may hold."""

_AMONG_WORDS = _forms(
    *(
        rf"{form}(?!\w|[/\-]\w|\.\d)"
        for form in (
            rf"(?:ngay\s+)?{_DAY}{_STRICT}{_MONTH}{_STRICT}{_YEAR4}",
            rf"(?:ngay\s+)?{_DAY}\s*,?\s*thang\s*{_MONTH}{_BEFORE_YEAR}{_YEAR4}",
            rf"{_YEAR4}-{_MONTH}-{_DAY}",
            rf"thang\s*{_MONTH}{_BEFORE_YEAR}{_YEAR4}",
            rf"{_MONTH}\s*[/\-]\s*{_YEAR4}",
            rf"{_QUARTER}{_BEFORE_YEAR}{_YEAR4}",
            rf"(?:nam\s+)?{_YEAR4}",
            rf"ngay\s+{_DAY}(?:{_STRICT}|\s*thang\s*){_MONTH}",
            rf"{_DAY}(?:/|\s+thang\s+){_MONTH}",
        )
    )
)
"""Stricter: a number in running text is rarely a date."""

_BEGINNINGS = _forms(
    rf"(?:ngay\s*)?{_DAY}{_STRICT}{_MONTH}",
    rf"(?:ngay\s*)?{_DAY}\s*thang\s*{_MONTH}",
    rf"thang\s*{_MONTH}",
    _QUARTER,
    rf"(?:ngay\s*)?{_DAY}",
)
"""The first date of a range may leave to the second what they share."""

_UNTIL = re.compile(r"\s*(?:\s(?:den|toi)(?:\s+het)?\s|-|\.\.)\s*", re.ASCII)
_FROM = re.compile(r"(?<![\w/\-])tu\s+", re.ASCII)
_TO = re.compile(r"\s+(?:den|toi)(?:\s+het)?\s+", re.ASCII)
_NOW = re.compile(r"nay(?!\w)", re.ASCII)
_PERIOD_BEFORE = re.compile(r"(?:giai doan|nhiem ky|nien khoa|nam hoc|khoa)\s*$", re.ASCII)
"""What such words name runs so long; when it was written about is another matter."""
_SPELLINGS_OF_RANGE = frozenset(("từ", "tu", "đến", "den", "tới", "toi", "hết", "het"))


class Span(NamedTuple):
    """The days that a typed date covers, both inclusive: a month or a year covers all its days."""

    first: dt.date
    last: dt.date

    def published(self) -> Published:
        return Published(day_number(self.first), day_number(self.last))


class DateMention(NamedTuple):
    """A date at `text[start:end]`. `span` is None without a year; `runs` are the syllables, folded, side by
    side, that say it in articles."""

    start: int
    end: int
    span: Span | None
    runs: tuple[tuple[str, ...], ...]


class RangeMention(NamedTuple):
    """`từ … đến …` at `text[start:end]`."""

    start: int
    end: int
    published: Published


def read_typed_date(text: str) -> Span | None:
    """The days meant by `18/6/2019`, `18-6-19`, `2019-06-18`, `tháng 6/2019`, `quý II 2019`, `2019`.

    None when no such day exists or the text is something else.
    """
    plain = fold_in_place(text[: _MOST_CHARS + 1]).strip()
    for form in _ALONE if len(plain) <= _MOST_CHARS else ():
        if found := form.fullmatch(plain):
            return _span(found.groupdict())
    return None


def read_typed_range(text: str) -> Published | None:
    """The days of a date, or of `1/2019 - 6/2019`, `từ 1/6 đến 15/6/2019`, `2018 đến nay`; None otherwise."""
    alone = read_typed_date(text)
    if alone is not None:
        return alone.published()
    plain = fold_in_place(text[: _MOST_CHARS + 1]).strip().removeprefix("tu ").strip()
    for between in _UNTIL.finditer(plain) if len(plain) <= _MOST_CHARS else ():
        found = _between(plain[: between.start()], plain[between.end() :])
        if found is not None:
            return found
    return None


def find_ranges(text: str) -> Iterator[RangeMention]:
    """Each `từ <date> đến <date or nay>` among the words of `text`, but for what names a period, and for
    times before there were portals: those are told of, not published in."""
    folded = fold_in_place(text)
    for begin in _FROM.finditer(folded):
        if _PERIOD_BEFORE.search(folded[max(0, begin.start() - 12) : begin.start()]):
            continue
        found = _range_at(text, folded, begin)
        if found is not None and (found.published.first or 0) // 10_000 >= EARLIEST_YEAR:
            yield found


def find_typed_dates(text: str) -> Iterator[DateMention]:
    """The dates among the words of `text`, in order, none overlapping, none inside a longer number."""
    folded = fold_in_place(text)
    free = 0
    for begin in re.finditer(r"(?<![\w/\-])(?<!\d\.)(?:\d|ngay|thang|nam|qu[yi])", folded, re.ASCII):
        if begin.start() < free:
            continue
        found = _mention_at(folded, begin.start())
        if found is not None:
            yield found
            free = found.end


def fold_in_place(text: str) -> str:
    """Folded, with exactly one character for each of `text`."""
    return "".join(map(_fold_one, text))


@lru_cache(maxsize=4096)
def _fold_one(sign: str) -> str:
    return (fold(sign) or " ")[0]


def _mention_at(folded: str, at: int) -> DateMention | None:
    for form in _AMONG_WORDS:
        if found := form.match(folded, at):
            parts = found.groupdict()
            span = _span(parts) if "year" in parts else None
            if span is not None or ("year" not in parts and _is_day_of_some_year(parts)):
                return DateMention(at, found.end(), span, tuple(_written(parts)))
    return None


def _range_at(text: str, folded: str, begin: re.Match[str]) -> RangeMention | None:
    for between in _TO.finditer(folded, begin.end(), begin.end() + _MOST_CHARS):
        if not _spelt_as_range(text, begin) or not _spelt_as_range(text, between):
            continue
        first, rest = folded[begin.end() : between.start()].strip(), folded[between.end() :]
        for last in _last_dates(rest):
            found = _between(first, last)
            if found is not None:
                return RangeMention(begin.start(), between.end() + len(last), found)
    return None


def _spelt_as_range(text: str, words: re.Match[str]) -> bool:
    """Whether accents, where typed, are those of từ and đến: `tù 1/2019` is another word."""
    return all(canonical(word) in _SPELLINGS_OF_RANGE for word in text[words.start() : words.end()].split())


def _last_dates(rest: str) -> Iterator[str]:
    if found := _NOW.match(rest):
        yield found.group()
    for form in _AMONG_WORDS:
        if found := form.match(rest):
            yield found.group()


def _between(first: str, last: str) -> Published | None:
    """The days from `first` to `last`, both folded; None unless both are dates in this order."""
    end = None if last.strip() == "nay" else read_typed_date(last)
    begin = read_typed_date(first) or (end and _borrowing(first, last, end))
    if begin is None or (end is None and last.strip() != "nay"):
        return None
    if end is None:
        return Published(day_number(begin.first), None)
    return Published(day_number(begin.first), day_number(end.last)) if begin.first <= end.last else None


def _borrowing(first: str, last: str, end: Span) -> Span | None:
    """`15`, `15/5`, `tháng 5`, `quý I` with the month and the year of the date they lead to."""
    for form in _BEGINNINGS:
        if found := form.fullmatch(first.strip()):
            parts = {**found.groupdict(), "year": str(end.last.year)}
            if "month" not in parts and "quarter" not in parts:
                if (end.last - end.first).days:
                    return None
                parts["month"] = str(end.last.month)
            return _span(parts)
    return None


def _span(parts: dict[str, str | None]) -> Span | None:
    digits = parts.get("year") or ""
    year = int(f"20{digits}" if len(digits) == 2 else digits)
    quarter = parts.get("quarter")
    month, day = int(parts.get("month") or 0), int(parts.get("day") or 0)
    if year not in _YEARS or ("month" in parts and not 1 <= month <= 12):
        return None
    if quarter:
        last_month = 3 * _QUARTERS[quarter]
        return Span(dt.date(year, last_month - 2, 1), _month_end(year, last_month))
    if not month:
        return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if "day" not in parts:
        return Span(dt.date(year, month, 1), _month_end(year, month))
    if not 1 <= day <= _month_end(year, month).day:
        return None
    return Span(dt.date(year, month, day), dt.date(year, month, day))


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _is_day_of_some_year(parts: dict[str, str | None]) -> bool:
    return _span({**parts, "year": "2024"}) is not None


def _written(parts: dict[str, str | None]) -> Iterator[tuple[str, ...]]:
    """`18 6 2019` for 18/6/2019, and the other ways to say it."""
    year = tuple(filter(None, [parts.get("year")]))
    day, month = (str(int(parts.get(name) or 0)) for name in ("day", "month"))
    if quarter := parts.get("quarter"):
        number = _QUARTERS[quarter]
        for name in (_ROMAN[number - 1], str(number)):
            yield ("qui", name, *year)
            yield ("qui", name, "nam", *year)
    elif parts.get("day"):
        yield (day, month, *year)
        yield (day, "thang", month, *year)
        if year:
            yield (day, "thang", month, "nam", *year)
    elif parts.get("month"):
        yield (month, *year)
        yield (month, "nam", *year)
    else:
        yield year
