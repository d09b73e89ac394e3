"""Who chaired a meeting, from the sentences that say so. Names of address are stripped, degrees and ranks lead the post. Pure."""

import re

from corpus.article import Person
from corpus.gazetteer import gazetteer

_U = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_SYLLABLE = rf"[{_U}][a-zà-ỹđ]*(?:'[{_U}]?[a-zà-ỹđ]+)?"
_NAME = rf"(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,4}})"
_ADDRESS = r"(?:[Cc]ác\s+)?(?:đồng chí|Đồng chí|đ/c|Đ/c|ông|Ông|bà|Bà|anh|Anh|chị|Chị|cô|Cô|thầy|Thầy|thầy giáo|Thầy giáo|cô giáo|Cô giáo)"
_DEGREES = {
    "TS": "Tiến sĩ", "ThS": "Thạc sĩ", "PGS": "Phó Giáo sư", "GS": "Giáo sư", "BS": "Bác sĩ",
}  # fmt: skip
_DEGREE = (
    r"(?P<degree>(?:PGS\.?\s?TS|GS\.?\s?TS|TS|ThS|Th\.S|PGS|GS|BS(?:\s?CK\s?I{1,2})?)\.?|Tiến sĩ|Thạc sĩ|Bác sĩ|Phó Giáo sư|Giáo sư"
    r"|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)|Linh mục|Hòa thượng|Thượng tọa)"
)
_PERSON = rf"(?:{_ADDRESS}\s*:?\s+)?(?:{_DEGREE}\s*\.?\s*)?{_NAME}"
_JOIN = r"\s*[,–-]\s*"
_CHAIR = r"(?:(?:đã|đồng|cùng|cùng đồng|trực tiếp|dự và|tham dự và|và|tới dự và|đến dự và)\s+)*(?:chủ trì|chủ tọa|chủ toạ|điều hành)"
_POST_WORD = r"(?:Phó\s+)?(?:Bí thư|Chủ tịch|Giám đốc|Trưởng|Chánh|Tổng Giám đốc|Hiệu trưởng|Viện trưởng|Cục trưởng|Chi cục trưởng|Thủ tướng|Bộ trưởng|Thứ trưởng|Chỉ huy trưởng|Tư lệnh)"
_POST = r"(?P<post>[^.;:()\n]{3,160}?)"
_NOT_CHAIR = re.compile(
    r"chủ trì,? (?:và )?(?:phối hợp|tham mưu|xây dựng|thực hiện|soạn thảo)|người chủ trì|do[^.;]{0,60}chủ trì;? không|cơ quan chủ trì|đơn vị chủ trì"
)
_SAID = re.compile(r"chủ trì|chủ tọa|chủ toạ|điều hành|Đoàn Chủ tịch|[Tt]rưởng đoàn")

_LIST_BEFORE = re.compile(
    rf"(?:[Cc]ác đồng chí|[Cc]ác ông(?:, bà)?|[Dd]o các đồng chí)\s*:?\s*(?P<list>.+?)\s*,?\s+{_CHAIR}"
)
_LIST_AFTER = re.compile(
    r"[Cc]hủ (?:trì|tọa|toạ)(?:\s+(?:hội nghị|cuộc họp|buổi [^,:]{2,30}|kỳ họp|phiên họp|đại hội|hội thảo|tọa đàm))?(?:\s+tại (?:điểm cầu )?[^,:]{2,40})?\s*,?"
    r"(?:\s+có(?:\s+các)?|\s*:|\s+là|\s+gồm)\s*(?P<list>.+)$"
)
_SINGLE = (
    re.compile(rf"dưới sự chủ trì của\s+{_PERSON}{_JOIN}{_POST}(?=[,.;]?\s*(?:hội nghị|cuộc họp|UBND|HĐND|Sở|[.;]|$))"),
    re.compile(rf"(?:Thay mặt|thay mặt)\s+(?:Đoàn Chủ tịch|Chủ tọa|Đoàn Chủ tọa)[^,]{{0,40}},\s*{_PERSON}{_JOIN}{_POST}(?=\s+(?:đã|phát biểu|ghi nhận|kết luận|tiếp thu|điều hành)|[.;]|$)"),
    re.compile(rf"\b[Dd]o\s+{_PERSON}(?:{_JOIN}{_POST})?\s*,?\s+(?:{_CHAIR}|làm [Tt]rưởng đoàn)"),
    re.compile(rf"(?:^|[\s:,]){_PERSON}{_JOIN}(?P<post>[^.;:()\n]{{3,160}})\s*,?\s+{_CHAIR}"),
)  # fmt: skip
_POST_FIRST = re.compile(
    rf"(?P<post>{_POST_WORD}[^,.;:()\n]{{0,60}}?)\s+(?:{_ADDRESS}\s+)?(?:{_DEGREE}\s*)?{_NAME}\s*,?\s+{_CHAIR}"
)
_IN_LIST = re.compile(rf"{_PERSON}{_JOIN}(?P<post>.+)$")
_TRAILING = re.compile(
    r"\s*,?\s*(?:\b(?:đã|cũng|cùng|đồng|đến|tới|tham dự|dự(?! án| toán| phòng)|trực tiếp|cùng dự|và|phát biểu|thừa ủy quyền)\b(?!\s+(?:Đào|Công|Môi|Phát|Du|Thể|Truyền|Đầu|Xã|Hạ|[A-ZĐÀ-Ỹ])).*)?$"
)
_SURNAMES = frozenset(
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đoàn", "Vương", "Trịnh", "Trương", "Đinh", "Lâm", "Phùng", "Mai", "Tô", "Hà", "Tạ", "Lương", "Chu", "Cao", "Thái", "Quách", "Tăng", "La", "Hứa", "Châu", "Diệp", "Từ", "Đàm", "Lưu", "Nông", "Ma", "Lò", "Cầm", "Vi", "Giàng", "Sùng", "Thào", "Vàng", "Hầu", "Kiều", "Tống", "Triệu", "Mạc", "Lục", "Bạch", "Quản", "Khổng", "Nghiêm", "Doãn", "Thân", "Văn", "Viên", "Ông", "Bế", "Y", "A", "Rơ", "Siu", "Thạch", "Sơn", "Kim", "Danh", "Kiên", "Đồng", "Ninh", "Cù", "Lại", "Âu", "Ngọ", "Mã", "Tiêu", "Phương", "Cung", "Hán", "Thiều", "Giáp", "Vừ", "Lầu", "Ksor", "Nay", "Rah", "Điểu", "Chẩu", "Hờ", "Mùa", "Tráng", "Tẩn", "Chảo", "Lù", "Quàng", "Tòng", "Cà", "Lường", "Hoàng", "Bàn", "Đèo", "Thò", "Hạng", "Cứ", "Lừu", "Rmah", "Kpă", "Nie", "Niê", "Ka", "K'", "H'", "Đới", "Tôn", "Thi", "Phí", "Mẫn", "Nhữ", "Biện", "Trang", "Tường", "Ứng", "Úc", "Khúc", "Lều", "Bá", "Sầm", "Lữ", "Lang", "Hồng", "Hán", "Đan", "Đậu", "Đồ", "Đường", "Ưng"]
)


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
        people = [person for part in _split_list(listed["list"]) if (person := _person(_IN_LIST.match(part)))]
        if people:
            return people
    for pattern in _SINGLE:
        person = _person(pattern.search(sentence))
        if person is not None:
            return [person]
    person = _post_first(_POST_FIRST.search(sentence))
    return [person] if person is not None else []


def _split_list(text: str) -> list[str]:
    """`A, post; B, post và C, post` -> one string each."""
    parts = re.split(rf";\s*(?:và\s+)?|\s+và\s+(?={_ADDRESS}\s)|,\s+(?={_ADDRESS}\s)", text)
    return [part.strip(" .,:") for part in parts if part.strip(" .,:")]


def _person(match: re.Match[str] | None) -> Person | None:
    if match is None or match["name"].split()[0] in ("Ban", "Ủy", "Hội", "Phòng", "Sở"):
        return None
    groups = match.groupdict()
    name, post = match["name"], groups.get("post")
    words = name.split()
    if not any(word in _SURNAMES for word in words[:1]) and not _addressed(match):
        return None
    return Person(name=name, post=_post(groups.get("degree"), post))


def _addressed(match: re.Match[str]) -> bool:
    """A name without a known surname is trusted after a form of address or a degree."""
    before = match.group()[: match.start("name") - match.start()]
    return re.search(rf"(?:{_ADDRESS}|{_DEGREE})\s*\.?\s*:?\s*$", before) is not None


def _post_first(match: re.Match[str] | None) -> Person | None:
    """`Chủ tịch UBND huyện An Minh Nguyễn Văn Phỉ chủ trì`: where the place ends and the person begins."""
    if match is None:
        return None
    words = match["name"].split()
    for cut in range(len(words) - 1):
        place = " ".join(words[:cut])
        if words[cut] in _SURNAMES and (not place or gazetteer().resolve(place)):
            post = f"{match['post']} {place}".strip()
            return Person(name=" ".join(words[cut:]), post=_post(match["degree"], post))
    return None


def _post(degree: str | None, post: str | None) -> str | None:
    """`Tỉnh ủy viên – Giám đốc` -> `Tỉnh ủy viên, Giám đốc`, what follows the post dropped, the degree in front."""
    tidy = re.sub(r"\s+[–-]\s+", ", ", post or "")
    tidy = re.sub(r"\s+", " ", _TRAILING.sub("", tidy, count=1)).strip(" ,.:–-")
    full = ", ".join(part for part in (_spelled(degree), tidy) if part)
    return full or None


def _spelled(degree: str | None) -> str:
    if not degree:
        return ""
    return _DEGREES.get(degree.rstrip("."), degree)
