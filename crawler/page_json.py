"""An Article as the JSON that `tratin parse` prints: the fields of golden pages, for machines to compare."""

from typing import Any

from corpus.article import Article, DocumentMetadata, Kind, PartialDate

_DOC_TYPES = {Kind.DOCUMENT: "official_letter", Kind.MEETING: "news"}
"""The golden pages call a document by its commonest type, and the report of a meeting news."""


def article_json(article: Article, *, url: str | None = None) -> dict[str, Any]:
    """The fields of a golden page. `url` is the page's own where it should be told instead of the canonical
    one.

    `published` is set only when the day is known (midnight where no time is); a coarser date stands in
    `published_partial`.
    """
    published = article.published
    held = article.meeting.held[0] if article.meeting and article.meeting.held else None
    return {
        "url": url or article.url,
        "platform": article.platform,
        "title": article.title,
        "published": _moment(published),
        "published_precision": published.precision if published else "none",
        "published_partial": published.value if published and _moment(published) is None else None,
        "published_raw": published.raw if published else None,
        "event_date": held.value[:10] if held else None,
        "author": article.author,
        "source": article.source,
        "agency": article.agency,
        "province": article.province,
        "doc_type": "official_letter"
        if article.document
        else _DOC_TYPES.get(article.kind, article.kind.value),
        "lead": article.lead,
        "body": list(article.body),
        "body_optional": list(article.captions),
        "attachments": [attachment.model_dump() for attachment in article.attachments],
        "document": _document(article.document) if article.document else None,
    }


def _moment(date: PartialDate | None) -> str | None:
    """ISO 8601 with Vietnam's offset, midnight for a date without a time; None for a month, a year or
    nothing.
    """
    if date is None or date.precision in ("year", "month"):
        return None
    return date.value if date.precision == "minute" else f"{date.value}T00:00:00+07:00"


def _document(document: DocumentMetadata) -> dict[str, Any]:
    issued = document.issued
    return {
        "number": document.number,
        "symbol": document.symbol,
        "number_raw": document.number_raw,
        "place": document.place,
        "date": _moment(issued),
        "date_partial": issued.value if issued and _moment(issued) is None else None,
        "subject": document.subject,
        "issuer": document.issuer,
        "recipients": document.recipients,
        "signer": document.signer,
        "signer_role": document.signer_role,
    }
