"""Reads the shipped tables into units and their successors; nothing else here touches disk."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from corpus.gazetteer.units import Level, Unit

_DATA = Path(__file__).parent / "data"
LAST_DAY_OF_63 = date(2025, 6, 30)
"""Resolution 202/2025/QH15 and law 72/2025/QH15: since 1 July 2025 34 provinces and no districts."""
_FIRST_DAY_OF_34 = LAST_DAY_OF_63 + timedelta(days=1)


class Tables(NamedTuple):
    """`successors`: a unit's code -> codes of those that took its land; `aliases`: other names and codes."""

    units: dict[str, Unit]
    successors: dict[str, tuple[str, ...]]
    aliases: tuple[tuple[str, str], ...]


def read_tables() -> Tables:
    """All periods of all units: about 14,200."""
    tables = Tables({}, {}, ())
    codes = [*_add_provinces(tables)]
    _add_districts(tables)
    _add_communes(tables)
    return tables._replace(aliases=(*codes, *_spellings(tables)))


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _add(tables: Tables, unit: Unit, successors: tuple[str, ...]) -> None:
    tables.units[unit.code] = unit
    if successors:
        tables.successors[unit.code] = successors


def _add_provinces(tables: Tables) -> Iterator[tuple[str, str]]:
    rows = [*_rows("provinces")]
    starts = {(row[0], _day(row[2])): f"province/{row[0]}/{row[2]}" for row in rows}
    for name, kind, since, until, successor, aliases in rows:
        unit = Unit(
            f"province/{name}/{since}", Level.PROVINCE, kind, name, name, None, _day(since), _day(until)
        )
        following = _day(until)
        next_day = following + timedelta(days=1) if following else None
        _add(tables, unit, (starts[successor, next_day],) if successor else ())
        yield from ((alias, unit.code) for alias in aliases.split(";") if alias)


def _spellings(tables: Tables) -> Iterator[tuple[str, str]]:
    """Other spellings of a unit, in all its periods. Raises KeyError for a row that names no unit."""
    named: dict[tuple[str, str, str], list[str]] = {}
    for unit in tables.units.values():
        named.setdefault((unit.level, unit.name, unit.province), []).append(unit.code)
    for alias, level, name, province in _rows("aliases"):
        yield from ((alias, code) for code in named[level, name, province])


def _add_districts(tables: Tables) -> None:
    """Former districts first: they say since when the last ones had their type."""
    current = [*_rows("districts")]
    codes = {(province, name): f"district/{code}" for code, _, name, province, _ in current}
    codes |= {(province, f"{kind} {name}"): f"district/{code}" for code, kind, name, province, _ in current}
    since = _add_former_districts(tables, codes)
    for code, kind, name, province, after in current:
        key = f"district/{code}"
        first = since.get((province, name)) if codes[province, name] == key else None
        unit = Unit(key, Level.DISTRICT, kind, name, province, None, first, LAST_DAY_OF_63)
        _add(tables, unit, tuple(f"commune/2025/{s}" for s in after.split()))


def _add_former_districts(tables: Tables, codes: dict[tuple[str, str], str]) -> dict[tuple[str, str], date]:
    """The first day of the unit that followed, by (province, name)."""
    since: dict[tuple[str, str], date] = {}
    for kind, name, province, until, successors, _ in _rows("districts_former"):
        last = date.fromisoformat(until)
        code = f"district/{province}/{kind} {name}"
        unit = Unit(code, Level.DISTRICT, kind, name, province, None, since.get((province, name)), last)
        _add(tables, unit, tuple(codes[province, successor] for successor in successors.split(";")))
        since[province, name] = last + timedelta(days=1)
    return since


def _add_communes(tables: Tables) -> None:
    land: dict[str, dict[str, None]] = {}
    for code, kind, name, district, after in _rows("communes_before"):
        above = tables.units[f"district/{district}"]
        successors = tuple(f"commune/2025/{s}" for s in after.split())
        unit = Unit(
            f"commune/{code}",
            Level.COMMUNE,
            kind,
            name,
            above.province,
            above.full_name,
            None,
            LAST_DAY_OF_63,
        )
        _add(tables, unit, successors)
        land.setdefault(above.code, {}).update(dict.fromkeys(successors))
    tables.successors.update({code: tuple(sorted(codes)) for code, codes in land.items()})
    for code, kind, name, province in _rows("communes_now"):
        unit = Unit(f"commune/2025/{code}", Level.COMMUNE, kind, name, province, None, _FIRST_DAY_OF_34, None)
        _add(tables, unit, ())
