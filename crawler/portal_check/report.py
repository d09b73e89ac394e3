"""What a check of a portal found, for people and for machines. Values only."""

from typing import Literal

from pydantic import Field, computed_field

from corpus.article import Frozen

SourceKind = Literal["feed", "sitemap", "rest"]
DateOrder = Literal["day-first", "month-first", "undecided", "mixed", "none"]
"""As shown dates such as 25/12/2024 prove it; `undecided`: no day above 12 was seen."""


class RobotsSeen(Frozen):
    """What robots.txt asks of us. `status` None: it was not answered."""

    status: int | None = None
    allows_start: bool = True
    crawl_delay_seconds: float = 0.0
    sitemaps: tuple[str, ...] = ()


class SourceSeen(Frozen):
    """A feed, a sitemap or REST. `status` None: only named, not asked; `urls`: how many it names."""

    url: str
    kind: SourceKind
    status: int | None = None
    urls: int = 0


class PlatformSeen(Frozen):
    """A platform, how sure it is in the mean (0 to 1), and on how many pages."""

    name: str
    confidence: float
    pages: int


class PortalCheck(Frozen):
    """One portal by a few of its pages."""

    url: str
    pages: int
    """Answers fetched, robots.txt and redirects among them."""
    platforms: tuple[PlatformSeen, ...] = ()
    """The one that made most pages first."""
    classes: dict[str, int] = Field(default_factory=dict)
    """How many pages of each class: article, list, soft-404 …"""
    articles: int = 0
    fields: dict[str, float] = Field(default_factory=dict)
    """Share of the articles that have the field, 0 to 1."""
    date_order: DateOrder = "none"
    dates_from: dict[str, int] = Field(default_factory=dict)
    """Where the dates of publication were read: `markup` is a page, theirs or a list; feed, rest …"""
    robots: RobotsSeen = RobotsSeen()
    sources: tuple[SourceSeen, ...] = ()
    encodings: dict[str, int] = Field(default_factory=dict)
    """How pages were decoded -> pages: `utf-8, declared`, or `cp1258, though declared iso8859-1`."""
    moved_to: tuple[str, ...] = ()
    """Other hosts that its pages redirected to."""
    failed: dict[str, int] = Field(default_factory=dict)
    skipped: dict[str, int] = Field(default_factory=dict)
    entry: str
    """A [[portals]] entry, ready for config.toml."""

    @computed_field  # type: ignore[prop-decorator]  # mypy#1362
    @property
    def problems(self) -> tuple[str, ...]:
        """One line for each thing that a person should look at before crawling."""
        return tuple(self._problems())

    def _problems(self) -> list[str]:
        found = [f"{count} x {reason}" for reason, count in sorted(self.failed.items())]
        if not self.robots.allows_start:
            found.append("robots.txt forbids the start page: ask the portal's staff, or give another one")
        if not self.articles:
            found.append("no article was read: give the address of a list of news as the start page")
        if self.platforms and self.platforms[0].name == "generic":
            found.append("no platform was recognised: the generic reader reads it")
        if self.articles and self.fields.get("published", 0.0) < _FEW:
            found.append("most articles show no date, and neither do a feed, a sitemap or REST")
        if self.date_order in ("month-first", "mixed"):
            found.append(f"dates are written {self.date_order}: compare some with the pages")
        if self.moved_to:
            found.append(f"pages lead to {', '.join(self.moved_to)}: add such hosts under `hosts`")
        return found

    @property
    def ok(self) -> bool:
        """Whether articles were read and nothing failed; the rest is advice."""
        return bool(self.articles) and not self.failed and self.robots.allows_start


_FEW = 0.5
