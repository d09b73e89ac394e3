"""A search and a format -> the answer over HTTP: streamed, with its count, its limit and an ETag."""

import hashlib
import itertools
from collections.abc import Iterator

from flask import Flask, Response, current_app, request

from corpus.text import slug
from indexer import Scan
from search_web import sentences
from search_web.answering import answered
from search_web.exports.base import Contents, Export
from search_web.exports.rows import row_of
from search_web.feeds import search_tag
from search_web.languages import gettext
from search_web.request_state import absolute, portals, stores, url_of, web_settings
from search_web.search_state import Parsed, SearchState

AGE_SECONDS = 60
"""Whoever asks again within a minute gets what is at hand; then a 304 while nothing was indexed."""
LAYOUT = 2
"""Part of every ETag: raise it when a format's columns or fields change."""
NAME_CHARS = 80


def export_response(export: Export, parsed: Parsed) -> Response:
    """All that this search finds, from its first hit; `trang` is of no meaning here.

    Raises what the index and the catalog raise, before the first byte is sent.
    """
    asked = Parsed(parsed.state.with_page(1), parsed.errors)
    index, limit = stores().index(), export.rows_max(web_settings())
    known = _etag(index.version(), export, asked)
    if request.if_none_match.contains_weak(known):
        return _tagged(Response(status=304), known)
    searched, scan = answered(asked, lambda state: index.scan(state.to_query(1), limit))
    try:
        response = _streamed(export, _contents(export, searched, scan, limit))
    except BaseException:
        scan.close()
        raise
    response.call_on_close(scan.close)
    response.headers["X-Total-Count"] = str(scan.total)
    response.headers["X-Listed-Count"] = str(scan.listed)
    response.headers["X-Limit"] = str(limit)
    return _tagged(response, _etag(scan.version, export, asked))


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


def _contents(export: Export, parsed: Parsed, scan: Scan, limit: int) -> Contents:
    state, known, settings = parsed.state, portals(), web_settings()
    chosen = sentences.chosen_labels(state, scan.facets)
    return Contents(
        title=sentences.searched(state, chosen) or gettext("Tất cả tin"),
        page_url=absolute(url_of(state)),
        own_url=absolute(export_url(state, export.ending)),
        feed_id=search_tag(state, settings.tag_authority),
        authority=settings.tag_authority,
        total=scan.total,
        listed=scan.listed,
        limit=limit,
        problems=parsed.errors,
        rows=(row_of(hit, known) for hit in scan),
        articles=stores().articles,
    )


def _tagged(response: Response, etag: str) -> Response:
    response.headers["ETag"] = f'W/"{etag}"'
    response.headers["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _etag(version: str, export: Export, parsed: Parsed) -> str:
    """Names all that the answer is made of: the state of the index, the search, the format, the settings."""
    names = sorted((key, portal.agency) for key, portal in portals().items())
    asked = (export.ending, parsed.state.to_pairs(), parsed.errors, request.host_url)
    facts = (LAYOUT, version, asked, names, web_settings())
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]
