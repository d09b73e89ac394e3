"""Runs crawls in processes of their own: Twisted's reactor runs once per process, and tests kill some.

A server that has imported everything: it forks for each task (a line of JSON on stdin), so that a run
costs its own time only. Files of a task: `pid`, `out` (the report as JSON), `log`, `exit` (its code, or the
signal that ended it as a negative number).
"""

import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import scrapy.core.downloader.handlers.http11
import scrapy.downloadermiddlewares.cookies
import scrapy.downloadermiddlewares.defaultheaders  # noqa: F401 - imported for the forks to come

from corpus.portal import Portal
from corpus.settings import StorageSettings
from crawler import CrawlerSettings, CrawlReport, ReparseReport, crawl, reparse
from crawler.portal_check import check_portal
from crawler.portal_check.report import PortalCheck


def run(task: dict[str, Any]) -> None:
    """Runs one task in this process."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    storage = StorageSettings(directory=Path(task["directory"]))
    portals = [Portal.model_validate(portal) for portal in task["portals"]]
    report: CrawlReport | ReparseReport | PortalCheck
    if task["verb"] == "reparse":
        report = reparse(storage, portals)
    elif task["verb"] == "check":
        report = check_portal(portals[0].start_urls[0], CrawlerSettings(**task["settings"]), portals)
    else:
        report = crawl(CrawlerSettings(**task["settings"]), storage, portals, mode=task["mode"])
    told = {**report.model_dump(mode="json"), "ok": report.ok}
    sys.stdout.write(json.dumps(told))


def run_in_fork(task: dict[str, Any]) -> None:
    """Runs the task in a child with its output in files; returns in the parent when that one has ended."""
    files = Path(task["files"])
    child = os.fork()
    if child == 0:
        for number, name in ((1, "out"), (2, "log")):
            os.dup2(os.open(files / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        code = 1
        try:
            run(task)
            sys.stdout.flush()
            code = 0
        except Exception:
            logging.exception("the run failed")
        finally:
            os._exit(code)
    (files / "pid").write_text(str(child))
    _, status = os.waitpid(child, 0)
    (files / "exit.tmp").write_text(str(os.waitstatus_to_exitcode(status)))
    (files / "exit.tmp").rename(files / "exit")


def main() -> None:
    """One process per line on stdin; they run side by side."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run_in_fork(json.loads(line))
            os._exit(0)


if __name__ == "__main__":
    main()
