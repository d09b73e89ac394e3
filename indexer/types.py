"""The values that cross the indexer's front door: a query in, a result page out. No engine, no I/O."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field, field_serializer, field_validator

from corpus.article import DocumentReference, Frozen, Kind, PartialDate, Person

FACETS = ("agency", "province", "topic", "kind", "year")
"""The facets that are counted unless others are asked for."""
FURTHER_FACETS = ("unit", "event_type", "document", "portal", "month")
"""Counted only for who asks (`Query.counted`): districts and communes, types of meeting, cited documents."""


class Boundaries(StrEnum):
    """Whose map the facets province and unit speak of."""

    EITHER = "either"
    """A name that the place bore then or bears now."""
    THEN = "then"
    """As they ran when the article was published."""
    NOW = "now"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Query(Frozen):
    """What is asked. `filters` maps a facet to the selected values: OR inside a facet, AND between facets.

    `published_from` and `published_to` are inclusive; either may stand alone. Any `text` is valid; an empty
    one matches every article. Values of filters are slugs (`kien-giang`), as in FacetCount.value.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    boundaries: Boundaries = Boundaries.EITHER
    counted: tuple[str, ...] | None = None
    """The facets to count; None: FACETS. Those with a filter are counted in any case."""
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = Field(default=1, ge=1)
    per_page: int = Field(default=10, ge=1, le=100)
    fold: bool = True
    """Whether an article that was posted several times is one hit."""
    cites: str | None = None
    """Only articles that cite this document: a key, as in CitedDocument.key."""

    @field_validator("text")
    @classmethod
    def _printable_text(cls, text: str) -> str:
        return _without_lone_surrogates(text)

    @field_validator("filters")
    @classmethod
    def _printable_values(cls, filters: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        return {facet: tuple(map(_without_lone_surrogates, values)) for facet, values in filters.items()}


def _without_lone_surrogates(text: str) -> str:
    """Bytes of a command line that are no UTF-8 come as lone surrogates, which nothing can print."""
    return text.encode("utf-8", "replace").decode()


class Fragment(Frozen):
    """A run of stored text; `marked` when it matches the query. Joined, fragments give the passage back."""

    text: str
    marked: bool = False


Snippet = tuple[Fragment, ...]


class FileSnippet(Frozen):
    """A passage of an attached file: what was asked for stands there and not in the article."""

    name: str
    """The file's, as the page gives it."""
    snippet: Snippet


class Repost(Frozen):
    """Where the article of a hit was posted, too."""

    article_id: str
    url: str
    portal: str
    agency: str | None
    title: str
    published: PartialDate | None


class Hit(Frozen):
    """One article on a result page: only what the page shows."""

    article_id: str
    score: float
    url: str
    portal: str
    title: Snippet
    snippets: tuple[Snippet, ...]
    """At most two passages of the original accented text, at sentence borders."""
    kind: Kind
    agency: str | None
    province: str | None
    province_now: str | None
    topics: tuple[str, ...]
    published: PartialDate | None
    event_type: str | None = None
    held: tuple[PartialDate, ...] = ()
    chairs: tuple[Person, ...] = ()
    references: tuple[DocumentReference, ...] = ()
    attachment_names: tuple[str, ...] = ()
    in_file: FileSnippet | None = None
    """Where an attached file shows what the article itself does not."""
    repost_count: int = 0
    """How many other articles found are the same one; they are folded into this hit."""
    reposts: tuple[Repost, ...] = ()
    """Those, the first published first; of many only the first."""


class CitedDocument(Frozen):
    """An official document as articles cite it; what none of them tells is None."""

    key: str
    """For `Query.cites`."""
    number: str
    kind: str | None
    issuer: str | None
    year: int | None
    citing: int
    """How many articles cite it."""
    own: tuple[Hit, ...]
    """The articles that are the document itself, without marks or passages."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet: `value` is its slug, `label` what a person reads; counts are exact.

    A selected value is always present, even at zero. Not validated: a page has a thousand of them.
    """

    value: str
    label: str
    count: int
    selected: bool = False


class QueryNote(Frozen):
    """A part of the query's text that was not taken as typed, and why.

    `nothing-readable`: no letter and no digit, so nothing is found. `unknown-value`: nobody bears the name
    given for a field. `words-ignored`: too many words, these were left out.
    """

    reason: str
    text: str = ""


class Earned(Frozen):
    """What one part of the query, as it is indexed, earned a hit. `signal`: unit, pair or word."""

    signal: str
    text: str
    score: float


class Explanation(Frozen):
    """Why a hit stands where it does: what was earned, added up and multiplied by each factor, is `score`."""

    score: float
    earned: tuple[Earned, ...]
    factors: Mapping[str, float]


class ResultPage(Frozen):
    """The answer: exact `total`, hits best first, every facet counted without its own selection.

    Facet values come selected first, then by count, then by label. `total` and facets count articles,
    `listed` hits: fewer where an article was posted several times (`Query.fold`).
    """

    query: Query
    total: int
    listed: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Sequence[FacetCount]]
    notes: tuple[QueryNote, ...] = ()
    elapsed_seconds: float

    @field_serializer("facets")
    def _all_values(self, facets: Mapping[str, Sequence[FacetCount]]) -> dict[str, list[FacetCount]]:
        """Whatever sequence they are in: pydantic knows lists."""
        return {facet: list(values) for facet, values in facets.items()}

    @property
    def pages(self) -> int:
        """How many pages there are; 0 when nothing was found."""
        return -(-self.listed // self.query.per_page)
