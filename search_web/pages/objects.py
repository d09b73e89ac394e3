"""One frozen page object per template: everything a template shows, already in words. No logic, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer import FileSnippet, Snippet
from search_web.formats import DateText
from search_web.parts.told_places import Line


@dataclass(frozen=True, slots=True)
class Link:
    """`url` None means plain text."""

    label: str
    url: str | None
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One hit."""

    url: str
    title: Snippet
    place: tuple[str, ...]
    held: tuple[DateText, ...]
    published: DateText | None
    chairs: str
    snippets: tuple[Snippet, ...]
    in_file: FileSnippet | None
    numbers: tuple[str, ...]
    more_numbers: int
    attachments: int
    reposts: tuple["Link", ...] = ()
    """Where the same article was posted, too; of many only the first."""
    repost_count: int = 0


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: str
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet as checkboxes; `rest` waits behind "Xem thêm"."""

    parameter: str
    label: str
    first: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]
    selected_count: int
    open: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Paging:
    previous: str | None
    next: str | None
    numbers: tuple[Link | None, ...]
    """None stands for a gap."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One way out of zero results, with the count it would give."""

    label: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class NothingFound:
    searched: str
    relaxations: tuple[Relaxation, ...]
    coverage: tuple[str, ...]
    """Sentences on what the archive holds."""
    has_text: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`/tim`."""

    title: str
    text: str
    lang: str
    heading: str
    sentence: str
    sort_label: str
    sorts: tuple[Link, ...]
    sort_choices: tuple[FacetValue, ...]
    chips: tuple[Link, ...]
    clear_url: str
    facets: tuple[FacetBox, ...]
    since: str
    until: str
    errors: Mapping[str, str]
    """Parameter -> sentence."""
    panel_errors: tuple[Link, ...]
    """What is wrong in the filter panel, told above the results; each leads to its box."""
    results: tuple[Result, ...]
    first_rank: int
    paging: Paging | None
    nothing: NothingFound | None
    canonical: str
    indexable: bool
    proposal: Link | None = None
    """What was probably meant; nobody is led there unasked."""
    reposts: Link | None = None
    """Shows re-posts apart, or folds them again; None where there are none."""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    audience: str
    label: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of what we hold, and where it leads."""

    value: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """`/`."""

    examples: tuple[Example, ...]
    figures: tuple[Figure, ...]
    meetings: tuple[Result, ...]
    meetings_url: str
    topics: tuple[Link, ...]
    """Those with most articles; `note` says how many."""


@dataclass(frozen=True, slots=True)
class CardValue:
    """`anchor` names the sentence of the text that says so, "" where none is known."""

    text: str
    anchor: str = ""
    note: str = ""
    sentence: str = ""
    """As written, where the value does not repeat it."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """`rest` waits behind a summary. Values of a `told` row are sentences, not names."""

    label: str
    values: tuple[CardValue, ...]
    rest: tuple[CardValue, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class FileItem:
    """An attached file; `paragraphs` of its text, `cut` where there is more of it."""

    label: str
    url: str | None
    note: str
    paragraphs: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class UnitLines:
    """The administrative unit as it was and as it is; more than one where it was divided."""

    then: tuple[Link, ...]
    now: tuple[Link, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One form of citing, ready to be copied."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the text mentions; `url` searches for its number."""

    label: str
    detail: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Version:
    label: str
    url: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class CaptureInfo:
    """When and how the page was kept."""

    time: DateText
    digest: str
    view_url: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`/tin/<article_id>`."""

    title: str
    heading: Line
    place: tuple[Link, ...]
    published: DateText | None
    updated: DateText | None
    byline: str
    gone: str
    """A sentence when the source is gone, else empty."""
    card: tuple[CardRow, ...]
    letterhead: tuple[CardRow, ...]
    lead: Line
    paragraphs: tuple[Line, ...]
    captions: tuple[str, ...]
    cited: tuple[CitedDocument, ...]
    attachments: tuple[FileItem, ...]
    units: UnitLines | None
    portal: Link | None
    topics: tuple[Link, ...]
    source: Link
    capture: CaptureInfo | None
    versions: tuple[Version, ...]
    compare_url: str | None
    """Where the newest version is compared with the one before it."""
    citations: tuple[Citation, ...]
    similar: tuple[Result, ...]
    description: str
    reposts: tuple[Link, ...] = ()
    """Where the same article was posted, too; the first publisher is marked by a note."""


@dataclass(frozen=True, slots=True)
class CapturePage:
    """`/tin/<article_id>/ban-luu`. `raw_url` None: these bytes are not shown in a frame."""

    title: str
    article_url: str
    source: Link
    capture: CaptureInfo
    content_type: str
    raw_url: str | None
    download_url: str


@dataclass(frozen=True, slots=True)
class PortalRow:
    agency: str
    page_url: str
    province: str
    articles: str
    span: str
    last_capture: DateText | None
    site: Link


@dataclass(frozen=True, slots=True)
class HoldingsPage:
    """`/kho-tin`."""

    sentence: str
    portals: tuple[PortalRow, ...]


@dataclass(frozen=True, slots=True)
class QueryExample:
    query: str
    url: str
    explanation: str


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """404, 500, 503: what happened, what to do, and for whom."""

    code: int
    title: str
    sentences: tuple[str, ...]
    links: tuple[Link, ...] = ()
    operator: str = ""
    """A command for whoever runs the site; empty when there is nothing to run."""
