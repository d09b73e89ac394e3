"""`/tim`: a search, its facets and its results; the URL is the whole state."""

from flask import Blueprint, Response, abort, make_response, render_template

from corpus.errors import BadQuery
from indexer import ResultPage
from search_web.labels import ERROR_SENTENCES
from search_web.nothing_found import nothing_found
from search_web.request_state import parsed_state, portals, stores, web_settings
from search_web.search_page import search_page, with_proposal
from search_web.search_state import FieldError, Parsed
from search_web.stores import SearchIndex


def blueprint() -> Blueprint:
    room = Blueprint("search", __name__)
    room.add_url_rule("/tim", "results", results)
    return room


def results() -> Response:
    """The result page of this URL. 404 beyond its last page."""
    settings, index = web_settings(), stores().index()
    parsed, answer = _answered(parsed_state(), index, settings.results_per_page)
    state = parsed.state
    if state.page > max(1, answer.pages):
        abort(404)
    nothing = None if answer.total else nothing_found(state, answer.facets, index, settings.zero_queries_max)
    proposal = index.propose(state.text).proposal if state.text and state.page == 1 else None
    page = with_proposal(search_page(parsed, answer, nothing, portals(), settings), state, proposal)
    response = make_response(render_template("search.html", page=page))
    if not page.indexable:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def _answered(parsed: Parsed, index: SearchIndex, per_page: int) -> tuple[Parsed, ResultPage]:
    """The answer; a text that the index refuses is reported beside its box, and the rest is searched. So is
    what it read otherwise than it was typed."""
    state, errors = parsed
    try:
        answer = index.search(state.to_query(per_page))
    except BadQuery as error:
        refused = FieldError("q", _reason(error), state.text)
        rest = Parsed(state.with_text(""), (*errors, refused))
        return rest, index.search(rest.state.to_query(per_page))
    notes = (FieldError("q", note.reason, state.text) for note in answer.notes[:1])
    return Parsed(state, (*errors, *notes)), answer


def _reason(error: BadQuery) -> str:
    """The hyphenated reason that the error begins with; what it says behind is for the log."""
    reason = error.reason.partition(":")[0]
    return reason if reason in ERROR_SENTENCES else "bad-query"
