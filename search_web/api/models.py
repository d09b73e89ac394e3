"""What the API answers: the models from which the OpenAPI document is made. Names of fields are kept."""

from typing import Literal

from pydantic import AwareDatetime, Field

from corpus.article import Frozen, Kind
from indexer import Change, CompletionKind
from search_web.exports.rows import ArticleRow, CitedValue, DateValue, PersonValue


class TextPart(Frozen):
    """A run of text; `marked` where it matches the query. Joined, the parts are the passage."""

    text: str
    marked: bool = False


class FilePassage(Frozen):
    """A passage of an attached file, by the name that the page gives it."""

    name: str
    passage: tuple[TextPart, ...]


class FoundArticle(ArticleRow):
    """A hit: an article with up to two passages that show why it was found.

    `in_file` is there when an attached file says what was asked for and the article itself does not.
    """

    passages: tuple[tuple[TextPart, ...], ...]
    in_file: FilePassage | None = None


class FacetValue(Frozen):
    """A value that the search can be narrowed to: `value` is what the parameter takes."""

    value: str
    label: str
    count: int = Field(ge=0)
    selected: bool


class Facet(Frozen):
    """Values of one parameter; counted without its own selection, exactly."""

    parameter: str
    label: str
    values: tuple[FacetValue, ...]


class Remark(Frozen):
    """Something in a parameter that was not taken as written, and why."""

    parameter: str
    reason: str
    detail: str


class SearchAnswer(Frozen):
    """One page of a search, in the order of the result page of the same parameters."""

    total: int = Field(ge=0)
    """How many articles; facets count them too."""
    listed: int = Field(ge=0)
    """How many hits all pages have: fewer where re-posts are folded."""
    page: int = Field(ge=1)
    pages: int = Field(ge=0)
    per_page: int = Field(ge=1)
    articles: tuple[FoundArticle, ...]
    facets: tuple[Facet, ...]
    remarks: tuple[Remark, ...]
    next: str | None
    previous: str | None
    page_url: str


class FacetAnswer(Frozen):
    """All values of one facet under a search."""

    facet: Facet
    total: int = Field(ge=0)


class AttachmentValue(Frozen):
    """A file that the page offered."""

    name: str
    url: str | None


class StatementValue(Frozen):
    """What the article says, and the sentence in which it says so."""

    text: str
    sentence: str | None


class TaskValue(Frozen):
    """What somebody was told to do; `assignee` and `deadline` only where they are said."""

    task: str
    assignee: str | None
    deadline: DateValue | None
    sentence: str | None


class UnitValue(Frozen):
    """An administrative unit; `path` names it from the province down."""

    name: str
    level: Literal["province", "district", "commune"]
    path: str


class MeetingValue(Frozen):
    """The meeting that the article reports."""

    event_type: str | None
    held: tuple[DateValue, ...]
    part_of_day: str | None
    hour: str | None
    host: str | None
    chairs: tuple[PersonValue, ...]
    place: str | None
    format: str | None
    attendees: tuple[StatementValue, ...]
    conclusions: tuple[StatementValue, ...]


class CaptureValue(Frozen):
    """The kept response of the portal from which this version was read."""

    fetched_at: AwareDatetime
    sha256: str
    page: str


class VersionValue(Frozen):
    """A version of the text; 1 is the oldest."""

    version: int = Field(ge=1)
    fetched_at: AwareDatetime
    page: str


class ArticleAnswer(Frozen):
    """One article as it was last read."""

    id: str = Field(pattern="^[a-z2-7]{13}$")
    title: str
    page: str
    url: str | None
    gone: bool
    portal: str
    agency: str | None
    province: str | None
    province_now: str | None
    kind: Kind
    topics: tuple[str, ...]
    published: DateValue | None
    updated: DateValue | None
    author: str | None
    source: str | None
    lead: str | None
    body: tuple[str, ...]
    captions: tuple[str, ...]
    meeting: MeetingValue | None
    tasks: tuple[TaskValue, ...]
    persons: tuple[PersonValue, ...]
    signer: PersonValue | None
    unit: UnitValue | None
    """The unit concerned, as it was then."""
    units_now: tuple[UnitValue, ...]
    documents: tuple[CitedValue, ...]
    attachments: tuple[AttachmentValue, ...]
    capture: CaptureValue
    versions: tuple[VersionValue, ...]


class SimilarAnswer(Frozen):
    """The articles most like one, the most alike first."""

    articles: tuple[ArticleRow, ...]


class DocumentValue(Frozen):
    """A document that articles cite, or that one of them is; what none tells is null.

    `co_quan` and `nam` are what the parameters of the same names take to mean just this one.
    """

    number: str
    kind: str | None
    issuer: str | None
    year: int | None
    co_quan: str
    nam: str
    citing: int = Field(ge=0)
    """How many articles cite it."""
    own: tuple[ArticleRow, ...]
    """The articles that are the document itself."""
    page: str


class DocumentsAnswer(Frozen):
    """The documents that bear one number, those cited most first: several offices give out the same."""

    documents: tuple[DocumentValue, ...]


class CitingAnswer(Frozen):
    """One page of the articles that cite a document, the newest first."""

    document: DocumentValue
    total: int = Field(ge=0)
    listed: int = Field(ge=0)
    page: int = Field(ge=1)
    pages: int = Field(ge=0)
    per_page: int = Field(ge=1)
    articles: tuple[ArticleRow, ...]
    next: str | None
    previous: str | None


class CompletionValue(Frozen):
    """What a text being typed may become, in how many articles it stands, and where it is searched."""

    text: str
    kind: CompletionKind
    uses: int = Field(ge=0)
    page_url: str


class ProposalValue(Frozen):
    """What was probably meant."""

    text: str
    change: Change
    page_url: str


class SuggestionsAnswer(Frozen):
    """Completions, and a proposal when something better than the text is known."""

    q: str
    completions: tuple[CompletionValue, ...]
    proposal: ProposalValue | None


class PortalValue(Frozen):
    """What is held of one portal. Dates are as precise as the articles' own."""

    key: str
    agency: str | None
    province: str | None
    articles: int = Field(ge=0)
    first_published: str | None
    last_published: str | None
    last_capture: AwareDatetime | None


class PortalsAnswer(Frozen):
    portals: tuple[PortalValue, ...]


class Problem(Frozen):
    """Why there is no answer (RFC 9457)."""

    type: str
    """`about:blank` where the status says it all, else where this kind is explained."""
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    errors: tuple[Remark, ...] = ()
