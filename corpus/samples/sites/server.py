"""Serves the sample portals on loopback over real HTTP/1.1, one port and one thread for each.

Knows nothing of platforms: it turns requests into values, and answers conditional GETs where a site gave
validators.
"""

import socket
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from corpus.errors import BadConfig
from corpus.samples.sites.site import Site
from corpus.samples.sites.web import Request, Response

HOST = "127.0.0.1"
FIRST_PORT = 8701
_MOST_BODY_BYTES = 1_000_000
"""A postback of these sites has some kilobytes; more is refused unread."""


class Server(ThreadingHTTPServer):
    """One portal at one port."""

    daemon_threads = True
    request_queue_size = 64
    site: Site


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server: Server
    disable_nagle_algorithm = True
    wbufsize = -1
    """Buffered, so that head and body leave in one packet."""

    def handle(self) -> None:
        """A client that breaks off, such as a killed crawl, is no fault to tell of."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        self._answer({})

    def do_HEAD(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _MOST_BODY_BYTES:
            self.close_connection = True
            self._send(Response(413, "text/plain", b""))
            return
        body = self.rfile.read(length).decode("utf-8", "replace")
        self._answer(dict(parse_qsl(body, keep_blank_values=True)))

    def version_string(self) -> str:
        return self.server.site.server

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: libraries never print."""

    def _answer(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path)
        path = unicodedata.normalize("NFC", unquote(parts.path))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        method = "GET" if self.command == "HEAD" else self.command
        response = self.server.site.respond(Request(method, path, query, form, self.path))
        self._send(self._not_modified(response) or response)

    def _not_modified(self, response: Response) -> Response | None:
        """A 304 when the client's validators are still good (RFC 9110, 13.2.2)."""
        if response.status != 200:
            return None
        named = {name.lower(): value for name, value in response.headers}
        etag, modified = named.get("etag"), named.get("last-modified")
        if (wanted := self.headers.get("If-None-Match")) is not None:
            fresh = etag is not None and etag in wanted
        else:
            fresh = modified is not None and _not_later(modified, self.headers.get("If-Modified-Since"))
        return Response(304, "", b"", response.headers) if fresh else None

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value.encode("latin-1", "replace").decode("latin-1"))
        if response.status != 304:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD" and response.status != 304:
            self.wfile.write(response.body)


def site_ports(base_port: int, count: int) -> list[int]:
    """The ports of `count` sites: consecutive from `base_port`, or free ones when it is 0."""
    if base_port:
        return list(range(base_port, base_port + count))
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for free in sockets:
            free.bind((HOST, 0))
        return [free.getsockname()[1] for free in sockets]


@contextmanager
def serving(sites: Sequence[Site], ports: Sequence[int]) -> Iterator[None]:
    """Serves each site at its port while the block runs. Raises BadConfig when a port is taken."""
    with ExitStack() as stack:
        servers = [stack.enter_context(_bound(site, port)) for site, port in zip(sites, ports, strict=True)]
        for server in servers:
            run = threading.Thread(
                target=server.serve_forever, args=(0.1,), name=server.site.spec.key, daemon=True
            )
            run.start()
            stack.callback(server.shutdown)
        yield


def _bound(site: Site, port: int) -> Server:
    try:
        server = Server((HOST, port), Handler)
    except OSError as error:
        fix = f"port {port} on {HOST} cannot be used for the sample portals ({error.strerror})"
        raise BadConfig(
            "samples.base_port", f"{fix}; choose another base port, or 0 for free ones"
        ) from error
    server.site = site
    return server


def _not_later(modified: str, since: str | None) -> bool:
    if since is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except ValueError:
        return False
