"""What a meeting report says of the meeting: its type, days, host, chairs and place. Pure."""

import re
from functools import cache

from corpus.article import Meeting
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.article_text import ArticleText, sentences
from corpus.enrich.chairs import chairs
from corpus.enrich.held_dates import held_dates
from corpus.enrich.tables import table

_HOST_SENTENCES = 10
_HOLDS = re.compile(
    r"\s*(?:\([^)]{1,60}\)\s*)?,?\s*(?:khóa [IVXL\d]+,?\s*)?(?:,?\s*nhiệm kỳ [\d –-]+,?\s*)?"
    r"(?:(?:đã|vừa|tiếp tục|long trọng|chính thức|phối hợp (?:với|cùng|tổ chức)[^.;]{0,140}?)\s*)*"
    r"(?:tổ chức|họp|khai mạc|bế mạc|tiến hành|có buổi|mở(?= lớp| hội nghị)|làm việc với|tiếp xúc cử tri"
    r"|tiếp công dân|tổng kết|sơ kết)(?!\w)"
)
_BEFORE_HOST = re.compile(
    r"(?:được|do)\s+$|(?:hội nghị|cuộc họp|phiên họp|kỳ họp|đại hội)\s+(?:của\s+)?$", re.IGNORECASE
)
_AFTER_HOST = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:chủ trì\s+)?(?:tổ chức|[,.]|diễn ra|đã|nhằm|để|thông qua)")
_CLAUSE_START = re.compile(r"(?:^|[,.;:)–\x00-]|\bdo|\bđược|\bvà|\d|nay|qua|sáng|chiều|tối)\s*$")
_PLACE = re.compile(
    r"(?<!\w)[Tt]ại\s+(?P<place>(?:[Hh]ội trường|[Nn]hà [Vv]ăn h(?:óa|oá)|[Tt]rung tâm|[Pp]hòng họp|[Tt]rụ sở"
    r"|[Nn]hà hát|[Kk]hách sạn|[Ss]ân vận động|[Nn]hà thi đấu|[Nn]hà sinh hoạt|[Đđ]iểm cầu|Trường|UBND)"
    r"\s*[^,.;:()\n]{0,80}?(?:,\s*trụ sở [^,.;:()\n]{2,40}?)?)"
    r"(?=\s*(?:[,.;:(\n]|$|(?:đã|diễn ra|tổ chức|khai mạc)(?!\w)))"
)
_PLACE_FIRST = re.compile(
    r"^[^.]{0,45},\s*tại\s+(?P<place>(?:huyện|thành phố|thị xã|xã|phường|thị trấn|thôn|ấp|khu phố)"
    r"\s[^,.;:()\n]{2,40}?)(?=\s*(?:,|(?:đã|diễn ra|tổ chức)(?!\w)))"
)
"""A unit is where the meeting was only next to its date; later it is what the meeting was about."""
_SUBJECT = re.compile(
    r"(?P<host>(?:(?!\b(?:yêu cầu|cho|về|tại|để|khi|được|sẽ|là|do|của|vừa|đã|với|bị|có|các)\b)"
    r"[^.,;:()\n]){4,90}?)"
    r"(?=\s+(?:(?:đã|vừa)\s+)?(?:tổ chức(?! chính trị| đảng| đoàn| xã hội)|khai mạc|tiến hành|long trọng)\s)"
)
"""An agency with an unusual name: from its head to the verb, no clause word between."""
_GENERAL = ("gặp mặt", "hội nghị", "cuộc họp", "phiên họp", "đại hội", "buổi làm việc")


@cache
def _event_types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE))
        for name, pattern in table("event_types")
    )


def read_meeting(text: ArticleText, masked: str) -> Meeting:
    """The meeting that `text` reports. `masked` is its text with the document citations blanked out."""
    lines = sentences(masked.partition("\n")[2])
    held = held_dates(lines, text.day, _year_said(text))
    opening = [text.title, held.sentence or (lines[0] if lines else "")]
    return Meeting(
        event_type=_event_type(opening),
        held=held.dates,
        part_of_day=held.part_of_day,
        host=_host([*lines[:_HOST_SENTENCES], text.title]),
        chairs=chairs(lines),
        place=_place(opening[1]),
    )


def _event_type(opening: list[str]) -> str | None:
    """The first specific type in the title, then in the dating sentence; else a general one."""
    for general in (False, True):
        for line in opening:
            found = [
                (match.start(), order, name)
                for order, (name, pattern) in enumerate(_event_types())
                if (name in _GENERAL) == general and (match := pattern.search(line))
            ]
            if found:
                return min(found)[2]
    return None


def _year_said(text: ArticleText) -> int | None:
    said = re.search(r"(?:năm\s|/)((?:19|20)\d\d)(?!\d)", f"{text.title}\n{text.lead}")
    return int(said[1]) if said else None


def _host(lines: list[str]) -> str | None:
    """The agency that holds the meeting in the first of these lines that says so; else the title's."""
    for line in lines:
        for start in heads(line):
            name = agency_at(line, start)
            if name is not None and _holds(line[:start], line[start + len(name) :]):
                return name
            subject = _SUBJECT.match(line, start)
            if subject is not None and _CLAUSE_START.search(line[:start]):
                return subject["host"]
    return agency_at(lines[-1], 0) if lines else None


def _holds(before: str, after: str) -> bool:
    if _HOLDS.match(after) and _CLAUSE_START.search(before):
        return True
    return _BEFORE_HOST.search(before) is not None and _AFTER_HOST.match(after) is not None


def _place(line: str) -> str | None:
    match = _PLACE.search(line) or _PLACE_FIRST.match(line)
    return match["place"].strip() if match else None
