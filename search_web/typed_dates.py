"""Dates as people type them into a box: day first, month or year alone allowed. Pure, no "today".

Not for dates found on pages: `corpus.dates` reads those.
"""

import calendar
import datetime as dt
import re
import unicodedata
from typing import NamedTuple

_YEARS = range(1900, 2101)
_YEAR = r"(?P<year>\d{4}|\d{2})"
_SEPARATOR = r"\s*[/.\-\s]\s*"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?:ngay\s*)?(?P<day>\d{1,2})" + _SEPARATOR + r"(?P<month>\d{1,2})" + _SEPARATOR + _YEAR,
        r"(?:ngay\s*)?(?P<day>\d{1,2})\s*,?\s*thang\s*(?P<month>\d{1,2})\s*(?:,|nam|/|\s)\s*" + _YEAR,
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?:thang\s*)?(?P<month>\d{1,2})" + _SEPARATOR + r"(?P<year>\d{4})",
        r"thang\s*(?P<month>\d{1,2})\s*(?:,|nam)\s*(?:nam\s*)?(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?:nam\s*)?(?P<year>\d{4})",
    )
)


class Span(NamedTuple):
    """The days that a typed date covers, both inclusive: a month or a year covers all its days."""

    first: dt.date
    last: dt.date


def read_typed_date(text: str) -> Span | None:
    """The days meant by `18/6/2019`, `18-6-19`, `tháng 6/2019`, `6/2019`, `2019`, `2019-06-18`.

    None when no such day exists or the text is something else.
    """
    plain = _plain(text)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _span(found.groupdict())
    return None


def _plain(text: str) -> str:
    """Lower case without marks: phones add accents in the wrong place as often as they leave them out."""
    decomposed = unicodedata.normalize("NFD", text.strip().lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _span(parts: dict[str, str | None]) -> Span | None:
    digits = parts["year"] or ""
    year = int(f"20{digits}" if len(digits) == 2 else digits)
    month, day = int(parts.get("month") or 0), int(parts.get("day") or 0)
    if year not in _YEARS or ("month" in parts and not 1 <= month <= 12):
        return None
    if not month:
        return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
    days = calendar.monthrange(year, month)[1]
    if "day" in parts and not 1 <= day <= days:
        return None
    return Span(dt.date(year, month, day or 1), dt.date(year, month, day or days))
