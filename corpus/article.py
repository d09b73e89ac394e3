"""What an article is: frozen values only, no parsing and no I/O.

An article is what a reader (a platform adapter) found on one page, plus what `corpus.enrich` read out
of its text. All text is Unicode NFC; offsets elsewhere are half-open code points into it.
"""

import base64
import hashlib
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.text import clean

Precision = Literal["year", "month", "day", "minute"]
DateSource = Literal["markup", "feed", "sitemap", "rest", "url", "text"]


class Frozen(BaseModel):
    """Base of all values: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    """What sort of thing an article is. A letter *about* meetings is a document, not a meeting."""

    MEETING = "meeting"
    DOCUMENT = "document"
    NOTICE = "notice"
    NEWS = "news"
    OTHER = "other"


class Evidence(Frozen):
    """Why a value is believed: the words at [start, end) and the whole sentence that holds them.

    Offsets are half-open code points into `article_text(article)`; `sentence` is as written there.
    """

    sentence: str
    start: int
    end: int


class FieldEvidence(Evidence):
    """The evidence of the scalar field named `field`; values in lists carry their own."""

    field: str


class PartialDate(Frozen):
    """A date as precise as its source, never more: a missing day stays missing.

    `value` is an ISO 8601 prefix: `2024`, `2024-02`, `2024-02-19`, or with a time
    `2019-06-18T16:56:00+07:00`. `raw` is the text it was read from.
    """

    value: str
    precision: Precision
    source: DateSource
    raw: str = ""

    @property
    def year(self) -> int:
        return int(self.value[:4])

    @property
    def day_number(self) -> int:
        """YYYYMMDD with zeros where month or day is unknown: sorts by time, filters by range."""
        digits = self.value[:10].replace("-", "")
        return int(digits.ljust(8, "0"))


class Attachment(Frozen):
    """A file that the page offers. `href` as written in the page, `url` absolute and percent-encoded.

    `text` is what the file says, one paragraph a line. It belongs to the file and not to what was read on
    the page: never stored or printed with the article, it comes with the catalog's changes for the index.
    """

    name: str
    href: str
    url: str | None
    text: str = Field(default="", exclude=True, repr=False)


class DocumentReference(Frozen):
    """A mention of an official document, such as `Kế hoạch số 74/KH-UBND ngày 28/6/2018`.

    `number` is the normal form; None when the text leaves it blank. `kind` is the Vietnamese name of the
    document type, `issuer` the agency as written.
    """

    raw: str
    number: str | None
    kind: str | None = None
    issuer: str | None = None
    date: PartialDate | None = None
    evidence: Evidence | None = None


class DocumentMetadata(Frozen):
    """The letterhead of a page that is itself an official document."""

    number: str | None = None
    symbol: str | None = None
    number_raw: str | None = None
    place: str | None = None
    issued: PartialDate | None = None
    subject: str | None = None
    issuer: str | None = None
    recipients: str | None = None
    signer: str | None = None
    signer_role: str | None = None


class Person(Frozen):
    """A named person and the post held then, titles of address (đồng chí, ông, bà) stripped."""

    name: str
    post: str | None = None
    evidence: Evidence | None = None


class Statement(Frozen):
    """Something that an article says, in its own words: who attended, what was concluded, a place."""

    text: str
    evidence: Evidence | None = None


class Task(Frozen):
    """What somebody was told to do. `assignee` None: nobody is named; `deadline` only as precise as said."""

    task: str
    assignee: str | None = None
    deadline: PartialDate | None = None
    evidence: Evidence | None = None


class Meeting(Frozen):
    """A meeting that the article reports.

    `part_of_day` is sáng, trưa, chiều, tối or đêm; `hour` HH:MM where the text says it; `format` one of
    trực tiếp, trực tuyến, kết hợp. `evidence` has one entry for each scalar field and for `held`.
    """

    event_type: str | None = None
    held: tuple[PartialDate, ...] = ()
    part_of_day: str | None = None
    hour: str | None = None
    host: str | None = None
    chairs: tuple[Person, ...] = ()
    place: str | None = None
    format: str | None = None
    attendees: tuple[Statement, ...] = ()
    conclusions: tuple[Statement, ...] = ()
    evidence: tuple[FieldEvidence, ...] = ()


class AdministrativeUnit(Frozen):
    """A province, a district in it or a commune in that, named as of the article's date.

    `district` and `commune` bear their type (`huyện An Minh`), the province does not; a level that is not
    known or did not exist is None. `path` is a stable key from the province down: `kien-giang/an-minh`.
    """

    province: str
    district: str | None = None
    commune: str | None = None
    path: str

    @property
    def name(self) -> str:
        """The finest level known: `xã Đông Hòa`, `huyện An Minh`, `Kiên Giang`."""
        return self.commune or self.district or self.province

    @property
    def level(self) -> Literal["province", "district", "commune"]:
        if self.commune:
            return "commune"
        return "district" if self.district else "province"


class Agency(Frozen):
    """An office of the state, the Party or a mass organisation, under its normal name.

    `type` is its kind in Vietnamese (`UBND`, `Sở`, `Ban Thường vụ`), `unit` the path of the administrative
    unit that it belongs to. None where the text does not tell.
    """

    name: str
    type: str | None = None
    level: Literal["central", "province", "district", "commune"] | None = None
    unit: str | None = None


class AgencyMention(Frozen):
    """An agency that the text names, and where it does so first."""

    agency: Agency
    evidence: Evidence | None = None


class TopicScore(Frozen):
    """A topic id with the confidence, 0 to 1, that the article is about it."""

    topic: str
    confidence: float


class Article(Frozen):
    """One article of one portal. `body` holds the paragraphs in order; the lead counts once, as the first.

    `own_reference` is the article itself when it is a document; `evidence` has an entry for each of `kind`,
    `agency` and the like that the text settled.
    """

    url: str
    portal: str
    platform: str
    title: str
    lead: str | None = None
    body: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    author: str | None = None
    source: str | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    attachments: tuple[Attachment, ...] = ()
    document: DocumentMetadata | None = None

    kind: Kind = Kind.NEWS
    agency: str | None = None
    province: str | None = None
    province_now: str | None = None
    topics: tuple[str, ...] = ()
    meeting: Meeting | None = None
    references: tuple[DocumentReference, ...] = ()
    own_reference: DocumentReference | None = None
    tasks: tuple[Task, ...] = ()
    recipients: tuple[Statement, ...] = ()
    signer: Person | None = None
    persons: tuple[Person, ...] = ()
    places: tuple[Statement, ...] = ()
    evidence: tuple[FieldEvidence, ...] = ()
    unit: AdministrativeUnit | None = None
    units_now: tuple[AdministrativeUnit, ...] = ()
    """The unit's successors today: itself if it still stands, several if its land was divided."""
    unit_candidates: tuple[AdministrativeUnit, ...] = ()
    """What an ambiguous name may mean when neither the portal nor the text settles it; else empty."""
    issuing_agency: Agency | None = None
    agencies: tuple[AgencyMention, ...] = ()
    topic_scores: tuple[TopicScore, ...] = ()

    @property
    def article_id(self) -> str:
        """13 characters a-z2-7, the same for the same canonical URL after any rebuild."""
        return article_id(self.url)

    @property
    def content_digest(self) -> str:
        """SHA-256 of the extracted fields (not of the HTML: view counters change)."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def article_text(article: Article) -> str:
    """The title and the paragraphs, cleaned, one a line and none empty: what offsets of evidence count in."""
    lines = [clean(paragraph) for paragraph in article.body]
    return "\n".join([clean(article.title), *filter(None, lines)])


def article_id(canonical_url: str) -> str:
    """The id of the article at this canonical URL: 65 bits of its SHA-256 in base 32."""
    digest = hashlib.sha256(canonical_url.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:13]
