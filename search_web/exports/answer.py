"""A search, or a page's list, in a format -> the answer over HTTP: streamed, counted, limited, with ETag."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, current_app, request

from corpus.text import slug
from indexer import Query, Scan
from search_web import sentences
from search_web.answering import answered
from search_web.exports.base import Contents, Export
from search_web.exports.rows import row_of
from search_web.feeds import search_tag
from search_web.languages import gettext
from search_web.search_state import Parsed, SearchState
from search_web.serving.request_state import (
    absolute,
    explicit_language,
    portals,
    stores,
    url_of,
    web_settings,
)

AGE_SECONDS = 60
"""Whoever asks again within a minute gets what is at hand; then a 304 while nothing was indexed."""
LAYOUT = 2
"""Part of every ETag: raise it when a format's columns or fields change."""
NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class Listing:
    """Articles that a page is about, without being a search: the whole list is `query`, in its order.

    `path` and `arguments` are the page's URL, `tag` names its feed for ever.
    """

    title: str
    query: Query
    path: str
    arguments: tuple[tuple[str, str], ...]
    tag: str

    def url(self, ending: str = "") -> str:
        """The page, or the same with another ending."""
        asked = urlencode([*self.arguments, *_language()])
        return f"{self.path}{ending and '.'}{ending}{asked and '?'}{asked}"


def export_response(export: Export, parsed: Parsed) -> Response:
    """All that this search finds, from its first hit; `trang` is of no meaning here.

    Raises what the index and the catalog raise, before the first byte is sent.
    """
    asked = Parsed(parsed.state.with_page(1), parsed.errors)

    def scanned(limit: int) -> tuple[Scan, Parsed]:
        searched, scan = answered(asked, lambda state: stores().index().scan(state.to_query(1), limit))
        return scan, searched

    return _conditional(export, (asked.state.to_pairs(), asked.errors), scanned, _of_search)


def listing_response(export: Export, listing: Listing) -> Response:
    """All articles of the list. Raises as `export_response` does."""
    return _conditional(
        export, listing, lambda limit: (stores().index().scan(listing.query, limit), listing), _of_listing
    )


Asked = TypeVar("Asked")


def _conditional(
    export: Export,
    facts: object,
    scanned: Callable[[int], tuple[Scan, Asked]],
    contents: Callable[[Export, Scan, Asked], Contents],
) -> Response:
    """304 while nothing has changed, else the file; `facts` name what was asked for."""
    limit = export.rows_max(web_settings())
    known = _etag(stores().index().version(), export, facts)
    if request.if_none_match.contains_weak(known):
        return _tagged(Response(status=304), known)
    scan, asked = scanned(limit)
    try:
        response = _streamed(export, contents(export, scan, asked))
    except BaseException:
        scan.close()
        raise
    response.call_on_close(scan.close)
    response.headers["X-Total-Count"] = str(scan.total)
    response.headers["X-Listed-Count"] = str(scan.listed)
    response.headers["X-Limit"] = str(limit)
    return _tagged(response, _etag(scan.version, export, facts))


def file_response(export: Export, contents: Contents) -> Response:
    """A file of rows that are at hand: no scan is open, so there is nothing to close."""
    response = _streamed(export, contents)
    response.headers["X-Total-Count"] = str(contents.total)
    response.headers["X-Limit"] = str(contents.limit)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def export_url(state: SearchState, ending: str) -> str:
    """Where that search is answered in this format."""
    return state.with_page(1).to_url(f"{request.script_root}/tim.{ending}")


def _streamed(export: Export, contents: Contents) -> Response:
    """The first piece is made at once, so that what fails early is an error page and not half a file."""
    pieces = export.write(contents)
    first = next(pieces, b"")
    response = Response(itertools.chain([first], _in_request(pieces)), content_type=export.media_type)
    manner = "attachment" if export.saved else "inline"
    name = f"tra-tin-{slug(contents.title)[:NAME_CHARS]}".strip("-")
    response.headers["Content-Disposition"] = f'{manner}; filename="{name}.{export.ending}"'
    return response


def _in_request(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Makes each piece in a request like this one, for its language and addresses.

    Flask's stream_with_context stays in the request between pieces, which breaks when a client leaves.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    environ = request.environ

    def made() -> Iterator[bytes]:
        while True:
            with app.request_context(environ):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    return made()


def _of_search(export: Export, scan: Scan, parsed: Parsed) -> Contents:
    state = parsed.state
    return Contents(
        title=sentences.searched(state, sentences.chosen_labels(state, scan.facets)) or gettext("Tất cả tin"),
        page_url=absolute(url_of(state)),
        own_url=absolute(export_url(state, export.ending)),
        feed_id=search_tag(state, web_settings().tag_authority),
        problems=parsed.errors,
        **_scanned(export, scan),
    )


def _of_listing(export: Export, scan: Scan, listing: Listing) -> Contents:
    return Contents(
        title=listing.title,
        page_url=absolute(listing.url()),
        own_url=absolute(listing.url(export.ending)),
        feed_id=listing.tag,
        problems=(),
        **_scanned(export, scan),
    )


def _scanned(export: Export, scan: Scan) -> dict[str, Any]:
    known, settings = portals(), web_settings()
    return {
        "authority": settings.tag_authority,
        "total": scan.total,
        "listed": scan.listed,
        "limit": export.rows_max(settings),
        "rows": (row_of(hit, known) for hit in scan),
        "articles": stores().articles,
    }


def _language() -> tuple[tuple[str, str], ...]:
    named = explicit_language()
    return (("lang", named),) if named else ()


def _tagged(response: Response, etag: str) -> Response:
    response.headers["ETag"] = f'W/"{etag}"'
    response.headers["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _etag(version: str, export: Export, asked: object) -> str:
    """Names all that the answer is made of: the state of the index, the search, the format, the settings."""
    names = sorted((key, portal.agency) for key, portal in portals().items())
    facts = (LAYOUT, version, export.ending, asked, request.host_url, names, web_settings())
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]
