"""Measures search pages with all facets and pages kept in memory, over sample articles.

    python -m benchmarks.web [--articles 100000] [--users 20] [--seconds 20] [--rate 200] [--json FILE]

The first run makes the archive (100,000 articles: some ten minutes); later ones use it again.
"""

import argparse
import asyncio
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.web.load import Taken, steady, users
from benchmarks.web.questions import asked, popular_urls
from benchmarks.web.site import site

THINK_SECONDS = 1.0
"""Between two pages of one user: a quick reader. Without any, twenty users test how long queues grow."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is the load: install it first (Debian's package wrk)")
    site(options.articles)
    rows = dict(measured(options))
    for name, row in rows.items():
        print(name, *(f"{label} {value:,.1f}" for label, value in row.items()), sep="  ")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def measured(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, float]]]:
    """Each part by its name."""
    urls, seconds = asked(options.articles), options.seconds
    with server(options.articles, cache=False) as port:
        users(port, urls[-200:], 4, 5.0, 0.0)
        yield "one user, search pages", row(users(port, urls, 1, seconds / 2, 0.0))
        people = users(port, urls, options.users, seconds, THINK_SECONDS)
        yield f"{options.users} users, {THINK_SECONDS:g} s between pages", row(people)
        yield f"{options.users} users, no pause", row(users(port, urls, options.users, seconds, 0.0))
    popular = popular_urls(options.articles)
    with server(options.articles, cache=True) as port:
        users(port, popular, 2, 8.0, 0.0)
        kept = steady(port, popular, options.rate, seconds, 20)
        yield f"kept pages, {options.rate:g} a second", row(asyncio.run(kept))
        yield "kept pages, 20 users, no pause", row(users(port, popular, 20, 10.0, 0.0))


@contextmanager
def server(articles: int, *, cache: bool) -> Iterator[int]:
    """Runs the site in a process of its own; gives its port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    flags = [] if cache else ["--no-cache"]
    command = [sys.executable, "-m", "benchmarks.web.serving", str(articles), str(port), *flags]
    process = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def row(taken: Taken) -> dict[str, float]:
    """The numbers of one part; times in ms."""
    found = {"pages": float(len(taken.waited)), "failed": float(taken.failed)}
    found["a second"] = len(taken.waited) / taken.seconds
    for name, values in _times(taken):
        ascending = sorted(values) or [0.0]
        found[f"{name} p50"] = ascending[len(ascending) // 2]
        found[f"{name} p95"] = ascending[int(0.95 * len(ascending))]
    found["kB"] = sum(taken.sizes) / max(1, len(taken.sizes)) / 1000
    found["largest kB"] = max(taken.sizes, default=0) / 1000
    return found


def _times(taken: Taken) -> Iterator[tuple[str, list[float]]]:
    yield from (("waited", taken.waited), ("server", taken.server), ("app", taken.app))
    yield from (("making", taken.making), ("cpu", taken.cpu))


if __name__ == "__main__":
    main()
