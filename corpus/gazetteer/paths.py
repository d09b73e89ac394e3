"""A unit's place in the hierarchy of a day: names from the province down, and a path to filter by. Pure."""

from datetime import date

from corpus.article import AdministrativeUnit, Frozen
from corpus.gazetteer.resolver import gazetteer
from corpus.gazetteer.units import Level, Unit
from corpus.text import slug


def placed(unit: Unit, on: date | None = None) -> AdministrativeUnit:
    """The unit under its province and district as they were called that day.

    Its path is one slug a level, `kien-giang/an-minh`, with the type where a neighbour bears the same name
    (`ha-tinh/thi-xa-ky-anh`) or the name is a number; the same through a change of type alone.
    """
    district = unit if unit.level is Level.DISTRICT else gazetteer().district_of(unit, on)
    commune = unit if unit.level is Level.COMMUNE else None
    province = _province(unit, on)
    steps = [slug(province), *(_step(part) for part in (district, commune) if part is not None)]
    return AdministrativeUnit(
        province=province,
        district=district.full_name if district else None,
        commune=commune.full_name if commune else None,
        path="/".join(steps),
    )


def _province(unit: Unit, on: date | None) -> str:
    """A district of Huế city stood in Thừa Thiên Huế until 2024."""
    if unit.level is Level.PROVINCE or on is None or not unit.existed(on):
        return unit.province
    return gazetteer().province_of(unit.province, on) or unit.province


def _step(unit: Unit) -> str:
    """Names that differ in their accents alone (`xã Minh Quán`, `xã Minh Quân`) bear their official code."""
    others = gazetteer().namesakes(unit)
    if not others and not unit.name.isdigit():
        return slug(unit.name)
    step = slug(unit.full_name)
    same = any(slug(other.full_name) == step for other in others)
    return f"{step}-{unit.code.rpartition('/')[2]}" if same else step


class UnitAnswer(Frozen):
    """One unit that a name may mean: its place on the day, its days, and the units of today on its land."""

    unit: AdministrativeUnit
    since: date | None
    until: date | None
    now: tuple[AdministrativeUnit, ...]


def look_up(name: str, on: date | None = None) -> tuple[UnitAnswer, ...]:
    """What `name` may mean, as `Gazetteer.resolve` ranks it; in all periods where no day is given."""
    return tuple(
        UnitAnswer(
            unit=placed(unit, on or unit.until or unit.since),
            since=unit.since,
            until=unit.until,
            now=tuple(map(placed, gazetteer().successors(unit))),
        )
        for unit in gazetteer().resolve(name, on=on)
    )
