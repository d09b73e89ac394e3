"""`/tim.csv`, `.xlsx`, `.json`, `.atom`, `.ics`: the search of the same URL, as a file or a feed.

`/cuoc-hop.ics`: the meetings of a choice.
"""

from flask import Blueprint, Response

from search_web.exports import EXPORTS
from search_web.exports.answer import export_response
from search_web.request_state import parsed_state
from search_web.views.meetings import calendar


def blueprint() -> Blueprint:
    room = Blueprint("exports", __name__)
    room.add_url_rule(f"/tim.<any({', '.join(EXPORTS)}):ending>", "search", search)
    room.add_url_rule("/cuoc-hop.ics", "meetings", calendar)
    return room


def search(ending: str) -> Response:
    return export_response(EXPORTS[ending], parsed_state())
