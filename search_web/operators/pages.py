"""The page objects of `/quan-tri`: one for each template, words and links only."""

from dataclasses import dataclass

from search_web.formats import DateText


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or a state; `warns` when somebody should look."""

    label: str
    value: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class PortalState:
    """One portal: what is held, what waits, and what is wrong, in words."""

    agency: str
    articles: str
    span: str
    last_capture: DateText | None
    waiting: str
    failed: str
    worries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedVisit:
    url: str
    agency: str
    reason: str
    at: DateText


@dataclass(frozen=True, slots=True)
class SpeedRow:
    """One kind of page; times in milliseconds."""

    page: str
    answers: str
    p50: str
    p95: str
    slowest: str


@dataclass(frozen=True, slots=True)
class UnfoundRow:
    text: str
    count: str
    search_url: str
    synonym_url: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """`/quan-tri`."""

    index: tuple[Fact, ...]
    queue: tuple[Fact, ...]
    judged: Fact
    """When the crawler last judged the portals, or why that is not known."""
    portals: tuple[PortalState, ...]
    problems: tuple[FailedVisit, ...]
    speeds: tuple[SpeedRow, ...]
    unfound: tuple[UnfoundRow, ...]
    unfound_least: str


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """`note` says how often it was seen and asked; empty for an approved one."""

    written: str
    meant: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SynonymsPage:
    """`/quan-tri/tu-dong-nghia`."""

    approved: tuple[SynonymRow, ...]
    proposed: tuple[SynonymRow, ...]
    written: str
    meant: str
    error: str
