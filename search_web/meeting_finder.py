"""Finds the meetings of a choice: the index says which articles report some, the catalog when and where.

Asked of the stores; words and links are made elsewhere.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Meeting
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
        found = tuple(self._found(choice, query))
        held = tuple(one for one in found if any(True for _ in days_in(month, one.meeting.held)))
        undated = tuple(one for one in found if not one.meeting.held and _posted_in(month, one.hit))
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
        for found in self._found(choice, query):
            months = [
                month
                for date in found.meeting.held
                if date.precision != "year"
                and (month := read_month(date.value[:7]))
                and (after is None or month.first > after.first)
                and (before is None or month.first < before.first)
            ]
            if months:
                return min(months, key=lambda m: m.first) if after else max(months, key=lambda m: m.first)
        return None

    def _found(self, choice: MeetingChoice, query: Query) -> Iterator[FoundMeeting]:
        with self._index.scan(query, self._limit) as scan:
            for hits in _batches(scan):
                told = self._articles.current_articles([hit.article_id for hit in hits])
                for hit in hits:
                    article = told.get(hit.article_id)
                    meeting = (article.meeting if article else None) or Meeting(held=hit.held)
                    if choice.takes(meeting):
                        yield FoundMeeting(hit, meeting)


def _batches(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """Few at first: whoever looks for one month has often seen enough."""
    rest = iter(hits)
    for size in itertools.chain((20,), itertools.repeat(_BATCH)):
        batch = list(itertools.islice(rest, size))
        if not batch:
            return
        yield batch


def _posted_in(month: Month, hit: Hit) -> bool:
    prefix = f"{month.first.year}-{month.first.month:02}"
    return hit.published is not None and hit.published.value.startswith(prefix)
