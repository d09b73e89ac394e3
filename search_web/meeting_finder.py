"""Finds the meetings of a choice: the index says which articles report some, the catalog when and where.

Asked of the stores; words and links are made elsewhere.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Meeting, PartialDate
from indexer import Hit, Query, Sort
from search_web.follow_page import Month
from search_web.meeting_choice import MeetingChoice, days_in, read_month
from search_web.stores import Articles, SearchIndex

_BATCH = 200
"""Articles asked of the catalog at once."""


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    hit: Hit
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class MonthOfMeetings:
    """Those of one month, in the order of posting, the newest first; `cut` where there are more."""

    month: Month
    meetings: tuple[FoundMeeting, ...]
    undated: tuple[FoundMeeting, ...]
    """Posted in the month, and nowhere said when they were held."""
    cut: bool


class MeetingFinder:
    """Looks through at most `limit` articles for one answer."""

    def __init__(self, index: SearchIndex, articles: Articles, limit: int) -> None:
        self._index = index
        self._articles = articles
        self._limit = limit

    def every(self, choice: MeetingChoice) -> Iterator[FoundMeeting]:
        """Those of all months, the newest posted first."""
        return self._found(choice, choice.to_query())

    def in_month(self, choice: MeetingChoice, month: Month) -> MonthOfMeetings:
        query = choice.month_query(month)
        with self._index.scan(query, 0) as scan:
            cut = scan.listed > self._limit
        found = tuple(self._found(choice, query, lambda hit: _told_of(month, hit)))
        held = tuple(one for one in found if one.meeting.held)
        undated = tuple(one for one in found if not one.meeting.held)
        return MonthOfMeetings(month, held, undated, cut)

    def newest_month(self, choice: MeetingChoice) -> Month | None:
        """The month of the newest meeting reported; None where none has a day or a month."""
        return self._first_month(choice, choice.to_query(), None, None)

    def month_before(self, choice: MeetingChoice, month: Month) -> Month | None:
        """The next earlier month with a meeting, as far as looked."""
        query = choice.to_query(published_to=month.last)
        return self._first_month(choice, query, None, month)

    def month_after(self, choice: MeetingChoice, month: Month) -> Month | None:
        query = choice.to_query(Sort.OLDEST, published_from=month.first)
        return self._first_month(choice, query, month, None)

    def _first_month(
        self, choice: MeetingChoice, query: Query, after: Month | None, before: Month | None
    ) -> Month | None:
        def months(held: tuple[PartialDate, ...]) -> list[Month]:
            return [
                month
                for date in held
                if date.precision != "year"
                and (month := read_month(date.value[:7]))
                and (after is None or month.first > after.first)
                and (before is None or month.first < before.first)
            ]

        for found in self._found(choice, query, lambda hit: bool(months(hit.held))):
            told = months(found.hit.held)
            return min(told, key=lambda m: m.first) if after else max(told, key=lambda m: m.first)
        return None

    def _found(
        self, choice: MeetingChoice, query: Query, wanted: Callable[[Hit], bool] = lambda hit: True
    ) -> Iterator[FoundMeeting]:
        """Of hits that are wanted: to ask the catalog about each costs as much again as to read it."""
        with self._index.scan(query, self._limit) as scan:
            for hits in _batches(filter(wanted, scan)):
                told = self._articles.current_articles([hit.article_id for hit in hits])
                for hit in hits:
                    article = told.get(hit.article_id)
                    meeting = (article.meeting if article else None) or Meeting(held=hit.held)
                    if choice.takes(meeting):
                        yield FoundMeeting(hit, meeting)


def _batches(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """Few at first: whoever looks for one month has often seen enough."""
    rest = iter(hits)
    for size in itertools.chain((1, 20), itertools.repeat(_BATCH)):
        batch = list(itertools.islice(rest, size))
        if not batch:
            return
        yield batch


def _told_of(month: Month, hit: Hit) -> bool:
    """Held in the month; or posted in it, and nowhere said when it was held."""
    if hit.held:
        return any(True for _ in days_in(month, hit.held))
    prefix = f"{month.first.year}-{month.first.month:02}"
    return hit.published is not None and hit.published.value.startswith(prefix)
