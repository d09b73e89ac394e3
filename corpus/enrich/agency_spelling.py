"""One spelling for one agency: abbreviations written out, capitals taken down, no `tỉnh` after Sở. Pure."""

import re
from functools import cache, lru_cache

from corpus.enrich.letters import UPPER
from corpus.enrich.tables import table
from corpus.text import clean

_ABBREVIATION = re.compile(r"(?<!\w)(?:ubnd|hđnd|mttq|ubmttq|thcs|thpt|đbqh|tncs)(?!\w)")
_TYPES = [
    (r"(?<!\w)(?:TP|Tp|thành phố|Thành phố)\.? ?HCM(?!\w)|TPHCM", "thành phố Hồ Chí Minh"),
    (rf"(?<!\w)[Tt]\.? ?[Pp]\.?\s?(?=[{UPPER}])(?<=[. ])", "thành phố "),
    (rf"(?<!\w)[Tt]\.? ?[Xx]\.?\s?(?=[{UPPER}])(?<=[. ])", "thị xã "),
    (r"(?<=\s)T\.?P\.?$", "thành phố"),
    (r"(?<=\s)TX\.?$", "thị xã"),
    (rf"(?<!\w)H\.\s?(?=[{UPPER}])", "huyện "),
    (rf"(?<!\w)Q\.\s?(?=[{UPPER}0-9])", "quận "),
    (rf"(?<!\w)P\.\s?(?=[{UPPER}0-9])", "phường "),
    (rf"(?<!\w)TT\.\s?(?=[{UPPER}])", "thị trấn "),
]
"""Types in front of a name; these patterns take no word's end into account."""
_UNIT_TYPE = re.compile(
    rf"(?<!\w)(Tỉnh|Thành [Pp]hố|Thị [Xx]ã|Huyện|Quận|Xã|Phường|Thị [Tt]rấn)(?=\s+[{UPPER}0-9])"
)
"""In front of a name; `Huyện ủy` and `Thị ủy` keep their capital."""
_OLD_STYLE = dict(
    zip(
        ["oá", "oà", "oả", "oã", "oạ", "uý", "uỳ", "uỷ", "uỹ", "uỵ"],
        ["óa", "òa", "ỏa", "õa", "ọa", "úy", "ùy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OPEN_SYLLABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_STYLE)})(?!\w)")
_NO_TYPE = re.compile(
    rf"(^Sở .*?|(?:Tỉnh|Thành|Thị|Huyện|Quận) ủy)\s(?:tỉnh|thành phố|thị xã|huyện|quận)\s(?=[{UPPER}])"
)
"""The type that a Sở or a committee already tells."""
_JOINTS = r"(?:\s*(?:,|-|–|&|và)\s*(?:và\s+)?|\s+)"
"""Between the words of a department's name."""
_LEADING = re.compile(r"(?<!\w)(?:ủy ban nhân dân|hội đồng nhân dân|sở|phòng|bộ|ban|trường|trung tâm)(?!\w)")
_UNIT = re.compile(r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn) (.+)$")
_SHORTEST_IN_CAPITALS = 12
"""A shorter name in capitals is an abbreviation such as UBND, not a name printed in capitals."""


@cache
def _words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern, a group for each spelling, and what each is written as."""
    rows = [(rf"(?<!\w)(?:{pattern})(?!\w)", words) for pattern, words in table("agency_words")]
    rows += _TYPES
    return re.compile("|".join(f"({pattern})" for pattern, _ in rows)), tuple(words for _, words in rows)


@cache
def _departments() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a department behind Sở, Phòng or Bộ, short or in any spelling, and key -> name."""
    names: dict[str, str] = {}
    patterns: list[str] = []
    for name, shorts, _ in table("departments"):
        names.setdefault(_department_key(name), name)
        patterns.append(_JOINTS.join(re.findall(r"\w+", re.sub(r"\bvà\b", "", name))))
        for short in filter(None, shorts.split(";")):
            names.setdefault(_department_key(short), name)
            patterns.append(re.escape(short))
    alternatives = "|".join(sorted(patterns, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(Sở|Phòng|Bộ)\s+({alternatives})(?![\w&])", re.IGNORECASE), names


def department_end(text: str, start: int) -> int | None:
    """Where the name of a Sở, Phòng or Bộ that begins at `start` ends, in any spelling; None for others."""
    match = _departments()[0].match(text, start)
    return match.end() if match else None


def _department_key(name: str) -> str:
    """Equal for `Giáo dục và Đào tạo` and `giáo dục - đào tạo`, for `GD&ĐT` and `GDĐT`."""
    return "".join(word for word in re.findall(r"\w+", name.lower()) if word != "và")


@lru_cache(maxsize=16_384)
def normal_agency(name: str) -> str:
    """`Sở GD&ĐT tỉnh Trà Vinh` and `SỞ GIÁO DỤC VÀ ĐÀO TẠO TRÀ VINH` -> `Sở Giáo dục và Đào tạo Trà Vinh`."""
    normal = _old_style(clean(name).strip(" .,;:-"))
    normal = _recased(normal) if normal.isupper() and len(normal) > _SHORTEST_IN_CAPITALS else normal
    pattern, words = _words()
    normal = pattern.sub(lambda match: words[(match.lastindex or 1) - 1], normal)
    normal = _UNIT_TYPE.sub(lambda match: match[1].lower(), normal)
    pattern, names = _departments()
    normal = pattern.sub(lambda match: f"{match[1].capitalize()} {names[_department_key(match[2])]}", normal)
    return _NO_TYPE.sub(r"\1 ", normal, count=1)


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
    lowered = _ABBREVIATION.sub(lambda match: match.group().upper(), lowered)
    lowered = _LEADING.sub(lambda match: match.group().capitalize(), lowered)
    lowered = _UNIT.sub(lambda match: f"{match[1]} {match[2].title()}", lowered)
    return lowered[:1].upper() + lowered[1:]
