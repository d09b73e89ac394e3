"""By when something is to be done: `trước ngày 30/9`, `trong quý III`, `xong trong tháng 10/2022`. Pure.

A month or a quarter stays a month: its last one; no day is made up.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from corpus.article import PartialDate

_DONE = r"(?:\s*[,;(]?\s*(?:và\s+)?(?:phải\s+|cần\s+)?(?:xong|hoàn thành|hoàn tất|thời hạn|thời gian)\s*:?)?"
_DAY = r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?![\d/])"
_LONG_DAY = r"(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:\s+năm\s+(?P<y>\d{4}))?"
_BEFORE = (
    r"(?:trước(?:\s+\d{1,2}(?:\s?(?:giờ|h|g)\s?\d{0,2})?(?:\s+phút)?)?|chậm nhất(?:\s+(?:là|đến|vào))?"
    r"|(?:đến|muộn nhất|hết hạn)(?:\s+(?:hết|là|trước))?|hết)"
)
_BY_DAY = tuple(
    re.compile(rf"{_DONE}\s*,?\s*{_BEFORE}\s+(?:{word}){day}\)?", re.IGNORECASE)
    for word, day in ((r"(?:ngày\s+)?", _DAY), (r"ngày\s+", _LONG_DAY))
)
_SPAN = (
    r"(?:ngay\s+)?(?:trong|trước|hết|cuối|đến hết|vào|chậm nhất(?: là)? trong|trước cuối|đến cuối)"
    r"(?:\s+(?:cuối|hết))?"
)
_BY_MONTH = re.compile(
    rf"{_DONE}\s*,?\s*{_SPAN}\s+tháng\s+(?P<m>\d{{1,2}})(?:\s?(?:/|-|năm)\s?(?P<y>\d{{4}}))?(?![\d/])",
    re.IGNORECASE,
)
_BY_QUARTER = re.compile(
    rf"{_DONE}\s*,?\s*{_SPAN}\s+quý\s+(?P<q>I{{1,3}}|IV|[1-4])(?!\w)(?:\s?(?:/|-|năm)\s?(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    rf"{_DONE}\s*,?\s*(?:trong|trước|hết|đến hết|cuối|đến cuối)\s+năm\s+(?P<y>\d{{4}})(?!\d|\s?-)",
    re.IGNORECASE,
)
_THIS_MONTH = re.compile(rf"{_DONE}\s*,?\s*(?:ngay\s+)?trong tháng này(?!\w)", re.IGNORECASE)
_HINT = re.compile(r"\d|quý|tháng này", re.IGNORECASE)
_QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12}
_YEARLY = re.compile(r"(?:hằng|hàng|mỗi)\s*(?:ngày|tháng|quý|năm)?\s*$", re.IGNORECASE)
_PASSED_DAYS = 60
"""A day further back than this before the article spoke is next year's."""


class Deadline(NamedTuple):
    """[start, end) of the words that set it, `hoàn thành` in front included."""

    start: int
    end: int
    due: PartialDate


def find_deadline(text: str, spoken: date | None) -> Deadline | None:
    """The last deadline that `text` sets; None when it sets none. `spoken` settles a missing year."""
    if _HINT.search(text) is None:
        return None
    found: list[Deadline] = []
    for pattern in (*_BY_DAY, _BY_MONTH, _BY_QUARTER, _BY_YEAR, _THIS_MONTH):
        for match in pattern.finditer(text):
            due = None if _YEARLY.search(text[: match.start()]) else _due(match, spoken)
            if due is not None:
                found.append(Deadline(match.start(), match.end(), due))
    return max(found, key=lambda deadline: (deadline.end, -deadline.start)) if found else None


def _due(match: re.Match[str], spoken: date | None) -> PartialDate | None:
    parts = match.groupdict()
    raw = match.group().strip(" ,;(")
    if match.re is _BY_YEAR:
        return PartialDate(value=parts["y"], precision="year", source="text", raw=raw)
    if match.re is _THIS_MONTH:
        return _month(spoken.year, spoken.month, raw) if spoken else None
    month = _last_month(parts["q"]) if parts.get("q") else int(parts["m"])
    year = int(parts["y"]) if parts.get("y") else _year(month, int(parts.get("d") or 28), spoken)
    if year is None:
        return None
    return _day(year, month, int(parts["d"]), raw) if parts.get("d") else _month(year, month, raw)


def _last_month(quarter: str) -> int:
    return _QUARTERS.get(quarter.upper()) or 3 * int(quarter)


def _year(month: int, day: int, spoken: date | None) -> int | None:
    """The year in which the day is still ahead, or only just passed."""
    if spoken is None or not 1 <= month <= 12:
        return None
    due = date(spoken.year, month, min(max(day, 1), 28))
    return spoken.year + (due < spoken - timedelta(days=_PASSED_DAYS))


def _day(year: int, month: int, day: int, raw: str) -> PartialDate | None:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None
    return PartialDate(value=value, precision="day", source="text", raw=raw)


def _month(year: int, month: int, raw: str) -> PartialDate | None:
    if not 1 <= month <= 12:
        return None
    return PartialDate(value=f"{year:04}-{month:02}", precision="month", source="text", raw=raw)
