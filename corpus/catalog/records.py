"""The values that the catalog gives back. No I/O."""

from typing import Literal

from pydantic import AwareDatetime

from corpus.article import Article, Frozen
from corpus.capture import CaptureRecord

SaveOutcome = Literal["new", "changed", "same"]


class StoredArticle(Frozen):
    """One version of an article with the capture it was read from; version 1 is the oldest."""

    article: Article
    capture: CaptureRecord
    version: int
    first_seen: AwareDatetime
    updated_at: AwareDatetime
    gone: bool = False
    """True when the portal answers 404 or 410 for it now; we still have it."""


class Change(Frozen):
    """An article that changed. `article` is None when it is no article any more and must leave the index."""

    sequence: int
    article_id: str
    article: Article | None
    gone: bool = False
    cluster: str | None = None
    """The first publisher's id where the article was posted several times (`corpus.reposts`)."""


class RecordedPage(Frozen):
    """What recording a visit changed; `article` is None when the page held none."""

    capture_id: int
    article: SaveOutcome | None
    new_urls: int


class PortalSummary(Frozen):
    """How one portal stands. Dates are ISO prefixes as in PartialDate.value, None without dated articles."""

    portal: str
    articles: int
    first_published: str | None
    last_published: str | None
    last_capture: AwareDatetime | None
    pending: int
    in_flight: int
    done: int
    gone: int
    failed: int
    blocked: int


class Problem(Frozen):
    """A URL whose visit failed or was blocked."""

    url: str
    portal: str
    state: Literal["failed", "blocked"]
    reason: str
    at: AwareDatetime
