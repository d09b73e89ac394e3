"""`/`: the box, three worked examples, what we hold, the newest meetings."""

from flask import Blueprint, current_app, render_template

from search_web.pages.home import HomeFacts, home_page
from search_web.pages.map import map_page
from search_web.serving.request_state import empty_state, portals, stores
from search_web.serving.stores import Remembered


def blueprint() -> Blueprint:
    room = Blueprint("home", __name__)
    room.add_url_rule("/", "show", show)
    return room


def show() -> str:
    facts: Remembered[HomeFacts] = current_app.config["HOME_FACTS"]
    page = home_page(facts.get(), portals())
    return render_template("home.html", page=page, map=map_page(empty_state(), stores().index()))
