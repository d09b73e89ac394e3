"""Which agency speaks: a document's issuer, else the portal's, else what the host or the text names. Pure."""

import re

from corpus.article import Kind
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import spell_part
from corpus.enrich.hosts import HostClue, Office
from corpus.enrich.letters import UPPER
from corpus.enrich.tables import table
from corpus.gazetteer import Level, Unit, gazetteer, split_type
from corpus.portal import Portal
from corpus.text import fold

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
    if office.form == "education" and unit.level is not Level.PROVINCE:
        return f"Phòng {office.name} {unit.full_name}"
    if office.form == "education":
        return f"Sở {office.name} {unit.name}"
    if office.form in ("so", "bare"):
        return f"{office.name} {unit.name}"
    if office.form == "committee":
        return f"{office.name} {unit.full_name if unit.level is Level.COMMUNE else unit.name}"
    if office.form == "party":
        committee = _COMMITTEES.get(unit.type)
        return f"{office.name} {f'{committee} {unit.name}' if committee else f'Đảng ủy {unit.full_name}'}"
    return f"{office.name} {unit.full_name}"


def portal_unit(portal: Portal | None) -> Unit | None:
    """The unit named in a portal's agency: `huyện Tân Hồng` of `UBND huyện Tân Hồng`."""
    if portal is None:
        return None
    units = _units_in(portal.agency, portal.province)
    return units[0] if units else None


def _units_in(name: str, within: str | None) -> tuple[Unit, ...]:
    match = re.search(
        rf"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu|TP\.?|TX\.?)\s+[{UPPER}0-9].*$",
        name,
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


def _issuer(text: ArticleText, home: Unit | None) -> str | None:
    """The issuer of the letterhead or of the number's code, with its place; None when that is not known."""
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
        rf"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu) [{UPPER}0-9].*$", name
    )
    if match is not None:
        return bool(gazetteer().resolve(match.group())) and split_type(match.group())[0] is not None
    if not name.startswith("Sở "):
        return False
    return any(u.level is Level.PROVINCE for u in _units_in(name, None))
