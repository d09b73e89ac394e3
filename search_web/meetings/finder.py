"""Finds the meetings of a choice: the index says which articles report some, the catalog when and where.

Asked of the stores; words and links are made elsewhere.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Meeting
from indexer import Hit, Query, Scan, Sort
from search_web.meetings.choice import MeetingChoice
from search_web.meetings.held_dates import HeldDates, Told
from search_web.pages.follow import Month
from search_web.serving.stores import Articles, SearchIndex

_BATCH = 200
"""Articles asked of the catalog at once."""
_GLANCE = 100
"""Articles looked at first where one month is looked for: most often it is among them."""
_POSTED_WITHIN = dt.timedelta(days=7)
"""So long after a month most of its meetings have been reported."""


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    hit: Hit
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class MeetingsOfDay:
    """`day` None: in the month, on a day that nobody tells. `count` is of all, `meetings` those with room."""

    day: dt.date | None
    meetings: tuple[FoundMeeting, ...]
    count: int


@dataclass(frozen=True, slots=True)
class MonthOfMeetings:
    """Those of one month by day, the day that nobody tells last; `cut` where not all were looked at."""

    month: Month
    held: int
    days: tuple[MeetingsOfDay, ...]
    undated: MeetingsOfDay
    """Posted in the month, and nowhere said when they were held."""
    cut: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How many meetings of a month a page shows: each day a share of `shown`, but `least_a_day`."""

    shown: int
    least_a_day: int

    def of_a_day(self, days: int) -> int:
        return max(self.least_a_day, self.shown // max(1, days))


Places = list[int]
"""Where hits stand in a scan."""


class MeetingFinder:
    """Looks through at most `limit` articles for one answer; `dates` remembers what they told."""

    def __init__(self, index: SearchIndex, articles: Articles, dates: HeldDates, limit: int) -> None:
        self._index = index
        self._articles = articles
        self._dates = dates
        self._limit = limit

    def every(self, choice: MeetingChoice) -> Iterator[FoundMeeting]:
        """Those of all months, the newest posted first."""
        with self._index.scan(choice.to_query(), self._limit) as scan:
            yield from self._found(choice, scan, range(len(scan.ids)))

    def of_month(self, choice: MeetingChoice, month: Month) -> Iterator[FoundMeeting]:
        """Those held in the month, the newest posted first."""
        with self._index.scan(choice.month_query(month), self._limit) as scan:
            told = self._told(scan)
            yield from self._found(choice, scan, (at for at, one in told if one.held and one.is_in(month)))

    def in_month(self, choice: MeetingChoice, month: Month, room: Room) -> MonthOfMeetings:
        """Only meetings that there is room for are read."""
        with self._index.scan(choice.month_query(month), self._limit) as scan:
            told = {at: one for at, one in self._told(scan) if one.is_in(month)}
            taken = self._taken(choice, scan, told)
            by_day: dict[dt.date | None, Places] = {}
            for at in taken:
                for day in told[at].days(month):
                    by_day.setdefault(day, []).append(at)
            undated = [at for at in taken if not told[at].held]
            most = room.of_a_day(len(by_day) + bool(undated))
            days = sorted(by_day, key=lambda day: day or dt.date.max)
            return MonthOfMeetings(
                month=month,
                held=len(taken) - len(undated),
                days=tuple(self._of_day(scan, day, by_day[day], most) for day in days),
                undated=self._of_day(scan, None, undated, most),
                cut=scan.listed > self._limit,
            )

    def _of_day(self, scan: Scan, day: dt.date | None, places: Places, most: int) -> MeetingsOfDay:
        return MeetingsOfDay(day, tuple(self._read(scan, places[:most])), len(places))

    def newest_month(self, choice: MeetingChoice) -> Month | None:
        """The month of the newest meeting reported; None where none has a day or a month."""
        return max(
            self._first_months(choice, choice.to_query(), lambda month: True), key=_begin, default=None
        )

    def month_before(self, choice: MeetingChoice, month: Month) -> Month | None:
        """The next earlier month with a meeting, as far as looked."""
        near = month.previous
        query = choice.to_query(published_from=near.first, published_to=near.last + _POSTED_WITHIN)
        if self._first_months(choice, query, lambda one: one == near):
            return near
        query = choice.to_query(published_to=month.last)
        return max(
            self._first_months(choice, query, lambda one: one.first < month.first), key=_begin, default=None
        )

    def month_after(self, choice: MeetingChoice, month: Month) -> Month | None:
        near = month.next
        query = choice.to_query(Sort.OLDEST, published_from=near.first)
        if self._first_months(choice, query, lambda one: one == near):
            return near
        query = choice.to_query(Sort.OLDEST, published_from=month.first)
        return min(
            self._first_months(choice, query, lambda one: one.first > month.first), key=_begin, default=None
        )

    def _first_months(
        self, choice: MeetingChoice, query: Query, wanted: Callable[[Month], bool]
    ) -> list[Month]:
        """The wanted months of the first meeting that has any; at a glance first."""
        for limit in (min(_GLANCE, self._limit), self._limit):
            with self._index.scan(query, limit) as scan:
                for at, told in self._told(scan):
                    months = [month for month in told.months() if wanted(month)]
                    if months and any(True for _ in self._found(choice, scan, (at,))):
                        return months
                if scan.listed <= limit:
                    break
        return []

    def _told(self, scan: Scan) -> Iterator[tuple[int, Told]]:
        return ((at, self._dates.of(scan, at)) for at in range(len(scan.ids)))

    def _taken(self, choice: MeetingChoice, scan: Scan, places: Iterable[int]) -> Places:
        """Those held where the choice says: only the catalog knows."""
        if not choice.place:
            return list(places)
        return [
            at
            for batch in _batches(places)
            for at, one in zip(batch, self._meetings(scan, batch), strict=True)
            if choice.takes(one or Meeting())
        ]

    def _found(self, choice: MeetingChoice, scan: Scan, places: Iterable[int]) -> Iterator[FoundMeeting]:
        for batch in _batches(places):
            yield from (one for one in self._read(scan, batch) if choice.takes(one.meeting))

    def _read(self, scan: Scan, places: Places) -> Iterator[FoundMeeting]:
        for at, meeting in zip(places, self._meetings(scan, places), strict=True):
            hit = scan.read(at)
            yield FoundMeeting(hit, meeting or Meeting(held=hit.held))

    def _meetings(self, scan: Scan, places: Places) -> list[Meeting | None]:
        told = self._articles.current_articles([scan.ids[at] for at in places])
        articles = (told.get(scan.ids[at]) for at in places)
        return [article.meeting if article else None for article in articles]


def _begin(month: Month) -> dt.date:
    return month.first


def _batches(places: Iterable[int]) -> Iterator[Places]:
    """Few at first: whoever looks for one month has often seen enough."""
    rest = iter(places)
    for size in itertools.chain((1, 20), itertools.repeat(_BATCH)):
        batch = list(itertools.islice(rest, size))
        if not batch:
            return
        yield batch
