"""The letterhead and the signature of a document, where the platform did not read them. Pure.

Source: decree 30/2020/NĐ-CP, annex I: issuer, number, place and date, type and subject, addressees, then
recipients at the left and the signer at the right of the end.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from corpus.article import (
    DocumentMetadata,
    DocumentReference,
    Evidence,
    PartialDate,
    Person,
    Statement,
)
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import find_numbers, issuer_named, normal_number
from corpus.enrich.held_dates import cited_date
from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.mentions import Mention, kind_names
from corpus.enrich.people import first_person, is_full_name, looks_like_name, read_person
from corpus.enrich.tables import table

_HEAD_LINES = 16
_TAIL_LINES = 14
_NUMBER = re.compile(
    r"^(?:Số\s*:?|SỐ\s*:)\s*(?P<number>[\d.…_ ]*(?:/\s?(?:19"
    r"|20)\d\d)?\s*[/-]\s?[A-ZĐ][\w&/.-]*(?:\s?[-/]\s?[A-ZĐ][\w&.-]*)*)"
)
_DATED = re.compile(
    rf"^(?P<place>[{UPPER}][^,:;]{{1,40}}),\s*"
    rf"ngày\s*(?P<d>\d{{0,2}})[ .…_]*tháng\s*(?P<m>\d{{0,2}})[ .…_]*năm\s*"
    r"(?P<y>(?:19|20)\d\d)"
)
_ABOUT = re.compile(r"^(?:V/v|Về việc)\s*:?\s*(?P<subject>.+)$", re.IGNORECASE)
_TO = re.compile(r"^(?:Kính gửi|KÍNH GỬI)\s*:?\s*(?P<to>.*)$")
_DISPATCHED_TO = re.compile(rf"^[^{LOWER}]{{6,}}\s+điện\s*:?\s*(?P<to>.*)$")
_MOTTO = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|^Độc lập|ĐẢNG CỘNG SẢN VIỆT NAM|^[-_*=\s]+$")
_SIGNS = re.compile(
    r"^(?:(?:KT|TM|TL|TUQ|Q|T/M|K/T)\s?[./]\s*)?(?P<role>(?:QUYỀN |PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC"
    r"|TỔNG GIÁM ĐỐC|TRƯỞNG|CHÁNH"
    r"|HIỆU TRƯỞNG|BÍ THƯ|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|VIỆN TRƯỞNG"
    r"|ĐỘI TRƯỞNG|CHỈ HUY)"
    rf"[^{LOWER}]*)$"
)
_ON_BEHALF = re.compile(r"^(?:KT|TM|TL|TUQ|T/M|K/T)\s?[./]")
_ABBREVIATIONS = frozenset(("UBND", "HĐND", "MTTQ", "THPT", "THCS", "UBMTTQ", "BHXH", "VNPT", "TP.", "TX."))
_UNIT = re.compile(r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn)\s(?!và\s)(.+)$")
_ADDRESSEE_END = re.compile(r"[.;,:\s]+$")


class Letterhead(NamedTuple):
    """What the lines say; spans are places in the article's text."""

    document: DocumentMetadata
    recipients: tuple[Statement, ...]
    signer: Person | None


def read_letterhead(text: ArticleText) -> Letterhead:
    """What the platform extracted, completed from the paragraphs."""
    lines = _lines(text)
    known = text.article.document or DocumentMetadata()
    read = _head(lines[:_HEAD_LINES])
    signer = _signer(text, lines)
    recipients = _recipients(text, lines[:_HEAD_LINES]) or _given(known)
    read["recipients"] = "; ".join(said.text for said in recipients) or None
    if signer is not None:
        read |= {"signer": signer.name, "signer_role": signer.post}
    update = {field: value for field, value in read.items() if value and getattr(known, field) is None}
    document = known.model_copy(update=update)
    if document.issued is None and document.number_raw:
        document = document.model_copy(update={"issued": _dated_number(document.number_raw)})
    if signer is None and document.signer:
        signer = _named_signer(document.signer, document.signer_role)
    return Letterhead(document, recipients, signer)


def _dated_number(number: str) -> PartialDate | None:
    """The day behind a number: `415/PGD&ĐT ngày 24/9/2021`."""
    day = re.search(r"[\s,]+ngày\s", number)
    return cited_date(number, day.start())[0] if day else None


def _named_signer(words: str, role: str | None) -> Person | None:
    """`Phó Giám đốc Lê Thị An` parted into name and post; None where the platform only has a post."""
    spoken = words.title() if words.isupper() else words
    person = read_person(spoken)
    if person is not None and person.post and role is None:
        return person
    if first_person(spoken) == 0 and not is_full_name(spoken):
        return None
    return Person(name=spoken, post=_spoken_role(role))


def _lines(text: ArticleText) -> list[tuple[int, str]]:
    """Each paragraph with its place."""
    offset = len(text.title) + 1
    found = []
    for line in text.paragraphs:
        found.append((offset, line))
        offset += len(line) + 1
    return found


def _head(lines: list[tuple[int, str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    issuer: list[str] = []
    for _, line in lines:
        number, dated, about = _NUMBER.match(line), _DATED.match(line), _ABOUT.match(line)
        if number and "number_raw" not in found:
            found |= _numbered(number)
        if dated and "place" not in found:
            found |= {"place": dated["place"], "issued": _issued(dated)}
        if about and "subject" not in found:
            found["subject"] = about["subject"]
        if not found and line.isupper() and not _MOTTO.search(line):
            issuer.append(line)
    if found and issuer:
        found["issuer"] = spoken_name(issuer[:3][-1])
    return found


def spoken_name(heading: str) -> str:
    """`PHÒNG NỘI VỤ HUYỆN TÂN HỒNG` -> `Phòng Nội vụ huyện Tân Hồng`; abbreviations stay capitals."""
    lowered = " ".join(word if word in _ABBREVIATIONS else word.lower() for word in heading.split())
    for name in _office_names():
        lowered = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, lowered)
    lowered = _UNIT.sub(lambda match: f"{match[1]} {match[2].title()}", lowered)
    return lowered[:1].upper() + lowered[1:]


@cache
def _office_names() -> tuple[str, ...]:
    names = {row[0] for row in table("departments") if len(row[0]) > 6}
    return tuple(sorted(names, key=len, reverse=True))


def _numbered(match: re.Match[str]) -> dict[str, object]:
    raw = match["number"].strip()
    number = normal_number(re.sub(r"\s+", "", raw)) or normal_number(raw)
    symbol = re.sub(r"^[\d.…_ ]*(?:/\s?\d{4}(?=/))?", "", raw)
    return {"number_raw": match.group(), "number": number if raw[:1].isdigit() else None, "symbol": symbol}


def _issued(match: re.Match[str]) -> PartialDate | None:
    raw = match.group()
    month = int(match["m"]) if match["m"] else 0
    if not 1 <= month <= 12:
        return PartialDate(value=match["y"], precision="year", source="text", raw=raw)
    value = f"{match['y']}-{month:02}"
    if match["d"] and 1 <= int(match["d"]) <= 31:
        return PartialDate(value=f"{value}-{int(match['d']):02}", precision="day", source="text", raw=raw)
    return PartialDate(value=value, precision="month", source="text", raw=raw)


def _recipients(text: ArticleText, lines: list[tuple[int, str]]) -> tuple[Statement, ...]:
    """To whom it is addressed: in the line of the salutation, or in the list below it."""
    for place, (offset, line) in enumerate(lines):
        match = _TO.match(line) or _DISPATCHED_TO.match(line)
        if match is None:
            continue
        if match["to"].strip(" :"):
            return tuple(_addressees(text, offset + match.start("to"), match["to"]))
        below = []
        for start, item in lines[place + 1 :]:
            if not item.startswith(("-", "+", "•", "*")):
                break
            below.append((start, item))
        return tuple(said for start, item in below for said in _addressees(text, start, item))
    return ()


def _addressees(text: ArticleText, start: int, words: str) -> list[Statement]:
    found = []
    for match in re.finditer(r"[^;]+", words):
        name = _ADDRESSEE_END.sub("", match.group().lstrip(" -+•*"))
        if name:
            first = start + words.index(name, match.start())
            found.append(Statement(text=name, evidence=text.evidence(first, first + len(name))))
    return found


def _given(document: DocumentMetadata) -> tuple[Statement, ...]:
    parts = re.split(r"\s*;\s*-?\s*", document.recipients or "")
    return tuple(Statement(text=_ADDRESSEE_END.sub("", part)) for part in parts if part.strip(" .-"))


def _signer(text: ArticleText, lines: list[tuple[int, str]]) -> Person | None:
    """The last line that is nothing but a name, below the line in capitals that says as what."""
    tail = lines[-_TAIL_LINES:]
    for place in range(len(tail) - 1, 0, -1):
        offset, line = tail[place]
        words = re.sub(r"^(?:TS|ThS|PGS|GS|BS)\.\s*", "", line.strip(" ./"))
        below_role = _SIGNS.match(tail[place - 1][1]) is not None and looks_like_name(words)
        if not (is_full_name(words) or below_role):
            continue
        role = next((_SIGNS.match(above) for _, above in reversed(tail[:place]) if _SIGNS.match(above)), None)
        if role is None:
            return None
        start = offset + line.index(words)
        return Person(
            name=words, post=_spoken_role(role["role"]), evidence=text.evidence(start, start + len(words))
        )
    return None


def _spoken_role(role: str | None) -> str | None:
    """`PHÓ CHÁNH VĂN PHÒNG` -> `Phó Chánh Văn phòng`."""
    if role is None or not role.isupper():
        return role
    lowered = role.strip().lower()
    for words in (
        "chủ tịch",
        "giám đốc",
        "chánh",
        "hiệu trưởng",
        "bí thư",
        "văn phòng",
        "ban",
        "trưởng",
        "tổng",
        "cục",
    ):
        lowered = re.sub(rf"(?<!\w){words}(?!\w)", words.capitalize(), lowered)
    return lowered[:1].upper() + lowered[1:]


def own_reference(
    text: ArticleText, document: DocumentMetadata, mentions: Sequence[Mention]
) -> DocumentReference | None:
    """The article itself as a document: its number, or its symbol where the number was left blank.

    What is left blank stays so: without a number its date is not that of a document that one could cite.
    """
    found = next(find_numbers(text.title), None)
    number = document.number or (found.number if found and found.certain else None)
    symbol = document.symbol if number is None else None
    if number is None and not symbol:
        return None
    shown = normal_number(number) or number if number else f"/{symbol.lstrip('/')}" if symbol else None
    parsed = next(find_numbers(number or f"1/{(symbol or '').lstrip('/')}"), None)
    kind = (parsed.kind if parsed else None) or _named_kind(text) or "Công văn"
    said = next((m.reference for m in mentions if m.reference.number == shown), None)
    issuer = (document.issuer or "").split("\n")[-1] or (said.issuer if said else None)
    return DocumentReference(
        raw=document.number_raw or number or symbol or "",
        number=shown,
        kind=kind,
        issuer=issuer or issuer_named(shown or ""),
        date=document.issued or (said.date if said else None) if number else None,
        evidence=_own_evidence(text, document.number_raw or number or symbol or ""),
    )


def _own_evidence(text: ArticleText, words: str) -> Evidence | None:
    start = text.text.find(words) if words else -1
    return text.evidence(start, start + len(words)) if start >= 0 else None


def _named_kind(text: ArticleText) -> str | None:
    lowered = text.title.lower()
    return next((name for name in kind_names() if lowered.startswith(name.lower())), None)
