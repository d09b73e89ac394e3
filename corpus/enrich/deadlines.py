"""By when something is to be done: `trước ngày 30/9`, `trong quý III`, `xong trong tháng 10/2022`. Pure.

A month or a quarter stays a month: its last one; no day is made up.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from corpus.article import PartialDate

_TIME = re.compile(
    r"[\dntq](?<!\w.)(?:"
    r"(?P<d>(?<=\d)\d?)(?<!\d\d\d)\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?![\d/])"
    r"|gày\s+(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})(?:\s+năm\s+(?P<ly>\d{4}))?"
    r"|háng\s+(?P<mm>\d{1,2})(?:\s?(?:/|-|năm)\s?(?P<my>\d{4}))?(?![\d/])"
    r"|uý\s+(?P<q>I{1,3}|IV|[1-4])(?!\w)(?:\s?(?:/|-|năm)\s?(?P<qy>\d{4}))?"
    r"|ăm\s+(?P<yy>\d{4})(?!\d|\s?-)|háng\s+(?P<this>này)(?!\w))"
)
"""A day, a month, a quarter or a year; what stands in front says whether something is due then."""
_DONE = (
    r"(?:\s*[,;(]?\s*(?:và\s+)?(?:phải\s+|cần\s+)?(?:xong|hoàn thành|hoàn tất|thời hạn|thời gian)\s*:?)?"
    r"\s*,?\s*"
)
_BEFORE_DAY = re.compile(
    rf"{_DONE}(?<!\w)(?:trước(?:\s+\d{{1,2}}(?:\s?(?:giờ|h|g)\s?\d{{0,2}})?(?:\s+phút)?)?"
    rf"|chậm nhất(?:\s+(?:là|đến|vào))?"
    r"|(?:đến|muộn nhất|hết hạn)(?:\s+(?:hết|là|trước))?|hết)\s+(?:ngày\s+)?$",
    re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    rf"{_DONE}(?<!\w)(?:ngay\s+)?(?:trong|trước|hết|cuối|đến hết|vào|chậm nhất(?: là)? trong|trước cuối"
    rf"|đến cuối)"
    r"(?:\s+(?:cuối|hết))?\s+$",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(rf"{_DONE}(?<!\w)(?:trong|trước|hết|đến hết|cuối|đến cuối)\s+$", re.IGNORECASE)
_LOOK_BACK_CHARS = 60
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
    last: Deadline | None = None
    for match in _TIME.finditer(text):
        words = text[max(0, match.start() - _LOOK_BACK_CHARS) : match.start()]
        before = _required(match).search(words)
        if before is None or _YEARLY.search(words[: before.start()]):
            continue
        start = match.start() - len(words) + before.start()
        due = _due(match, spoken, text[start : match.end()].strip(" ,;("))
        last = Deadline(start, match.end(), due) if due is not None else last
    return last


def _required(match: re.Match[str]) -> re.Pattern[str]:
    """What must stand in front of that time."""
    if match["m"] or match["ld"]:
        return _BEFORE_DAY
    return _BEFORE_YEAR if match["yy"] else _BEFORE_MONTH


def _due(match: re.Match[str], spoken: date | None, raw: str) -> PartialDate | None:
    if match["yy"]:
        return PartialDate(value=match["yy"], precision="year", source="text", raw=raw)
    if match["this"]:
        return _month(spoken.year, spoken.month, raw) if spoken else None
    said_year = match["y"] or match["ly"] or match["my"] or match["qy"]
    day = _number(match["ld"]) or (_number(match.group()[0] + match["d"]) if match["m"] else None)
    month = _last_month(match["q"]) if match["q"] else int(match["m"] or match["lm"] or match["mm"])
    year = int(said_year) if said_year else _year(month, day or 28, spoken)
    if year is None:
        return None
    return _day(year, month, day, raw) if day else _month(year, month, raw)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


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
