"""Who chaired a meeting, from the sentences that say so. Pure."""

import re

from corpus.article import Person
from corpus.enrich.agency_names import heads
from corpus.enrich.people import first_person, read_people

_CHAIRED = re.compile(
    r",?\s+(?:(?:đã|đồng|cùng|cùng đồng|trực tiếp|và|(?:(?:tới|đến|tham) )?dự và)\s+)*"
    r"(?:chủ trì|chủ tọa|chủ toạ|điều hành|làm [Tt]rưởng đoàn)(?!\w)"
)
_CHAIRED_BY = re.compile(r"dưới sự chủ trì của\s+")
_CHAIRS_ARE = re.compile(
    r"[Cc]hủ (?:trì|tọa|toạ)(?:\s+(?!có\b|là\b|gồm\b)[^\s,:]+){0,6}?"
    r"(?:\s+tại (?:điểm cầu )?[^,:]{2,40})?\s*,?(?:\s+có(?:\s+các)?|\s*:|\s+là|\s+gồm)\s+"
)
_FOR_THE_CHAIR = re.compile(r"[Tt]hay mặt\s+(?:Đoàn Chủ tịch|Chủ tọa|Đoàn Chủ tọa)[^,]{0,40},\s*")
_SAYS = re.compile(r"\s+(?:đã|phát biểu|ghi nhận|kết luận|tiếp thu|điều hành)(?!\w)")
_SAID = re.compile(r"[Cc]hủ (?:trì|tọa|toạ)|điều hành|Đoàn Chủ tịch|[Tt]rưởng đoàn")
_NOT_CHAIR = re.compile(
    r"chủ trì,? (?:và )?(?:phối hợp|tham mưu|xây dựng|thực hiện|soạn thảo)|(?:người|cơ quan|đơn vị) chủ trì"
    r"|do[^.;]{0,60}chủ trì;? không|văn bản (?:và )?điều hành|chỉ đạo,? điều hành"
)
_EVENT_NEXT = re.compile(r",\s+(?=hội nghị|cuộc họp|buổi|kỳ họp|phiên họp|đại hội|hội thảo|tọa đàm)")


def chairs(sentences: list[str]) -> tuple[Person, ...]:
    """The people said to have chaired, in the order of the text; empty when nobody is named."""
    found: dict[str, Person] = {}
    for sentence in sentences:
        if _SAID.search(sentence) is None or _NOT_CHAIR.search(sentence):
            continue
        for person in read_people(_list_of_chairs(sentence)):
            known = found.get(person.name)
            if known is None or (known.post is None and person.post):
                found[person.name] = person
    return tuple(found.values())


def _list_of_chairs(sentence: str) -> str:
    """The part of the sentence that lists the chairs; empty when it names none."""
    under = _CHAIRED_BY.search(sentence)
    if under is not None:
        return _until_host(sentence[under.end() :])
    behalf = _FOR_THE_CHAIR.search(sentence)
    if behalf is not None:
        return _SAYS.split(sentence[behalf.end() :], maxsplit=1)[0]
    named = _CHAIRS_ARE.search(sentence)
    if named is not None:
        return sentence[named.end() :]
    chaired = _CHAIRED.search(sentence)
    return _subject(sentence[: chaired.start()]) if chaired is not None else ""


def _until_host(text: str) -> str:
    """`A, post, UBND huyện tổ chức …`: the list ends before the comma in front of the host or the event."""
    commas = [start for start in heads(text) if text[:start].rstrip().endswith(",")]
    ends = [start for start in commas if _is_host(text[start:])]
    event = _EVENT_NEXT.search(text)
    return text[: min([*ends, event.start() if event else len(text), len(text)])]


def _is_host(text: str) -> bool:
    """An agency, not the start of a further post such as `Tỉnh ủy viên` or `Chủ tịch UBND`."""
    return re.match(r"Chủ tịch|Thường trực|(?:Tỉnh|Thành|Thị|Huyện|Quận|Đảng) (?:ủy|uỷ) viên", text) is None


def _subject(before: str) -> str:
    """Who chairs, of the text before the verb: the last list, from its first address, degree or post."""
    listed = re.search(r"[Cc]ác (?:đồng chí|ông)(?:, bà)?\s*:?\s+", before)
    if listed is not None:
        return before[listed.end() :]
    clause = re.split(r";\s|\bdo\s+", before)[-1]
    start = first_person(clause)
    return clause if start is None else clause[start:]
