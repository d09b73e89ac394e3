"""`/cuoc-hop`: the meetings of a body and a month, without a query; the same with `.ics`."""

from flask import Blueprint, Response, current_app, make_response, render_template, request

from search_web.exports import EXPORTS
from search_web.exports.answer import file_response
from search_web.exports.base import Contents
from search_web.exports.rows import row_of
from search_web.languages import gettext
from search_web.meetings.choice import MeetingChoice
from search_web.meetings.finder import FoundMeeting, MeetingFinder
from search_web.meetings.held_dates import HeldDates
from search_web.pages.meetings import ROOM, Found, meetings_page, meetings_url
from search_web.serving.request_state import absolute, portals, stores, web_settings

COUNTED = ("agency", "province", "event_type")


def blueprint() -> Blueprint:
    room = Blueprint("meetings", __name__)
    room.add_url_rule("/cuoc-hop", "show", show)
    return room


def show() -> Response:
    """The named month, else the newest one with such a meeting."""
    choice, finder = MeetingChoice.parse(request.args), _finder()
    total = stores().index().search(choice.to_query(counted=COUNTED, per_page=1))
    month = choice.month or finder.newest_month(choice)
    shown = choice.in_month(month) if month and not choice.month_is_bad else choice
    found = Found(
        total=total,
        month=finder.in_month(choice, month, ROOM) if month else None,
        earlier=finder.month_before(choice, month) if month else None,
        later=finder.month_after(choice, month) if month else None,
    )
    page = meetings_page(shown, found, portals())
    response = make_response(render_template("meetings.html", page=page))
    if choice.to_pairs():
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def calendar() -> Response:
    """The meetings of the named month; without one those of all months."""
    choice, finder = MeetingChoice.parse(request.args), _finder()
    month = choice.month
    found = finder.of_month(choice, month) if month else finder.every(choice)
    return file_response(EXPORTS["ics"], _contents(choice, tuple(found)))


def _contents(choice: MeetingChoice, found: tuple[FoundMeeting, ...]) -> Contents:
    settings, known = web_settings(), portals()
    chosen = " · ".join(value for name, value in choice.to_pairs())
    return Contents(
        title=" ".join(filter(None, (gettext("Cuộc họp"), chosen))),
        page_url=absolute(meetings_url(choice)),
        own_url=absolute(meetings_url(choice, ".ics")),
        feed_id="",
        authority=settings.tag_authority,
        total=len(found),
        listed=len(found),
        limit=settings.calendar_articles_max,
        problems=(),
        rows=(row_of(one.hit, known) for one in found),
        articles=stores().articles,
    )


def _finder() -> MeetingFinder:
    dates: HeldDates = current_app.config["HELD_DATES"]
    return MeetingFinder(stores().index(), stores().articles(), dates, web_settings().calendar_articles_max)
