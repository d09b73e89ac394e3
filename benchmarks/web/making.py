"""What search pages with all facets cost of a processor, made one after the other in one process.

    python -m benchmarks.web.making [ARTICLES]

Each page for the first time, when most of its terms have yet to be decoded, then again.
"""

import sys
import time

from flask.testing import FlaskClient

from benchmarks.web.questions import asked
from benchmarks.web.site import portals, site
from indexer import IndexerSettings
from search_web import WebSettings
from search_web.app import create_worker_app
from search_web.serving.workers import settle

WARMING, MEASURED = 200, 400


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    urls = asked(articles)
    app = create_worker_app(WebSettings(), site(articles), IndexerSettings(), portals())
    client = app.test_client()
    for url in urls[-WARMING:]:
        client.get(url)
    settle()
    for name in ("first", "again"):
        taken = sorted(_cpu_ms(client, url) for url in urls[:MEASURED])
        p50, p95 = taken[len(taken) // 2], taken[int(0.95 * len(taken))]
        print(f"{name}: {len(taken)} pages, p50 {p50:.1f} ms, p95 {p95:.1f} ms, slowest {taken[-1]:.1f} ms")


def _cpu_ms(client: FlaskClient, url: str) -> float:
    began = time.process_time()
    if client.get(url).status_code != 200:
        raise SystemExit(f"{url} failed")
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    main()
