"""The site in a process of its own: `python -m benchmarks.web.serving ARTICLES PORT [--no-cache]`.

Each answer tells in `Server-Timing` what it took: `app`, from the first byte of the request read to the
last of the page made, in ms; `cpu`, the processor's share of it.
"""

import argparse
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.web.site import portals, site
from indexer import IndexerSettings
from search_web import WebSettings, create_app, serve

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int)
    parser.add_argument("port", type=int)
    parser.add_argument("--no-cache", action="store_true")
    options = parser.parse_args()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting is what is measured
    settings = WebSettings(port=options.port, page_cache_mb=0 if options.no_cache else 64)
    app = create_app(settings, site(options.articles), IndexerSettings(), portals())
    app.wsgi_app = timed(app.wsgi_app)  # type: ignore[method-assign, assignment]
    serve(app, settings)


def timed(inner: Wsgi) -> Wsgi:
    """The same app with the times in a header."""

    def outer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        began, began_cpu = time.perf_counter(), time.thread_time()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            app = 1000 * (time.perf_counter() - began)
            cpu = 1000 * (time.thread_time() - began_cpu)
            return start_response(
                status, [*headers, ("Server-Timing", f"app;dur={app:.3f}, cpu;dur={cpu:.3f}")], *rest
            )

        return inner(environ, start)

    return outer


if __name__ == "__main__":
    main()
