"""`/tro-giup`: how to search, by examples that can be followed."""

from flask import Blueprint, render_template

from search_web.pages.help import help_facts, help_page
from search_web.serving.request_state import stores


def blueprint() -> Blueprint:
    room = Blueprint("help", __name__)
    room.add_url_rule("/tro-giup", "show", show)
    return room


def show() -> str:
    return render_template("help.html", page=help_page(help_facts(stores())))
