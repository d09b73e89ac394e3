"""A list of people with their posts, as reports write it: `đồng chí A, post; post B và ông C - post`. Pure.

Forms of address (đồng chí, ông, bà) are stripped; a degree or a rank leads the post.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from corpus.article import Person
from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.tables import table
from corpus.gazetteer import gazetteer

_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:'[{UPPER}]?[{LOWER}]+)?(?![{UPPER}{LOWER}])"
_NO_SYLLABLE = (
    r"(?!(?:Phó|Chủ tịch|Bí thư|Trưởng|Giám đốc|Chánh|Hiệu trưởng|(?:Tỉnh|Thành|Thị|Huyện|Đảng) [uủ])(?!\w))"
)
_NAME = rf"(?P<name>{_SYLLABLE}(?:\s+{_NO_SYLLABLE}{_SYLLABLE}){{1,4}})"
_ADDRESS = (
    r"(?:[Cc]ác\s+)?(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô(?: giáo)?|[Tt]hầy(?: giáo)?)"
)
_DEGREES = {
    "TS": "Tiến sĩ",
    "ThS": "Thạc sĩ",
    "Th.S": "Thạc sĩ",
    "PGS": "Phó Giáo sư",
    "GS": "Giáo sư",
    "BS": "Bác sĩ",
    "KS": "Kỹ sư",
    "LS": "Luật sư",
}
_DEGREE = (
    r"(?P<degree>(?:P?GS\s?[.,]\s?TSKH|P?GS\s?[.,]?\s?TS|TSKH|TS|ThS|Th\.S|PGS|GS|KS|LS|BS(?:\s?CK\s?I{1,2})?)\.?(?!\w)"
    r"|Tiến sĩ|Thạc sĩ|Bác sĩ|Phó Giáo sư|Giáo sư|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)"
    r"|Linh mục|Hòa thượng|Thượng tọa)"
)
_PLAIN_DEGREE = _DEGREE.replace("?P<degree>", "?:")
_POST_WORD = (
    r"(?:(?:Quyền |Nguyên )?(?:Phó\s+)?(?:Bí thư|Chủ tịch|Tổng Giám đốc|Giám đốc|Trưởng|Chánh|Hiệu trưởng"
    r"|Viện trưởng|Cục trưởng|Chi cục trưởng|Thủ tướng|Bộ trưởng|Chỉ huy trưởng|Tư lệnh)|Thứ trưởng)(?!\w)"
)
_MEMBER = r"(?:Tỉnh|Thành|Thị|Huyện|Quận|Đảng) (?:ủy|uỷ) viên|[ỦU][yỷ] viên|Đại biểu|Phó"
_WITH_POST = re.compile(rf"(?:{_ADDRESS}\s*:?\s+)?(?:{_DEGREE}\s*\.?\s*)?{_NAME}\s*[,–-]\s*(?P<post>.+)$")
_NAME_ONLY = re.compile(rf"(?:{_ADDRESS}\s*:?\s+)?(?:{_DEGREE}\s*\.?\s*)?{_NAME}$")
_POST_FIRST = re.compile(
    rf"(?P<post>{_POST_WORD}[^;:()]{{0,80}}?)\s+(?:{_ADDRESS}\s+)?(?:{_DEGREE}\s*\.?\s*)?{_NAME}$"
)
_BETWEEN = re.compile(
    rf"\s*;\s*(?:và\s+)?|\s+(?:và|cùng)\s+(?=(?:{_ADDRESS}|{_POST_WORD})\s|{_PLAIN_DEGREE}[\s.])"
    rf"|\s*,\s*(?:và\s+)?(?={_ADDRESS}\s|{_PLAIN_DEGREE}[\s.])"
)
_START = re.compile(rf"(?<!\w)(?:{_ADDRESS}\s*:?\s+(?=[{UPPER}])|{_DEGREE}\.?\s|{_POST_WORD})")
_UNIT_TYPE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)$")
_AFTER_POST = re.compile(
    r"\s*,?\s+(?:đã|cũng|cùng|đồng(?! chí| bào| Tháp| Nai)|đến|tới|tham dự|dự(?! án| toán| phòng"
    r"|\s?báo)|trực tiếp"
    r"|phát biểu|thay mặt|tiếp và|ghi nhận|nhấn mạnh|yêu cầu|đề nghị|cho biết|khẳng định|kết luận"
    r"|thông (?:tin|qua)"
    r"|truyền đạt|báo cáo|làm (?:[Tt]rưởng|chủ)|và\s+(?:chủ trì|chủ tọa|phát biểu|chỉ đạo|điều hành"
    r"|trao|kết luận"
    r"|làm việc|tặng)|chủ trì|chủ tọa|điều hành(?! ngân hàng)|người chủ)(?!\w).*$"
)
# fmt: off
_AGENCY_WORDS = frozenset((
    "Sở", "Ban", "Bộ", "Phòng", "Đảng", "Tỉnh", "Huyện", "Cục", "Trường", "Ngành", "Phó", "Trưởng", "Chủ",
    "Bí", "Giám", "Chánh", "Ủy", "Uỷ", "Thường", "Hiệu", "Thủ", "Nguyên", "Lãnh", "Đại", "Viện", "Công",
    "Hội", "Tổng", "Thành", "Thị", "Trung", "Liên", "Việt", "Nhân", "Quốc", "Chính", "Mặt", "Bảo", "Quân",
    "Chi", "Văn", "Đội",
))
# fmt: on
"""Capitals that begin an agency or a post, though some are family names elsewhere."""
_ROLE = (
    r"(?:báo cáo viên|giảng viên|luật sư|nghệ nhân|nghệ sĩ|nhà báo|phóng viên|nhà thơ|nhà văn|bác sĩ"
    r"|kỹ sư|cựu chiến binh"
    r"|đại biểu|em|cháu|cụ|mẹ|chuyên gia|học sinh|sinh viên|thượng úy|đại úy|trung úy|thiếu úy|già làng"
    r"|trưởng (?:thôn|bản|ấp))"
)
_ANNOUNCED = re.compile(rf"(?<!\w)(?:{_ADDRESS}|{_ROLE})\s*:?\s+(?:{_DEGREE}\s*\.?\s*)?{_NAME}")
_WITH_DEGREE = re.compile(rf"(?<!\w){_DEGREE}\s*\.?\s*{_NAME}")
_FOLLOWED = re.compile(
    rf"(?<![\w]){_NAME}\s*[,(-]\s*(?={_POST_WORD}|(?:{_MEMBER})\s|nguyên\s|[Cc]huyên viên|[Cc]án bộ|[Cc]ụm )"
)
_IN_A_LIST = re.compile(rf"(?<=[,:;])\s(?:và\s)?{_NAME}(?=\s*[,;.]|\s+(?:và|cùng|đã)\s|$)")
_BEHIND_POST = re.compile(rf"(?<!\w){_POST_WORD}[^,.;:()\n]{{0,70}}?\s(?={_SYLLABLE}\s+{_SYLLABLE})")
_TWO_CAPITALS = re.compile(rf"[{UPPER}][{LOWER}]*\s[{UPPER}]")
_ADDRESS_HINT = re.compile(
    r"ồng chí|/c |[ÔôB][ng]g |[Bb]à |nh |hị |[Cc]ô |hầy |viên |sĩ |sư |báo |thơ |văn |binh |biểu |em "
    r"|cháu |cụ |mẹ |gia |sinh |úy |làng |ưởng "
)
_DEGREE_HINT = re.compile(r"TS|GS|Th|BS|KS|LS|sĩ|Giáo sư|tướng|tá|úy|mục|thượng|tọa")
_POST_HINT = re.compile(r"tịch|Bí thư|iám đốc|rưởng|hánh|hủ tướng|ư lệnh")
_NAMED_AFTER = re.compile(
    r"(?:Trường|THCS|THPT|[Tt]iểu học|[Mm]ầm non|[Mm]ẫu giáo|đường|phố|giải|[Qq]uỹ|[Tt]ượng|cầu|tên|hồ"
    r"|[Tt]ư tưởng"
    r"|[Bb]ảo tàng|[Cc]ông viên|Trung học cơ sở|Trung học phổ thông)\s+$"
)
_GROUP = re.compile(r"[Cc]ác (?:ông|bà|đồng chí|anh|chị|thầy|cô|đại biểu)")
_UNIT_NAMED = re.compile(r"(?:huyện|tỉnh|xã|phường|thị trấn|thị xã|quận)\s+$")
_NO_PERSONS = frozenset(("Hồ Chí Minh", "Việt Nam", "Tôn Đức Thắng", "Trung Quốc", "Hà Nội"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in table("surnames"))


@lru_cache(maxsize=2048)
def _is_place(name: str) -> bool:
    """`Bí thư Thành ủy Sa Đéc` names no Mr Sa: a short name that is a unit's is one behind a post."""
    return name.count(" ") == 1 and bool(gazetteer().resolve(name))


@cache
def _province_names() -> frozenset[str]:
    return frozenset(unit.name for unit in gazetteer().provinces)


def first_person(text: str) -> int | None:
    """Where the first form of address, degree or post begins; None where nobody is announced."""
    match = _START.search(text)
    return match.start() if match else None


def begins_with_person(text: str) -> bool:
    """Whether a named person stands first, announced or not."""
    match = _ANNOUNCED.match(text) or _WITH_DEGREE.match(text)
    if match is not None:
        return _is_name(match)
    match = _LEADING_NAME.match(text)
    return (
        match is not None
        and match["name"].split()[0] in _surnames()
        and match["name"].split()[0] not in _AGENCY_WORDS
    )


def is_full_name(text: str) -> bool:
    """Whether `text` is a name of two to five syllables and nothing else, its family name a known one."""
    match = _WHOLE_NAME.fullmatch(text)
    return match is not None and match["name"].split()[0] in _surnames()


_WHOLE_NAME = re.compile(_NAME)
_LEADING_NAME = re.compile(rf"{_NAME}(?=\s*(?:[,;(.-]|$))")


def find_people(text: str) -> list[tuple[int, Person]]:
    """Every person named in full in a sentence, with where the name begins; posts as far as they are said."""
    found: dict[int, Person] = {}
    if _TWO_CAPITALS.search(text) is None:
        return []
    for pattern in _patterns_for(text):
        for match in pattern.finditer(text):
            start = match.start("name")
            if start not in found and _is_person(text, match, sure=pattern in (_ANNOUNCED, _WITH_DEGREE)):
                found[start] = _described(text, match)
    if _POST_HINT.search(text):
        for match in _BEHIND_POST.finditer(text):
            _add_behind_post(text, match, found)
    return sorted(found.items(), key=lambda item: item[0])


def _patterns_for(text: str) -> Iterator[re.Pattern[str]]:
    """Those that may match there: a look at what they begin with is much cheaper than they are."""
    if _ADDRESS_HINT.search(text):
        yield _ANNOUNCED
    if _DEGREE_HINT.search(text):
        yield _WITH_DEGREE
    yield _FOLLOWED
    if _GROUP.search(text):
        yield _IN_A_LIST


def _is_person(text: str, match: re.Match[str], *, sure: bool) -> bool:
    name = match["name"]
    if name in _NO_PERSONS or name in _province_names() or name.split()[0] in _AGENCY_WORDS:
        return False
    first = match.start()
    if _NAMED_AFTER.search(text, max(0, first - 24), first):
        return False
    surname = name.split()[0]
    return sure or (
        surname in _surnames()
        and surname != "Ông"
        and not _UNIT_NAMED.search(text, max(0, first - 12), first)
    )


def _described(text: str, match: re.Match[str]) -> Person:
    """The person with the post behind the name, up to the next semicolon or sentence."""
    end = re.compile(r"[;.:()\n]").search(text, match.end("name") + 2)
    person = read_person(text[match.start("name") : end.start() if end else len(text)][:160])
    post = person.post if person is not None and person.name == match["name"] else None
    return Person(name=match["name"], post=post)


def _add_behind_post(text: str, match: re.Match[str], found: dict[int, Person]) -> None:
    """`Chủ tịch UBND huyện An Minh Nguyễn Văn Phỉ`: the longest run of capitals that is a person."""
    run = re.compile(rf"{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,7}}").match(text, match.end())
    person = _post_first(_POST_FIRST.match(text[match.start() : run.end()])) if run else None
    if person is None or run is None or person.name in _NO_PERSONS | _province_names():
        return
    start = run.end() - len(person.name)
    kept = not _NAMED_AFTER.search(text, match.start(), start) and not _is_place(person.name)
    if (
        kept
        and person.name.split()[0] not in _AGENCY_WORDS
        and not any(start <= at < run.end() for at in found)
    ):
        found[start] = person


def read_people(text: str) -> list[Person]:
    """The people in a list of nothing but people; a part that is nobody belongs to the post before it."""
    people: list[Person] = []
    for part in _BETWEEN.split(text.strip(" .,:;")):
        person = read_person(part.strip(" .,:"))
        if person is not None:
            people.append(person)
        elif people and part.strip():
            last = people[-1]
            people[-1] = Person(name=last.name, post=_post(None, f"{last.post} và {part.strip()}"))
    return people


def read_person(text: str) -> Person | None:
    """One person, the post before or behind the name; None where `text` is no person."""
    match = _WITH_POST.match(text) or _NAME_ONLY.match(text)
    if match is not None and _is_name(match):
        groups = match.groupdict()
        return Person(name=match["name"], post=_post(groups.get("degree"), groups.get("post")))
    return _post_first(_POST_FIRST.match(text))


def _is_name(match: re.Match[str]) -> bool:
    """A name begins with a known surname, or stands behind a form of address or a degree."""
    first = match["name"].split()[0]
    return first in _surnames() or (match.start("name") > match.start() and first not in _AGENCY_WORDS)


def _post_first(match: re.Match[str] | None) -> Person | None:
    """`Chủ tịch UBND huyện An Minh Nguyễn Văn Phỉ`: where the place ends and the person begins."""
    if match is None:
        return None
    words, post = match["name"].split(), match["post"]
    if words[0] in _AGENCY_WORDS:
        post = f"{post} {words.pop(0)}"
    for cut in sorted(range(len(words) - 1), key=_place_first):
        place = " ".join(words[:cut])
        if words[cut] in _surnames() and _ends_post(post, place):
            return Person(name=" ".join(words[cut:]), post=_post(match["degree"], f"{post} {place}"))
    return None


def _place_first(syllables: int) -> tuple[bool, int]:
    """Places of two syllables and more are tried first, then none: `phường Mai` is rarer than a Mai."""
    return syllables < 2, syllables


def _ends_post(post: str, place: str) -> bool:
    kind = _UNIT_TYPE.search(post)
    return not place or (kind is not None and bool(gazetteer().resolve(f"{kind.group()} {place}")))


def _post(degree: str | None, post: str | None) -> str | None:
    """`Tỉnh ủy viên - Giám đốc` -> `Tỉnh ủy viên, Giám đốc`; what follows the post dropped."""
    tidy = re.sub(rf"\s+[–-]\s+(?={_POST_WORD}|{_MEMBER})", ", ", post or "")
    tidy = re.sub(r"\s+", " ", _AFTER_POST.sub("", tidy)).strip(" ,.:–-")
    spelled = _spelled_degree(degree) if degree else ""
    return ", ".join(part for part in (spelled, tidy) if part) or None


def _spelled_degree(degree: str) -> str:
    """`PGS.TS.` -> `Phó Giáo sư, Tiến sĩ`; an unknown one as written."""
    parts = [part for part in re.split(r"(?<!Th)[.,\s]+|(?<=GS)(?=TS)", degree) if part]
    known = [_DEGREES.get(part) for part in parts]
    return ", ".join(filter(None, known)) if all(known) else degree.rstrip(".")
