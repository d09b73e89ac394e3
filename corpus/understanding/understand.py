"""What an article says, from a file that somebody wrote or saved: a JSON of it, or the text of its page."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.article import Article, DocumentMetadata, PartialDate
from corpus.dates import parse_date
from corpus.enrich import enrich
from corpus.errors import BadConfig
from corpus.portal import Portal
from corpus.text import clean
from corpus.understanding.page_text import article_of_page, portal_of_page
from corpus.understanding.record import Understanding, understanding_of

_MONTH = re.compile(r"\d{4}-\d{2}")
_DOCUMENT_FIELDS = frozenset(DocumentMetadata.model_fields) - {"issued"}


def understand_file(path: Path) -> Understanding:
    """What the article in a JSON file says. Raises BadConfig naming what is missing or malformed."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadConfig(str(path), f"must be a readable JSON file in UTF-8 ({error})") from error
    return understand(fields, str(path))


def understand(fields: Any, name: str = "article") -> Understanding:
    """What an article says, given as title, body (a text or its paragraphs), published, url, portal.

    Only title or body must be there; further fields are ignored. Raises BadConfig that calls it `name`.
    """
    if not isinstance(fields, Mapping):
        raise BadConfig(name, "must be a JSON object with title and body")
    title, body = fields.get("title") or "", _paragraphs(fields.get("body"), name)
    if not isinstance(title, str) or not (title.strip() or body):
        raise BadConfig(name, "needs a title or a body, both text")
    try:
        article = Article(
            url=str(fields.get("url") or ""),
            portal=_portal_key(fields.get("portal")),
            platform="given",
            title=clean(title),
            lead=fields.get("lead") or None,
            body=body,
            published=_published(fields),
            document=_document(fields.get("document")),
        )
        portal = fields.get("portal")
        known = Portal.model_validate(portal) if isinstance(portal, Mapping) else None
    except ValidationError as error:
        first = error.errors()[0]
        raise BadConfig(f"{name}: {'.'.join(map(str, first['loc']))}", first["msg"]) from error
    return understanding_of(enrich(article, known))


def understand_page(text: str) -> Understanding:
    """What the article in a page's text says, header and navigation around it included."""
    return understanding_of(enrich(article_of_page(text), portal_of_page(text)))


def _paragraphs(body: Any, name: str) -> tuple[str, ...]:
    lines: Iterable[Any] = body.splitlines() if isinstance(body, str) else body or ()
    if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
        raise BadConfig(name, "body must be a text or a list of paragraphs")
    return tuple(filter(None, map(clean, lines)))


def _portal_key(portal: Any) -> str:
    return str(portal.get("key", "given") if isinstance(portal, Mapping) else portal or "given")


def _published(fields: Mapping[str, Any]) -> PartialDate | None:
    """ISO 8601 or as portals write it; `published_partial` is a month or a year."""
    said = fields.get("published") or fields.get("published_partial")
    if not isinstance(said, str):
        return None
    month = _month(said)
    found = month or parse_date(said)
    if found is not None and fields.get("published_precision") == "day":
        return found.model_copy(update={"value": found.value[:10], "precision": "day"})
    return found


def _month(said: str) -> PartialDate | None:
    if _MONTH.fullmatch(said) is None:
        return None
    return PartialDate(value=said, precision="month", source="markup", raw=said)


def _document(fields: Any) -> DocumentMetadata | None:
    if not isinstance(fields, Mapping):
        return None
    known = {key: value for key, value in fields.items() if key in _DOCUMENT_FIELDS and value}
    issued = fields.get("date") or fields.get("date_partial")
    if isinstance(issued, str):
        known["issued"] = _month(issued) or parse_date(issued)
    return DocumentMetadata(**known) if known else None
