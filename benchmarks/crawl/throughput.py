"""Responses a second over many loopback hosts, politeness off: ours, and a bare spider in the same run."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.crawl.pages import host_address
from corpus.portal import Portal
from corpus.settings import StorageSettings
from crawler.settings import CrawlerSettings

SETTINGS = CrawlerSettings(delay_seconds=0, patience_seconds=5, hosts_at_once=32)


def portals_at(port: int, hosts: int) -> list[Portal]:
    """One portal per loopback address."""
    urls = (f"http://{host_address(number)}:{port}/" for number in range(hosts))
    return [
        Portal(key=f"p{n}", agency=f"P{n}", level="district", start_urls=(url,), allow_private_addresses=True)
        for n, url in enumerate(urls)
    ]


def one(kind: str, port: int, hosts: int) -> dict[str, Any]:
    """Runs in a process of its own: responses, articles, seconds of wall and of processor, peak memory."""
    portals = portals_at(port, hosts)
    with tempfile.TemporaryDirectory() as directory:
        begun, spent = time.monotonic(), time.process_time()
        if kind == "bare":
            from benchmarks.crawl.bare import bare_crawl

            bare = bare_crawl(SETTINGS, portals)
            responses, articles = bare.responses, bare.articles
        else:
            from crawler import crawl

            report = crawl(SETTINGS, StorageSettings(directory=Path(directory)), portals)
            responses, articles = report.pages, report.articles_new
        wall, cpu = time.monotonic() - begun, time.process_time() - spent
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"responses": responses, "articles": articles, "wall": wall, "cpu": cpu, "peak_mb": peak_mb}


def throughput(hosts: int, articles: int, rounds: int) -> str:
    """A line: the medians of ours and of the bare spider, in turn, and their ratio."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crawl.pages", str(articles)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    costs: dict[str, list[float]] = {"bare": [], "ours": []}
    try:
        for _ in range(rounds):
            for kind, found in rates.items():
                command = [sys.executable, "-m", "benchmarks.crawl.throughput", kind, port, str(hosts)]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                found.append(told["responses"] / told["wall"])
                costs[kind].append(told["cpu"] / told["responses"] * 1000)
                print(f"  {kind}: {told}", file=sys.stderr)
    finally:
        server.terminate()
    bare, ours = (sorted(rates[kind])[rounds // 2] for kind in ("bare", "ours"))
    ms = {kind: sorted(found)[rounds // 2] for kind, found in costs.items()}
    wall = f"{ours:.0f} responses/s, bare Scrapy {bare:.0f} (ratio {ours / bare:.2f})"
    processor = f"{ms['ours']:.1f} ms a response, bare {ms['bare']:.1f} (ratio {ms['bare'] / ms['ours']:.2f})"
    return f"throughput, {hosts} hosts: {wall}; processor {processor}"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(one(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
