"""Which documents an article cites: number, kind, issuer and date, as far as the text gives them. Pure.

What is incomplete stays so: a year-only number, a blank one or a bare `Đề án 25` is a reference of its own
unless a fuller mention in the same article has the same kind and number.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.article import DocumentReference, Kind
from corpus.enrich.agency_names import agency_at
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import DocumentNumber, find_numbers, normal_number
from corpus.enrich.held_dates import cited_date
from corpus.enrich.tables import table
from corpus.text import fold

_BEFORE_CHARS = 70
_UNIT_AFTER = (
    r"năm|tháng|tuần|ngày|quý|giờ|người|đồng chí|đại biểu|lần|nội dung|nhiệm vụ|chỉ tiêu|cán bộ|trường|xã|thôn"
    r"|hộ|triệu|tỷ|tỉ|nghìn|điểm|chương|điều|đơn vị|dự án|mục|phần|trang|bản|cơ quan|công trình|học sinh|giai đoạn"
)
_NAMED = re.compile(
    r"(?P<kind>Nghị quyết|Kết luận)\s+(?:Hội nghị\s+)?Trung\s+[ưu][ơo]ng\s+(?:lần thứ\s+)?(?P<session>\d{1,2}|[IVX]+)(?!\w)"
    r"(?:\s*,?\s*\(?\s*kh[oó][áa]\s+(?P<term>[IVXL]+)\s*\)?)?",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A reference and the span [start, end) that it takes in the article's text, date and issuer included."""

    start: int
    end: int
    reference: DocumentReference


@cache
def kind_names() -> tuple[str, ...]:
    """The names of document types, longest first."""
    names = {row[1] for row in table("document_types")} | {
        "Công văn",
        "Luật",
        "Bộ luật",
        "Chương trình hành động",
        "Lệnh",
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<kind>{'|'.join(kind_names())})?\s*(?P<so>số\s*:?)?\s*$", re.IGNORECASE)


@cache
def _loose() -> re.Pattern[str]:
    """A type word with a bare number, a number and year, or a blank where the number should stand."""
    kinds = "|".join(kind_names())
    return re.compile(
        rf"(?<!\w)(?P<kind>{kinds})\s+(?:(?P<so>số)\s*:?\s*)?"
        rf"(?:(?P<count>\d{{1,5}})(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?![\w/%-])(?![.,]\d)(?!\s+(?:{_UNIT_AFTER})(?!\w))"
        r"|(?P<blank>[.…_ ]*[/-]\s?[A-ZĐ][\wĐđ&]*(?:[-/][A-ZĐ][\wĐđ&]*)*))",
        re.IGNORECASE,
    )


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every mention in the order of the text, spans not overlapping."""
    mentions: list[Mention] = []
    for found in find_numbers(text):
        mention = _numbered(text, found)
        if mention is not None:
            mentions.append(mention)
    for mention in [*_named(text), *_bare(text)]:
        if not any(m.start < mention.end and mention.start < m.end for m in mentions):
            mentions.append(mention)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _numbered(text: str, found: DocumentNumber) -> Mention | None:
    before = text[max(0, found.start - _BEFORE_CHARS) : found.start]
    words = _kind_before().search(before)
    kind = words["kind"] if words else None
    if not found.certain and not (words and (kind or words["so"])):
        return None
    start = found.start - (len(before) - words.start("kind")) if words and kind else found.start
    proper = _proper_kind(kind) if kind else found.kind
    return _complete(
        text,
        start,
        found.end,
        DocumentReference(
            raw=text[start : found.end], number=found.number, kind=proper or "Công văn", issuer=found.issuer
        ),
    )


def _complete(text: str, start: int, end: int, reference: DocumentReference) -> Mention:
    """Reads on after the number: `ngày …`, then `của …`, or the other way round."""
    date, after = cited_date(text, end)
    issuer, after = _issuer(text, after)
    if date is None:
        date, after = cited_date(text, after)
    update = {"date": date, "issuer": issuer or reference.issuer}
    return Mention(start, after, reference.model_copy(update=update))


_OF = re.compile(r"[\s,)]*(?:của|do)\s+")


def _issuer(text: str, start: int) -> tuple[str | None, int]:
    of = _OF.match(text, start)
    name = agency_at(text, of.end()) if of else None
    return (name, of.end() + len(name)) if of and name else (None, start)


def _named(text: str) -> Iterator[Mention]:
    for match in _NAMED.finditer(text):
        raw = re.sub(r"\(\s+", "(", match.group().strip())
        yield Mention(
            *match.span(),
            DocumentReference(raw=raw, number=None, kind=_proper_kind(match["kind"]), issuer="Trung ương"),
        )


def _bare(text: str) -> Iterator[Mention]:
    for match in _loose().finditer(text):
        if not match["so"] and not match["blank"] and (match["year"] or not match["kind"][0].isupper()):
            continue
        if match["blank"] and not _is_blank(match["blank"]):
            continue
        number = None if match["blank"] else match["count"] + (f"/{match['year']}" if match["year"] else "")
        raw = re.sub(r"\s+", " ", match.group().strip())
        yield _complete(
            text,
            match.start(),
            match.end(),
            DocumentReference(raw=raw, number=number, kind=_proper_kind(match["kind"])),
        )


def _is_blank(symbol: str) -> bool:
    """`   /KH-UBND` is a blank number; `- UBND` after a type word is only a dash."""
    return "/" in symbol and symbol.strip(" ._…")[0] == "/"


def _proper_kind(word: str) -> str:
    folded = word.lower()
    return next((name for name in kind_names() if name.lower() == folded), word)


def own_number(text: ArticleText, kind: Kind) -> str | None:
    """The article's own number, when it is itself a document: of its letterhead, else of its title."""
    document = text.article.document
    if document is not None and document.number:
        return normal_number(document.number) or document.number
    if kind is not Kind.DOCUMENT:
        return None
    found = next(find_numbers(text.title), None) or _letterhead_number(text.body)
    return found.number if found else None


def _letterhead_number(body: str) -> DocumentNumber | None:
    line = re.search(r"(?:^|\n)\s*Số\s*:[^\n]{0,60}", body[:1500])
    return next(find_numbers(line.group()), None) if line else None


def references(mentions: tuple[Mention, ...], own: str | None) -> tuple[DocumentReference, ...]:
    """The documents cited, each once with all that its mentions say, in order of first mention.

    `own` is the article's own number when it is itself a document: that is no citation.
    """
    kept: list[DocumentReference] = []
    for mention in sorted(mentions, key=lambda m: m.reference.number is None or m.reference.number.isdigit()):
        reference = mention.reference
        if own is not None and reference.number == own:
            continue
        match = next((i for i, other in enumerate(kept) if _same(other, reference)), None)
        if match is None:
            kept.append(reference)
        else:
            kept[match] = _merged(kept[match], reference)
    first = {m.reference.raw: m.start for m in reversed(mentions)}
    return tuple(sorted(kept, key=lambda reference: first.get(reference.raw, 0)))


def _same(one: DocumentReference, other: DocumentReference) -> bool:
    if one.number is None or other.number is None:
        return one.number == other.number and fold(one.raw) == fold(other.raw)
    if one.date and other.date and one.date.value != other.date.value:
        return False
    if one.number == other.number:
        return _same_issuer(one.issuer, other.issuer) and one.kind == other.kind
    short, full = sorted((one.number, other.number), key=len)
    return short.isdigit() and one.kind == other.kind and re.match(rf"0*{int(short)}[/-]", full) is not None


def _same_issuer(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    a, b = sorted((fold(one), fold(other)), key=len)
    return b.startswith(a) or (a.split()[0] != b.split()[0] and not a.startswith(("ubnd", "so ", "phong ")))


def _merged(kept: DocumentReference, other: DocumentReference) -> DocumentReference:
    issuer = max((kept.issuer or "", other.issuer or ""), key=len) or None
    return kept.model_copy(update={"date": kept.date or other.date, "issuer": issuer})


def masked(text: str, mentions: tuple[Mention, ...]) -> str:
    """`text` of the same length, its mentions blanked out: their dates are not the article's."""
    characters = list(text)
    for mention in mentions:
        characters[mention.start : mention.end] = "\x00" * (mention.end - mention.start)
    return "".join(characters)
