"""A document that articles cite -> the page object of `/van-ban/<number>`. Words and links only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import url_for

from corpus.documents import DocumentIdentity
from corpus.portal import Portal
from indexer import CitedDocument, Query, ResultPage, Sort
from search_web import formats
from search_web.exports.answer import Listing
from search_web.exports.links import FEED, ExportLinks, listing_files
from search_web.feeds import document_tag
from search_web.languages import gettext, ngettext
from search_web.pages.objects import Link, Paging, Result
from search_web.parts.results import result_of
from search_web.serving.request_state import web_settings

UNKNOWN = "khong-ro"
"""In a URL: of the documents with this number the one whose year or issuer no text tells."""


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """One document that bears the number; `own` are the articles that publish it."""

    link: Link
    detail: str
    citing: str
    own: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`/van-ban/<number>`: one document with who cites it, or several to choose from."""

    title: str
    number: str
    detail: str
    sentence: str
    own: tuple[Link, ...]
    results: tuple[Result, ...]
    first_rank: int
    paging: Paging | None
    choices: tuple[DocumentItem, ...]
    """Several documents with the number, those cited most first."""
    others: tuple[DocumentItem, ...]
    """Beside the one shown: the same number of other years or offices, or of none that is told."""
    search_url: str
    exports: ExportLinks | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of a number: `found` are meant, `others` bear it, too.

    `answer` are the articles that cite the only one found; None where there are several, or none.
    """

    number: str
    found: tuple[CitedDocument, ...]
    others: tuple[CitedDocument, ...]
    answer: ResultPage | None


def document_page(
    known: Known, paging: Paging | None, portals: Mapping[str, Portal], search_url: str
) -> DocumentPage:
    """Everything that the template shows."""
    found, answer = known.found, known.answer
    one = found[0] if answer is not None else None
    number = found[0].number if found else known.number
    return DocumentPage(
        title=_title(one) if one else number,
        number=number,
        detail=_detail(one) if one else "",
        sentence=_sentence(found, one),
        own=_own(one) if one else (),
        results=tuple(result_of(hit, portals) for hit in answer.hits) if answer else (),
        first_rank=(answer.query.page - 1) * answer.query.per_page + 1 if answer else 1,
        paging=paging,
        choices=() if one else tuple(map(document_item, found)),
        others=tuple(map(document_item, known.others)),
        search_url=search_url,
        exports=_export_links(one, answer) if one and answer and answer.total else None,
    )


def listing_of(document: CitedDocument) -> Listing:
    """The articles that cite it, the newest first."""
    url = urlsplit(identity_url(document))
    return Listing(
        title=gettext("Tin nhắc tới %(document)s", document=_title(document)),
        query=Query(cites=document.key, sort=Sort.NEWEST, per_page=1, counted=()),
        path=url.path,
        arguments=tuple((name, value) for name, value in parse_qsl(url.query) if name != "lang"),
        tag=document_tag(document.key, web_settings().tag_authority),
    )


def _export_links(document: CitedDocument, answer: ResultPage) -> ExportLinks:
    listing = listing_of(document)
    return ExportLinks(listing_files(listing, answer.listed, meetings=True), "", listing.url(FEED))


def identity_url(document: CitedDocument, page: int = 1) -> str:
    """The page of just this document."""
    issuer, year = identity_values(document)
    values: dict[str, Any] = {"co-quan": issuer, "nam": year, "trang": page if page > 1 else None}
    return url_for("document.show", number=document.number, **values)


def identity_values(document: CitedDocument) -> tuple[str, str]:
    """What `co-quan` and `nam` say to mean just this document."""
    _, year, issuer = document.key.split("|")
    return issuer or UNKNOWN, year or UNKNOWN


def is_meant(document: CitedDocument, issuer: str, year: str) -> bool:
    """Whether it is one that a URL with this issuer and year means: "" leaves them open."""
    _, known_year, known_issuer = document.key.split("|")
    wanted = ((issuer, known_issuer), (year, known_year))
    return all(not asked or known == ("" if asked == UNKNOWN else asked) for asked, known in wanted)


def open_identity(identity: DocumentIdentity) -> DocumentIdentity:
    """Only its number: every document that bears it."""
    return DocumentIdentity(number=identity.number)


def document_item(document: CitedDocument) -> DocumentItem:
    """Named with its issuer and year: its number alone is that of many."""
    return DocumentItem(
        Link(_title(document), identity_url(document)),
        _detail(document),
        _cited_by(document.citing),
        _own(document),
    )


def _title(document: CitedDocument) -> str:
    return f"{document.kind} {document.number}" if document.kind else document.number


def _detail(document: CitedDocument) -> str:
    year = gettext("năm %(year)s", year=document.year) if document.year else gettext("không rõ năm")
    return " · ".join((document.issuer or gettext("không rõ cơ quan ban hành"), year))


def _own(document: CitedDocument) -> tuple[Link, ...]:
    return tuple(
        Link(
            "".join(fragment.text for fragment in hit.title),
            url_for("article.show", article_id=hit.article_id),
            note=formats.partial_date(hit.published).text if hit.published else "",
        )
        for hit in document.own
    )


def _cited_by(count: int) -> str:
    return ngettext("%(count)s tin nhắc tới", "%(count)s tin nhắc tới", count, count=formats.number(count))


def _sentence(found: tuple[CitedDocument, ...], one: CitedDocument | None) -> str:
    if one:
        said = gettext("%(cited)s, mới nhất trước.", cited=_cited_by(one.citing))
        return said[:1].upper() + said[1:]
    if not found:
        return gettext("Trong kho chưa có tin nào nhắc tới số văn bản này.")
    return gettext(
        "Nhiều cơ quan cùng có số này. Kho tin có %(count)s văn bản, chọn văn bản bạn cần:", count=len(found)
    )
