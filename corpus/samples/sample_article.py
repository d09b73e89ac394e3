"""One invented article with its own gold: what a reader should find on its page, and what its text means."""

from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from corpus.article import (
    Article,
    Attachment,
    DocumentMetadata,
    DocumentReference,
    Kind,
    Meeting,
    PartialDate,
    Person,
)

VIETNAM = timezone(timedelta(hours=7))


class Citation(NamedTuple):
    """A mention of a document, as written and as meant."""

    raw: str
    number: str
    kind: str
    issuer: str
    day: date


class Letterhead(NamedTuple):
    """The frame of an official document. `day` is None where the clerk left it blank."""

    number: str
    symbol: str
    place: str
    year: int
    month: int
    day: int | None
    subject: str
    issuer: str
    recipients: str | None
    signer: str
    signer_role: str
    kind: str


class Gathering(NamedTuple):
    """What a report of a meeting says of it."""

    event_type: str
    held: tuple[date, ...]
    part_of_day: str | None
    host: str
    chairs: tuple[tuple[str, str], ...]
    place: str | None


class SampleArticle(NamedTuple):
    """An article as its agency published it. `body` holds the paragraphs, the lead once, as the first."""

    number: int
    portal: str
    published: datetime
    kind: Kind
    topic: str
    agency: str
    province: str
    province_now: str
    title: str
    body: tuple[str, ...]
    captions: tuple[str, ...] = ()
    author: str | None = None
    source: str | None = None
    attachments: tuple[str, ...] = ()
    meeting: Gathering | None = None
    letterhead: Letterhead | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def lead(self) -> str:
        return self.body[0]


def to_article(
    sample: SampleArticle,
    url: str,
    platform: str,
    *,
    published: PartialDate | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Article:
    """The sample as an article of the corpus with all that enrichment should find.

    `published` defaults to the minute; `attachments` to the names of the sample's files below `url`.
    """
    return Article(
        url=url,
        portal=sample.portal,
        platform=platform,
        title=sample.title,
        lead=sample.lead,
        body=sample.body,
        captions=sample.captions,
        author=sample.author,
        source=sample.source,
        published=published or minute_date(sample.published),
        attachments=attachments or tuple(Attachment(name=n, href=n, url=None) for n in sample.attachments),
        document=_document(sample.letterhead) if sample.letterhead else None,
        kind=sample.kind,
        agency=sample.agency,
        province=sample.province,
        province_now=sample.province_now,
        topics=(sample.topic,),
        meeting=_meeting(sample.meeting) if sample.meeting else None,
        references=tuple(map(_reference, sample.citations)),
    )


def minute_date(moment: datetime) -> PartialDate:
    """A moment as markup shows it, to the minute."""
    value = moment.replace(second=0, microsecond=0).isoformat()
    return PartialDate(value=value, precision="minute", source="markup")


def day_date(day: date) -> PartialDate:
    """A day read from text."""
    return PartialDate(value=day.isoformat(), precision="day", source="text")


def issued_date(letterhead: Letterhead) -> PartialDate:
    """The date of a letterhead, only to the month where the day was left blank."""
    month = f"{letterhead.year:04}-{letterhead.month:02}"
    if letterhead.day is None:
        return PartialDate(value=month, precision="month", source="text")
    return PartialDate(value=f"{month}-{letterhead.day:02}", precision="day", source="text")


def _document(letterhead: Letterhead) -> DocumentMetadata:
    return DocumentMetadata(
        number=letterhead.number or None,
        symbol=letterhead.symbol,
        number_raw=f"Số: {letterhead.number or '/' + letterhead.symbol}",
        place=letterhead.place,
        issued=issued_date(letterhead),
        subject=letterhead.subject,
        issuer=letterhead.issuer,
        recipients=letterhead.recipients,
        signer=letterhead.signer,
        signer_role=letterhead.signer_role,
    )


def _meeting(gathering: Gathering) -> Meeting:
    return Meeting(
        event_type=gathering.event_type,
        held=tuple(map(day_date, gathering.held)),
        part_of_day=gathering.part_of_day,
        host=gathering.host,
        chairs=tuple(Person(name=name, post=post) for name, post in gathering.chairs),
        place=gathering.place,
    )


def _reference(citation: Citation) -> DocumentReference:
    return DocumentReference(
        raw=citation.raw,
        number=citation.number,
        kind=citation.kind,
        issuer=citation.issuer,
        date=day_date(citation.day),
    )
