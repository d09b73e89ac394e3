"""State and answer -> the page object of `/tim`. Words and links only; the index has already been asked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.portal import Portal
from corpus.text import fold
from indexer import Proposal, ResultPage, Sort
from search_web import formats, labels, sentences
from search_web.languages import gettext
from search_web.pages.objects import FacetValue, Link, NothingFound, SearchPage
from search_web.parts.facet_boxes import facet_boxes
from search_web.parts.page_links import paging
from search_web.parts.results import result_of
from search_web.search_state import SORT_SLUGS, Parsed, SearchState
from search_web.serving.request_state import url_of
from search_web.settings import WebSettings


def search_page(
    parsed: Parsed,
    answer: ResultPage,
    nothing: NothingFound | None,
    portals: Mapping[str, Portal],
    settings: WebSettings,
) -> SearchPage:
    """Everything that the template of `/tim` shows."""
    state, errors = parsed
    chosen = sentences.chosen_labels(state, answer.facets)
    sentences_of = {error.parameter: str(labels.ERROR_SENTENCES[error.reason]) for error in errors}
    typed_text = next((error.value for error in errors if error.parameter == "q"), state.text)
    return SearchPage(
        title=_title(state, chosen),
        text=typed_text,
        lang=state.lang,
        heading=labels.results_count(answer.total),
        sentence=sentences.filter_sentence(state, chosen),
        sort_label=str(labels.SORT_LABELS[state.effective_sort]),
        sorts=_sort_links(state),
        sort_choices=_sort_choices(state),
        chips=tuple(_chips(state, chosen)),
        clear_url=url_of(state.without_filters()),
        facets=tuple(facet_boxes(state, answer, sentences_of, settings)),
        since=state.since,
        until=state.until,
        errors=sentences_of,
        panel_errors=tuple(_panel_errors(sentences_of)),
        results=tuple(result_of(hit, portals) for hit in answer.hits),
        first_rank=(state.page - 1) * settings.results_per_page + 1,
        paging=paging(state.page, answer.pages, lambda number: url_of(state.with_page(number))),
        nothing=nothing,
        reposts=_repost_switch(state, answer),
        apart=state.apart,
        canonical=url_of(SearchState(text=state.text)),
        indexable=not (state.text or state.narrowed or state.page > 1 or state.sort),
    )


def with_proposal(page: SearchPage, state: SearchState, proposal: Proposal | None) -> SearchPage:
    """The page with a link to what was probably meant.

    Where nothing was found accents alone are no help: without them even more would have matched.
    """
    if proposal is None or (page.nothing and fold(proposal.text) == state.text.lower()):
        return page
    return replace(page, proposal=Link(proposal.text, url_of(state.with_text(proposal.text))))


def _title(state: SearchState, chosen: Mapping[str, Mapping[str, str]]) -> str:
    title = sentences.searched(state, chosen) or gettext("Tất cả tin, mới nhất trước")
    return gettext("%(title)s, trang %(page)s", title=title, page=state.page) if state.page > 1 else title


def _sorts_offered(state: SearchState) -> tuple[Sort, ...]:
    """Relevance only where there is text to be relevant to."""
    return tuple(sort for sort in SORT_SLUGS if state.text or sort != Sort.RELEVANCE)


def _sort_links(state: SearchState) -> tuple[Link, ...]:
    return tuple(
        Link(
            str(labels.SORT_LABELS[sort]), url_of(state.with_sort(sort)), current=sort == state.effective_sort
        )
        for sort in _sorts_offered(state)
    )


def _sort_choices(state: SearchState) -> tuple[FacetValue, ...]:
    """The default has an empty value: it must not stick when the text is changed."""
    return tuple(
        FacetValue(
            value="" if sort == state.default_sort else SORT_SLUGS[sort],
            label=str(labels.SORT_LABELS[sort]),
            count="",
            selected=sort == state.effective_sort,
        )
        for sort in _sorts_offered(state)
    )


def _chips(state: SearchState, chosen: Mapping[str, Mapping[str, str]]) -> Iterator[Link]:
    """One link for each active condition; following it drops just that one."""
    for facet, values in chosen.items():
        for value, label in values.items():
            name = gettext("%(facet)s: %(value)s", facet=str(labels.CHIP_NAMES[facet]), value=label)
            yield Link(name, url_of(state.without(facet, value)))
    if state.first_day:
        yield Link(gettext("Từ ngày: %(day)s", day=state.since), url_of(state.without_since()))
    if state.last_day:
        yield Link(gettext("Đến ngày: %(day)s", day=state.until), url_of(state.without_until()))


def _panel_errors(sentences_of: Mapping[str, str]) -> Iterator[Link]:
    """The boxes with an error stand far below the head of the page: it leads there."""
    for parameter, name in labels.PANEL_BOXES.items():
        if parameter in sentences_of:
            yield Link(f"{name}: {sentences_of[parameter]}", f"#{parameter}")


def _repost_switch(state: SearchState, answer: ResultPage) -> Link | None:
    """Why the list is shorter than its count. While they are apart nobody knows how many there are: the way
    back always stands.
    """
    if state.apart:
        note = gettext("Tin do nhiều cổng đăng đang hiện riêng từng bản.")
        return Link(gettext("Gộp các bản đăng lại"), url_of(state.with_reposts(False)), note=note)
    folded = answer.total - answer.listed
    if not folded:
        return None
    note = gettext(
        "Danh sách có %(listed)s tin vì đã gộp %(count)s bản đăng lại.",
        listed=formats.number(answer.listed),
        count=formats.number(folded),
    )
    return Link(gettext("Hiện riêng từng bản"), url_of(state.with_reposts(True)), note=note)
