"""How many of the documents found fall into each year, month or day."""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.docsets import DocSet
from indexer.engines.whoosh.reading.snapshot import Snapshot

_MONTH, _YEAR = 32, 32 * 13
"""Codes of days are (year x 13 + month) x 32 + day, so that those of a month or year lie side by side."""


class Step(Enum):
    """What a bar of the histogram covers: codes in it, and the divisor of its YYYYMMDD."""

    YEAR = (_YEAR, 10_000)
    MONTH = (_MONTH, 100)
    DAY = (1, 1)


class DateHistogram:
    """Counts over one column of YYYYMMDD numbers; 0 is no date."""

    def __init__(self, snapshot: Snapshot, column: str) -> None:
        days = snapshot.numbers(column)
        dated = days[days != 0]
        self._first_year = int(dated.min()) // 10_000 if len(dated) else 0
        self._undated = np.flatnonzero(days == 0)
        self._codes = self._coded(days.astype(np.int32))

    def count(self, found: DocSet, step: Step) -> dict[int, int]:
        """Documents by YYYY, YYYYMM or YYYYMMDD, ascending; those without a date and empty bars left out."""
        width, divisor = step.value
        per_day = np.bincount(self._codes.take(found.rows))
        bars = np.add.reduceat(per_day, np.arange(0, len(per_day), width)) if len(per_day) else per_day
        used = np.flatnonzero(bars)
        return {self._day(at * width) // divisor: int(bars[at]) for at in used.tolist() if at}

    def _coded(self, days: NDArray[np.int32]) -> NDArray[np.int32]:
        """Code 0 is no date: years count from the year before the first."""
        years, months = days // 10_000 - (self._first_year - 1), days // 100 % 100
        codes = (years * 13 + months) * _MONTH + days % 100
        codes[self._undated] = 0
        return codes

    def _day(self, code: int) -> int:
        year, rest = divmod(code, _YEAR)
        return (year + self._first_year - 1) * 10_000 + rest // _MONTH * 100 + rest % _MONTH
