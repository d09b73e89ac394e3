"""What announces a person and what a name is made of: patterns and tables shared by all who read people."""

from functools import cache

from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.tables import table

SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:'[{UPPER}]?[{LOWER}]*)?(?![{UPPER}{LOWER}])"
_NO_SYLLABLE = (
    r"(?!(?:Phó|Chủ tịch|Bí thư|Trưởng|Giám đốc|Chánh|Hiệu trưởng|(?:Tỉnh|Thành|Thị|Huyện|Đảng) [uủ])(?!\w))"
)
_MARKED = rf"[KH]'[{UPPER}][{LOWER}]+"
"""`K'Brêm`, `H'Lan`: a man's or a woman's name of one syllable."""
NAME = rf"(?P<name>{SYLLABLE}(?:\s+{_NO_SYLLABLE}{SYLLABLE}){{1,4}}|{_MARKED})"
NAME_AT_WORD = NAME.replace(f"[{UPPER}]", rf"[{UPPER}](?<!\w.)", 1)
"""The same where a word begins; the letter stands first, so that the engine skips to it."""
ADDRESSES = (
    "[Đđ]ồng chí", "[Đđ]/c", "[Ôô]ng(?:,? bà)?", "[Bb]à", "[Aa]nh(?:,? chị)?", "[Cc]hị", "[Bb]ác",
    "[Cc]ô(?: giáo)?", "[Tt]hầy(?: giáo|,? cô)?", "[Cc]ụ(?: ông| bà)?",
)  # fmt: skip
ADDRESS = rf"(?:[Cc]ác\s+)?(?:{'|'.join(ADDRESSES)})"
RANK = r"(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)"
_SHORT_DEGREE = r"(?:P?GS|TSKH|TS|Th\.?[Ss]|KS|LS|DS|BS(?:\s?[.,]?\s?CK\s?(?:I{1,2}|[12]))?)"
_WRITTEN_DEGREE = r"(?:Phó Giáo sư|Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ)"
DEGREE = (
    rf"(?P<degree>(?:{RANK},?\s+)?(?:{_SHORT_DEGREE}(?:\s?[.,-]?\s?{_SHORT_DEGREE}){{0,2}}\.?(?!\w)"
    rf"|{_WRITTEN_DEGREE}(?:,?\s+{_WRITTEN_DEGREE})?)|{RANK}|Linh mục|Hòa thượng|Thượng tọa)"
)
"""One or several: `Thượng tá, TS`, `ThS.BS`, `BS CKII`."""
PLAIN_DEGREE = DEGREE.replace("?P<degree>", "?:")
POST_WORD = (
    r"(?:(?:Quyền |Nguyên )?(?:Phó\s+)?(?:Tổng [Bb]í thư|Bí thư|Chủ tịch|Tổng Giám đốc|Giám đốc|Trưởng"
    r"|Chánh|Hiệu trưởng|Viện trưởng|Cục trưởng|Chi cục trưởng|Thủ tướng|Bộ trưởng|Chỉ huy trưởng"
    r"|Đội trưởng|Chủ nhiệm|Chính ủy|Tư lệnh)|Phó\s+(?:bí thư|chủ tịch|giám đốc|trưởng|chánh|hiệu trưởng)"
    r"|Thứ trưởng)(?!\w)"
)
MEMBER = (
    r"(?:Tỉnh|Thành|Thị|Huyện|Quận|Đảng) (?:ủy|uỷ) viên|[ỦU][yỷ] viên|Đại biểu|Phó|UV\s?BTV|UVTV"
    r"|UV\s?BCH|TUV|ThUV|HUV|ĐUV|UVBCH"
)
SHORT_POST = r"(?:PCT|CT|PBT|PGĐ|GĐ|PTP|PTB|TP|HT|PHT|PCVP|CVP)[.\s](?=\s?[A-ZĐUH])"
"""Posts as hurried writers shorten them: `PCT.UBND huyện`."""
# fmt: off
AGENCY_WORDS = frozenset((
    "Sở", "Ban", "Bộ", "Phòng", "Đảng", "Tỉnh", "Huyện", "Cục", "Trường", "Ngành", "Phó", "Trưởng", "Chủ",
    "Bí", "Giám", "Chánh", "Ủy", "Uỷ", "Thường", "Hiệu", "Thủ", "Nguyên", "Lãnh", "Đại", "Viện", "Công",
    "Hội", "Tổng", "Thành", "Thị", "Trung", "Liên", "Việt", "Nhân", "Quốc", "Chính", "Mặt", "Bảo", "Quân",
    "Chi", "Văn", "Đội",
))
# fmt: on
"""Capitals that begin an agency or a post, though some are family names elsewhere."""


@cache
def surnames() -> frozenset[str]:
    return frozenset(row[0] for row in table("surnames"))


def is_surname(word: str) -> bool:
    """Whether a full name may begin with the word: a family name, or a marked first name (`H'Duyên`)."""
    return word in surnames() or word[:2] in ("H'", "K'")
