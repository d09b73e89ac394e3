"""When the meetings of an index were held, as far as anybody asked: reading a hit for its dates is dear.

Kept for one committed state at a time. Safe for threads. Knows no choice and no page.
"""

import datetime as dt
from dataclasses import dataclass

from corpus.article import PartialDate
from indexer import Hit, Scan
from search_web.meetings.choice import days_in, read_month
from search_web.pages.follow import Month

KEPT = 50_000
"""Articles remembered, in some 30 MB: all meetings of 200,000 articles."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of the time: when its meeting was held, when it was posted (as far as known)."""

    held: tuple[PartialDate, ...]
    posted: str

    def is_in(self, month: Month) -> bool:
        """Held in the month; or posted in it, and nowhere said when it was held."""
        if self.held:
            return any(True for _ in days_in(month, self.held))
        return self.posted.startswith(f"{month.first.year}-{month.first.month:02}")

    def days(self, month: Month) -> tuple[dt.date | None, ...]:
        """Each once, see `days_in`."""
        return tuple(dict.fromkeys(days_in(month, self.held)))

    def months(self) -> tuple[Month, ...]:
        """The months it was held in; none of dates that only name a year."""
        dated = (date.value[:7] for date in self.held if date.precision != "year")
        return tuple(filter(None, map(read_month, dated)))


class HeldDates:
    """Article id -> what it tells, of the newest state that was asked for."""

    def __init__(self) -> None:
        self._kept: tuple[str, dict[str, Told]] = ("", {})

    def of(self, scan: Scan, place: int) -> Told:
        """What the hit there tells; read from the index when it was not asked for before."""
        version, told = self._kept
        if version != scan.version or len(told) >= KEPT:
            told = {}
            self._kept = (scan.version, told)
        known = told.get(scan.ids[place])
        return known or told.setdefault(scan.ids[place], _told_by(scan.read(place)))


def _told_by(hit: Hit) -> Told:
    return Told(hit.held, hit.published.value if hit.published else "")
