"""What a sample portal answers with: requests and responses as plain values, and Jinja2 templates."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.samples.data_files import TEMPLATES

Headers = tuple[tuple[str, str], ...]


class Request(NamedTuple):
    """A request as a site sees it: `path` decoded and in NFC, query and form by name (last value wins)."""

    method: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    target: str
    """Path and query as they came over the wire."""


class Response(NamedTuple):
    """A whole answer."""

    status: int
    content_type: str
    body: bytes
    headers: Headers = ()


def redirect(location: str, status: int = 301) -> Response:
    """An answer that sends the client to `location`."""
    return Response(status, "text/html; charset=utf-8", b"", (("Location", location),))


@cache
def environment() -> Environment:
    """The Jinja2 environment of all sample templates: HTML and XML are escaped, missing names are errors."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """The template with the values put in."""
    return environment().get_template(template).render(**values)
