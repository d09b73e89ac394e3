"""`/api`: how to use the API, served by this site alone: no script, nothing from elsewhere."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Blueprint, render_template

from corpus.documents import read_identity
from corpus.errors import IndexDamaged, NeedsRebuild
from indexer import Query, Sort
from search_web.api import OPERATIONS
from search_web.api.guide_page import api_guide_page
from search_web.pages.document import identity_values
from search_web.serving.request_state import stores, web_settings

TRIED = 10
"""Numbers looked up for an example: some cannot be read."""


def blueprint() -> Blueprint:
    room = Blueprint("api_guide", __name__)
    room.add_url_rule("/api", "show", show)
    return room


def show() -> str:
    return render_template("api.html", page=api_guide_page(dict(_examples()), web_settings()))


def _examples() -> Iterator[tuple[str, str]]:
    """An article and a document that are held make the examples of those that need one."""
    article_id, document = _some_article(), _some_document()
    for operation in OPERATIONS:
        if operation.example:
            yield operation.name, operation.example
        elif operation.name == "citing":
            if document:
                yield operation.name, f"{operation.path}?{document}"
        elif article_id:
            yield operation.name, operation.path.replace("{article_id}", article_id)


def _some_article() -> str:
    try:
        hits = stores().index().search(Query(sort=Sort.NEWEST, per_page=1)).hits
    except (NeedsRebuild, IndexDamaged):  # the guide is of use without an index
        return ""
    return hits[0].article_id if hits else ""


def _some_document() -> str:
    """What `/documents/citing` has to be asked for one of those cited most; "" where none is."""
    try:
        index = stores().index()
        counts = index.search(Query(per_page=1, counted=("document",))).facets["document"]
    except (NeedsRebuild, IndexDamaged):
        return ""
    for count in counts[:TRIED]:
        identity = read_identity(count.label)
        for document in index.documents(identity) if identity else ():
            issuer, year = identity_values(document)
            return urlencode({"so": document.number, "co-quan": issuer, "nam": year})
    return ""
