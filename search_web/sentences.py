"""What is being searched, as one sentence: the heading, the title of the window, the words of the chips."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from operator import attrgetter

from indexer import Boundaries, FacetCount
from search_web import labels
from search_web.languages import gettext
from search_web.search_state import PARAMETERS, SearchState, index_value, url_value

FacetCounts = Mapping[str, Sequence[FacetCount]]


def chosen_labels(state: SearchState, facets: FacetCounts) -> dict[str, dict[str, str]]:
    """Facet -> selected slug -> its label; the slug itself where the index knows no such value."""
    return {
        facet: _labels_of(facet, state.values(facet), facets) for facet in PARAMETERS if state.values(facet)
    }


def filter_sentence(state: SearchState, chosen: Mapping[str, Mapping[str, str]]) -> str:
    """`trong Kiên Giang hoặc An Giang, từ 1/6/2019 đến 30/6/2019`; empty without filters."""
    parts = [_facet_phrase(facet, either(list(values.values()))) for facet, values in chosen.items()]
    if state.boundaries is not Boundaries.EITHER and {"province", "unit"} & chosen.keys():
        parts.append(
            gettext("theo %(boundaries)s", boundaries=str(labels.BOUNDARY_LABELS[state.boundaries]).lower())
        )
    return ", ".join([*parts, *([dates] if (dates := date_phrase(state)) else [])])


def date_phrase(state: SearchState) -> str:
    """`từ 6/2019 đến 2020`, as typed; empty without a usable range."""
    if any(error.reason == "range-reversed" for error in state.date_errors()):
        return ""
    since, until = state.since if state.first_day else "", state.until if state.last_day else ""
    if since and until:
        return gettext("đăng từ %(since)s đến %(until)s", since=since, until=until)
    if since:
        return gettext("đăng từ %(since)s", since=since)
    return gettext("đăng đến %(until)s", until=until) if until else ""


def searched(state: SearchState, chosen: Mapping[str, Mapping[str, str]]) -> str:
    """`“hội nghị sơ kết” trong Kiên Giang`: what was searched, in full."""
    parts = [gettext("“%(text)s”", text=state.text)] if state.text else []
    return " ".join([*parts, *([narrowed] if (narrowed := filter_sentence(state, chosen)) else [])])


def either(values: list[str]) -> str:
    """`A, B hoặc C`."""
    if len(values) < 2:
        return "".join(values)
    return gettext("%(first)s hoặc %(last)s", first=", ".join(values[:-1]), last=values[-1])


def _facet_phrase(facet: str, values: str) -> str:
    phrases = {
        "province": gettext("trong %(values)s", values=values),
        "unit": gettext("thuộc %(values)s", values=values),
        "agency": gettext("của %(values)s", values=values),
        "kind": gettext("loại %(values)s", values=values),
        "event_type": gettext("kiểu họp %(values)s", values=values),
        "topic": gettext("về chủ đề %(values)s", values=values),
        "year": gettext("đăng năm %(values)s", values=values),
        "document": gettext("nhắc tới văn bản %(values)s", values=values),
        "portal": gettext("trên %(values)s", values=values),
    }
    return phrases[facet]


def _labels_of(facet: str, values: tuple[str, ...], facets: FacetCounts) -> dict[str, str]:
    selected = takewhile(attrgetter("selected"), facets.get(facet, ()))
    known = {url_value(facet, count.value): count.label for count in selected}
    return {value: _label(facet, value, known.get(value, value)) for value in values}


def _label(facet: str, value: str, label: str) -> str:
    return labels.facet_value_label(facet, index_value(facet, value), label)
