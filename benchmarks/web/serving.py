"""The site in a process of its own: `python -m benchmarks.web.serving ARTICLES PORT [--no-cache]`.

Each answer tells in `Server-Timing`, in ms: `queue`, from the request's last byte read until a thread took
it up; `app`, from then until the page was made, a free worker waited for; `cpu`, this process' share of it;
`making`, from when a worker took it up until it was made.
"""

import argparse
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, g, request

from benchmarks.web.site import portals, site
from indexer import IndexerSettings
from search_web import WebSettings, create_app, serve

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
_MAKING = "tratin.benchmark.making"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int)
    parser.add_argument("port", type=int)
    parser.add_argument("--no-cache", action="store_true")
    options = parser.parse_args()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting is what is measured
    settings = WebSettings(port=options.port, page_cache_mb=0 if options.no_cache else 64)
    app = create_app(settings, site(options.articles), IndexerSettings(), portals())
    app.after_request(_note_making)
    app.wsgi_app = timed(app.wsgi_app)  # type: ignore[method-assign, assignment]
    serve(app, settings)


def timed(inner: Wsgi) -> Wsgi:
    """The same app with the times in a header."""

    def outer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        queue = 1000 * (time.time() - _read_at(environ))
        began, began_cpu = time.perf_counter(), time.thread_time()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            app = 1000 * (time.perf_counter() - began)
            cpu = 1000 * (time.thread_time() - began_cpu)
            making = environ.get(_MAKING, 0.0)
            timing = f"queue;dur={queue:.3f}, app;dur={app:.3f}, cpu;dur={cpu:.3f}, making;dur={making:.3f}"
            return start_response(status, [*headers, ("Server-Timing", timing)], *rest)

        return inner(environ, start)

    return outer


def _note_making(response: Response) -> Response:
    """For `timed`, outside of the app; a kept page was made by nobody."""
    request.environ[_MAKING] = 1000 * g.get("making_seconds", 0.0)
    return response


def _read_at(environ: dict[str, Any]) -> float:
    """When waitress last read from this connection; it tells the app only through its channel."""
    return float(environ["waitress.client_disconnected"].__self__.last_activity)


if __name__ == "__main__":
    main()
