"""Whether the demo's search page can be served, and answers as it should: asked over HTTP, on loopback."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from corpus.errors import BadConfig
from search_web.settings import WebSettings

_ANSWERS = {
    "/": "Tra Tin",
    "/tim?q=hoi+nghi+so+ket": "<mark>",
    "/tim?q=hoi+nghi&tinh=kien-giang": "Kiên Giang",
    "/tim?q=tram+bom+da+chien": "trong tệp đính kèm",
}
"""Path of the demo's site -> what a right answer holds."""
_PATIENCE_SECONDS = 15.0
"""The server may take a moment to start."""


def refuse_taken_port(web: WebSettings) -> None:
    """Says so before a minute's work, not after it. Raises BadConfig."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((web.host, web.port))
        except OSError as error:
            told = f"{web.host}:{web.port}: {error.strerror}; name another with --port"
            raise BadConfig("port", told) from error


def demo_answers(web: WebSettings) -> Iterator[tuple[str, bool]]:
    """Each address that a visitor of the demo may ask for, and whether it answers as it should."""
    for path, expected in _ANSWERS.items():
        url = f"http://{web.host}:{web.port}{path}"
        yield url, expected in _fetched(url)


def _fetched(url: str) -> str:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310  # http, loopback
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            return f"HTTP {error.code}"
        except OSError:
            if time.monotonic() > give_up:
                return "no answer"
            time.sleep(0.2)
