"""A search and a facet -> the page object of `/tim/loc/…`: all its values, narrowed by what is typed."""

from dataclasses import dataclass

from flask import url_for

from corpus.text import fold
from indexer import ResultPage
from search_web import formats, labels, sentences
from search_web.languages import gettext
from search_web.pages.objects import FacetValue, Link
from search_web.parts.facet_boxes import facet_hint, facet_url, facet_values, in_order, units_above
from search_web.search_state import PARAMETERS, SearchState
from search_web.serving.request_state import url_of

MOST_SHOWN = 300
"""A page of them is 80 KB; nobody reads more, and typing narrows them."""


@dataclass(frozen=True, slots=True)
class FacetPage:
    """`/tim/loc/<parameter>`."""

    title: str
    label: str
    searched: str
    parameter: str
    own_path: str
    wanted: str
    values: tuple[FacetValue, ...]
    hint: str
    look_up: Link | None
    """Where one of what the facet cannot tell apart is found."""
    told: str
    """How many there are, and of how many."""
    kept: tuple[tuple[str, str], ...]
    """The rest of the search, for the form."""
    own: tuple[tuple[str, str], ...]
    """All of the search but what is ticked here, for the box that narrows."""
    back: Link


def facet_page(state: SearchState, facet: str, wanted: str, answer: ResultPage) -> FacetPage:
    """Those ticked stand first, whatever is typed."""
    counts = answer.facets[facet]
    if facet == "unit" and (above := units_above(state)):
        counts = tuple(count for count in counts if count.selected or count.value.split("/")[0] in above)
    everything = tuple(facet_values(facet, in_order(facet, counts)))
    folded = fold(wanted).split()
    matching = [
        value for value in everything if value.selected or all(word in fold(value.label) for word in folded)
    ]
    label = str(labels.FACET_LABELS[facet])
    kept = tuple(
        (name, value) for name, value in state.to_pairs() if name not in (PARAMETERS[facet], "trang")
    )
    return FacetPage(
        title=gettext("Lọc theo %(facet)s", facet=label.lower()),
        label=label,
        searched=sentences.searched(state, sentences.chosen_labels(state, answer.facets)),
        parameter=PARAMETERS[facet],
        own_path=facet_url(SearchState(), facet),
        wanted=wanted,
        values=tuple(matching[:MOST_SHOWN]),
        hint=facet_hint(state, facet),
        look_up=Link(gettext("Tra đúng một văn bản"), url_for("document.find"))
        if facet == "document"
        else None,
        told=_told(min(len(matching), MOST_SHOWN), len(everything)),
        kept=kept,
        own=tuple((name, value) for name, value in state.to_pairs() if name != "trang"),
        back=Link(gettext("Quay lại kết quả"), url_of(state)),
    )


def _told(shown: int, everything: int) -> str:
    if shown == everything:
        return gettext("%(count)s lựa chọn", count=formats.number(everything))
    return gettext(
        "%(shown)s trong %(count)s lựa chọn", shown=formats.number(shown), count=formats.number(everything)
    )
