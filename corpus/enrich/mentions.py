"""Every mention of an official document in a text, with the span that it takes. Pure.

What is incomplete stays so: a number with only its year, a blank one, a bare `Đề án 25`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.article import DocumentReference
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.document_numbers import DocumentNumber, find_numbers, number_matches
from corpus.enrich.held_dates import cited_date
from corpus.enrich.patterns import Sieve
from corpus.enrich.tables import table

_BEFORE_CHARS = 70
_KIND_CHARS = 40
"""As far before a number the name of its document may begin."""
_COUNTED = (
    r"năm|tháng|tuần|ngày|quý|giờ|người|đồng chí|đại biểu|lần|nội dung|nhiệm vụ|chỉ tiêu|cán bộ|trường|xã"
    r"|thôn|hộ|triệu|tỷ|tỉ|nghìn|điểm|chương|điều|đơn vị|dự án|mục|phần|trang|bản|cơ quan|công trình"
    r"|học sinh|giai đoạn"
)
"""Before one of these a bare number counts something: `Báo cáo 6 tháng` is no report number 6."""
_BETWEEN = " \n:.…_"
"""What may stand between the name of a document and its number."""
_LAW_BEFORE = re.compile(r"(?P<kind>Luật|Bộ luật|Pháp lệnh)\s[^.;:()\n]{2,60}?\ssố\s*:?\s*$")
"""A law has its subject between the type and the number: `Luật Đất đai số 31/2024/QH15`."""
_OF = re.compile(
    r"[^\S\n]*[,)]*[^\S\n]*(?:của|do)\s+"
    r"(?:(?:Giám đốc|Hiệu trưởng|Bộ trưởng|Cục trưởng|Trưởng)\s+(?=[A-ZĐ]))?"
)
_PASSED = re.compile(r"\s+(?:đã\s+|vừa\s+)?(?:ký\s+)?ban hành\s+(?:văn bản\s+)?$")
_AT = re.compile(r"\s+(?:tại|trong|theo)\s+$")
_NAMED = Sieve(
    r"(?P<kind>Nghị quyết|Kết luận)\s+(?:Hội nghị\s+)?Trung\s+[ưu][ơo]ng\s+(?:lần thứ\s+)?"
    r"(?P<session>\d{1,2}|[IVX]+)(?!\w)(?:\s*,?\s*\(?\s*kh[oó][áa]\s+(?P<term>[IVXL]+)\s*\)?)?",
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
    names = {row[1] for row in table("document_types")} | {"Công văn", "Luật", "Bộ luật", "Lệnh"}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<kind>{'|'.join(kind_names())})?\s*(?P<so>số\s*:?)?\s*$", re.IGNORECASE)


_COUNT = re.compile(
    rf"(?P<count>\d{{1,5}})(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?![\w/%-])(?![.,]\d)"
    rf"(?!\s+(?:{_COUNTED})(?!\w))"
)
_BLANK = re.compile(r"/\s?[A-ZĐ][\wĐđ&]*(?:[-/][A-ZĐ][\wĐđ&]*)*")
"""A bare number, a number and year, or the codes behind a blank: a type word must stand before."""


@cache
def _loose() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<kind>{'|'.join(kind_names())})\s+(?:(?P<so>số)\s*:?\s*)?(?P<blank>[.…_ ]*)$",
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
    law = _LAW_BEFORE.search(before) if found.kind in ("Luật", "Pháp lệnh") else None
    words = law or (
        _kind_before().search(before, max(0, len(before) - _KIND_CHARS)) if _announces(before) else None
    )
    kind = words["kind"] if words else None
    if not found.certain and not (words and words.group().strip()):
        return None
    start = found.start - (len(before) - words.start("kind")) if words and kind else found.start
    proper = _proper_kind(kind) if kind else found.kind
    raw, named = text[start : found.end], proper or "Công văn"
    reference = DocumentReference(raw=raw, number=found.number, kind=named, issuer=found.issuer)
    return _complete(text, start, found.end, reference)


def _complete(text: str, start: int, end: int, reference: DocumentReference) -> Mention:
    """Reads on after the number: `ngày …`, then `của …`, or the other way round."""
    date, after = cited_date(text, end)
    issuer, after = _issuer(text, after)
    if date is None:
        date, after = cited_date(text, after)
    if issuer is None and reference.issuer is None:
        issuer = _issuer_before(text, start)
    update = {"date": date, "issuer": issuer or reference.issuer}
    return Mention(start, after, reference.model_copy(update=update))


def _issuer(text: str, start: int) -> tuple[str | None, int]:
    of = _OF.match(text, start)
    name = agency_at(text, of.end()) if of else None
    return (name, of.end() + len(name)) if of and name else (None, start)


def _issuer_before(text: str, start: int) -> str | None:
    """`đề nghị của Phòng Nội vụ tại Tờ trình số 64`, `UBND tỉnh đã ban hành Công điện`: who wrote it."""
    before = text[max(0, start - _BEFORE_CHARS) : start]
    passed = _PASSED.search(before)
    if passed is not None:
        names = ((at, agency_at(before, at) or "") for at in heads(before))
        whole = (name for at, name in names if at + len(name) == passed.start())
        return next((name for name in whole if not before[: passed.start()].endswith(f"và {name}")), None)
    at = _AT.search(before)
    found = list(_OF.finditer(before, 0, at.start())) if at else []
    for of in reversed(found):
        name = agency_at(before, of.end())
        if name is not None and at is not None and of.end() + len(name) == at.start():
            return name
    return None


def _named(text: str) -> Iterator[Mention]:
    """`Nghị quyết Trung ương 8 (khóa XI)`: known by a session, not by a number."""
    for match in _NAMED.finditer(text):
        raw, kind = re.sub(r"\(\s+", "(", match.group().strip()), _proper_kind(match["kind"])
        yield Mention(*match.span(), DocumentReference(raw=raw, number=None, kind=kind, issuer="Trung ương"))


def _bare(text: str) -> Iterator[Mention]:
    """`Đề án 25`, `Quy chế số 05/2018`, `Kế hoạch số … /KH-UBND`. Without `số` the type must be a name."""
    for match in (*number_matches(_COUNT, text), *_BLANK.finditer(text)):
        first = max(0, match.start() - _BEFORE_CHARS)
        words = text[first : match.start()]
        before = _loose().search(words) if _announces(words) else None
        if before is not None and _is_bare_number(before, match):
            yield _loose_mention(text, first + before.start(), before, match)


def _announces(before: str) -> bool:
    """Whether the last word before a number may say that it is a document's: dates and sums have others."""
    return before.rstrip(_BETWEEN).lower().endswith(_last_words())


@cache
def _last_words() -> tuple[str, ...]:
    """What the names of documents and `số` end with, in small letters."""
    return tuple({"số", *(name.lower().rpartition(" ")[2] for name in kind_names())})


def _is_bare_number(before: re.Match[str], match: re.Match[str]) -> bool:
    if match.re is _BLANK:
        return not before["blank"].strip().isdigit()
    if before["blank"].strip(" "):
        return False
    return bool(before["so"]) or (not match["year"] and before["kind"][0].isupper())


def _loose_mention(text: str, start: int, before: re.Match[str], match: re.Match[str]) -> Mention:
    year = match["year"] if match.re is _COUNT else None
    number = match["count"] + (f"/{year}" if year else "") if match.re is _COUNT else None
    raw = re.sub(r"\s+", " ", text[start : match.end()].strip())
    reference = DocumentReference(raw=raw, number=number, kind=_proper_kind(before["kind"]))
    return _complete(text, start, match.end(), reference)


def _proper_kind(word: str) -> str:
    folded = word.lower()
    return next((name for name in kind_names() if name.lower() == folded), word)


def masked(text: str, mentions: tuple[Mention, ...]) -> str:
    """`text` of the same length, its mentions blanked out: their dates are not the article's."""
    parts, after = [], 0
    for mention in mentions:
        parts += [text[after : mention.start], "\x00" * (mention.end - mention.start)]
        after = mention.end
    return "".join([*parts, text[after:]])
