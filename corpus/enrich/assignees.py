"""Where the one who is told to do something ends and what is to be done begins. Pure."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.enrich.agency_names import agency_at
from corpus.enrich.patterns import at_word
from corpus.enrich.tables import table

_LONGEST_CHARS = 170
_MOST_WORDS = 5
_GOES_ON = re.compile(
    r"\s*(?:,|\(|(?:các|và|cấp|từng|trên|của|tại|thuộc|trực thuộc|tỉnh|huyện|xã|phường|nhiệm kỳ)(?!\w))"
)
_NEVER = re.compile(
    r"(?:ban hành|bộ máy|hội nghị|hội họp|trường hợp|tổ chức|báo cáo|đoàn kết|trưởng thành|công ty mẹ|bộ mặt"
    r"|tỉnh táo|các giải pháp|những giải pháp|các nội dung|các nhiệm vụ|một số nội dung|một số nhiệm vụ"
    r"|xã hội)(?!\w)",
    re.IGNORECASE,
)
"""Words that begin as an assignee does."""
_SENTENCE_ENDS = re.compile(r"(?<![A-ZĐ])\. ")
"""`xã Q. kiểm điểm`, `UBND TP. Vinh rà soát` go on behind the dot."""
_BOARD = re.compile(
    r"[Bb]an [Qq]uản lý (?:các )?dự án(?: đầu tư)?(?: xây dựng)?(?: (?:các )?công trình(?: [\w-]+ [\w-]+)?)?"
)
"""The one office whose name is made of verbs in small letters."""
_FIRM = re.compile(r"(?:Công ty|Tập đoàn|[A-ZĐ]{3,})(?!\w)")
_ADJUNCTS = (
    "trong quá trình", "trong thời gian", "trên cơ sở", "căn cứ", "theo", "từ nay", "ngay", "định kỳ", "hằng",
    "hàng", "tiếp thu", "có trách nhiệm",
)  # fmt: skip

_NOUN_FIRST = re.compile(
    r"[Ll]ãnh đạo (?:các|cơ quan|đơn vị|ngành|địa phương|sở|huyện|xã|phường|tỉnh|[A-ZĐ])|[Cc]hi (?:cục"
    r"|bộ|nhánh|hội|đoàn)"
    r"|[Tt]rực (?:ban|thuộc)|[Cc]ấp (?:ủy|uỷ|xã|huyện)|[Bb]áo [A-ZĐ]"
)


@cache
def _heads() -> re.Pattern[str]:
    """What an assignee begins with when it is no agency: groups, offices and units without a name."""
    heads = sorted((row[0] for row in table("assignee_heads")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(heads)})(?!\w)", re.IGNORECASE)


@cache
def _compounds() -> frozenset[str]:
    """Words whose second syllables are verbs elsewhere."""
    return frozenset(row[0] for row in table("verb_compounds"))


@cache
def _verbs() -> re.Pattern[str]:
    verbs = [*_ADJUNCTS, *sorted((row[0] for row in table("task_verbs")), key=len, reverse=True)]
    also = [rf"{word}\s+(?:{'|'.join(verbs)})" for word in ("cũng", "sẽ", "đều", "cùng")]
    at_verb = at_word([*also, *verbs], not_behind=r"\w-")
    return re.compile(rf"(?:{at_verb})(?![\w-])(?!\s+(?:viên|trưởng phòng)(?!\w))")


def begins_with_verb(text: str) -> bool:
    """Whether a thing to do stands first, letter case aside; `Lãnh đạo các đơn vị` and `Chi cục` are none."""
    return not _NOUN_FIRST.match(text) and _verbs().match(text[:1].lower() + text[1:]) is not None


def assignee_end(text: str) -> int | None:
    """Where the assignee with which `text` begins ends, just before a verb; None where none stands first.

    Verbs are looked for in small letters: those in names (`Ban Quản lý`, `Sở Giao thông`) bear capitals.
    """
    board = _BOARD.match(text)
    name = agency_at(text, 0) if board is None else None
    group = _heads().match(text) or _FIRM.match(text)
    if (group is None and name is None and board is None) or _NEVER.match(text):
        return None
    start = max(board.end() if board else 0, group.end() if group else len(text.split(" ", 1)[0]))
    for verb in _verb_places(text, start):
        between = text[start:verb]
        if ":" in between or _SENTENCE_ENDS.search(between):
            return None
        return _nearer(text, name, len(text[:verb].rstrip(" ,")))
    return None


def _nearer(text: str, name: str | None, end: int) -> int:
    """The end of an agency's own name, when a verb that no table knows must stand between it and `end`."""
    if name is None or " " not in name or len(text[len(name) : end].split()) <= _MOST_WORDS:
        return end
    return end if _GOES_ON.match(text, len(name)) else len(name)


def _verb_places(text: str, start: int) -> Iterator[int]:
    for match in _verbs().finditer(text, start, start + _LONGEST_CHARS):
        before = text[: match.start()].rsplit(None, 1)[-1:] if match.start() else []
        if f"{before[0].lower() if before else ''} {match.group()}" not in _compounds():
            yield match.start()
