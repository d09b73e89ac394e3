"""The flat record of what an article says: the format of gold files. Values only, made from an article."""

import calendar
from collections.abc import Iterator, Mapping

from corpus.article import (
    Article,
    DocumentReference,
    Evidence,
    Frozen,
    Kind,
    Meeting,
    PartialDate,
    Person,
    Statement,
    Task,
    article_text,
)
from corpus.enrich import normal_agency
from corpus.enrich.issuer import TYPED_PLACE
from corpus.text import fold

LETTERS = frozenset(("Công văn", "Giấy mời", "Thư mời"))
"""Kinds of documents that are sent to somebody; all others are published."""


class NamedPerson(Frozen):
    name: str
    title: str | None = None


class CitedDocument(Frozen):
    """`name` instead of a number where only that is known; `role` is "self" for the article's own number."""

    number: str | None
    type: str | None = None
    issuer: str | None = None
    date: str | None = None
    name: str | None = None
    role: str | None = None


class AssignedTask(Frozen):
    """`deadline` is a day: the last one of a month or a quarter that the text names."""

    assignee: str | None = None
    task: str
    deadline: str | None = None


class Understanding(Frozen):
    """Dates are ISO 8601, as precise as the text; `evidence` is of the field or field[number] named."""

    kind: str
    title: str
    published: str | None = None
    date: tuple[str, ...] = ()
    time: str | None = None
    hour: str | None = None
    host: str | None = None
    event_type: str | None = None
    format: str | None = None
    chair: tuple[NamedPerson, ...] = ()
    place: str | None = None
    recipients: tuple[str, ...] = ()
    signer: NamedPerson | None = None
    attendees: tuple[str, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    conclusions: tuple[str, ...] = ()
    tasks: tuple[AssignedTask, ...] = ()
    topic: str | None = None
    topics_secondary: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agency: str | None = None
    province: str | None = None
    province_now: str | None = None
    evidence: Mapping[str, Evidence] = {}


def understanding_of(article: Article) -> Understanding:
    """The record of an enriched article."""
    meeting = article.meeting or Meeting()
    document = article.kind is Kind.DOCUMENT
    own = article.own_reference
    issued = article.document.issued if document and article.document else None
    return Understanding(
        kind=_kind(article),
        title=article.title,
        published=article.published.value if article.published else None,
        date=(issued.value,) if issued else tuple(day.value for day in meeting.held),
        time=meeting.part_of_day,
        hour=meeting.hour,
        host=_host(article),
        event_type=meeting.event_type,
        format=meeting.format,
        chair=tuple(map(_person, meeting.chairs)),
        place=article.document.place if document and article.document else meeting.place,
        recipients=tuple(said.text for said in article.recipients),
        signer=_person(article.signer) if article.signer else None,
        attendees=tuple(said.text for said in meeting.attendees),
        documents=(*([_cited(own, "self")] if own else []), *map(_cited, article.references)),
        conclusions=tuple(said.text for said in meeting.conclusions),
        tasks=tuple(
            AssignedTask(assignee=task.assignee, task=task.task, deadline=last_day(task.deadline))
            for task in article.tasks
        ),
        topic=article.topics[0] if article.topics else None,
        topics_secondary=article.topics[1:],
        persons=tuple(person.name for person in article.persons),
        places=tuple(said.text for said in article.places),
        agency=article.agency,
        province=article.province,
        province_now=article.province_now,
        evidence=dict(_evidence(article)),
    )


def _kind(article: Article) -> str:
    """Documents are told apart: letters have an addressee."""
    if article.kind is not Kind.DOCUMENT:
        return article.kind.value
    own = article.own_reference
    letter = own.kind in LETTERS if own and own.kind else bool(article.recipients)
    return "official_letter" if letter else "official_document"


def _host(article: Article) -> str | None:
    if article.meeting is not None:
        return article.meeting.host
    return _issuer(article) if article.kind is Kind.DOCUMENT and article.agency else None


def _issuer(article: Article) -> str | None:
    """The agency; a place that the document does not name stands in brackets behind it."""
    name = article.agency or ""
    letterhead = article.document.issuer if article.document else None
    if fold(name) in fold(article_text(article)) or (letterhead and normal_agency(letterhead) == name):
        return name
    typed = TYPED_PLACE.search(name)
    head = name[: typed.start()] if typed else name.removesuffix(f" {article.province}")
    place = name[len(head) :].strip()
    return f"{head.strip()} ({place})" if place else name


def _person(person: Person) -> NamedPerson:
    return NamedPerson(name=person.name, title=person.post)


def _cited(reference: DocumentReference, role: str | None = None) -> CitedDocument:
    named = reference.number is None or reference.number.isdigit()
    return CitedDocument(
        number=None if named and role is None else reference.number,
        type=reference.kind,
        issuer=reference.issuer,
        date=reference.date.value if reference.date else None,
        name=reference.raw if named and role is None else None,
        role=role,
    )


def last_day(when: PartialDate | None) -> str | None:
    """The day by which something is due, given a day, a month or a year."""
    if when is None or when.precision not in ("month", "year"):
        return when.value[:10] if when else None
    if when.precision == "year":
        return f"{when.year:04}-12-31"
    month = int(when.value[5:7])
    return f"{when.value[:7]}-{calendar.monthrange(when.year, month)[1]:02}"


def _evidence(article: Article) -> Iterator[tuple[str, Evidence]]:
    meeting = article.meeting or Meeting()
    for named in (*article.evidence, *meeting.evidence):
        yield named.field, Evidence(sentence=named.sentence, start=named.start, end=named.end)
    lists: dict[str, tuple[Person | Statement | DocumentReference | Task, ...]] = {
        "chair": meeting.chairs,
        "attendees": meeting.attendees,
        "conclusions": meeting.conclusions,
        "documents": (*([article.own_reference] if article.own_reference else []), *article.references),
        "tasks": article.tasks,
        "recipients": article.recipients,
        "persons": article.persons,
        "places": article.places,
    }
    if article.signer is not None and article.signer.evidence is not None:
        yield "signer", article.signer.evidence
    for field, values in lists.items():
        for number, value in enumerate(values):
            if value.evidence is not None:
                yield f"{field}[{number}]", value.evidence
