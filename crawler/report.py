"""What a crawl or a reparse did, in numbers that a person and an exit code can use. Values only."""

from collections import Counter

from pydantic import Field, computed_field

from corpus.alarms import Alarm
from corpus.article import Frozen


class PortalReport(Frozen):
    """One portal's part of a crawl. Reasons are short and hyphenated; the counts are of URLs."""

    portal: str
    pages: int = 0
    """Responses archived, robots.txt and redirects among them."""
    unchanged: int = 0
    """Answers 304, or a body that the archive had already."""
    articles_new: int = 0
    articles_changed: int = 0
    articles_same: int = 0
    failed: dict[str, int] = Field(default_factory=dict)
    """URLs given up, by reason: something is wrong there."""
    skipped: dict[str, int] = Field(default_factory=dict)
    """URLs left out by rule, by reason: robots.txt, gone pages, other hosts."""
    postponed: int = 0
    """URLs still due after this run."""
    stopped: str | None = None
    """Why the portal was left before its frontier was empty."""
    bytes: int = 0
    """Received on the wire, headers not counted."""

    @property
    def articles(self) -> int:
        return self.articles_new + self.articles_changed + self.articles_same


class CrawlReport(Frozen):
    """One run over all its portals."""

    portals: tuple[PortalReport, ...]
    seconds: float
    files: dict[str, int] = Field(default_factory=dict)
    """Attached files read after the crawl: `read`, or why one gave no text. No fault of the run."""
    interrupted: bool = False
    """The run was asked to stop; the rest waits in the frontier."""
    alarms: tuple[Alarm, ...] = ()
    """What portals do not give any more (`crawler.health`)."""

    @property
    def pages(self) -> int:
        return sum(p.pages for p in self.portals)

    @property
    def articles_new(self) -> int:
        return sum(p.articles_new for p in self.portals)

    @property
    def articles_changed(self) -> int:
        return sum(p.articles_changed for p in self.portals)

    @property
    def bytes(self) -> int:
        return sum(p.bytes for p in self.portals)

    @property
    def failed(self) -> dict[str, int]:
        """URLs given up in all portals, by reason."""
        return dict(sum((Counter(p.failed) for p in self.portals), Counter[str]()))

    @computed_field  # type: ignore[prop-decorator]  # mypy#1362
    @property
    def problems(self) -> tuple[str, ...]:
        """One line per thing that a person should look at."""
        failures = [
            f"{p.portal}: {n} x {reason}" for p in self.portals for reason, n in sorted(p.failed.items())
        ]
        stops = [f"{p.portal}: {p.stopped}, {p.postponed} URLs wait" for p in self.portals if p.stopped]
        alarms = [f"{alarm.portal}: {alarm.kind}: {alarm.text}" for alarm in self.alarms]
        return (*alarms, *stops, *failures)

    @property
    def ok(self) -> bool:
        return not self.problems and not self.interrupted


class ReparseReport(Frozen):
    """What reading the archive again gave."""

    captures: int
    """Captures read; those that hold no page (robots.txt, feeds, redirects) included."""
    articles_new: int
    articles_changed: int
    articles_same: int
    skipped: dict[str, int]
    """Captures that gave no article, by reason or page class."""
    files: dict[str, int] = Field(default_factory=dict)
    """Attached files read again: `read`, or why one gave no text."""
    seconds: float

    @computed_field  # type: ignore[prop-decorator]  # mypy#1362
    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(f"{n} x {reason}" for reason, n in sorted(self.skipped.items()) if reason in _DAMAGE)

    @property
    def ok(self) -> bool:
        return not self.problems


_DAMAGE = frozenset({"content-encoding-broken", "body-too-large", "reader-error", "damaged"})
