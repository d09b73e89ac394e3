"""What a meeting report says of the meeting: its type, days, host, chairs, place, form, attendees. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.article import Evidence, FieldEvidence, Meeting, Person
from corpus.enrich.article_text import ArticleText, Sentence
from corpus.enrich.chairs import chairs, leading_person
from corpus.enrich.conclusions import conclusions
from corpus.enrich.held_dates import Held, held_dates
from corpus.enrich.hosting import find_host
from corpus.enrich.kind import without_honours
from corpus.enrich.participants import attendees
from corpus.enrich.tables import table

_PLACE_WORDS = (
    r"[Hh]ội trường|[Nn]hà [Vv]ăn h(?:óa|oá)|[Tt]rung tâm|[Pp]hòng họp|[Tt]rụ sở|[Nn]hà hát"
    r"|[Kk]hách sạn|[Ss]ân vận động"
    r"|[Nn]hà thi đấu|[Nn]hà sinh hoạt|[Nn]hà khách|[Đđ]iểm cầu|Trường|UBND|[Cc]hùa|[Đđ]ình"
    r"|[Qq]uảng trường|[Cc]ơ quan"
    r"|[Bb]ộ phận|[Hh]ọc viện|[Tt]hư viện|[Bb]ảo tàng|[Nn]hà thiếu nhi|[Cc]ung|[Bb]ệnh viện|Sở"
    r"|[Nn]hà rông|[Nn]hà cộng đồng"
    r"|[Nn]hà họp|[Vv]ăn phòng|[Cc]ông ty|[Kk]hu|[Ss]ân|[Hh]uyện ủy|[Tt]ỉnh ủy|[Tt]hị ủy|[Tt]hành ủy"
    r"|[Đđ]ảng ủy"
)
_PLACE = re.compile(
    rf"(?<!\w)[Tt]ại\s+(?P<place>(?:{_PLACE_WORDS})(?!\w)\s*[^,.;:()\n]{{0,80}}?"
    rf"(?:,\s*trụ sở [^,.;:()\n]{{2,40}}?)?)"
    r"(?=\s*(?:[,.;:(\n]|$|(?:đã|diễn ra|tổ chức|khai mạc|chủ trì|được|có|với|nhằm|để|theo)(?!\w)))"
)
_PLACE_FIRST = re.compile(
    r"^[^.]{0,45},\s*tại\s+(?P<place>(?:huyện|thành phố|thị xã|xã|phường|thị trấn|thôn|ấp|khu phố|bản|làng)"
    r"\s[^,.;:()\n]{2,40}?)(?=\s*(?:,|(?:đã|diễn ra|tổ chức)(?!\w)))"
)
"""A unit is where the meeting was only next to its date; later it is what the meeting was about."""
_PLACE_LAST = re.compile(
    r"(?:giám sát|khảo sát|làm việc)[^.]*\stại\s+(?P<place>(?:huyện|thành phố|thị xã|xã|phường|thị trấn"
    r"|Sở|UBND)\s[^,.;:()\n]{2,40}?)\s*[.,]?$"
)
_NO_PLACE = re.compile(r"điểm cầu (?:các|cấp|\d|huyện, |xã, )", re.IGNORECASE)
_GENERAL = ("gặp mặt", "hội nghị trực tuyến", "hội nghị", "cuộc họp", "đại hội", "buổi làm việc")
_ONLINE = re.compile(r"rực tuyến|RỰC TUYẾN|iểm cầu|rực tiuyến")
_NO_MEETING_ONLINE = re.compile(
    r"(?:(?<!qua )(?<!bằng )(?<!trên )hệ thống|thiết bị|phần mềm|dịch vụ công|hồ sơ|dạy(?: và|,)? học"
    r"|học|thanh toán|nộp|giao dịch|bán hàng|tiếp nhận|thi"
    r"|cuộc thi|cổng|sàn|đăng ký|khai báo)"
    r"(?: [^\s,.]+){0,2} trực tuyến",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"trực tiếp,?\s*(?:và|kết hợp(?: với)?|\+|&|-|/)\s*trực tuyến|trực tuyến,?\s*(?:và"
    r"|kết hợp(?: với)?)\s*trực tiếp"
    r"|kết hợp (?:giữa )?(?:hình thức )?(?:họp )?trực ti?uyến|(?:kết nối|truyền hình|truyền"
    r"|phát)[^.,;]{0,40} trực tuyến (?:đến|tới|với|về)",
    re.IGNORECASE,
)
_ONLINE_MEETING = re.compile(
    r"(?:hội nghị|cuộc họp|họp|phiên họp|giao ban|tập huấn|hội thảo|buổi \w+|tọa đàm|đối thoại"
    r"|hình thức|phương thức)"
    r"(?:\s+(?:toàn quốc|toàn tỉnh|khẩn|giao ban))?\s+(?:bằng hình thức )?trực tuyến",
    re.IGNORECASE,
)
_FORM_SENTENCES = 8


@cache
def _event_types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE))
        for name, pattern in table("event_types")
    )


def read_meeting(text: ArticleText, masked: str) -> Meeting:
    """The meeting that `text` reports. `masked` is its text with the document citations blanked out."""
    body = [s for s in text.sentences if s.start > len(text.title)] or list(text.sentences)
    hidden = [s._replace(text=masked[s.start : s.end]) for s in body]
    lines = [s.text for s in hidden]
    held = held_dates(lines, text.day, _year_said(text))
    at = max(held.sentence, 0)
    title = Sentence(0, len(text.title), text.title)
    spans: dict[str, tuple[int, int]] = {}
    event_type = _event_type([title, hidden[at]], spans)
    host = find_host(hidden, title, spans)
    place = _place([hidden[at], *hidden[:3]], spans)
    form = _form([title, *hidden[:_FORM_SENTENCES]], spans)
    if held.dates:
        spans["held"] = (hidden[at].start + held.start, hidden[at].start + held.end)
    chaired = tuple(_with_evidence(text, hidden[number], person) for number, person in chairs(lines))
    if not chaired and (leader := leading_person(lines[at])):
        chaired = (_with_evidence(text, hidden[at], leader),)
    return Meeting(
        event_type=event_type,
        held=held.dates,
        part_of_day=held.part_of_day,
        hour=held.hour,
        host=host,
        chairs=chaired,
        place=place,
        format=form,
        attendees=attendees(text, tuple(body), frozenset(person.name for person in chaired)),
        conclusions=conclusions(text, [title, *body]),
        evidence=tuple(_field_evidence(text, spans, held)),
    )


def _with_evidence(text: ArticleText, sentence: Sentence, person: Person) -> Person:
    at = sentence.text.find(person.name)
    start, end = (at, at + len(person.name)) if at >= 0 else (0, len(sentence.text))
    return person.model_copy(update={"evidence": text.evidence(sentence.start + start, sentence.start + end)})


def _field_evidence(
    text: ArticleText, spans: dict[str, tuple[int, int]], held: Held
) -> Iterator[FieldEvidence]:
    if "held" in spans and held.part_of_day:
        spans["part_of_day"] = spans["held"]
    for field, (start, end) in spans.items():
        evidence: Evidence = text.evidence(start, end)
        yield FieldEvidence(field=field, **evidence.model_dump())


def _event_type(opening: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str | None:
    """The first specific type in the title, then in the dating sentence; else a general one."""
    opening = [line._replace(text=without_honours(line.text)) for line in opening]
    for general in (False, True):
        for line in reversed(opening) if general else opening:
            found = [
                (match.start(), order, name, match.end())
                for order, (name, pattern) in enumerate(_event_types())
                if (name in _GENERAL) == general and (match := pattern.search(line.text))
            ]
            if found:
                start, _, name, end = min(found)
                spans["event_type"] = (line.start + start, line.start + end)
                return name
    return None


def _year_said(text: ArticleText) -> int | None:
    said = re.search(r"(?:năm\s|/)((?:19|20)\d\d)(?!\d)", f"{text.title}\n{text.lead}") or re.search(
        r"(?:năm\s|/)((?:19|20)\d\d)(?!\d)", text.body[:1500]
    )
    return int(said[1]) if said else None


def _place(lines: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str | None:
    """Where the dating sentence, or one of the first, says that it was."""
    for line in lines:
        for match in (
            _PLACE_FIRST.match(line.text),
            *_PLACE.finditer(line.text),
            _PLACE_LAST.search(line.text),
        ):
            if match is not None and not _NO_PLACE.match(match["place"]):
                spans["place"] = (line.start + match.start("place"), line.start + match.end("place"))
                return match["place"].strip()
    return None


def _form(lines: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str:
    """`trực tiếp` unless the opening says that it was, wholly or in part, online."""
    told = [line for line in lines if _ONLINE.search(line.text)]
    for pattern, form in ((_BOTH, "kết hợp"), (_ONLINE_MEETING, "trực tuyến"), (_ONLINE, "trực tuyến")):
        for line in told:
            match = pattern.search(_NO_MEETING_ONLINE.sub(lambda found: " " * len(found.group()), line.text))
            if match is not None:
                spans["format"] = (line.start + match.start(), line.start + match.end())
                return form
    return "trực tiếp"
