"""Who chaired a meeting, from the sentences that say so. Pure."""

import re
from collections.abc import Sequence

from corpus.article import Person
from corpus.enrich.agency_names import heads
from corpus.enrich.patterns import Sieve
from corpus.enrich.people import begins_with_person, first_person, read_people
from corpus.enrich.person_words import ADDRESS, POST_WORD

_CHAIRED = Sieve(
    r"(?:,?\s+|\s*[-,]\s*)(?:(?:đã|là(?= chủ t)|(?<!Hội )đồng|cùng|cùng đồng|trực tiếp|và"
    r"|(?:(?:tới|đến|tham) )?dự và)\s+)*"
    r"(?:[Cc]hủ trì|chủ tọa|chủ toạ|điều hành|làm [Tt]rưởng [Đđ]oàn|dẫn đầu|làm [Cc]hủ trì|làm [Cc]hủ tọa"
    r"|là (?:người )?chủ trì)(?!\w)"
)
_CHAIRED_BY = Sieve(
    r"(?:(?:[Dd]ưới|[Vv]ới|có) sự (?:(?:tham dự|dự|có mặt|chỉ đạo)(?:,| và) )?"
    r"(?:chủ trì|chủ tọa|chủ toạ|điều hành|điều khiển)(?:,? (?:điều hành|chỉ đạo"
    r"|và [^\s]+ [^\s]+))? của|(?:chủ trì|chủ tọa|điều hành) bởi)\s+"
)
_CHAIRS_ARE = re.compile(
    r"(?:[Cc]hủ (?:trì|tọa|toạ)|[Đđ]iều hành|[Đđ]oàn [Cc]hủ (?:tịch|tọa|toạ)"
    r"|[Cc]hủ tịch [Đđ]oàn)(?:\s+(?!có\b|là\b"
    r"|gồm\b)[^\s,:;.]+){0,6}?"
    r"(?:\s+tại (?:điểm cầu )?[^,:]{2,40})?(?:\s+(?:còn\s+)?có(?! sự| mặt)\s*:?|\s*:|\s+là"
    r"|\s+gồm(?: có)?(?:\s+\d+\s+(?:thành viên|đồng chí|người|ông,? bà))?(?:\s+là)?\s*:?)\s+(?:có\s+)?"
)
_BEFORE_CHAIR = Sieve(r"^(?P<who>.{6,160}?)\s*[,-]\s*(?:là\s+)?người\s+chủ (?:trì|tọa)")
_EARLIER = re.compile(
    rf"^(?:[^,]{{0,60}},\s+)?(?:ngay\s+)?(?:[Ss]au|[Tt]iếp theo|[Tt]rước đó"
    rf"|[Tt]heo)\s[^,]{{3,120}},\s+(?={ADDRESS}\s|{POST_WORD})"
)
"""`ngay sau cuộc họp với Thủ tướng, Chủ tịch … chủ trì`: nobody named in it chairs."""
_FOR_THE_CHAIR = Sieve(r"[Tt]hay mặt\s+(?:Đoàn Chủ tịch|Chủ tọa|Đoàn Chủ tọa)[^,]{0,40},\s*")
_SPEAKS_FOR_THE_CHAIR = re.compile(r",?\s+thay mặt\s+(?:Đoàn Chủ tịch|[Cc]hủ tọa|Đoàn Chủ tọa)\s(?!,)")
"""`Chủ tịch UBND xã A thay mặt Đoàn Chủ tịch giải trình`."""
_SAYS = re.compile(r"\s+(?:đã|phát biểu|ghi nhận|kết luận|tiếp thu|điều hành)(?!\w)")
_SAID = Sieve(
    r"[Cc]hủ (?:trì|tọa|toạ)|[Đđ]iều (?:hành|khiển)|Đoàn [Cc]hủ tịch|[Cc]hủ tịch [Đđ]oàn"
    r"|[Tt]rưởng [Đđ]oàn|dẫn đầu"
)
_PRESIDES = Sieve(r"[Cc]hủ (?:trì|tọa|toạ)|[Đđ]iều (?:hành|khiển)|Đoàn [Cc]hủ tịch|[Cc]hủ tịch [Đđ]oàn")
"""Whoever does presides; a delegation's head (`làm Trưởng đoàn`) is the chair only where nobody does."""
_JOINTLY = Sieve(r"(?:[Cc]ùng|[Đđ]ồng) (?:chủ trì|chủ tọa|chủ toạ)")
_UNNAMED = Sieve(
    r"(?:^|,\s+)(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)\s+(?:(?:đã|cũng|trực tiếp)\s+)*chủ trì\s"
    r"(?:cuộc họp|hội nghị|buổi|phiên)"
)
_ANOTHER_MEETING = re.compile(
    r"Trước đó(?!.*Đoàn [Cc]hủ tịch)"
    r"|Tại (?:cuộc họp|hội nghị|phiên họp|k[ỳì] họp|buổi [^\s,]+(?: [^\s,]+)?) (?:trước|lần trước)"
)
_NOT_CHAIR = Sieve(
    r"chủ trì,? (?:và )?(?:phối hợp|tham mưu|xây dựng|thực hiện|soạn thảo|hướng dẫn|rà soát|tổng hợp|đề xuất)"
    r"|(?:cơ quan|đơn vị) chủ trì|(?:được|của|với) (?:người|đồng chí) chủ trì|chủ trì;? không"
    r"|văn bản (?:và )?điều hành|(?:chỉ đạo|quản lý|lãnh đạo),? (?:và )?điều hành|công tác điều hành"
    r"|điều hành (?:giá|ngân sách|của)"
)
_LED = Sieve(
    r",?\s+(?:(?:đã|vừa|trực tiếp|tới|đến|thăm|tiếp|và)\s+)*"
    r"(?:có (?:buổi|cuộc) (?:làm việc|tiếp|đối thoại|gặp)|làm việc (?:với|tại)|tiếp công dân"
    r"|đối thoại|gặp mặt)(?!\w)(?! [^.]{0,30}cử tri)"
)
_CAME = re.compile(r"[,;]\s+(?:cùng |đến |tới |tham |về )?dự(?!\w)")
_CHAIRING = Sieve(
    r"(?:[Cc]hủ trì|điều hành) (?:cuộc họp|hội nghị|buổi|phiên|k[ỳì] họp|đối thoại|tọa đàm|hội thảo)"
    r"[^.;]*?,\s+"
    rf"(?P<who>(?:{ADDRESS}\s|{POST_WORD})[^.;:]{{5,120}}?)\s+(?:đã\s+)?"
    r"(?:nhấn mạnh|phát biểu|yêu cầu|đề nghị|cho biết|kết luận|chỉ đạo|khẳng định|gửi gắm|lưu ý"
    r"|cho rằng|đánh giá|ghi nhận|biểu dương|chúc mừng|cảm ơn|tiếp thu|giải đáp|trao đổi|thông tin|chia sẻ"
    r"|giao|nêu|bày tỏ|mong muốn|quán triệt|hoan nghênh|thay mặt|thông (?:báo|qua)|trình bày|khai mạc)(?!\w)"
)
"""`Chủ trì cuộc họp …, Phó Chủ tịch … nhấn mạnh`."""
_COMPANY = re.compile(r"\s+cùng\s+(?:với\s+)?(?:lãnh đạo|đại diện|các|đoàn|thành viên)\s.*$")
_ALSO = re.compile(r";\s+(?=(?:cùng|đồng)\s+(?:chủ trì|chủ tọa|điều hành))")
_OF_WHOM = re.compile(r"(?:[Cc]ác )?đồng chí (?:trong|là)?\s*[^,:;.]{3,60}:\s+")
_STANDING_ACTS = re.compile(r"Thường trực [^,;]{3,60}\s(?:tổ chức|họp|tiến hành|khai mạc)(?!\w)")
"""`…, Thường trực HĐND thành phố tổ chức phiên họp`: no post of who was named before."""
_EVENT_NEXT = re.compile(r",\s+(?=hội nghị|cuộc họp|buổi|kỳ họp|phiên họp|đại hội|hội thảo|tọa đàm)")


def chairs(sentences: Sequence[str]) -> tuple[tuple[int, Person], ...]:
    """The people said to have chaired, each with the number of the sentence that says so.

    Whoever stands in for a chair that is never named (`Thay mặt Đoàn Chủ tịch, …`) is one only then, and
    so is a delegation's head.
    """
    found: dict[str, tuple[int, Person]] = {}
    presiding: set[str] = set()
    jointly = False
    for number, sentence in enumerate(sentences):
        if not _names_chairs(sentence):
            continue
        if found and (_FOR_THE_CHAIR.search(sentence) or _SPEAKS_FOR_THE_CHAIR.search(sentence)):
            continue
        people = [p for part in _clauses(sentence) for p in read_people(_list_of_chairs(part))]
        for person in people:
            known = found.get(person.name)
            if known is None or (known[1].post is None and person.post):
                found[person.name] = (number, person)
        if _PRESIDES.search(sentence):
            presiding.update(person.name for person in people)
            jointly = jointly or _JOINTLY.search(sentence) is not None
    only = presiding and not jointly
    return tuple(chair for name, chair in found.items() if name in presiding or not only)


def _clauses(sentence: str) -> list[str]:
    """The clauses that each tell of chairs: `A chủ trì; B điều hành phần thảo luận`."""
    parts = sentence.split(";")
    told = [part for part in parts if _CHAIRED.search(part)] if len(parts) > 1 else []
    return told if len(told) > 1 else _ALSO.split(sentence)


def _names_chairs(sentence: str) -> bool:
    """Whether the sentence may say who chaired; `chủ trì, phối hợp` is a task."""
    if _SAID.search(sentence) is None or _ANOTHER_MEETING.match(sentence):
        return False
    return _NOT_CHAIR.search(sentence) is None or _CHAIRED_BY.search(sentence) is not None


def chairs_unnamed(sentence: str) -> bool:
    """Whether somebody chairs whom the sentence does not name: `Ngay sau đó, đồng chí chủ trì cuộc họp`."""
    return _UNNAMED.search(sentence) is not None


def leading_person(sentence: str) -> Person | None:
    """Who held a working session or received citizens, when the sentence has a person for its subject."""
    match = _LED.search(sentence)
    match = None if match and " gồm " in sentence[: match.start()] else match
    people = read_people(_COMPANY.sub("", _subject(sentence[: match.start()]))) if match else []
    return people[0] if len(people) == 1 and people[0].post else None


def _list_of_chairs(sentence: str) -> str:
    """The part of the sentence that lists the chairs; empty when it names none."""
    under = _CHAIRED_BY.search(sentence)
    if under is not None:
        return _until_host(_OF_WHOM.sub("", sentence[under.end() :], count=1))
    behalf = _for_the_chair(sentence)
    if behalf:
        return behalf
    before = _BEFORE_CHAIR.search(sentence)
    if before is not None:
        return _subject(before["who"])
    chairing = _CHAIRING.search(sentence)
    if chairing is not None:
        return chairing["who"]
    subjects = (_subject(sentence[: chaired.start()]) for chaired in _CHAIRED.finditer(sentence))
    subject = next((subject for subject in subjects if read_people(subject)), "")
    named = _CHAIRS_ARE.search(sentence)
    if named is not None and not subject:
        return _CAME.split(sentence[named.end() :], maxsplit=1)[0]
    return subject


def _for_the_chair(sentence: str) -> str:
    """Who stands in for a chair that is never named, before or behind the words that say so; or nothing."""
    speaks = _SPEAKS_FOR_THE_CHAIR.search(sentence)
    subject = _subject(sentence[: speaks.start()]) if speaks is not None else ""
    if read_people(subject):
        return subject
    behalf = _FOR_THE_CHAIR.search(sentence)
    return _SAYS.split(sentence[behalf.end() :], maxsplit=1)[0] if behalf is not None else ""


def _until_host(text: str) -> str:
    """`A, post, UBND huyện tổ chức …`: the list ends before the comma in front of the host or the event."""
    commas = [start for start in heads(text) if text[:start].rstrip().endswith(",")]
    ends = [start for start in commas if _is_host(text[start:])]
    event = _EVENT_NEXT.search(text)
    return text[: min([*ends, event.start() if event else len(text), len(text)])]


def _is_host(text: str) -> bool:
    """An agency, not the start of a further post such as `Tỉnh ủy viên` or `Chủ tịch UBND`."""
    if _STANDING_ACTS.match(text):
        return True
    return re.match(r"Chủ tịch|Thường trực|(?:Tỉnh|Thành|Thị|Huyện|Quận|Đảng) (?:ủy|uỷ) viên", text) is None


def _subject(before: str) -> str:
    """Who chairs, of the text before the verb: the last list, from its first address, degree or post."""
    listed = re.search(r"(?<!cùng )(?<!và )(?<!với )[Cc]ác (?:đồng chí|ông)(?:, bà)?\s*:?\s+", before)
    if listed is not None:
        return before[listed.start() :]
    parts = re.split(r";\s", before)
    while len(parts) > 1 and not begins_with_person(parts[0]):
        parts.pop(0)
    before = "; ".join(parts)
    before = _EARLIER.sub("", before)
    clause = re.split(r"\bdo\s+|,\s+(?=[Tt]ại điểm cầu)", before)[-1]
    start = first_person(clause)
    return clause if start is None else clause[start:]
