"""Where an article belongs: its unit as of its date, the unit's successors today, or what it may be. Pure.

The portal decides first, then the host, then the agency that speaks and its province; a name that fits
several units is left open. Whoever acts at the start of the title or the lead may narrow it to a part.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from corpus.article import AdministrativeUnit
from corpus.enrich.agency_names import agency_at
from corpus.enrich.article_text import ArticleText
from corpus.enrich.hosts import HostClue
from corpus.enrich.issuer import TYPED_PLACE, document_units, units_in
from corpus.enrich.letters import UPPER
from corpus.enrich.province import mentioned_provinces, province_now, settle
from corpus.gazetteer import Level, Unit, folded_key, gazetteer, placed, split_type
from corpus.gazetteer.names import levels_of
from corpus.portal import Portal

_AFTER_DATE = re.compile(
    r"^(?:(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Hh]ôm nay|[Nn]gày|[Vv]ào)[^,]{0,40}|(?:[Tt]ừ|[Tt]rong) [^,]{0,40}),\s*"
)
_NAME_AT = re.compile(
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]hị xã|TX\.?|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|TT\.?"
    rf"|[Đđ]ặc khu)\s+(?:\d{{1,2}}(?!\w)|[{UPPER}][\w’']*(?:\s+(?:-\s+)?[{UPPER}][\w’']*){{0,4}})"
)
_ABOVE_IT = re.compile(
    rf"(?:\s*[(,]\s*(?:[a-zđ]\w+\s){{0,2}}[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}}\)?){{1,2}}"
)
"""`, huyện Châu Thành, tỉnh Long An` or `(Đồng Tháp)` behind a place."""
_BY_PERSON = "Trường "
"""Schools bear names of people that are names of wards too: only a typed place says where they stand."""


class Home(NamedTuple):
    """`unit` None with `candidates`: an ambiguous name; without: nothing known. `ended` no longer stood."""

    unit: Unit | None = None
    candidates: tuple[Unit, ...] = ()
    ended: Unit | None = None


def unit_fields(home: Home, province: str | None, on: date | None) -> dict[str, object]:
    """The article's fields `unit`, `units_now`, `unit_candidates`, `province` and `province_now`."""
    last, day = home.ended or home.unit, gazetteer().period(on)
    unit = placed_then(home.unit, day) if home.unit else None
    province = province or (unit.province if unit else None)
    return {
        "unit": unit,
        "units_now": placed_now(last) if last else (),
        "unit_candidates": tuple(placed_then(unit, day) for unit in home.candidates),
        "province": province,
        "province_now": province_now(province),
    }


placed_then = lru_cache(maxsize=16_384)(placed)


@lru_cache(maxsize=4096)
def placed_now(unit: Unit) -> tuple[AdministrativeUnit, ...]:
    """The units of today on its land."""
    return tuple(placed(after) for after in gazetteer().successors(unit))


def home_of(
    text: ArticleText, portal: Portal | None, clue: HostClue, agency: str | None, province: str | None
) -> Home:
    """`agency` is who speaks, `province` the province's name as of the article's date."""
    if (portal is not None and portal.level == "central") or (portal is None and clue.central is not None):
        return Home()
    found = _said(text, portal, clue, agency, province)
    home = _settled(found, text, province)
    if home.unit is None and not home.candidates and province:
        home = Home(_province_unit(province, text.day))
    return _narrowed(home, text)


def _said(
    text: ArticleText, portal: Portal | None, clue: HostClue, agency: str | None, province: str | None
) -> tuple[Unit, ...]:
    """The units of the first source that names any."""
    if portal is not None:
        return _in_agency(portal.agency, portal.province)
    host = settle(clue, text)
    if host is not None:
        return (host,)
    if clue.units:
        return clue.units
    if agency is not None and (named := _in_agency(agency, province)):
        return named
    return document_units(text.article.document, agency, province) or _first_named(text)


def _first_named(text: ArticleText) -> tuple[Unit, ...]:
    """The place with which the title or the lead begins, `Xã Tân Hồng (Đồng Tháp) …`: the last resort."""
    for line in (text.title, _AFTER_DATE.sub("", text.lead)):
        place = _NAME_AT.match(line)
        if place is not None:
            above = _ABOVE_IT.match(line, place.end())
            found = gazetteer().resolve(place.group() + (above.group() if above else ""), on=text.day)
            return found or units_named(place.group(), text.day)[0]
    return ()


def _in_agency(agency: str, province: str | None) -> tuple[Unit, ...]:
    """Those of the highest level that the place in the agency's name may mean."""
    if agency.startswith(_BY_PERSON) and TYPED_PLACE.search(agency) is None:
        return ()
    units = units_in(agency, province)
    return tuple(unit for unit in units if unit.level is units[0].level)


def _settled(found: tuple[Unit, ...], text: ArticleText, province: str | None) -> Home:
    """One unit of the day, or the candidates; those of the article's province before any others."""
    units = [unit for unit in found if unit.province == province] or _of_province(found, province)
    standing = [unit for unit in units if text.day is None or unit.existed(text.day)]
    if not standing and units and text.day is not None:
        return _out_of_time(units, text.day)
    if len({unit.province for unit in standing}) > 1:
        named = [name for name, _ in mentioned_provinces(text).most_common(1)]
        standing = [unit for unit in standing if unit.province in named] or standing
    if len({unit.code for unit in standing}) > 1:
        lowered = text.text.lower()
        standing = [u for u in standing if u.district and u.district.lower() in lowered] or standing
    last = standing[-1:] if len({(u.level, u.province, u.name) for u in standing}) == 1 else standing
    if len(last) == 1:
        return Home(_period(standing, text))
    return Home(None, tuple(standing))


def _period(units: list[Unit], text: ArticleText) -> Unit:
    """Among the periods of one unit, where the article has no date, the type that it speaks of."""
    lowered = text.text.lower()
    return max(units, key=lambda unit: (lowered.count(unit.full_name.lower()), unit.until is not None))


def _of_province(found: tuple[Unit, ...], province: str | None) -> list[Unit]:
    """Those whose land lay in the province; all where none did or none is known."""
    above = gazetteer().resolve(province) if province else ()
    return [
        unit for unit in found if any(unit == a or gazetteer().lies_under(unit, a) for a in above)
    ] or list(found)


def _out_of_time(units: list[Unit], day: date) -> Home:
    """A portal outlives its district or was founded later: the unit of that day that held its land."""
    ended = [unit for unit in units if unit.until is not None and unit.until < day]
    if ended:
        last = ended[-1]
        after = [unit for unit in gazetteer().successors(last) if unit.existed(day)]
        unit = (
            after[0] if len(after) == 1 else _province_unit(gazetteer().province_of(last.province, day), day)
        )
        return Home(unit, ended=last)
    before = [old for unit in units for old in gazetteer().predecessors(unit) if old.existed(day)]
    districts = {gazetteer().district_of(old, day) for old in before} - {None}
    if len(districts) == 1:
        return Home(districts.pop())
    provinces = {old.province for old in before} or {units[0].province}
    return Home(_province_unit(provinces.pop(), day) if len(provinces) == 1 else None)


def _province_unit(name: str | None, day: date | None) -> Unit | None:
    units = [u for u in gazetteer().resolve(name or "", on=day) if u.level is Level.PROVINCE]
    return next((unit for unit in units if unit.name == name), units[0] if units else None)


def _narrowed(home: Home, text: ArticleText) -> Home:
    """The part of the home that acts: `UBND xã Đông Hòa` in the lead, `Xã Đông Hòa ra mắt …` as a title."""
    above = home.ended or home.unit
    if above is None or above.level is Level.COMMUNE:
        return home
    for line in (text.title, _AFTER_DATE.sub("", text.lead)):
        part = _actor(line, above, text.day)
        if part is not None:
            return Home(part)
    return home


def _actor(line: str, above: Unit, day: date | None) -> Unit | None:
    name = agency_at(line, 0)
    place = TYPED_PLACE.search(name) if name else _NAME_AT.match(line)
    found = units_named(place.group(), day)[0] if place else ()
    under = [unit for unit in found if gazetteer().lies_under(unit, above)]
    return under[0] if len(under) == 1 else None


@lru_cache(maxsize=8192)
def units_named(words: str, day: date | None) -> tuple[tuple[Unit, ...], str]:
    """The units of the longest beginning of `words` that is a name, and that beginning.

    `huyện An Minh Nguyễn Văn` is An Minh; `((), "")` when no beginning is a name.
    """
    parts = words.split()
    for size in range(len(parts), 1, -1):
        name = " ".join(parts[:size])
        kind, _ = split_type(name)
        levels = levels_of(kind) if kind else tuple(Level)
        found = tuple(unit for unit in gazetteer().resolve(name, on=day) if unit.level in levels)
        exact = tuple(unit for unit in found if folded_key(unit.full_name) == folded_key(name))
        if exact or found:
            return exact or found, name
    return (), ""
