"""`/theo-doi?…`: how to follow the search of the same parameters, with how many a month to expect."""

from flask import Blueprint, Response, current_app, make_response, render_template

from search_web.answering import answered
from search_web.pages.follow import follow_page
from search_web.serving.request_state import parsed_state, stores


def blueprint() -> Blueprint:
    room = Blueprint("follow", __name__)
    room.add_url_rule("/theo-doi", "show", show)
    return room


def show() -> Response:
    index, today = stores().index(), current_app.config["TODAY"]()
    parsed, answer = answered(parsed_state(), lambda state: index.search(state.to_query(1)))
    page = follow_page(parsed, answer.facets, index, today)
    response = make_response(render_template("follow.html", page=page))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
