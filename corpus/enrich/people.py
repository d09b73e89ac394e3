"""A list of people with their posts, as reports write it: `đồng chí A, post; post B và ông C - post`. Pure.

Forms of address (đồng chí, ông, bà) are stripped; a degree or a rank leads the post.
"""

import re
from functools import cache

from corpus.article import Person
from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.tables import table
from corpus.gazetteer import gazetteer

_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:'[{UPPER}]?[{LOWER}]+)?(?![{UPPER}{LOWER}])"
_NAME = rf"(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,4}})"
_ADDRESS = (
    r"(?:[Cc]ác\s+)?(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô(?: giáo)?|[Tt]hầy(?: giáo)?)"
)
_DEGREES = {
    "TS": "Tiến sĩ",
    "ThS": "Thạc sĩ",
    "PGS": "Phó Giáo sư",
    "GS": "Giáo sư",
    "BS": "Bác sĩ",
}
_DEGREE = (
    r"(?P<degree>(?:PGS\.?\s?TS|GS\.?\s?TS|TS|ThS|Th\.S|PGS|GS|BS(?:\s?CK\s?I{1,2})?)\.?"
    r"|Tiến sĩ|Thạc sĩ|Bác sĩ|Phó Giáo sư|Giáo sư|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)"
    r"|Linh mục|Hòa thượng|Thượng tọa)"
)
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
    rf"\s*;\s*(?:và\s+)?|\s+(?:và|cùng)\s+(?=(?:{_ADDRESS}|{_POST_WORD})\s)|\s*,\s*(?={_ADDRESS}\s)"
)
_START = re.compile(rf"(?<!\w)(?:{_ADDRESS}\s*:?\s+(?=[{UPPER}])|{_DEGREE}\.?\s|{_POST_WORD})")
_UNIT_TYPE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)$")
_AFTER_POST = re.compile(
    r"\s*,?\s+(?:đã|cũng|cùng|đồng|đến|tới|tham dự|dự(?! án| toán| phòng)|trực tiếp|phát biểu"
    rf"|và(?!\s+[{UPPER}]))(?!\w).*$"
)
_AGENCY_WORDS = frozenset(("Sở", "Ban", "Bộ", "Phòng", "Đảng", "Tỉnh", "Huyện", "Cục", "Trường", "Ngành"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in table("surnames"))


def first_person(text: str) -> int | None:
    """Where the first form of address, degree or post begins; None where nobody is announced."""
    match = _START.search(text)
    return match.start() if match else None


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
    spelled = _DEGREES.get(degree.rstrip("."), degree) if degree else ""
    return ", ".join(part for part in (spelled, tidy) if part) or None
