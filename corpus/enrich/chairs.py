"""Who chaired a meeting, from the sentences that say so. Pure.

Forms of address (đồng chí, ông, bà) are stripped; a degree or a rank leads the post.
"""

import re
from functools import cache

from corpus.article import Person
from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.tables import table
from corpus.gazetteer import gazetteer

_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:'[{UPPER}]?[{LOWER}]+)?(?![{UPPER}])"
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
_PERSON = rf"(?:{_ADDRESS}\s*:?\s+)?(?:{_DEGREE}\s*\.?\s*)?{_NAME}"
_JOIN = r"\s*[,–-]\s*"
_CHAIR = (
    r"(?:(?:đã|đồng|cùng|cùng đồng|trực tiếp|và|(?:(?:tới|đến|tham) )?dự và)\s+)*"
    r"(?:chủ trì|chủ tọa|chủ toạ|điều hành)"
)
_POST_WORD = (
    r"(?:Phó\s+)?(?:Bí thư|Chủ tịch|Giám đốc|Tổng Giám đốc|Trưởng|Chánh|Hiệu trưởng|Viện trưởng|Cục trưởng"
    r"|Chi cục trưởng|Thủ tướng|Bộ trưởng|Thứ trưởng|Chỉ huy trưởng|Tư lệnh)"
)
_POST = r"(?P<post>[^.;:()\n]{3,160}?)"
_EVENT = r"(?:hội nghị|cuộc họp|buổi [^,:]{2,30}|kỳ họp|phiên họp|đại hội|hội thảo|tọa đàm)"
_SAID = re.compile(r"[Cc]hủ (?:trì|tọa|toạ)|điều hành|Đoàn Chủ tịch|[Tt]rưởng đoàn")
_NOT_CHAIR = re.compile(
    r"chủ trì,? (?:và )?(?:phối hợp|tham mưu|xây dựng|thực hiện|soạn thảo)|(?:người|cơ quan|đơn vị) chủ trì"
    r"|do[^.;]{0,60}chủ trì;? không"
)
_LIST_BEFORE = re.compile(rf"(?:[Cc]ác đồng chí|[Cc]ác ông(?:, bà)?)\s*:?\s*(?P<list>.+?)\s*,?\s+{_CHAIR}")
_LIST_AFTER = re.compile(
    rf"[Cc]hủ (?:trì|tọa|toạ)(?:\s+{_EVENT})?(?:\s+tại (?:điểm cầu )?[^,:]{{2,40}})?\s*,?"
    r"(?:\s+có(?:\s+các)?|\s*:|\s+là|\s+gồm)\s*(?P<list>.+)$"
)
_SINGLE = (
    re.compile(
        rf"dưới sự chủ trì của\s+{_PERSON}{_JOIN}{_POST}(?=[,.;]?\s*(?:{_EVENT}|UBND|HĐND|Sở|[.;]|$))"
    ),
    re.compile(
        rf"[Tt]hay mặt\s+(?:Đoàn Chủ tịch|Chủ tọa|Đoàn Chủ tọa)[^,]{{0,40}},\s*{_PERSON}{_JOIN}{_POST}"
        r"(?=\s+(?:đã|phát biểu|ghi nhận|kết luận|tiếp thu|điều hành)|[.;]|$)"
    ),
    re.compile(rf"\b[Dd]o\s+{_PERSON}(?:{_JOIN}{_POST})?\s*,?\s+(?:{_CHAIR}|làm [Tt]rưởng đoàn)"),
    re.compile(rf"(?:^|[\s:,]){_PERSON}{_JOIN}(?P<post>[^.;:()\n]{{3,160}})\s*,?\s+{_CHAIR}"),
)
_POST_FIRST = re.compile(
    rf"(?P<post>{_POST_WORD}[^,.;:()\n]{{0,60}}?)\s+(?:{_ADDRESS}\s+)?(?:{_DEGREE}\s*)?{_NAME}\s*,?\s+{_CHAIR}"
)
_IN_LIST = re.compile(rf"{_PERSON}{_JOIN}(?P<post>.+)$")
_NEXT_PERSON = re.compile(rf";\s*(?:và\s+)?|\s+và\s+(?={_ADDRESS}\s)|,\s+(?={_ADDRESS}\s)")
_AFTER_POST = re.compile(
    r"\s*,?\s+(?:đã|cũng|cùng|đồng|đến|tới|tham dự|dự(?! án| toán| phòng)|trực tiếp|phát biểu"
    rf"|và(?!\s+[{UPPER}]))(?!\w).*$"
)
_UNIT_TYPE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)$")
_NO_NAME = frozenset(("Ban", "Ủy", "Hội", "Phòng", "Sở", "Bí", "Chủ", "Phó", "Giám", "Trưởng", "Thường"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in table("surnames"))


def chairs(sentences: list[str]) -> tuple[Person, ...]:
    """The people said to have chaired, in the order of the text; empty when nobody is named."""
    found: dict[str, Person] = {}
    for sentence in sentences:
        if _SAID.search(sentence) is None or _NOT_CHAIR.search(sentence):
            continue
        for person in _in_sentence(sentence):
            known = found.get(person.name)
            if known is None or (known.post is None and person.post):
                found[person.name] = person
    return tuple(found.values())


def _in_sentence(sentence: str) -> list[Person]:
    listed = _LIST_BEFORE.search(sentence) or _LIST_AFTER.search(sentence)
    if listed is not None:
        parts = [part.strip(" .,:") for part in _NEXT_PERSON.split(listed["list"])]
        people = [person for part in parts if (person := _person(_IN_LIST.match(part)))]
        if people:
            return people
    for pattern in _SINGLE:
        person = _person(pattern.search(sentence))
        if person is not None:
            return [person]
    first = _post_first(_POST_FIRST.search(sentence))
    return [first] if first is not None else []


def _person(match: re.Match[str] | None) -> Person | None:
    if match is None:
        return None
    surname = match["name"].split()[0]
    if surname in _NO_NAME or (surname not in _surnames() and not _addressed(match)):
        return None
    groups = match.groupdict()
    return Person(name=match["name"], post=_post(groups.get("degree"), groups.get("post")))


def _addressed(match: re.Match[str]) -> bool:
    """A name without a known surname is trusted after a form of address or a degree."""
    before = match.group()[: match.start("name") - match.start()]
    return re.search(rf"(?:{_ADDRESS}|{_DEGREE})\s*\.?\s*:?\s*$", before) is not None


def _post_first(match: re.Match[str] | None) -> Person | None:
    """`Chủ tịch UBND huyện An Minh Nguyễn Văn Phỉ chủ trì`: where the place ends and the person begins."""
    if match is None:
        return None
    words, post = match["name"].split(), match["post"]
    kind = _UNIT_TYPE.search(post)
    for cut in range(len(words) - 2, -1, -1):
        place = " ".join(words[:cut])
        named = not place or (kind is not None and gazetteer().resolve(f"{kind.group()} {place}"))
        if words[cut] in _surnames() and named:
            return Person(name=" ".join(words[cut:]), post=_post(match["degree"], f"{post} {place}"))
    return None


def _post(degree: str | None, post: str | None) -> str | None:
    """`Tỉnh ủy viên – Giám đốc` -> `Tỉnh ủy viên, Giám đốc`; what follows the post dropped."""
    tidy = re.sub(r"\s+[–-]\s+", ", ", post or "")
    tidy = re.sub(r"\s+", " ", _AFTER_POST.sub("", tidy)).strip(" ,.:–-")
    spelled = _DEGREES.get(degree.rstrip("."), degree) if degree else ""
    return ", ".join(part for part in (spelled, tidy) if part) or None
