"""What an article says of itself between the lines: kind, agency, province, topics, meeting, cited documents.

Pure functions over extracted fields: no disk beyond the shipped tables, no network, no clock. Never raises on
any article; what cannot be told stays None or empty. The sub-modules each own one field.
"""

from typing import Any

from corpus.article import Article, DocumentReference, Evidence, FieldEvidence, Kind, Meeting, Statement, Task
from corpus.enrich.agencies import describe, mentioned, where_of
from corpus.enrich.agency import agency_of
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.article_text import ArticleText, first_day
from corpus.enrich.document_numbers import normal_number
from corpus.enrich.hosts import read_host
from corpus.enrich.kind import kind_of
from corpus.enrich.letterhead import own_reference, read_letterhead
from corpus.enrich.meeting import read_meeting
from corpus.enrich.mentions import Mention, find_mentions, masked
from corpus.enrich.named_people import persons_of
from corpus.enrich.places import find_places
from corpus.enrich.province import province_of, settle
from corpus.enrich.references import own_number, references
from corpus.enrich.tasks import read_tasks
from corpus.enrich.topic import topic_label, topic_labels, topic_scores
from corpus.enrich.unit import home_of, unit_fields
from corpus.portal import Portal

__all__ = ["enrich", "normal_agency", "normal_number", "topic_label", "topic_labels"]


def enrich(article: Article, portal: Portal | None = None) -> Article:
    """The article with kind, agency, provinces, topics, meeting and references filled in.

    Reads only what a platform extracted, never an earlier enrichment: doing it twice changes nothing.
    """
    text = ArticleText(article)
    mentions = find_mentions(text.text)
    hidden = masked(text.text, mentions)
    kind = kind_of(text, hidden)
    letter = _letter_fields(text, mentions) if kind is Kind.DOCUMENT else {}
    clue = read_host(article.url)
    unit = settle(clue, text)
    province = province_of(text, portal, clue, unit)
    agency = agency_of(text, kind, portal, clue, unit)
    home = home_of(text, portal, clue, agency, province)
    where = where_of(home.unit, text.day)
    meeting = read_meeting(text, hidden, agency) if kind is Kind.MEETING else None
    if meeting is not None and text.day is None:
        text.day = first_day(meeting.held[-1]) if meeting.held else None
    topics = topic_scores(hidden)
    return article.model_copy(
        update={
            "kind": kind,
            "agency": agency,
            **unit_fields(home, province, text.day),
            "issuing_agency": describe(agency, where) if agency else None,
            "agencies": mentioned(text, where),
            "topics": tuple(score.topic for score in topics),
            "topic_scores": topics,
            "meeting": meeting,
            "references": references(text, mentions, own_number(text, kind)),
            "tasks": _tasks(text, kind),
            "persons": persons_of(text),
            "places": _places(text),
            "evidence": _evidence(text, kind, meeting, letter.get("own_reference")),
            **letter,
        }
    )


def _places(text: ArticleText) -> tuple[Statement, ...]:
    """The units that the text names; a document's place of issue first."""
    found = find_places(text)
    place = text.article.document.place if text.article.document else None
    if place is None or any(said.text.endswith(place) for said in found):
        return found
    return (Statement(text=place), *found)


def _evidence(
    text: ArticleText, kind: Kind, meeting: Meeting | None, own: DocumentReference | None
) -> tuple[FieldEvidence, ...]:
    """Why the article is of its kind: the meeting named, the document's number, else a notice's title."""
    named = (
        next((e for e in meeting.evidence if e.field in ("event_type", "held")), None) if meeting else None
    )
    why: Evidence | None = named or (own.evidence if own else None)
    if why is None and kind in (Kind.NOTICE, Kind.DOCUMENT) and text.title:
        why = text.evidence(0, len(text.title))
    return (FieldEvidence(field="kind", **why.model_dump(exclude={"field"})),) if why else ()


def _letter_fields(text: ArticleText, mentions: tuple[Mention, ...]) -> dict[str, Any]:
    """Of a document: its letterhead, completed from its paragraphs, and what follows from that."""
    letterhead = read_letterhead(text)
    text.article = text.article.model_copy(update={"document": letterhead.document})
    return {
        "document": letterhead.document,
        "recipients": letterhead.recipients,
        "signer": letterhead.signer,
        "own_reference": own_reference(text, letterhead.document, mentions),
    }


def _tasks(text: ArticleText, kind: Kind) -> tuple[Task, ...]:
    if kind not in (Kind.MEETING, Kind.DOCUMENT):
        return ()
    return read_tasks(text, one_for_all=kind is Kind.DOCUMENT)
