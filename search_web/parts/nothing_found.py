"""Why nothing was found and what would help: counts for each way out, and what the archive holds.

Every count is a query that was run; `settings.zero_queries_max` bounds how many.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import BadQuery
from corpus.text import fold, slug
from indexer import Boundaries, FacetCount, Sort
from search_web import formats, labels, sentences
from search_web.languages import gettext
from search_web.pages.objects import NothingFound, Relaxation
from search_web.parts.coverage import posted_between
from search_web.parts.nothing_reasons import heir_of, reasons
from search_web.search_state import SearchState
from search_web.serving.request_state import url_of
from search_web.serving.stores import SearchIndex

Way = tuple[str, SearchState]
Chosen = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Explained(NothingFound):
    """`why` in sentences; empty where nobody knows."""

    why: tuple[str, ...] = ()


def nothing_found(
    state: SearchState, facets: Mapping[str, Sequence[FacetCount]], index: SearchIndex, queries_max: int
) -> Explained:
    """The help for a search without hits."""
    chosen = sentences.chosen_labels(state, facets)
    ways = list(_ways_out(state, chosen))[:queries_max]
    return Explained(
        searched=sentences.searched(state, chosen),
        relaxations=tuple(found for label, way in ways if (found := _relaxation(label, way, index))),
        coverage=tuple(_coverage(state, chosen, index)),
        has_text=bool(state.text),
        why=tuple(reasons(state, chosen, index)) if queries_max else (),
    )


def _relaxation(label: str, way: SearchState, index: SearchIndex) -> Relaxation | None:
    try:
        total = index.search(way.to_query(per_page=1, counted=())).total
    except BadQuery:  # a quote or parenthesis less may join what was apart
        return None
    return Relaxation(label, url_of(way), labels.results_count(total)) if total else None


def _ways_out(state: SearchState, chosen: Chosen) -> Iterator[Way]:
    """The nearest first: one condition less, then none, then other words."""
    yield from _at_another_time(state, chosen)
    conditions = list(_without_one(state, chosen))
    yield from conditions
    if len(conditions) > 1:
        yield gettext("Bỏ tất cả bộ lọc"), state.without_filters()
    plain = fold(state.text)
    if state.text and plain != state.text.lower():
        yield gettext("Tìm không dấu: “%(text)s”", text=plain), state.with_text(plain)
    unquoted = " ".join(re.sub(r'["“”]', " ", state.text).split())
    if unquoted != state.text and unquoted:
        yield gettext("Tìm không cần đúng cụm từ: “%(text)s”", text=unquoted), state.with_text(unquoted)
    if state.narrowed and state.text:
        yield gettext("Bỏ từ tìm, giữ bộ lọc"), state.with_text("")
    yield from _without_one_word(state)


def _at_another_time(state: SearchState, chosen: Chosen) -> Iterator[Way]:
    """A province that bore another name on the map or the days asked for."""
    for value, label in chosen.get("province", {}).items():
        if heir := heir_of(label):
            way = state.without("province", value).with_filter("province", slug(heir))
            yield gettext("Tìm trong %(province)s, tên hiện nay", province=heir), way
    if state.boundaries is not Boundaries.EITHER and (state.values("province") or state.values("unit")):
        way = state.with_boundaries(Boundaries.EITHER)
        yield gettext("Tính cả tên cũ lẫn tên mới của nơi đã chọn"), way


def _without_one(state: SearchState, chosen: Chosen) -> Iterator[Way]:
    for facet, values in chosen.items():
        name, joined = str(labels.CHIP_NAMES[facet]), sentences.either(list(values.values()))
        yield gettext("Bỏ lọc %(facet)s: %(values)s", facet=name, values=joined), state.without(facet)
    if phrase := sentences.date_phrase(state):
        yield gettext("Bỏ lọc thời gian (%(range)s)", range=phrase), state.without_dates()


def _without_one_word(state: SearchState) -> Iterator[Way]:
    """For a few words, each left out once; in a long sentence no single word is the culprit."""
    words = state.text.split()
    if not 3 <= len(words) <= 6:
        return
    for left_out in range(len(words)):
        text = " ".join(words[:left_out] + words[left_out + 1 :])
        label = (
            gettext("Tìm “%(text)s”, không lọc", text=text)
            if state.narrowed
            else gettext("Tìm “%(text)s”", text=text)
        )
        yield label, state.without_filters().with_text(text)


def _coverage(state: SearchState, chosen: Chosen, index: SearchIndex) -> Iterator[str]:
    """What we hold in all, and of the chosen provinces and agencies."""
    everything = SearchState(lang=state.lang)
    if span := _span(everything, index):
        yield gettext("Kho đang giữ %(count)s tin, %(span)s.", count=span[0], span=span[1])
    units = everything
    for facet in ("province", "unit", "agency", "portal"):
        for value in chosen.get(facet, ()):
            units = units.with_filter(facet, value)
    if not units.filters:
        return
    of = sentences.filter_sentence(units, {facet: chosen[facet] for facet in chosen if units.values(facet)})
    if span := _span(units, index):
        yield gettext("Riêng tin %(of)s: %(count)s tin, %(span)s.", of=of, count=span[0], span=span[1])
    else:
        yield gettext("Kho chưa có tin nào %(of)s.", of=of)


def _span(state: SearchState, index: SearchIndex) -> tuple[str, str] | None:
    """How many articles, and `đăng từ tháng 5/2012 đến tháng 9/2026`; None when there are none."""
    newest = index.search(state.with_sort(Sort.NEWEST).to_query(per_page=1, counted=()))
    oldest = index.search(state.with_sort(Sort.OLDEST).to_query(per_page=1, counted=()))
    if not newest.hits or not oldest.hits:
        return None
    first, last = oldest.hits[0].published, newest.hits[0].published
    span = posted_between(first.value if first else None, last.value if last else None)
    return formats.number(newest.total), span
