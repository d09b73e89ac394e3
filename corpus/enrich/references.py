"""Which documents an article cites, each once with all that its mentions say. Pure.

Identity is number, issuer and date as far as they are known: mentions merge only where nothing contradicts.
"""

import re

from corpus.article import DocumentReference, Kind
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import DocumentNumber, find_numbers, normal_number
from corpus.enrich.mentions import Mention
from corpus.text import fold


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


def references(
    text: ArticleText, mentions: tuple[Mention, ...], own: str | None
) -> tuple[DocumentReference, ...]:
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
            evidence = text.evidence(mention.start, mention.end)
            kept.append(reference.model_copy(update={"evidence": evidence}))
        else:
            kept[match] = _merged(kept[match], reference)
    first = {m.reference.raw: m.start for m in reversed(mentions)}
    return tuple(sorted(kept, key=lambda reference: first.get(reference.raw, 0)))


def _same(one: DocumentReference, other: DocumentReference) -> bool:
    """Nothing known of the two differs; a bare number is the short form of a fuller one of its kind."""
    if one.number is None or other.number is None:
        return one.number == other.number and _name_key(one.raw) == _name_key(other.raw)
    if one.date and other.date and one.date.value != other.date.value:
        return False
    if one.number == other.number:
        return _same_issuer(one.issuer, other.issuer) and (one.kind == other.kind or not one.number.isdigit())
    short, full = sorted((one.number, other.number), key=len)
    return short.isdigit() and one.kind == other.kind and re.match(rf"0*{int(short)}[/-]", full) is not None


def _name_key(raw: str) -> str:
    """`Nghị quyết Hội nghị Trung ương 6 (khóa XIII)` is `Nghị quyết Trung ương 6 khóa XIII`."""
    return " ".join(re.findall(r"\w+", fold(raw).replace("hoi nghi ", "").replace("lan thu ", "")))


def _same_issuer(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    a, b = sorted((fold(one), fold(other)), key=len)
    return b.startswith(a) or (a.split()[0] != b.split()[0] and not a.startswith(("ubnd", "so ", "phong ")))


def _merged(kept: DocumentReference, other: DocumentReference) -> DocumentReference:
    issuer = max((kept.issuer or "", other.issuer or ""), key=len) or None
    raw = max(kept.raw, other.raw, key=len) if kept.number is None else kept.raw
    return kept.model_copy(update={"date": kept.date or other.date, "issuer": issuer, "raw": raw})
