"""The filter panel: which facets are counted for a state, and each facet as boxes to tick.

A facet that most people never open (types of meeting, documents, portals) is a link to its own page until it
is used: what is not shown is not counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter

from flask import url_for

from corpus.article import Kind
from indexer import Boundaries, FacetCount, ResultPage
from search_web import formats, labels
from search_web.languages import gettext
from search_web.pages.objects import FacetBox, FacetValue, Link
from search_web.search_state import (
    BOUNDARY_SLUGS,
    KIND_SLUGS,
    PARAMETERS,
    SearchState,
    index_value,
    url_value,
)
from search_web.serving.request_state import search_path
from search_web.settings import WebSettings

FACET_ORDER = (
    *("province", "unit", "agency", "year", "kind", "event_type", "topic"),
    *("document", "portal"),
)
"""Where and who first, then when, beside the boxes for dates; the URL keeps an order of its own."""
ALWAYS_COUNTED = ("province", "agency", "year", "kind", "topic")
"""What most searches are narrowed by; all ten cost several times as much (docs/search-page.md)."""
OPEN_FACETS = ("province", "agency", "kind")
"""Open from the start; the others when something in them is selected: all open, they outgrow the hits."""
WHOLE_FACETS = ("province", "year", "kind")
"""Short enough for the page as they are; of others the page has the first `OTHERS_ON_PAGE`."""
OTHERS_ON_PAGE = 50
"""A value takes 230 bytes, and the page stays under 150 KB."""


@dataclass(frozen=True, slots=True)
class PanelBox(FacetBox):
    """A facet in the panel."""

    all_url: str = ""
    """Where all its values stand, to be narrowed by typing; empty while they all stand here."""
    all_label: str = ""
    counted: bool = True
    """Whether its values are known; else only `all_url` leads to them."""
    switch: tuple[FacetValue, ...] = ()
    """Whose map the values are of."""
    links: tuple[Link, ...] = ()


def counted_facets(state: SearchState) -> tuple[str, ...]:
    """What the index has to count for the page of this state, besides what is selected."""
    facets = list(ALWAYS_COUNTED)
    if state.values("province") or state.values("unit"):
        facets.append("unit")
    if KIND_SLUGS[Kind.MEETING] in state.values("kind"):
        facets.append("event_type")
    if len(state.values("year")) == 1:
        facets.append("month")
    return tuple(facets)


def facet_boxes(
    state: SearchState,
    answer: ResultPage,
    errors: Mapping[str, str],
    settings: WebSettings,
) -> Iterator[PanelBox]:
    """The boxes in the order of the page; one that has nothing to offer is left out."""
    for facet in FACET_ORDER:
        if facet not in answer.facets:
            if facet != "unit":
                yield _closed_box(state, facet)
            continue
        counts = _offered(state, facet, answer.facets[facet])
        if counts or facet not in ("unit", "event_type"):
            yield _box(state, facet, counts, errors, settings)


def in_order(facet: str, counts: Sequence[FacetCount]) -> Sequence[FacetCount]:
    """As the index orders them, but years as a calendar does: newest first, below those selected."""
    if facet != "year":
        return counts
    newest_first = sorted(counts, key=lambda count: count.value, reverse=True)
    return tuple(sorted(newest_first, key=lambda count: not count.selected))


def facet_values(facet: str, counts: Iterable[FacetCount]) -> Iterator[FacetValue]:
    """As the page shows them."""
    counts = tuple(counts)
    for count, shown in zip(counts, formats.numbers(count.count for count in counts), strict=True):
        spelled = url_value(facet, count.value)
        label = labels.facet_value_label(facet, index_value(facet, spelled), count.label)
        yield FacetValue(spelled, label, shown, count.selected)


def facet_url(state: SearchState, facet: str) -> str:
    """Where all values of one facet stand under this search."""
    return state.with_page(1).to_url(f"{search_path()}/loc/{PARAMETERS[facet]}")


def boundary_choices(state: SearchState) -> tuple[FacetValue, ...]:
    """The switch between maps, as radio buttons."""
    return tuple(
        FacetValue(
            BOUNDARY_SLUGS[boundaries],
            str(labels.BOUNDARY_LABELS[boundaries]),
            "",
            boundaries is state.boundaries,
        )
        for boundaries in Boundaries
    )


def units_above(state: SearchState) -> frozenset[str]:
    """The provinces whose districts and communes are of interest, as paths begin."""
    return frozenset((*state.values("province"), *(path.split("/")[0] for path in state.values("unit"))))


def _offered(state: SearchState, facet: str, counts: Sequence[FacetCount]) -> Sequence[FacetCount]:
    if facet != "unit":
        return counts
    provinces = units_above(state)
    return tuple(count for count in counts if count.selected or count.value.split("/")[0] in provinces)


def _box(
    state: SearchState,
    facet: str,
    counts: Sequence[FacetCount],
    errors: Mapping[str, str],
    settings: WebSettings,
) -> PanelBox:
    parameter = PARAMETERS[facet]
    most = (
        settings.facet_values_max if facet in WHOLE_FACETS else min(settings.facet_values_max, OTHERS_ON_PAGE)
    )
    selected = sum(1 for _ in takewhile(attrgetter("selected"), counts))
    on_page = tuple(facet_values(facet, in_order(facet, counts)[: max(most, selected)]))
    shown = max(settings.facet_values_shown, selected)
    all_label = gettext("Tất cả %(count)s lựa chọn", count=formats.number(len(counts)))
    return PanelBox(
        parameter=parameter,
        label=str(labels.FACET_LABELS[facet]),
        first=on_page[:shown],
        rest=on_page[shown:],
        selected_count=selected,
        open=facet in OPEN_FACETS or selected > 0 or parameter in errors,
        hint=facet_hint(state, facet) if counts else "",
        all_url=facet_url(state, facet) if len(counts) > len(on_page) else "",
        all_label=all_label,
        switch=boundary_choices(state) if facet == "province" else (),
        links=_links(state) if facet == "province" else (),
    )


def facet_hint(state: SearchState, facet: str) -> str:
    """What would puzzle in its counts; provinces puzzle only where either name counts."""
    plain = facet == "province" and state.boundaries is not Boundaries.EITHER
    return "" if plain else str(labels.FACET_HINTS.get(facet, ""))


def _links(state: SearchState) -> tuple[Link, ...]:
    return (Link(gettext("Xem trên bản đồ"), state.with_page(1).to_url(url_for("map.show", lang=None))),)


def _closed_box(state: SearchState, facet: str) -> PanelBox:
    return PanelBox(
        parameter=PARAMETERS[facet],
        label=str(labels.FACET_LABELS[facet]),
        first=(),
        rest=(),
        selected_count=0,
        open=False,
        all_url=facet_url(state, facet),
        all_label=str(labels.FACET_INVITATIONS[facet]),
        counted=False,
    )
