"""Partial dates as ranges of days, for filters and sorting. Must not fill in what is missing."""

import datetime as dt

from corpus.article import PartialDate

UNDATED = 0
"""Stands for no date in columns of numbers; no real day is 0."""


def possible_days(date: PartialDate) -> tuple[int, int]:
    """(first, last) day, YYYYMMDD, on which it can have been: all of February for `2024-02`.

    The last may be a 31st that the month has not: it only compares.
    """
    first = date.day_number
    month, day = first // 100 % 100, first % 100
    if month == 0:
        return first + 101, first + 1231
    if day == 0:
        return first + 1, first + 31
    return first, first


def sort_key(date: PartialDate | None) -> int:
    """YYYYMMDDhhmm with zeros for what is unknown; UNDATED for None."""
    if date is None:
        return UNDATED
    clock = date.value[11:16].replace(":", "") if date.precision == "minute" else ""
    return date.day_number * 10_000 + int(clock or 0)


def day_number(day: dt.date) -> int:
    """YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day
