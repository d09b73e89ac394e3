"""Which agency speaks: the issuer of a document, else the portal's, else the one that the host or the text names. Pure."""

import re
from functools import cache

from corpus.article import Kind
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import spell_part
from corpus.enrich.hosts import HostClue, Office
from corpus.enrich.tables import table
from corpus.gazetteer import Level, Unit, gazetteer, split_type
from corpus.portal import Portal
from corpus.text import clean, fold

_COMMITTEES = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "thị xã": "Thị ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
}
_LETTERS = re.compile(r"[A-ZĐ]+")


def agency_of(
    text: ArticleText, kind: Kind, portal: Portal | None, clue: HostClue, unit: Unit | None
) -> str | None:
    """The agency's normal name; None when nothing names it with certainty. `unit` is the host's, settled."""
    home = portal_unit(portal) or unit
    if kind is Kind.DOCUMENT:
        issuer = _issuer(text, home)
        if issuer is not None:
            return issuer
    if portal is not None:
        return normal_agency(portal.agency)
    if clue.central is not None:
        return clue.central
    if clue.office is not None and unit is not None:
        return office_name(clue.office, unit)
    return _in_text(text)


def office_name(office: Office, unit: Unit) -> str:
    """`Sở … Kon Tum`, `Phòng … huyện Tân Hồng`, `UBND huyện An Minh`, `Ban Tuyên giáo Thị ủy Đông Triều`."""
    if office.form == "education":
        of_province = unit.level is Level.PROVINCE
        return f"Sở {office.name} {unit.name}" if of_province else f"Phòng {office.name} {unit.full_name}"
    if office.form == "so":
        return f"{office.name} {unit.name}"
    if office.form == "bare":
        return f"{office.name} {unit.name}"
    if office.form == "committee":
        return f"{office.name} {unit.full_name if unit.level is Level.COMMUNE else unit.name}"
    if office.form == "party":
        committee = _COMMITTEES.get(unit.type)
        return (
            f"{office.name} {committee} {unit.name}"
            if committee
            else f"{office.name} Đảng ủy {unit.full_name}"
        )
    return f"{office.name} {unit.full_name}"


def portal_unit(portal: Portal | None) -> Unit | None:
    """The unit named in a portal's agency: `huyện Tân Hồng` of `UBND huyện Tân Hồng`."""
    if portal is None:
        return None
    units = _units_in(portal.agency, portal.province)
    return units[0] if units else None


def _units_in(name: str, within: str | None) -> tuple[Unit, ...]:
    match = re.search(
        r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu|TP\.?|TX\.?)\s+[A-ZĐÀ-Ỹ0-9].*$", name
    )
    if match is not None:
        return gazetteer().resolve(match.group(), within=within)
    words = name.split()
    tails = (
        gazetteer().resolve(" ".join(words[-size:]), within=within)
        for size in (4, 3, 2, 1)
        if len(words) > size
    )
    return next((units for units in tails if units), ())


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Abbreviations and look-alike spellings -> the normal words, departments only after Sở, Phòng or Bộ."""
    rules = [
        (
            r"[UỦ][ỷyỶY]?\s?[Bb][Aa][Nn] [Nn][Hh][Ââ][Nn] [Dd][Ââ][Nn]|[ỦỤ]y ban [Nn]hân dân|Uỷ ban [Nn]hân dân|ỦY BAN NHÂN DÂN",
            "UBND",
        ),
        (r"[Hh]ội đồng [Nn]hân dân|HỘI ĐỒNG NHÂN DÂN", "HĐND"),
        (r"UBMTTQ(?: ?VN)?|[ỦU][yỷ] ban (?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam| VN)?", "Ủy ban MTTQ Việt Nam"),
        (r"uỷ(?!\w)", "ủy"),
        (r"(?<!\w)T(?:P|p)\.?\s(?=[A-ZĐÀ-Ỹ])", "thành phố "),
        (r"(?<!\w)TX\.?\s(?=[A-ZĐÀ-Ỹ])", "thị xã "),
    ]
    return tuple((re.compile(pattern), word) for pattern, word in rules)


@cache
def _department_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        short: name
        for name, shorts, _ in reversed(table("departments"))
        for short in shorts.split(";")
        if short
    }
    alternatives = "|".join(re.escape(short) for short in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(Sở|Phòng|Bộ)\s+({alternatives})(?![\w&])"), names


def normal_agency(name: str) -> str:
    """One name for one agency: `Sở GD&ĐT tỉnh Trà Vinh` and `Sở Giáo dục và Đào tạo Trà Vinh` are the same."""
    normal = re.sub(r"\s+", " ", clean(name)).strip(" .,;:-")
    normal = _recased(normal) if normal.isupper() and len(normal) > 12 else normal
    for pattern, word in _spellings():
        normal = pattern.sub(word, normal)
    pattern, names = _department_pattern()
    normal = pattern.sub(lambda m: f"{m[1]} {names[m[2]]}", normal)
    if normal.startswith("Sở "):
        normal = re.sub(r"\s(?:tỉnh|thành phố)\s(?=[A-ZĐÀ-Ỹ])", " ", normal)
    return normal


def _recased(name: str) -> str:
    """`PHÒNG GIÁO DỤC VÀ ĐÀO TẠO` -> `Phòng Giáo dục và Đào tạo`: known names as they are written, else title case."""
    lowered = name.lower()
    for department, _, _ in table("departments"):
        lowered = lowered.replace(department.lower(), department)
    kind = re.compile(r"(?<!\w)(?:ủy ban nhân dân|hội đồng nhân dân|sở|phòng|bộ|ban|trường|trung tâm)(?!\w)")
    lowered = kind.sub(lambda m: m.group()[:1].upper() + m.group()[1:], lowered)
    unit = re.search(r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn) (.+)$", lowered)
    if unit is not None:
        lowered = lowered[: unit.start(2)] + " ".join(word.capitalize() for word in unit[2].split())
    return lowered[:1].upper() + lowered[1:]


def _issuer(text: ArticleText, home: Unit | None) -> str | None:
    """The issuer of the letterhead or of the number's code, with its place; None when the place is not known."""
    document = text.article.document
    if document is None:
        return None
    named = _last_agency(document.issuer) or _by_symbol(
        document.symbol or document.number_raw or document.number
    )
    if named is None:
        return None
    if _units_in(named, None) and re.search(
        r"\s(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn)\s", named
    ):
        return named
    unit = _place_unit(document.place, home) or home
    return _placed(named, unit) if unit is not None else None


def _last_agency(issuer: str | None) -> str | None:
    """Of a letterhead `UBND HUYỆN X / PHÒNG Y` the lower line: the superior stands above."""
    if not issuer:
        return None
    normal = normal_agency(issuer)
    parts = [part for part in re.split(r"\s+(?=(?:Phòng|Sở|Trường|Trung tâm)\s)|\n", normal) if part]
    return parts[-1].strip() if parts else None


def _by_symbol(symbol: str | None) -> str | None:
    """`/PGDDT` -> `Phòng Giáo dục và Đào tạo`."""
    codes = {
        fold(code).upper(): name
        for code, name, side in table("issuer_codes")
        if side in ("so", "phong", "central")
    }
    parts = _LETTERS.findall((symbol or "").replace("&", ""))
    return next(
        (codes[fold(spell_part(p)).upper()] for p in parts if fold(spell_part(p)).upper() in codes), None
    )


def _place_unit(place: str | None, home: Unit | None) -> Unit | None:
    if not place:
        return None
    units = gazetteer().resolve(place, within=home.province if home else None)
    districts = [unit for unit in units if unit.level is Level.DISTRICT]
    return districts[0] if len(districts) == 1 else None


def _placed(named: str, unit: Unit) -> str:
    if named.startswith("Sở "):
        return f"{named} {unit.province}" if unit.province not in named else named
    if (
        named.startswith(("Phòng ", "UBND", "HĐND", "Trường ", "Trung tâm "))
        and unit.level is not Level.PROVINCE
    ):
        return f"{named} {unit.full_name}" if unit.name not in named else named
    return named


def _in_text(text: ArticleText) -> str | None:
    """The first agency of the title or the lead that names its place in full."""
    for line in (text.title, text.lead):
        for start in heads(line):
            name = agency_at(line, start)
            if name is not None and _has_place(name):
                return normal_agency(name)
    return None


def _has_place(name: str) -> bool:
    match = re.search(
        r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu) [A-ZĐÀ-Ỹ0-9].*$", name
    )
    if match is not None:
        return bool(gazetteer().resolve(match.group())) and split_type(match.group())[0] is not None
    if not name.startswith("Sở "):
        return False
    return any(u.level is Level.PROVINCE for u in _units_in(name, None))
