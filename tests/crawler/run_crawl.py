"""Runs one crawl or reparse as told by the JSON in the first argument; prints the report as JSON, logs to stderr.

A process of its own, because Twisted's reactor runs once per process.
"""

import json
import logging
import sys
from pathlib import Path

from corpus.portal import Portal
from corpus.settings import StorageSettings
from crawler import CrawlerSettings, crawl, reparse


def main() -> None:
    task = json.loads(sys.argv[1])
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    storage = StorageSettings(directory=Path(task["directory"]))
    portals = [Portal.model_validate(portal) for portal in task["portals"]]
    if task["verb"] == "reparse":
        report = reparse(storage, portals)
    else:
        report = crawl(CrawlerSettings(**task["settings"]), storage, portals)
    print(json.dumps({**report.model_dump(mode="json"), "ok": report.ok, "problems": report.problems}))


if __name__ == "__main__":
    main()
