"""How often one address may ask for what is dear: exports, the API, passwords. In memory, per process."""

import ipaddress

from flask import Blueprint, Flask, Response, request
from flask_limiter import Limiter

from search_web.settings import WebSettings


def add_rate_limits(app: Flask, settings: WebSettings) -> None:
    """429 with `Retry-After` beyond them; what is left is said in `X-RateLimit-*` headers."""
    app.after_request(_retry_only_when_refused)
    limiter = Limiter(key_func=client_network, app=app, storage_uri="memory://", headers_enabled=True)
    for name, per_minute in (("exports", settings.exports_per_minute), ("api", settings.api_per_minute)):
        room = app.blueprints[name]
        if isinstance(room, Blueprint):
            limiter.shared_limit(f"{per_minute} per minute", scope=name)(room)
    tried = limiter.limit(f"{settings.operators.logins_per_minute} per minute")
    app.view_functions["operators.log_in"] = tried(app.view_functions["operators.log_in"])  # type: ignore[assignment]


def client_network() -> str:
    """The address; of IPv6 the /64 that one household or office has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _retry_only_when_refused(response: Response) -> Response:
    """The limiter says `Retry-After` with every answer, where robots take it for a refusal."""
    if response.status_code == 200:
        response.headers.pop("Retry-After", None)
    return response
