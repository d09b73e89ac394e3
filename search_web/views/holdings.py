"""`/kho-tin`: which portals are kept, how much of each and from when."""

from flask import Blueprint, render_template

from search_web.pages.holdings import holdings_page
from search_web.serving.request_state import portal_summaries, portals


def blueprint() -> Blueprint:
    room = Blueprint("holdings", __name__)
    room.add_url_rule("/kho-tin", "show", show)
    return room


def show() -> str:
    return render_template("holdings.html", page=holdings_page(portal_summaries(), portals()))
