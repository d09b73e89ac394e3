"""For machines: `/healthz` says whether searches can be answered, `/metrics` how many and how fast.

`/robots.txt` keeps bots out of facets.
"""

import ipaddress

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for

from corpus.errors import IndexDamaged, NeedsRebuild, TraTinError
from search_web.search_state import PARAMETERS
from search_web.serving.metrics import CONTENT_TYPE, Metrics
from search_web.serving.request_state import absolute, stores, web_settings

_MACHINE_PATHS = (
    "/tin/*/ban-luu",
    "/goi-y",
    "/opensearch/",
    "/tim.",
    "/tim/loc/",
    *("/co-quan/*.", "/tinh/*.", "/cong/*."),
    "/ban-do",
    "/theo-doi",
    "/api/v1/",
)
"""What is no page of its own, or is asked by people for themselves."""
_PRIVATE_PARAMETERS = ("q", *PARAMETERS.values(), "dia-gioi", "tu", "den", "dang-lai", "xep")


def blueprint() -> Blueprint:
    room = Blueprint("service", __name__)
    room.add_url_rule("/healthz", "health", health)
    room.add_url_rule("/metrics", "metrics", metrics)
    room.add_url_rule("/robots.txt", "robots", robots)
    return room


def health() -> Response:
    """200 `{"status": "ok", "catalog": "ok"}` while searches can be answered, else 503 with the reason.

    Without a catalog searches go on; articles cannot be opened.
    """
    status, reason = "ok", ""
    try:
        stores().index()
    except NeedsRebuild as error:
        status, reason = "index-missing", str(error)
    except IndexDamaged as error:
        status, reason = "index-damaged", str(error)
    answer = jsonify({"status": status, **({"reason": reason} if reason else {}), "catalog": _catalog()})
    answer.status_code = 200 if status == "ok" else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _catalog() -> str:
    try:
        stores().articles()
    except TraTinError as error:
        return str(error)
    return "ok"


def metrics() -> Response:
    """For Prometheus, asked from a network that may: to everyone else the page does not exist."""
    if not _may_measure():
        abort(404)
    measured: Metrics = current_app.config["METRICS"]
    answer = Response(measured.text(), content_type=CONTENT_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _may_measure() -> bool:
    """A reverse proxy on this machine asks from loopback for the whole world: what it passes on counts."""
    passed_on = any(request.headers.get(name) for name in ("Forwarded", "X-Forwarded-For", "Via"))
    if passed_on and not web_settings().trusted_proxies:
        return False
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in web_settings().metrics_networks)


def robots() -> Response:
    """The plain list of articles and its pages may be followed; every other search is an endless space."""
    forbidden = [f"Disallow: /tim?{star}{name}=" for name in _PRIVATE_PARAMETERS for star in ("", "*&")]
    forbidden += [f"Disallow: {path}" for path in _MACHINE_PATHS]
    sitemap = absolute(url_for("discovery.sitemap", lang=None))
    lines = ["User-agent: *", *forbidden, "Allow: /", "", f"Sitemap: {sitemap}", ""]
    answer = Response("\n".join(lines), content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
