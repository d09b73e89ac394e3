"""`/van-ban/<number>?co-quan=&nam=`: what is held of an official document, and who cites it, newest first."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirection

from corpus.documents import DocumentIdentity, read_identity
from corpus.text import slug
from indexer import CitedDocument, FacetCount, Query, ResultPage, Sort
from search_web.exports.answer import Listing
from search_web.pages.document import (
    Known,
    document_item,
    document_page,
    identity_url,
    is_meant,
    listing_of,
    open_identity,
)
from search_web.pages.objects import Paging
from search_web.parts import page_links
from search_web.search_state import KIND_SLUGS, clean_text
from search_web.serving.request_state import empty_state, portals, stores, url_of, web_settings

NUMBER_CHARS = 80
"""The longest seen has 34: joint decisions of three ministries."""
PAGES_MAX = 10_000
PARAMETERS = ("co-quan", "nam", "trang")
TOP = 20
"""Documents named before anyone asks for one."""
NUMBERS_READ = 100
"""Numbers whose documents are looked at for that: 2 ms each among 100,000 articles."""


def blueprint() -> Blueprint:
    room = Blueprint("document", __name__)
    room.add_url_rule("/van-ban", "find", find)
    room.add_url_rule("/van-ban/<path:number>", "show", show)
    return room


def find() -> Response | Redirection | str:
    """A box for a number: leads to its document, or to a search where it is no number."""
    typed = clean_text(request.args.get("so", ""))[:NUMBER_CHARS]
    if typed:
        identity = read_identity(typed)
        known = url_for("document.show", number=identity.number) if identity else None
        return redirect(known or url_of(empty_state().with_text(typed)))
    documents = empty_state().with_filter("kind", KIND_SLUGS["document"])
    top = stores().index().search(Query(per_page=1, counted=("document",))).facets.get("document", ())
    items = tuple(map(document_item, _most_cited(top)))
    return render_template("documents.html", top=items, all_url=url_of(documents))


def show(number: str) -> Response | Redirection:
    """One document, or all that bear the number; 404 with a way on where none is known."""
    typed = clean_text(number)[:NUMBER_CHARS]
    identity = read_identity(typed)
    asked = DocumentIdentity(number=identity.number if identity else typed)
    if asked.number != number:
        kept: dict[str, Any] = {name: request.args[name] for name in PARAMETERS if name in request.args}
        return redirect(url_for("document.show", number=asked.number, **kept), 301)
    return _answer(asked)


def citing_listing(number: str) -> Listing:
    """Who cites the one document that the URL means; 404 where it means none or several."""
    identity = read_identity(clean_text(number)[:NUMBER_CHARS])
    found, _ = _documents(identity) if identity else ((), ())
    return listing_of(found[0]) if len(found) == 1 else abort(404)


def _documents(identity: DocumentIdentity) -> tuple[tuple[CitedDocument, ...], tuple[CitedDocument, ...]]:
    """Those that the URL means, and the others with the number."""
    issuer, year = slug(request.args.get("co-quan", "")[:200]), slug(request.args.get("nam", "")[:20])
    every = stores().index().documents(open_identity(identity))
    found = tuple(document for document in every if is_meant(document, issuer, year))
    return found, tuple(document for document in every if document not in found)


def _answer(identity: DocumentIdentity) -> Response:
    found, others = _documents(identity)
    answer = _citing(found[0]) if len(found) == 1 else None
    page = document_page(
        Known(identity.number, found, others, answer),
        _paging(found[0], answer) if answer else None,
        portals(),
        url_of(empty_state().with_text(f'"{identity.number}"')),
    )
    response = make_response(render_template("document.html", page=page), 200 if found or others else 404)
    if any(request.args.get(name) for name in PARAMETERS):
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def _citing(document: CitedDocument) -> ResultPage:
    page = _page_asked()
    query = Query(
        cites=document.key,
        sort=Sort.NEWEST,
        page=page,
        per_page=web_settings().results_per_page,
        counted=(),
    )
    answer = stores().index().search(query)
    if page > max(1, answer.pages):
        abort(404)
    return answer


def _paging(document: CitedDocument, answer: ResultPage) -> Paging | None:
    return page_links.paging(answer.query.page, answer.pages, lambda page: identity_url(document, page))


def _page_asked() -> int:
    typed = request.args.get("trang", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    return number if 1 <= number <= PAGES_MAX else abort(404)


def _most_cited(counts: Sequence[FacetCount]) -> list[CitedDocument]:
    """The documents that most articles cite. Exact: none is cited more often than its number."""
    found: list[CitedDocument] = []
    for count in counts[:NUMBERS_READ]:
        if len(found) >= TOP and found[TOP - 1].citing >= count.count:
            break
        identity = read_identity(count.label)
        found += stores().index().documents(open_identity(identity)) if identity else ()
        found.sort(key=lambda document: -document.citing)
    return found[:TOP]
