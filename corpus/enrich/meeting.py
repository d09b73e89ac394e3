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
_DOES = (
    r"\s*(?:\([^)]{1,60}\)\s*)?,?\s*(?:khóa [IVXL\d]+,?\s*)?(?:,?\s*nhiệm kỳ [\d –-]+,?\s*)?"
    r"(?:(?:đã|vừa|tiếp tục|long trọng|chính thức|phối hợp (?:với|cùng|tổ chức)[^.;]{0,140}?)\s*)*"
    r"(?:tổ chức|họp|khai mạc|tiến hành|có buổi|mở(?= lớp| hội nghị)|làm việc với|tiếp xúc cử tri|tiếp công dân|tổng kết|sơ kết|bế mạc)(?!\w)"
)
_HOLDS = re.compile(_DOES)
_HELD_BY = re.compile(
    r"(?:được|do)\s+$|(?:hội nghị|cuộc họp|phiên họp|kỳ họp|đại hội)\s+(?:của\s+)?$", re.IGNORECASE
)
_PLACE = re.compile(
    r"(?<!\w)[Tt]ại\s+(?P<place>(?:[Hh]ội trường|[Nn]hà [Vv]ăn hóa|[Tt]rung tâm|[Pp]hòng họp|[Tt]rụ sở|[Nn]hà hát|[Kk]hách sạn|[Ss]ân vận động"
    r"|[Nn]hà thi đấu|Trường|UBND|Ủy ban nhân dân|[Nn]hà sinh hoạt|[Đđ]iểm cầu|[Hh]uyện|[Tt]hành phố|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Ấấ]p)\s*[^,.;:()\n]{0,80}?)"
    r"(?=\s*(?:[,.;:(\n]|$|đã|diễn ra|tổ chức|UBND|Ủy ban|Sở|Phòng|Ban|Huyện ủy|HĐND|Thường trực|Đảng ủy|Hội|Liên đoàn))"
)


@cache
def _event_types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE))
        for name, pattern in table("event_types")
    )


_GENERAL = ("gặp mặt", "hội nghị", "cuộc họp", "phiên họp", "đại hội", "buổi làm việc")


def read_meeting(text: ArticleText, masked: str) -> Meeting:
    """The meeting that `text` reports. `masked` is its text with the document citations blanked out."""
    lines = sentences(masked.partition("\n")[2])
    held = held_dates(lines, text.day, _year_said(text))
    opening = [text.title, held.sentence or (lines[0] if lines else "")]
    return Meeting(
        event_type=_event_type(opening),
        held=held.dates,
        part_of_day=held.part_of_day,
        host=_host(lines[:_HOST_SENTENCES], text.title),
        chairs=chairs(lines),
        place=_place(opening[1]),
    )


def _event_type(opening: list[str]) -> str | None:
    """The first specific type in the title, then in the sentence that dates the meeting, then a general one."""
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


def _host(lines: list[str], title: str) -> str | None:
    """The agency that holds the meeting in one of the first sentences, else in the title."""
    for line in [*lines, title]:
        for start in heads(line):
            name = agency_at(line, start)
            if name is None:
                continue
            after, before = line[start + len(name) :], line[:start]
            if _HOLDS.match(after) and _starts_clause(before):
                return name
            if _HELD_BY.search(before) and re.match(
                r"\s*(?:\([^)]*\)\s*)?(?:chủ trì\s+)?(?:tổ chức|[,.]|diễn ra|đã|nhằm|để|thông qua)", after
            ):
                return name
    return None


def _starts_clause(before: str) -> bool:
    return (
        re.search(r"(?:^|[,.;:)–\x00-]|\bdo|\bđược|\bvà|\d|nay|qua|sáng|chiều|tối)\s*$", before) is not None
    )


def _place(line: str) -> str | None:
    match = _PLACE.search(line)
    return match["place"].strip() if match else None
