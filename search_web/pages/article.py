"""A stored article -> the page object of `/tin/<article_id>`. Words and links only."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import url_for

from corpus.article import Article, DocumentMetadata, DocumentReference, PartialDate
from corpus.catalog import StoredArticle
from corpus.documents import identity_of
from corpus.enrich import topic_label
from corpus.portal import Portal
from corpus.text import clean, slug
from indexer import Hit
from search_web import formats
from search_web.languages import gettext
from search_web.pages.objects import (
    ArticlePage,
    CaptureInfo,
    CardRow,
    CardValue,
    CitedDocument,
    FileItem,
    Link,
    Version,
)
from search_web.parts.citations import citations
from search_web.parts.meeting_card import evidence_of, meeting_rows, task_row
from search_web.parts.results import kind_of, province_then_and_now, result_of, unique
from search_web.parts.told_places import Line, Passage, ToldPlaces
from search_web.parts.unit_lines import unit_lines
from search_web.search_state import url_value
from search_web.serving.request_state import empty_state, url_of, version_link

DESCRIPTION_CHARS = 160
"""What search engines show of a description."""


def article_page(
    stored: StoredArticle,
    versions: tuple[StoredArticle, ...],
    similar: tuple[Hit, ...],
    files: tuple[FileItem, ...],
    portals: Mapping[str, Portal],
) -> ArticlePage:
    """Everything that the template of `/tin/<article_id>` shows of this version."""
    article = stored.article
    places = ToldPlaces(article, evidence_of(article))
    heading, lead, paragraphs = _shown_text(article, places)
    return ArticlePage(
        title=article.title,
        heading=heading,
        place=tuple(_place(article, portals)),
        published=formats.partial_date(article.published) if article.published else None,
        updated=formats.partial_date(article.updated) if article.updated else None,
        byline=" · ".join(unique(part for part in (article.author, article.source) if part)),
        gone=_gone(stored),
        card=meeting_rows(article.meeting, article.tasks, places) if article.meeting else (),
        letterhead=_letterhead(article, places),
        lead=lead,
        paragraphs=paragraphs,
        captions=article.captions,
        cited=tuple(_cited(article.references)),
        attachments=files,
        units=unit_lines(article),
        portal=_portal_link(article, portals),
        topics=tuple(Link(topic_label(topic), _filter_url("topic", topic)) for topic in article.topics),
        source=source_link(article),
        capture=capture_info(stored, versions),
        versions=tuple(_versions(stored, versions)) if len(versions) > 1 else (),
        compare_url=_compare_url(article.article_id, versions),
        citations=citations(stored, portals),
        similar=tuple(result_of(hit, portals) for hit in similar),
        description=_description(article),
    )


def repost_links(same: Iterable[Article], portals: Mapping[str, Portal]) -> tuple[Link, ...]:
    """Where else the article was posted: the agency, and when."""
    return tuple(
        Link(
            _posted_by(one, portals), url_for("article.show", article_id=one.article_id), note=_posted_on(one)
        )
        for one in same
    )


def _posted_by(article: Article, portals: Mapping[str, Portal]) -> str:
    portal = portals.get(article.portal)
    return article.agency or (portal.agency if portal else article.portal)


def _posted_on(article: Article) -> str:
    return formats.partial_date(article.published).text if article.published else ""


def source_link(article: Article) -> Link:
    """The page at the portal; plain text when its address is not one of the web."""
    url = formats.web_address(article.url)
    return Link(formats.host(url) if url else article.url, url)


def capture_info(stored: StoredArticle, versions: tuple[StoredArticle, ...]) -> CaptureInfo:
    newest = not versions or stored.version == max(v.version for v in versions)
    return CaptureInfo(
        time=formats.moment(stored.capture.fetched_at),
        digest=formats.digest(stored.capture.digest),
        view_url=version_link("capture.show", stored.article.article_id, None if newest else stored.version),
    )


def _shown_text(article: Article, places: ToldPlaces) -> tuple[Line, Line, tuple[Line, ...]]:
    """The title, the lead, the other paragraphs. The lead is the first paragraph; it is not shown twice."""
    heading, *paragraphs = places.lines()
    lead = clean(article.lead or "")
    if lead and paragraphs and "".join(passage.text for passage in paragraphs[0]) == lead:
        return heading, paragraphs[0], tuple(paragraphs[1:])
    return heading, (Passage(lead),) if lead else (), tuple(paragraphs)


def _place(article: Article, portals: Mapping[str, Portal]) -> Iterator[Link]:
    portal = portals.get(article.portal)
    if article.agency:
        yield Link(article.agency, url_for("agency.show", name=slug(article.agency)))
    elif portal:
        yield Link(portal.agency, url_for("portal.show", key=portal.key))
    if article.province:
        label = province_then_and_now(article.province, article.province_now)
        yield Link(label, url_for("province.show", place=slug(article.province)))
    event_type = article.meeting.event_type if article.meeting else None
    yield Link(kind_of(article.kind, event_type), _filter_url("kind", url_value("kind", article.kind)))


def _filter_url(facet: str, value: str) -> str:
    return url_of(empty_state().with_filter(facet, value))


def _gone(stored: StoredArticle) -> str:
    if not stored.gone:
        return ""
    day = formats.moment(stored.updated_at).text
    return gettext("Trang gốc không còn trên cổng (kiểm tra lúc %(day)s). Bản lưu vẫn còn ở đây.", day=day)


def _letterhead(article: Article, places: ToldPlaces) -> tuple[CardRow, ...]:
    """Of a document; with what it orders, where no meeting's card tells that."""
    if not article.document:
        return ()
    tasks = () if article.meeting else article.tasks
    ordered = task_row(tasks, places)
    return (*_letterhead_rows(article.document), *((ordered,) if ordered.values else ()))


def _portal_link(article: Article, portals: Mapping[str, Portal]) -> Link | None:
    portal = portals.get(article.portal)
    return Link(portal.agency, url_for("portal.show", key=portal.key)) if portal else None


def _compare_url(article_id: str, versions: tuple[StoredArticle, ...]) -> str | None:
    return url_for("compare.show", article_id=article_id) if len(versions) > 1 else None


def _letterhead_rows(document: DocumentMetadata) -> Iterator[CardRow]:
    rows = (
        (gettext("Số, ký hiệu"), document.number or document.number_raw or document.symbol),
        (gettext("Ngày ban hành"), _date_text(document.issued)),
        (gettext("Cơ quan ban hành"), document.issuer),
        (gettext("Nơi ban hành"), document.place),
        (gettext("Trích yếu"), document.subject),
        (gettext("Nơi nhận"), document.recipients),
        (gettext("Người ký"), ", ".join(part for part in (document.signer, document.signer_role) if part)),
    )
    return _filled(rows)


def _filled(rows: tuple[tuple[str, str | None], ...]) -> Iterator[CardRow]:
    return (CardRow(label, (CardValue(value),)) for label, value in rows if value)


def _date_text(date: PartialDate | None) -> str | None:
    return formats.partial_date(date).text if date else None


def _cited(references: tuple[DocumentReference, ...]) -> Iterator[CitedDocument]:
    """Each number once, with the fullest mention of it; a mention without a number as it was written."""
    fullest: dict[str, DocumentReference] = {}
    for reference in references:
        key = reference.number or reference.raw
        known = fullest.get(key)
        if known is None or _known_parts(reference) > _known_parts(known):
            fullest[key] = reference
    for reference in fullest.values():
        yield _cited_document(reference)


def _known_parts(reference: DocumentReference) -> int:
    return sum(part is not None for part in (reference.kind, reference.issuer, reference.date))


def _cited_document(reference: DocumentReference) -> CitedDocument:
    if not reference.number:
        return CitedDocument(reference.raw, "", None)
    label = f"{reference.kind} {reference.number}" if reference.kind else reference.number
    date = gettext("ngày %(day)s", day=_date_text(reference.date)) if reference.date else None
    detail = " · ".join(part for part in (date, reference.issuer) if part)
    return CitedDocument(label, detail, document_url(reference))


def document_url(reference: DocumentReference) -> str | None:
    """The page of the document that is meant: its number, and issuer and year where they are told."""
    identity = identity_of(reference)
    if identity is None:
        return None
    values: dict[str, Any] = {"co-quan": identity.issuer, "nam": identity.year}
    return url_for("document.show", number=identity.number, **values)


def _versions(stored: StoredArticle, versions: tuple[StoredArticle, ...]) -> Iterator[Version]:
    for version in sorted(versions, key=lambda v: v.version, reverse=True):
        time = formats.moment(version.capture.fetched_at).text
        label = gettext("Bản %(number)s, lưu %(time)s", number=version.version, time=time)
        yield Version(label, capture_info(version, versions).view_url, version.version == stored.version)


def _description(article: Article) -> str:
    text = article.lead or (article.body[0] if article.body else article.title)
    return text if len(text) <= DESCRIPTION_CHARS else text[:DESCRIPTION_CHARS].rsplit(" ", 1)[0] + "…"
