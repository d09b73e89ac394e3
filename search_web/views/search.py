"""`/tim`: a search, its facets and its results; the URL is the whole state."""

from flask import Blueprint, Response, abort, make_response, render_template

from search_web.answering import answered
from search_web.exports.links import export_links
from search_web.operators.unfound import note_unfound
from search_web.pages.search import search_page, with_proposal
from search_web.parts.facet_boxes import counted_facets
from search_web.parts.nothing_found import nothing_found
from search_web.parts.timeline import timeline
from search_web.serving.request_state import parsed_state, portals, stores, web_settings


def blueprint() -> Blueprint:
    room = Blueprint("search", __name__)
    room.add_url_rule("/tim", "results", results)
    return room


def results() -> Response:
    """The result page of this URL. 404 beyond its last page."""
    settings, index = web_settings(), stores().index()
    parsed, answer = answered(
        parsed_state(),
        lambda state: index.search(state.to_query(settings.results_per_page, counted_facets(state))),
    )
    state = parsed.state
    if not (answer.total or state.narrowed):
        note_unfound(state.text)
    if state.page > max(1, answer.pages):
        abort(404)
    nothing = None if answer.total else nothing_found(state, answer.facets, index, settings.zero_queries_max)
    proposal = index.propose(state.text).proposal if state.text and state.page == 1 else None
    page = with_proposal(search_page(parsed, answer, nothing, portals(), settings), state, proposal)
    exports = export_links(state, answer) if answer.total else None
    response = make_response(
        render_template(
            "search.html",
            page=page,
            exports=exports,
            timeline=timeline(state, answer.facets),
        )
    )
    if not page.indexable:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response
