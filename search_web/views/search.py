"""`/tim`: a search, its facets and its results; the URL is the whole state."""

from flask import Blueprint, Response, abort, make_response, render_template

from corpus.errors import BadQuery
from indexer import ResultPage
from search_web.nothing_found import nothing_found
from search_web.request_state import parsed_state, portals, stores, web_settings
from search_web.search_page import search_page
from search_web.search_state import FieldError, SearchState
from search_web.stores import SearchIndex


def blueprint() -> Blueprint:
    room = Blueprint("search", __name__)
    room.add_url_rule("/tim", "results", results)
    return room


def results() -> Response:
    """The result page of this URL. 404 beyond its last page."""
    state, errors = parsed_state()
    settings, index = web_settings(), stores().index()
    state, errors, answer = _answered(state, errors, index)
    if state.page > max(1, answer.pages):
        abort(404)
    nothing = None if answer.total else nothing_found(state, answer.facets, index, settings.zero_queries_max)
    page = search_page(state, answer, errors=errors, nothing=nothing, portals=portals(), settings=settings)
    response = make_response(render_template("search.html", page=page))
    if not page.indexable:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def _answered(
    state: SearchState, errors: tuple[FieldError, ...], index: SearchIndex
) -> tuple[SearchState, tuple[FieldError, ...], ResultPage]:
    """The answer; a text that the index refuses is reported beside its box and everything else is searched."""
    per_page = web_settings().results_per_page
    try:
        return state, errors, index.search(state.to_query(per_page))
    except BadQuery:
        refused = FieldError("q", "bad-query", state.text)
        rest = state.with_text("")
        return rest, (*errors, refused), index.search(rest.to_query(per_page))
