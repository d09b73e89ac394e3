"""A search -> the page object of `/theo-doi`: what a follower would get, before they begin.

Every number is a query that was run.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer import FacetCount, Query, Sort
from search_web import formats, labels, sentences
from search_web.exports.links import feed_url
from search_web.languages import gettext, ngettext
from search_web.pages.objects import Link
from search_web.search_state import Parsed, SearchState
from search_web.serving.request_state import absolute, url_of
from search_web.serving.stores import SearchIndex

MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month: `share` of the fullest one, 0..100."""

    link: Link
    count: str
    share: int


@dataclass(frozen=True, slots=True)
class FollowPage:
    """`/theo-doi`."""

    title: str
    searched: str
    rate: str
    """How many a month, as a sentence."""
    months: tuple[MonthRow, ...]
    feed_url: str
    page_url: str
    problems: tuple[str, ...]
    """What was not taken as written, and why nothing new may ever come."""


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month."""

    first: dt.date

    @property
    def last(self) -> dt.date:
        return self.next.first - dt.timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month((self.first + dt.timedelta(days=31)).replace(day=1))

    @property
    def previous(self) -> "Month":
        return Month((self.first - dt.timedelta(days=1)).replace(day=1))


def months_before(today: dt.date, count: int) -> tuple[Month, ...]:
    """The last `count` whole months, the oldest first."""
    found = [Month(today.replace(day=1)).previous]
    while len(found) < count:
        found.append(found[-1].previous)
    return tuple(reversed(found))


def follow_page(
    parsed: Parsed, facets: Mapping[str, Sequence[FacetCount]], index: SearchIndex, today: dt.date
) -> FollowPage:
    """Everything that the template of `/theo-doi` shows."""
    state = parsed.state.with_page(1)
    searched = sentences.searched(state, sentences.chosen_labels(state, facets)) or gettext("Tất cả tin")
    counts = {month: count_in(state, month, index) for month in months_before(today, MONTHS)}
    return FollowPage(
        title=gettext("Theo dõi %(searched)s", searched=searched),
        searched=searched,
        rate=rate_sentence(sum(counts.values())),
        months=tuple(_rows(state, counts)),
        feed_url=absolute(feed_url(state)),
        page_url=url_of(state),
        problems=tuple(_problems(parsed, today)),
    )


def count_in(state: SearchState, month: Month, index: SearchIndex) -> int:
    """How many hits were published in that month, as far as their dates are known."""
    query = state.to_query(1)
    first = max(filter(None, (query.published_from, month.first)))
    last = min(filter(None, (query.published_to, month.last)))
    if last < first:
        return 0
    within = {"published_from": first, "published_to": last, "sort": Sort.NEWEST}
    with index.scan(Query.model_validate({**query.model_dump(), **within}), 0) as scan:
        return scan.listed


def rate_sentence(total: int) -> str:
    """Of what the last twelve months had."""
    if not total:
        return gettext("Trong 12 tháng qua không có tin nào như vậy.")
    if total < MONTHS:
        return ngettext(
            "Trong 12 tháng qua có %(num)s tin như vậy.", "Trong 12 tháng qua có %(num)s tin như vậy.", total
        )
    average = round(total / MONTHS)
    return ngettext(
        "Khoảng %(count)s tin mỗi tháng, tính trong 12 tháng qua.",
        "Khoảng %(count)s tin mỗi tháng, tính trong 12 tháng qua.",
        average,
        count=formats.number(average),
    )


def _rows(state: SearchState, counts: Mapping[Month, int]) -> Iterator[MonthRow]:
    fullest = max(counts.values(), default=0)
    for month, count in counts.items():
        label = formats.month(month.first.year, month.first.month)
        typed = f"{month.first.month}/{month.first.year}"
        url = url_of(state.with_dates(typed, typed)) if count else None
        share = round(100 * count / fullest) if fullest else 0
        yield MonthRow(Link(label, url), formats.number(count), share)


def _problems(parsed: Parsed, today: dt.date) -> Iterator[str]:
    yield from (str(labels.ERROR_SENTENCES[error.reason]) for error in parsed.errors)
    last = parsed.state.to_query(1).published_to
    if last and last < today:
        day = formats.day(last)
        yield gettext("Phép tìm này chỉ lấy tin đăng đến %(day)s, nên sẽ không có tin mới.", day=day)
