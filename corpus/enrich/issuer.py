"""The issuer of an official document, from its letterhead or its number's codes, with its place. Pure."""

import re
from functools import cache

from corpus.article import DocumentMetadata
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.document_numbers import spell_issuer
from corpus.enrich.letters import UPPER
from corpus.enrich.tables import table
from corpus.gazetteer import Level, Unit, gazetteer
from corpus.portal import Portal

_TYPE = r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu|TP\.?|TX\.?)"
TYPED_PLACE = re.compile(rf"(?<!\w){_TYPE}\s+[{UPPER}0-9].*$")
"""A place with its type, to the end of an agency's name."""
_LOWER_LINE = re.compile(r"\s+(?=(?:Phòng|Sở|Trường|Trung tâm)\s)|\n")
COMMITTEE = re.compile(rf"(?<!\w)(Tỉnh|Thành|Thị|Huyện|Quận) ủy(?:\s+(?P<place>[{UPPER}].*))?$")
COMMITTEE_TYPES = {
    "Tỉnh": "tỉnh",
    "Thành": "thành phố",
    "Thị": "thị xã",
    "Huyện": "huyện",
    "Quận": "quận",
}
"""First word of a Party committee's name -> the type of its unit."""
_HEADS = (("Phòng ", Level.DISTRICT), ("Sở ", Level.PROVINCE))
_LETTERS = re.compile(r"[A-ZĐ]+")


def issuer_of(document: DocumentMetadata | None, home: Unit | None) -> str | None:
    """The issuer's normal name with its place; None when either is not known. `home` is the portal's unit."""
    if document is None:
        return None
    symbol = document.symbol or document.number_raw or document.number
    named = _last_agency(document.issuer) or _by_symbol(symbol)
    if named is None or names_place(named):
        return named
    unit = _place_unit(document.place, home) or home
    return _placed(named, unit) if unit is not None else None


def portal_unit(portal: Portal | None) -> Unit | None:
    """The unit named in a portal's agency: `huyện Tân Hồng` of `UBND huyện Tân Hồng`."""
    if portal is None:
        return None
    units = units_in(portal.agency, portal.province)
    return units[0] if units else None


def names_place(agency: str) -> bool:
    """The name says where: `UBND huyện An Minh`, `Sở Y tế Đắk Nông`; not `Phòng Nội vụ`."""
    place = _place_in(agency)
    if place is not None:
        return bool(gazetteer().resolve(place))
    return agency.startswith("Sở ") and any(u.level is Level.PROVINCE for u in units_in(agency, None))


def _place_in(agency: str) -> str | None:
    """The place with its type: `huyện An Minh` of `UBND huyện An Minh` and of `Huyện ủy An Minh`."""
    typed = TYPED_PLACE.search(agency)
    if typed is not None:
        return typed.group()
    committee = COMMITTEE.search(agency)
    return (
        f"{COMMITTEE_TYPES[committee[1]]} {committee['place']}" if committee and committee["place"] else None
    )


def units_in(name: str, within: str | None) -> tuple[Unit, ...]:
    """What the place at the end of an agency's name may mean, in all periods."""
    place = _place_in(name)
    if place is not None:
        return gazetteer().resolve(place, within=within)
    words = name.split()
    tails = (" ".join(words[-size:]) for size in (4, 3, 2, 1) if len(words) > size)
    return next((units for tail in tails if (units := gazetteer().resolve(tail, within=within))), ())


def _last_agency(issuer: str | None) -> str | None:
    """Of a letterhead `UBND HUYỆN X / PHÒNG Y` the lower line: the superior stands above."""
    parts = [part.strip() for part in _LOWER_LINE.split(normal_agency(issuer or "")) if part.strip()]
    return parts[-1] if parts else None


@cache
def _offices_by_code() -> dict[str, str]:
    rows = table("issuer_codes")
    return {code: name for code, name, side in rows if side in ("so", "phong", "central")}


def _by_symbol(symbol: str | None) -> str | None:
    """`/PGDDT` -> `Phòng Giáo dục và Đào tạo`."""
    parts = _LETTERS.findall((symbol or "").replace("&", ""))
    names = (_offices_by_code().get(spell_issuer(part)) for part in parts)
    return next((name for name in names if name), None)


def document_units(
    document: DocumentMetadata | None, agency: str | None, province: str | None
) -> tuple[Unit, ...]:
    """What the place of a letterhead may mean; of the agency's level where its name tells that."""
    if document is None or not document.place:
        return ()
    found = gazetteer().resolve(document.place, within=province)
    office = agency or _by_symbol(document.symbol or document.number_raw or document.number) or ""
    level = next((level for head, level in _HEADS if office.startswith(head)), None)
    return tuple(unit for unit in found if level is None or unit.level is level) or found


def _place_unit(place: str | None, home: Unit | None) -> Unit | None:
    """The district where a letter was signed, `Tân Hồng, ngày …`; None for none or several."""
    units = gazetteer().resolve(place, within=home.province if home else None) if place else ()
    districts = [unit for unit in units if unit.level is Level.DISTRICT]
    return districts[0] if len({unit.name for unit in districts}) == 1 else None


def _placed(named: str, unit: Unit) -> str:
    """`Phòng … huyện Hiệp Hòa` of `Phòng …` and of `Phòng … Hiệp Hòa`."""
    named = named.removesuffix(f" {unit.name}")
    if named.startswith("Sở "):
        return f"{named} {unit.province}"
    local = named.startswith(("Phòng ", "UBND", "HĐND", "Trường ", "Trung tâm "))
    return f"{named} {unit.full_name}" if local and unit.level is not Level.PROVINCE else named
