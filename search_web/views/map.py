"""`/ban-do?…`: the search of the same parameters, by province, on a map and as a list."""

from flask import Blueprint, Response, make_response, render_template

from search_web.answering import answered
from search_web.pages.map import map_page
from search_web.serving.request_state import parsed_state, stores


def blueprint() -> Blueprint:
    room = Blueprint("map", __name__)
    room.add_url_rule("/ban-do", "show", show)
    return room


def show() -> Response:
    index = stores().index()
    parsed, _ = answered(parsed_state(), lambda state: index.search(state.to_query(1, ())))
    response = make_response(render_template("map.html", page=map_page(parsed.state, index)))
    if parsed.state.to_pairs():
        response.headers["X-Robots-Tag"] = "noindex"
    return response
