"""`/tim.csv`, `.xlsx`, `.json`, `.atom`, `.ics`: the search of the same URL, as a file or a feed.

The same endings give all articles of an agency, a province or a portal, and those that cite a document;
`/cuoc-hop.ics` the meetings of a choice.
"""

from flask import Blueprint, Response

from search_web.exports import EXPORTS
from search_web.exports.answer import export_response, listing_response
from search_web.pages.agency import listing_of
from search_web.serving.request_state import parsed_state
from search_web.views.agency import about_agency, about_portal, about_province
from search_web.views.document import citing_listing
from search_web.views.meetings import calendar


def blueprint() -> Blueprint:
    room = Blueprint("exports", __name__)
    endings = f"<any({', '.join(EXPORTS)}):ending>"
    for page, name, view in (
        ("/tim", "search", search),
        ("/co-quan/<name>", "agency", agency),
        ("/tinh/<place>", "province", province),
        ("/cong/<key>", "portal", portal),
        ("/van-ban/<path:number>", "document", document),
    ):
        room.add_url_rule(f"{page}.{endings}", name, view)
    room.add_url_rule("/cuoc-hop.ics", "meetings", calendar)
    return room


def search(ending: str) -> Response:
    return export_response(EXPORTS[ending], parsed_state())


def agency(name: str, ending: str) -> Response:
    return listing_response(EXPORTS[ending], listing_of(about_agency(name)[0]))


def province(place: str, ending: str) -> Response:
    return listing_response(EXPORTS[ending], listing_of(about_province(place)[0]))


def portal(key: str, ending: str) -> Response:
    return listing_response(EXPORTS[ending], listing_of(about_portal(key)[0]))


def document(number: str, ending: str) -> Response:
    return listing_response(EXPORTS[ending], citing_listing(number))
