"""`/tim/loc/<parameter>?…`: every value of one facet under the search of the same parameters."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from search_web.answering import answered
from search_web.pages.facet import facet_page
from search_web.search_state import PARAMETERS, clean_text
from search_web.serving.request_state import parsed_state, stores

TYPED_CHARS = 100


def blueprint() -> Blueprint:
    room = Blueprint("facets", __name__)
    room.add_url_rule("/tim/loc/<parameter>", "show", show)
    return room


def show(parameter: str) -> Response:
    """404 for a facet that there is not."""
    facet = next((facet for facet, name in PARAMETERS.items() if name == parameter), None)
    if facet is None:
        abort(404)
    index = stores().index()
    parsed, answer = answered(parsed_state(), lambda state: index.search(state.to_query(1, (facet,))))
    wanted = clean_text(request.args.get("chua", "")[:TYPED_CHARS])
    page = facet_page(parsed.state, facet, wanted, answer)
    response = make_response(render_template("facet.html", page=page))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
