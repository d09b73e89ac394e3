"""For machines: `/healthz` says whether searches can be answered, `/robots.txt` keeps bots out of facets."""

from flask import Blueprint, Response, jsonify, url_for

from corpus.errors import IndexDamaged, NeedsRebuild
from search_web.request_state import absolute, stores
from search_web.search_state import PARAMETERS

_MACHINE_PATHS = ("/tin/*/ban-luu", "/goi-y", "/opensearch/", "/tim.", "/theo-doi", "/api/v1/")
"""What is no page of its own, or is asked by people for themselves."""
_PRIVATE_PARAMETERS = ("q", *PARAMETERS.values(), "dia-gioi", "tu", "den", "dang-lai", "xep")


def blueprint() -> Blueprint:
    room = Blueprint("service", __name__)
    room.add_url_rule("/healthz", "health", health)
    room.add_url_rule("/robots.txt", "robots", robots)
    return room


def health() -> Response:
    """200 `{"status": "ok"}` while searches can be answered, else 503 with the reason."""
    status, reason = "ok", ""
    try:
        stores().index()
    except NeedsRebuild as error:
        status, reason = "index-missing", str(error)
    except IndexDamaged as error:
        status, reason = "index-damaged", str(error)
    answer = jsonify({"status": status, **({"reason": reason} if reason else {})})
    answer.status_code = 200 if status == "ok" else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer


def robots() -> Response:
    """The plain list of articles and its pages may be followed; every other search is an endless space."""
    forbidden = [f"Disallow: /tim?{star}{name}=" for name in _PRIVATE_PARAMETERS for star in ("", "*&")]
    forbidden += [f"Disallow: {path}" for path in _MACHINE_PATHS]
    sitemap = absolute(url_for("discovery.sitemap", lang=None))
    lines = ["User-agent: *", *forbidden, "Allow: /", "", f"Sitemap: {sitemap}", ""]
    answer = Response("\n".join(lines), content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
