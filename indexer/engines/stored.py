"""What an index keeps of an article besides its terms: what a hit shows, and the texts of its snippets.

Written and read as JSON. What we wrote is not validated again, so that a page of hits costs little.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from corpus.article import Article, DocumentReference, Kind, Meeting, PartialDate, Person
from corpus.errors import IndexDamaged

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a record raises when it is not as it was written."""


@dataclass(frozen=True, slots=True)
class StoredHit:
    """The part of an article that a result page shows."""

    url: str
    portal: str
    title: str
    kind: Kind
    agency: str | None = None
    province: str | None = None
    province_now: str | None = None
    topics: tuple[str, ...] = ()
    published: PartialDate | None = None
    event_type: str | None = None
    held: tuple[PartialDate, ...] = ()
    chairs: tuple[Person, ...] = ()
    references: tuple[DocumentReference, ...] = ()
    attachment_names: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: Article) -> "StoredHit":
        meeting = article.meeting or Meeting()
        return cls(
            url=article.url,
            portal=article.portal,
            title=article.title,
            kind=article.kind,
            agency=article.agency,
            province=article.province,
            province_now=article.province_now,
            topics=article.topics,
            published=article.published,
            event_type=meeting.event_type,
            held=meeting.held,
            chairs=meeting.chairs,
            references=article.references,
            attachment_names=tuple(attachment.name for attachment in article.attachments),
        )

    def to_json(self) -> bytes:
        """Without what is empty."""
        filled = {name: value for name in _NAMES if (value := getattr(self, name)) not in (None, ())}
        return json.dumps(filled, ensure_ascii=False, default=_plain, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, record: bytes) -> "StoredHit":
        """Raises IndexDamaged when `record` is none of ours."""
        try:
            tree: dict[str, Any] = json.loads(record)
            tree["kind"] = Kind(tree["kind"])
            if "published" in tree:
                tree["published"] = _date(tree["published"])
            tree["topics"] = tuple(tree.get("topics", ()))
            tree["held"] = tuple(map(_date, tree.get("held", ())))
            tree["chairs"] = tuple(Person.model_construct(**chair) for chair in tree.get("chairs", ()))
            tree["references"] = tuple(map(_reference, tree.get("references", ())))
            tree["attachment_names"] = tuple(tree.get("attachment_names", ()))
            return cls(**tree)
        except _BROKEN as error:
            raise _damaged("hit", error) from error


_NAMES = tuple(field.name for field in fields(StoredHit))


def passages_of(article: Article) -> tuple[str, ...]:
    """The texts that snippets are cut from, in order."""
    return article.body or tuple(filter(None, [article.lead]))


def passages_to_json(passages: Sequence[str]) -> bytes:
    return json.dumps(passages, ensure_ascii=False, separators=(",", ":")).encode()


def passages_from_json(record: bytes) -> tuple[str, ...]:
    """Raises IndexDamaged when `record` is none of ours."""
    try:
        passages = json.loads(record)
        if not isinstance(passages, list) or not all(isinstance(text, str) for text in passages):
            raise ValueError("no list of texts")
    except _BROKEN as error:
        raise _damaged("passages", error) from error
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What an attached file says, one paragraph a line."""

    name: str
    text: str


def files_of(article: Article) -> tuple[StoredFile, ...]:
    """The files of the article that say something, in page order."""
    return tuple(StoredFile(file.name, file.text) for file in article.attachments if file.text)


def files_to_json(files: Sequence[StoredFile]) -> bytes:
    pairs = [(file.name, file.text) for file in files]
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode()


def files_from_json(record: bytes) -> tuple[StoredFile, ...]:
    """Raises IndexDamaged when `record` is none of ours."""
    try:
        return tuple(StoredFile(str(name), str(text)) for name, text in json.loads(record))
    except _BROKEN as error:
        raise _damaged("file", error) from error


def _plain(value: Any) -> Any:
    """A pydantic value without its defaults and its evidence, which only the article's own page shows."""
    return value.model_dump(mode="json", exclude_defaults=True, exclude={"evidence"})


def _date(fields: dict[str, Any]) -> PartialDate:
    return PartialDate.model_construct(**fields)


def _reference(fields: dict[str, Any]) -> DocumentReference:
    if fields.get("date") is not None:
        fields = {**fields, "date": _date(fields["date"])}
    return DocumentReference.model_construct(**fields)


def _damaged(what: str, error: Exception) -> IndexDamaged:
    cause = f"{type(error).__name__}: {error}"
    return IndexDamaged(
        f"a stored {what} of the index cannot be read ({cause}); "
        "`tratin index --rebuild` makes a new one from the catalog"
    )
