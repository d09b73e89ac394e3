"""`/api/v1/…`: the operations of the API as routes, with ETag and problem+json, and `openapi.json`."""

import hashlib
import json
from collections.abc import Iterator
from functools import partial, update_wrapper

from flask import Blueprint, Response, request, url_for

from search_web.api import OPERATIONS
from search_web.api.models import CitingAnswer, SearchAnswer
from search_web.api.openapi import openapi_document
from search_web.api.operations import Operation
from search_web.api.parameters import Values, read_values
from search_web.api.problems import Refused, refusal
from search_web.serving.request_state import absolute, portals, stores, web_settings

AGE_SECONDS = 60
LAYOUT = 3
"""Part of every ETag: raise it when a field is added."""


def blueprint() -> Blueprint:
    room = Blueprint("api", __name__, url_prefix="/api/v1")
    for operation in OPERATIONS:
        view = update_wrapper(partial(_answer, operation), _answer)
        room.add_url_rule(_flask_path(operation.path), operation.name, view)
    room.add_url_rule("/openapi.json", "openapi", openapi)
    room.register_error_handler(Refused, refusal)
    room.after_request(_open_to_all)
    return room


def openapi() -> Response:
    """The document; its server is this one."""
    root = absolute(url_for("api.openapi", lang=None)).removesuffix("/openapi.json")
    return _tagged(_json(json.dumps(openapi_document(root), ensure_ascii=False)), None)


def _answer(operation: Operation, **path: str) -> Response:
    values = _values(operation, path)
    tag = _index_tag() if operation.of_index else None
    if tag and request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    answer = operation.run(values)
    response = _json(answer.model_dump_json())
    if isinstance(answer, (SearchAnswer, CitingAnswer)) and (links := list(_links(answer))):
        response.headers["Link"] = ", ".join(links)
    return _tagged(response, tag)


def _links(answer: SearchAnswer | CitingAnswer) -> Iterator[str]:
    """The neighbouring pages. Source: RFC 8288."""
    for relation, url in (("prev", answer.previous), ("next", answer.next)):
        if url:
            yield f'<{url}>; rel="{relation}"'


def _values(operation: Operation, path: dict[str, str]) -> Values:
    """Query and path alike. Raises Refused."""
    values = dict(read_values(operation.parameters, request.args))
    for parameter in operation.path_parameters:
        values[parameter.name] = parameter.read([path[parameter.name]])
    return values


def _index_tag() -> str:
    """Names the index and the question: asked before the search, so that it never names a newer answer."""
    names = sorted((key, portal.agency) for key, portal in portals().items())
    facts = (LAYOUT, stores().index().version(), request.host, request.full_path, names, web_settings())
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def _json(body: str) -> Response:
    return Response(body.encode("utf-8", "replace"), content_type="application/json")


def _tagged(response: Response, tag: str | None) -> Response:
    """Without a tag that was known before: one of the bytes themselves."""
    if tag is None:
        response.add_etag(weak=True)
        response.make_conditional(request)
    else:
        response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    return response


def _open_to_all(response: Response) -> Response:
    """Any page may read it: there are no accounts and no cookies."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, X-RateLimit-Remaining"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _flask_path(path: str) -> str:
    return path.replace("{", "<").replace("}", ">")
