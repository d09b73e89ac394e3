"""A list of people with their posts, as reports write it: `đồng chí A, post; post B và ông C - post`. Pure.

Forms of address (đồng chí, ông, bà) are stripped; a degree or a rank leads the post.
"""

import re
from collections.abc import Iterator

from corpus.article import Person
from corpus.enrich.agency_spelling import department_end
from corpus.enrich.letters import UPPER
from corpus.enrich.person_words import (
    ADDRESS,
    ADDRESSES,
    AGENCY_WORDS,
    DEGREE,
    MEMBER,
    NAME,
    PLAIN_DEGREE,
    POST_WORD,
    RANK,
    SHORT_POST,
    is_surname,
)
from corpus.gazetteer import gazetteer

_DEGREES = {
    "TS": "Tiến sĩ",
    "ThS": "Thạc sĩ",
    "Th.S": "Thạc sĩ",
    "Ths": "Thạc sĩ",
    "PGS": "Phó Giáo sư",
    "GS": "Giáo sư",
    "BS": "Bác sĩ",
    "KS": "Kỹ sư",
    "LS": "Luật sư",
    "DS": "Dược sĩ",
}
_ANY_NAME = NAME.replace("?P<name>", "?:")
_WITH_POST = re.compile(
    rf"(?:{ADDRESS}\s*:?\s+)?(?:{DEGREE}\s*\.?\s*)?{NAME}\s*(?:[,–-]"
    rf"|\s(?={POST_WORD}|(?:{MEMBER})\s|{SHORT_POST}))\s*(?P<post>.+)$"
)
_NAME_ONLY = re.compile(rf"(?:{ADDRESS}\s*:?\s+)?(?:{DEGREE}\s*\.?\s*)?{NAME}$")
_POST_FIRST = re.compile(
    rf"(?:{ADDRESS}\s+)?(?P<post>{POST_WORD}[^;:()]{{0,80}}?)\s+(?:{ADDRESS}\s+)?"
    rf"(?:{DEGREE}\s*\.?\s*)?{NAME}$"
)
_GROUP = re.compile(rf"[Cc]ác (?:(?:đồng chí|ông|bà)\s*:?\s+)?(?P<said>{POST_WORD}.*)")
_NAMES_THEN_POST = re.compile(
    rf"[Cc]ác (?:{'|'.join(ADDRESSES)})\s*:?\s+(?P<names>{_ANY_NAME}(?:(?:,|\s+và)\s+{_ANY_NAME})+)"
    rf"\s*[,–-]\s*(?P<post>{POST_WORD}.*)"
)
_AND = re.compile(r",\s+|\s+và\s+")
_NEXT_POST = re.compile(rf",\s+(?={POST_WORD})")
_IN_BRACKETS = re.compile(rf"\s\((?P<post>(?:{POST_WORD}|(?:{MEMBER})\s)[^()]*)\)")
_REMARK = re.compile(r"\s\([^()]*\)")
_RANKED = re.compile(rf"{RANK}(?:,?\s+|$)")
_FURTHER_POST = re.compile(rf"\s*[,–-]\s*(?P<post>{POST_WORD}|(?:{MEMBER})\s)")
_BETWEEN = re.compile(
    rf"\s+(?:và|cùng)\s+(?=(?:{ADDRESS}|{POST_WORD})\s|{PLAIN_DEGREE}[\s.])"
    rf"|(?<!\stá)(?<!\súy)(?<!tướng)\s*,\s*(?:và\s+)?(?={ADDRESS}\s|{PLAIN_DEGREE}[\s.])"
    rf"|\s+(?:và|cùng)\s+(?=các\s+{POST_WORD})"
    rf"|(?:\s+và|\s*,)\s+(?={_ANY_NAME}\s*[,–-]\s*(?:{POST_WORD}|{MEMBER}))"
)
_START = re.compile(rf"(?<!\w)(?:{ADDRESS}\s*:?\s+(?=[{UPPER}])|{DEGREE}\.?\s|(?:các )?{POST_WORD})")
_OFFICE = re.compile(r"(?<!\w)(?:Sở|Phòng|Bộ)\s")
_UNIT_TYPE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)$")
_AFTER_POST = re.compile(
    r"\s*,?\s+(?:để|nhằm|khi|tại (?:các )?điểm cầu|tại [Hh]ội trường"
    r"|(?:sáng|chiều|tối|ngày)(?=\s(?:\d|ngày|nay|qua))|đã|cũng|cùng|(?<!Hội )đồng(?! chí| bào| Tháp| Nai)"
    r"|đến|tới|tham dự|dự(?! án| toán| phòng"
    r"|\s?báo)|trực tiếp|(?:được|thừa|theo) (?:(?:ủy|uỷ) quyền|phân công|giao)"
    r"|phát biểu|khai mạc|bế mạc|thay mặt|dẫn đầu|tiếp và|ghi nhận|nhấn mạnh|yêu cầu|đề nghị"
    r"|cho biết|khẳng định|kết luận|khái quát|trình bày|đánh giá|biểu dương|chúc mừng|tiếp thu|trả lời"
    r"|giải trình|gợi ý|chia sẻ|mong muốn"
    r"|thông (?:tin|qua)"
    r"|truyền đạt|báo cáo|làm (?:[Tt]rưởng|chủ)|và\s+(?:chủ trì|chủ tọa|phát biểu|chỉ đạo|điều hành"
    r"|trao|kết luận"
    r"|làm việc|tặng)|chủ trì|chủ tọa|điều hành(?! ngân hàng)|người chủ)(?!\w).*$"
)


def first_person(text: str) -> int | None:
    """Where the first form of address, degree or post begins; None where nobody is announced."""
    match = _START.search(text)
    return match.start() if match else None


_ANNOUNCED_FIRST = re.compile(rf"(?:{ADDRESS}\s*:?\s+(?:{DEGREE}\s*\.?\s*)?|{PLAIN_DEGREE}\s*\.?\s*){NAME}")
_WHOLE_NAME = re.compile(NAME)
_LEADING_NAME = re.compile(rf"{NAME}(?=\s*(?:[,;(.-]|$))")


def begins_with_person(text: str) -> bool:
    """Whether a named person stands first, announced or not."""
    match = _ANNOUNCED_FIRST.match(text)
    if match is not None:
        return _is_name(match)
    match = _LEADING_NAME.match(text)
    return (
        match is not None
        and is_surname(match["name"].split()[0])
        and match["name"].split()[0] not in AGENCY_WORDS
    )


def is_full_name(text: str) -> bool:
    """Whether `text` is a name of two to five syllables and nothing else, its family name a known one."""
    match = _WHOLE_NAME.fullmatch(text)
    return match is not None and is_surname(match["name"].split()[0])


def looks_like_name(text: str) -> bool:
    """Whether `text` is three to five capitalized syllables, none of them an agency's: rare family names."""
    match = _WHOLE_NAME.fullmatch(text)
    return match is not None and text.count(" ") >= 2 and text.split(maxsplit=1)[0] not in AGENCY_WORDS


def read_people(text: str) -> list[Person]:
    """The people in a list of nothing but people; a part that is nobody belongs to the post before it."""
    people: list[Person] = []
    if "(" in text:
        text = _REMARK.sub("", _IN_BRACKETS.sub(r", \g<post>", text))
    for words in _parts(text.strip(" .,:;")):
        if several := _before_post(words) or _sharing(words) or _behind_posts(words):
            people += several
            continue
        person = read_person(words)
        if person is not None:
            people.append(person)
        elif people and words and not _GROUP.match(words):
            last = people[-1]
            people[-1] = Person(name=last.name, post=_post(None, f"{last.post} và {words}"))
    return people


def _parts(text: str) -> Iterator[str]:
    """The list cut between its people, those of one post kept together."""
    for segment in text.split(";"):
        together = _before_post(segment.strip())
        for part in [segment] if together else _BETWEEN.split(segment):
            yield part.strip(" .,:")


def _before_post(text: str) -> list[Person]:
    """`các đồng chí A, B - Phó Giám đốc Sở`: people of the post behind them all; empty for anything else."""
    group = _NAMES_THEN_POST.fullmatch(text)
    names = _AND.split(group["names"]) if group else []
    if group is None or not all(map(is_full_name, names)):
        return []
    return [Person(name=name, post=_post(None, group["post"])) for name in names]


def _sharing(text: str) -> list[Person]:
    """`các đồng chí Phó Giám đốc Sở A, B`, `các Phó Chủ tịch: A, B`: people of one post; else empty."""
    group = _GROUP.fullmatch(text)
    if group is None:
        return []
    said, colon, listed = group["said"].partition(":")
    first, *others = _AND.split(listed.strip() if colon else said)
    named = Person(name=first, post=said) if colon else post_first(first)
    if named is None or not all(map(is_full_name, (named.name, *others))):
        return []
    return [Person(name=name, post=_post(None, named.post)) for name in (named.name, *others)]


def _behind_posts(text: str) -> list[Person]:
    """`Chủ tịch nước A, Thủ tướng Chính phủ B`: two and more, each behind their posts; else empty."""
    people: list[Person] = []
    said = ""
    for part in _NEXT_POST.split(text):
        said = f"{said}, {part}" if said else part
        person = post_first(said)
        if person is not None:
            people.append(person)
            said = ""
    return people if len(people) > 1 and not said else []


def read_person(text: str) -> Person | None:
    """One person, the post before or behind the name; None where `text` is no person."""
    match = _WITH_POST.match(text) or _NAME_ONLY.match(text)
    if match is not None and _is_name(match):
        groups = match.groupdict()
        return Person(name=match["name"], post=_post(groups.get("degree"), groups.get("post")))
    return post_first(text) or _between_posts(text)


def _between_posts(text: str) -> Person | None:
    """`Phó Chủ tịch UBND tỉnh A - Phó Trưởng Ban Chỉ đạo`: a post before the name, another behind it."""
    more = _FURTHER_POST.search(text)
    person = post_first(text[: more.start()]) if more else None
    if person is None or more is None:
        return None
    return Person(name=person.name, post=_post(None, f"{person.post}, {text[more.start('post') :]}"))


def _is_name(match: re.Match[str]) -> bool:
    """A name begins with a known surname, or stands behind a form of address or a degree."""
    first = match["name"].split()[0]
    return is_surname(first) or (match.start("name") > match.start() and first not in AGENCY_WORDS)


def post_first(text: str) -> Person | None:
    """`Chủ tịch UBND huyện An Minh Nguyễn Văn Phỉ`: where the place ends and the person begins."""
    match = _POST_FIRST.match(text)
    if match is None:
        return None
    words, post = match["name"].split(), match["post"]
    if len(words) == 2 and _ends_in_unit(post, match["name"]):
        return None
    if words[0] in AGENCY_WORDS:
        post = f"{post} {words.pop(0)}"
    for cut in sorted(range(len(words) - 1), key=_place_first):
        place = " ".join(words[:cut])
        if is_surname(words[cut]) and _ends_post(post, place):
            return Person(name=" ".join(words[cut:]), post=_post(match["degree"], f"{post} {place}"))
    return None


def _place_first(syllables: int) -> tuple[bool, int]:
    """Places of two syllables and more are tried first, then none: `phường Mai` is rarer than a Mai."""
    return syllables < 2, syllables


def _ends_post(post: str, place: str) -> bool:
    office = _OFFICE.search(post) if place else None
    if office and department_end(f"{post} {place}", office.start()) == len(post) + 1 + len(place):
        return True
    return not place or _ends_in_unit(post, place)


def _ends_in_unit(post: str, place: str) -> bool:
    """Whether `place` is a unit of the type with which the post ends: `Chủ tịch UBND huyện`, `An Minh`."""
    kind = _UNIT_TYPE.search(post)
    return kind is not None and bool(gazetteer().resolve(f"{kind.group()} {place}"))


def _post(degree: str | None, post: str | None) -> str | None:
    """`Tỉnh ủy viên - Giám đốc` -> `Tỉnh ủy viên, Giám đốc`; what follows the post dropped."""
    tidy = re.sub(rf"\s+[–-]\s+(?={POST_WORD}|{MEMBER})", ", ", post or "")
    tidy = re.sub(r"\s+", " ", _AFTER_POST.sub("", f" {tidy}")).strip(" ,.:–-")
    spelled = _spelled_degree(degree) if degree else ""
    return ", ".join(part for part in (spelled, tidy) if part) or None


def _spelled_degree(degree: str) -> str:
    """`PGS.TS.` -> `Phó Giáo sư, Tiến sĩ`, behind a rank too; an unknown one as written."""
    rank = _RANKED.match(degree)
    short = degree[rank.end() :] if rank else degree
    parts = [part for part in re.split(r"(?<!Th)[.,\s-]+|(?<=GS)(?=TS)", short) if part]
    known = [_DEGREES.get(part) for part in parts]
    spelled = ", ".join(filter(None, known)) if all(known) else short.rstrip(".")
    return ", ".join(filter(None, (rank.group().rstrip(" ,") if rank else "", spelled)))
