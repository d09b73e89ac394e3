"""`/tim`: a search, its facets and its results; the URL is the whole state."""

from flask import Blueprint, Response, abort, make_response, render_template

from corpus.errors import BadQuery
from indexer import ResultPage
from search_web.nothing_found import nothing_found
from search_web.request_state import parsed_state, portals, stores, web_settings
from search_web.search_page import search_page
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
    page = search_page(parsed, answer, nothing, portals(), settings)
    response = make_response(render_template("search.html", page=page))
    if not page.indexable:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def _answered(parsed: Parsed, index: SearchIndex, per_page: int) -> tuple[Parsed, ResultPage]:
    """The answer; a text that the index refuses is reported beside its box, and the rest is searched."""
    state, errors = parsed
    try:
        return parsed, index.search(state.to_query(per_page))
    except BadQuery:
        refused = FieldError("q", "bad-query", state.text)
        rest = Parsed(state.with_text(""), (*errors, refused))
        return rest, index.search(rest.state.to_query(per_page))
