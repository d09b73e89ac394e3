"""One spelling for one agency: abbreviations written out, capitals taken down, no `tỉnh` after Sở. Pure."""

import re
from functools import cache

from corpus.enrich.letters import UPPER
from corpus.enrich.tables import table
from corpus.text import clean

_RULES = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"(?:Ủy|Uỷ|Ủỷ|UỶ|ỦY) ?(?i:ban nhân dân)", "UBND"),
        (r"(?i:hội đồng nhân dân)", "HĐND"),
        (
            r"UBMTTQ(?: ?VN)?|(?:Ủy|Uỷ) ban (?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam| VN)?",
            "Ủy ban MTTQ Việt Nam",
        ),
        (rf"(?<!\w)T(?:P|p)\.?\s(?=[{UPPER}])", "thành phố "),
        (rf"(?<!\w)TX\.?\s(?=[{UPPER}])", "thị xã "),
    )
)
_OLD_STYLE = dict(
    zip(
        ["oá", "oà", "oả", "oã", "oạ", "uý", "uỳ", "uỷ", "uỹ", "uỵ"],
        ["óa", "òa", "ỏa", "õa", "ọa", "úy", "ùy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OPEN_SYLLABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_STYLE)})(?!\w)")
_LEADING = re.compile(r"(?<!\w)(?:ủy ban nhân dân|hội đồng nhân dân|sở|phòng|bộ|ban|trường|trung tâm)(?!\w)")
_UNIT = re.compile(r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn) (.+)$")
_SHORTEST_IN_CAPITALS = 12
"""A shorter name in capitals is an abbreviation such as UBND, not a name printed in capitals."""


@cache
def _departments() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of an abbreviated department behind Sở, Phòng or Bộ, and abbreviation -> name."""
    rows = [(short, name) for name, shorts, _ in table("departments") for short in shorts.split(";") if short]
    names = dict(reversed(rows))
    alternatives = "|".join(re.escape(short) for short in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(Sở|Phòng|Bộ)\s+({alternatives})(?![\w&])"), names


def normal_agency(name: str) -> str:
    """`Sở GD&ĐT tỉnh Trà Vinh` and `SỞ GIÁO DỤC VÀ ĐÀO TẠO TRÀ VINH` -> `Sở Giáo dục và Đào tạo Trà Vinh`."""
    normal = _old_style(clean(name).strip(" .,;:-"))
    normal = _recased(normal) if normal.isupper() and len(normal) > _SHORTEST_IN_CAPITALS else normal
    for pattern, words in _RULES:
        normal = pattern.sub(words, normal)
    pattern, names = _departments()
    normal = pattern.sub(lambda match: f"{match[1]} {names[match[2]]}", normal)
    return re.sub(rf"^(Sở .*?)\s(?:tỉnh|thành phố)\s(?=[{UPPER}])", r"\1 ", normal)


def _old_style(text: str) -> str:
    """`Thanh Hoá`, `Huyện uỷ` -> `Thanh Hóa`, `Huyện ủy`: the tone mark where most portals put it."""
    return _OPEN_SYLLABLE.sub(lambda match: _OLD_STYLE[match.group().lower()], text)


def _recased(name: str) -> str:
    """Departments as the table writes them, heads and units in title case, the rest in lower case."""
    lowered = name.lower()
    for department in sorted((row[0] for row in table("departments")), key=len, reverse=True):
        known = re.search(rf"(?<!\w){re.escape(department.lower())}(?!\w)(?P<place>.*)$", lowered)
        if known is not None:
            place = known["place"] if _UNIT.search(known["place"]) else known["place"].title()
            lowered = lowered[: known.start()] + department + place
            break
    lowered = _LEADING.sub(lambda match: match.group().capitalize(), lowered)
    lowered = _UNIT.sub(lambda match: f"{match[1]} {match[2].title()}", lowered)
    return lowered[:1].upper() + lowered[1:]
