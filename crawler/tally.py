"""Counts what a crawl does, portal by portal, while it runs. No I/O and no clock."""

from collections import Counter
from dataclasses import dataclass, field

from corpus.article import Article
from corpus.catalog import RecordedPage
from corpus.crawl_history import DayCounts, filled_fields
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
    soft_404: int = 0
    by_looks: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    """Field -> articles in which it was filled."""
    _taken: DayCounts = field(default_factory=DayCounts)

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
        self.soft_404 += verdict.reason == "soft-404"
        if recorded and recorded.article:
            self.articles[recorded.article] += 1

    def add_article(self, article: Article, *, by_looks: bool) -> None:
        """Counts what an article that was read has; `by_looks`: no adapter knew its layout."""
        self.by_looks += by_looks
        self.filled.update(name for name, filled in filled_fields(article).items() if filled)

    def take_counts(self) -> DayCounts:
        """What was counted since the last call."""
        taken, self._taken = self._taken, self._counts()
        names = (name for name in DayCounts.model_fields if name != "fields")
        since = {name: getattr(self._taken, name) - getattr(taken, name) for name in names}
        fields = Counter(self._taken.fields)
        fields.subtract(taken.fields)
        return DayCounts(**since, fields={name: n for name, n in fields.items() if n})

    def _counts(self) -> DayCounts:
        return DayCounts(
            pages=self.pages,
            bytes=self.bytes,
            new=self.articles["new"],
            changed=self.articles["changed"],
            same=self.articles["same"],
            failed=self.failed.total(),
            soft_404=self.soft_404,
            read=self.articles.total(),
            by_looks=self.by_looks,
            stopped=self.stopped is not None,
            fields=dict(self.filled),
        )

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
