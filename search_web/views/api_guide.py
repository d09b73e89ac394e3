"""`/api`: how to use the API, served by this site alone: no script, nothing from elsewhere."""

from collections.abc import Iterator

from flask import Blueprint, render_template

from corpus.errors import IndexDamaged, NeedsRebuild
from indexer import Query, Sort
from search_web.api import OPERATIONS
from search_web.api.guide_page import api_guide_page
from search_web.request_state import stores, web_settings


def blueprint() -> Blueprint:
    room = Blueprint("api_guide", __name__)
    room.add_url_rule("/api", "show", show)
    return room


def show() -> str:
    return render_template("api.html", page=api_guide_page(dict(_examples()), web_settings()))


def _examples() -> Iterator[tuple[str, str]]:
    """An article that is held makes the examples of those that need one."""
    article_id = _some_article()
    for operation in OPERATIONS:
        if operation.example:
            yield operation.name, operation.example
        elif article_id:
            yield operation.name, operation.path.replace("{article_id}", article_id)


def _some_article() -> str:
    try:
        hits = stores().index().search(Query(sort=Sort.NEWEST, per_page=1)).hits
    except (NeedsRebuild, IndexDamaged):  # the guide is of use without an index
        return ""
    return hits[0].article_id if hits else ""
