"""A hit as data: what every export and the API say of an article. Names of fields are part of the API."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from pydantic import Field

from corpus.article import DocumentReference, Frozen, Kind, PartialDate, Person, Precision
from corpus.portal import Portal
from indexer import Hit, Repost
from search_web import formats
from search_web.parts.results import unique
from search_web.serving.request_state import absolute


class DateValue(Frozen):
    """A date as precise as its source: `2024`, `2024-02`, `2024-02-19` or `2019-06-18T16:56:00+07:00`."""

    value: str
    precision: Precision

    @classmethod
    def of(cls, date: PartialDate) -> "DateValue":
        return cls.model_construct(value=date.value, precision=date.precision)


class PersonValue(Frozen):
    """A person and the post held then, as the article names them."""

    name: str
    post: str | None = None

    @classmethod
    def of(cls, person: Person) -> "PersonValue":
        return cls.model_construct(name=person.name, post=person.post)


class CitedValue(Frozen):
    """A document that the article mentions."""

    number: str
    kind: str | None = None
    issuer: str | None = None
    date: DateValue | None = None

    @classmethod
    def of(cls, reference: DocumentReference) -> "CitedValue":
        date = DateValue.of(reference.date) if reference.date else None
        return cls.model_construct(
            number=reference.number or "", kind=reference.kind, issuer=reference.issuer, date=date
        )


class RepostValue(Frozen):
    """Where the same article was posted, too."""

    id: str = Field(pattern="^[a-z2-7]{13}$")
    page: str
    url: str | None
    portal: str
    agency: str | None
    published: DateValue | None


class ArticleRow(Frozen):
    """One article in a list."""

    id: str = Field(pattern="^[a-z2-7]{13}$")
    title: str
    page: str
    """Where Tra Tin shows it."""
    url: str | None
    """Where the portal published it; null when that is no web address."""
    portal: str
    agency: str | None
    province: str | None
    """As it was called then."""
    province_now: str | None
    kind: Kind
    event_type: str | None
    published: DateValue | None
    held: tuple[DateValue, ...]
    chairs: tuple[PersonValue, ...]
    documents: tuple[CitedValue, ...]
    topics: tuple[str, ...]
    attachments: tuple[str, ...]
    repost_count: int
    """How many other articles found are this one, posted again, and folded into it."""
    reposts: tuple[RepostValue, ...]
    """Those, the first published first; of many only the first."""

    @property
    def first_id(self) -> str:
        """The id of the one among these posts that was published first: it stays when another comes."""
        posts = [(self.published, self.id), *((repost.published, repost.id) for repost in self.reposts)]
        return min((date.value if date else "9999", article_id) for date, article_id in posts)[1]


def row_of(hit: Hit, portals: Mapping[str, Portal]) -> ArticleRow:
    """What lists say of this hit. Not validated again: a file has ten thousand of them."""
    return ArticleRow.model_construct(**row_fields(hit, portals))


def row_fields(hit: Hit, portals: Mapping[str, Portal]) -> dict[str, Any]:
    """Field of ArticleRow -> its value."""
    portal = portals.get(hit.portal)
    return {
        "id": hit.article_id,
        "title": "".join(fragment.text for fragment in hit.title),
        "page": article_url(hit.article_id),
        "url": formats.web_address(hit.url),
        "portal": hit.portal,
        "agency": hit.agency or (portal.agency if portal else None),
        "province": hit.province,
        "province_now": hit.province_now,
        "kind": hit.kind,
        "event_type": hit.event_type,
        "published": DateValue.of(hit.published) if hit.published else None,
        "held": tuple(map(DateValue.of, hit.held)),
        "chairs": tuple(map(PersonValue.of, hit.chairs)),
        "documents": cited(hit.references),
        "topics": hit.topics,
        "attachments": hit.attachment_names,
        "repost_count": hit.repost_count,
        "reposts": tuple(_repost(repost, portals) for repost in hit.reposts),
    }


def _repost(repost: Repost, portals: Mapping[str, Portal]) -> RepostValue:
    portal = portals.get(repost.portal)
    return RepostValue.model_construct(
        id=repost.article_id,
        page=article_url(repost.article_id),
        url=formats.web_address(repost.url),
        portal=repost.portal,
        agency=repost.agency or (portal.agency if portal else None),
        published=DateValue.of(repost.published) if repost.published else None,
    )


def cited(references: Iterable[DocumentReference]) -> tuple[CitedValue, ...]:
    """Each numbered document once, as first mentioned."""
    first: dict[str, CitedValue] = {}
    for reference in references:
        if reference.number:
            first.setdefault(reference.number, CitedValue.of(reference))
    return tuple(first.values())


def names(people: Iterable[PersonValue]) -> str:
    return ", ".join(unique(person.name for person in people))


def article_url(article_id: str) -> str:
    """Absolute, and without a language: whoever opens it reads Vietnamese unless they choose."""
    return absolute(url_for("article.show", article_id=article_id, lang=None))
