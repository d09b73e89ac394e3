"""Counts what a crawl does, portal by portal, while it runs. No I/O and no clock."""

from collections import Counter
from dataclasses import dataclass, field

from corpus.catalog import RecordedPage
from corpus.frontier import Role
from crawler.policy import Verdict, leads_nowhere
from crawler.report import PortalReport


@dataclass
class PortalTally:
    """The counters of one portal; `PortalReport` says what each means."""

    pages: int = 0
    unchanged: int = 0
    bytes: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    stopped: str | None = None

    def add_response(self, body_bytes: int, *, unchanged: bool) -> None:
        self.pages += 1
        self.bytes += body_bytes
        self.unchanged += unchanged

    def add_end(self, role: Role, verdict: Verdict, recorded: RecordedPage | None) -> None:
        """Counts a visit that ended for good."""
        failed = verdict.action == "failed" and role != "attachment"  # its article says why it has no text
        if failed or leads_nowhere(role, verdict):
            self.failed[verdict.reason] += 1
        elif verdict.action in ("gone", "blocked", "failed"):
            self.skipped[verdict.reason] += 1
        if recorded and recorded.article:
            self.articles[recorded.article] += 1

    def report(self, portal: str, postponed: int) -> PortalReport:
        """The counters as a value; `postponed` is how many URLs still wait."""
        return PortalReport(
            portal=portal,
            pages=self.pages,
            unchanged=self.unchanged,
            articles_new=self.articles["new"],
            articles_changed=self.articles["changed"],
            articles_same=self.articles["same"],
            failed=dict(self.failed),
            skipped=dict(self.skipped),
            postponed=postponed,
            stopped=self.stopped,
            bytes=self.bytes,
        )
