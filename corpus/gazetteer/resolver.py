"""The resolver: names to units on a day, units to their successors, provinces through their mergers."""

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

from corpus.gazetteer.names import accent_key, folded_key, has_accents, levels_of, split_type
from corpus.gazetteer.tables import LAST_DAY_OF_63, Tables, read_tables
from corpus.gazetteer.units import Level, Unit

_ORDER = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}
_ABOVE = re.compile(r"\s*[,;(]\s*|\s+[-–]\s+|\s+(?:thuộc|thuoc|của|cua)\s+", re.IGNORECASE)
"""Between a unit and those above it: `phường 1, TP. Đà Lạt`, `An Minh (Kiên Giang)`."""


class Gazetteer:
    """Answers by name; an ambiguous name has several answers, and that is the answer."""

    def __init__(self, tables: Tables) -> None:
        self._units = tables.units
        self._successors = tables.successors
        self._by_key: dict[str, list[tuple[str, Unit]]] = {}
        self._predecessors: dict[str, list[Unit]] = {}
        self._index(tables)
        days = {unit.since for unit in self._units.values()}
        days |= {unit.until + timedelta(days=1) for unit in self._units.values() if unit.until}
        self._changes = sorted({date.min, *(day for day in days if day)})

    def _index(self, tables: Tables) -> None:
        for unit in self._units.values():
            self._by_key.setdefault(folded_key(unit.name), []).append((unit.name, unit))
        for alias, code in tables.aliases:
            self._by_key.setdefault(folded_key(alias), []).append((alias, self._units[code]))
        for code, successors in self._successors.items():
            for successor in successors:
                self._predecessors.setdefault(successor, []).append(self._units[code])

    def resolve(self, name: str, *, on: date | None = None, within: str | None = None) -> tuple[Unit, ...]:
        """Every unit that `name` may mean, provinces first; `()` for an unknown name.

        The name may bear its type (`TX Đông Triều`), lack accents or be run together (`anminh`), and may be
        followed by the units above it (`phường 1, Đà Lạt`). `on` keeps the units that existed that day, None
        all periods. `within` keeps those in a province, of any period.
        """
        found = self._ranked(name.strip())
        if not found:
            first, *above = [part for part in _ABOVE.split(name.strip(" )")) if part] or [""]
            found = self._ranked(first) if above else []
            for part in above:
                found = self._under(found, part)
        return tuple(
            u for u in found if (on is None or u.existed(on)) and (within is None or self._lies_in(u, within))
        )

    def _ranked(self, name: str) -> list[Unit]:
        kind, rest = split_type(name)
        found = self._named(rest, kind) if kind else []
        if not found:
            kind, found = None, self._named(name, None)
        wanted = folded_key(rest if kind else name)

        def rank(unit: Unit) -> tuple[bool, bool, int, str, str]:
            by_alias = folded_key(unit.name) != wanted
            return unit.type != kind, by_alias, _ORDER[unit.level], unit.province, unit.code

        return sorted(found, key=rank)

    def _under(self, units: list[Unit], above: str) -> list[Unit]:
        """Those of `units` that lay in a unit that `above` may mean; its own before those of an heir."""
        superiors = self._ranked(above)
        lying = [unit for unit in units if any(self.lies_under(unit, superior) for superior in superiors)]
        provinces = {superior.name for superior in superiors if superior.level is Level.PROVINCE}
        return [unit for unit in lying if unit.province in provinces] or lying

    def lies_under(self, unit: Unit, superior: Unit) -> bool:
        """Whether the unit's land belongs or belonged to the superior one, of a higher level."""
        if _ORDER[superior.level] >= _ORDER[unit.level]:
            return False
        if superior.level is Level.PROVINCE:
            return bool(self._provinces_of(superior) & self._provinces_of(unit))
        if unit.district is None:
            return unit in self.successors(superior)
        district = folded_key(split_type(unit.district)[1])
        return unit.province == superior.province and district in self._names_since(superior)

    def _names_since(self, district: Unit) -> set[str]:
        """Keys of a district's name and of those that followed it before 2025."""
        after = [self._units[code] for code in self._successors.get(district.code, ())]
        later = (self._names_since(unit) for unit in after if unit.level is Level.DISTRICT)
        return {folded_key(district.name)}.union(*later)

    def district_of(self, unit: Unit, on: date | None = None) -> Unit | None:
        """The district of a commune until 2025-06-30, as it was that day; None for any other unit."""
        if unit.district is None:
            return None
        _, name = split_type(unit.district)
        found = [u for _, u in self._by_key[folded_key(name)] if u.level is Level.DISTRICT]
        found = [u for u in found if u.province == unit.province]
        last = next(u for u in found if u.full_name == unit.district and u.until == LAST_DAY_OF_63)
        periods = [u for u in found if on is not None and u.existed(on) and last in self._followers(u)]
        return periods[0] if periods else last

    def _followers(self, unit: Unit) -> list[Unit]:
        return [unit, *(self._units[code] for code in self._successors.get(unit.code, ()))]

    def namesakes(self, unit: Unit) -> tuple[Unit, ...]:
        """Other units of its name, level and parent that stood beside it."""
        entries = self._by_key[folded_key(unit.name)]
        return tuple(other for name, other in entries if name == other.name and _beside(unit, other))

    def _named(self, name: str, kind: str | None) -> list[Unit]:
        """Units under that key, of the type or at least its levels; of equal accents where there are any."""
        entries = self._by_key.get(folded_key(name), [])
        if kind:
            entries = [(spelling, unit) for spelling, unit in entries if unit.level in levels_of(kind)]
            entries = [entry for entry in entries if entry[1].type == kind] or entries
        if has_accents(name):
            wanted = accent_key(name)
            entries = [entry for entry in entries if accent_key(entry[0]) == wanted] or entries
        return list(dict.fromkeys(unit for _, unit in entries))

    def _lies_in(self, unit: Unit, province: str) -> bool:
        wanted = {u.code for u in self._provinces(province)}
        mine = self._provinces_of(unit)
        return bool(wanted & mine)

    def _provinces_of(self, unit: Unit) -> set[str]:
        """Codes of every province, of any period, that the unit's land has belonged to or belongs to."""
        start = [u for u in self._provinces(unit.province) if unit.level is not Level.PROVINCE or u == unit]
        codes = {u.code for u in start}
        for code in list(codes):
            codes.update(self._successors.get(code, ()))
        if unit.since is not None:
            for before in self._predecessors.get(unit.code, ()):
                codes.update(u.code for u in self._provinces(before.province))
        return codes

    def _provinces(self, name: str) -> list[Unit]:
        _, rest = split_type(name)
        return [unit for unit in self._named(rest, None) if unit.level is Level.PROVINCE]

    def successors(self, unit: Unit) -> tuple[Unit, ...]:
        """The latest units that took this one's land: itself if it still stands, several if divided."""
        after = self._successors.get(unit.code, ())
        if not after:
            return (unit,)
        found = (last for code in after for last in self.successors(self._units[code]))
        return tuple(dict.fromkeys(found))

    def predecessors(self, unit: Unit) -> tuple[Unit, ...]:
        """The units whose land it took over; empty for one as old as the tables."""
        return tuple(self._predecessors.get(unit.code, ()))

    def province_of(self, name: str, on: date | None = None) -> str | None:
        """The name that the province called `name` bore on that day; None where `name` is no province.

        A province merged away answers with its heir, one not yet founded with its only forerunner.
        `on` None leaves the name as it is, in its proper spelling.
        """
        units = self._provinces(name)
        if not units or on is None:
            return units[0].name if units else None
        standing = next((unit for unit in units if unit.existed(on)), None)
        return standing.name if standing else self._heir(units[0], on)

    def _heir(self, unit: Unit, on: date) -> str | None:
        if unit.until is not None and unit.until < on:
            after = self._units[self._successors[unit.code][0]]
            return after.name if after.existed(on) else self._heir(after, on)
        before = self._predecessors.get(unit.code, [])
        return before[0].name if len(before) == 1 and before[0].existed(on) else None

    def province_now(self, name: str) -> str | None:
        """The name today of the province that took over the one called `name`; None where `name` is none."""
        units = self._provinces(name)
        return self.successors(units[0])[0].name if units else None

    def period(self, on: date | None) -> date | None:
        """The first day of the time around `on` in which no unit came or went: one answer serves all."""
        if on is None:
            return None
        return self._changes[bisect_right(self._changes, on) - 1]

    def units(self, on: date) -> tuple[Unit, ...]:
        """All units that existed that day."""
        return tuple(unit for unit in self._units.values() if unit.existed(on))

    @property
    def provinces(self) -> tuple[Unit, ...]:
        """All provinces of all periods."""
        return tuple(unit for unit in self._units.values() if unit.level is Level.PROVINCE)


def _beside(unit: Unit, other: Unit) -> bool:
    """Different units of one level in one parent, whose periods end together."""
    parents = (unit.level, unit.province, unit.district) == (other.level, other.province, other.district)
    return parents and unit.code != other.code and unit.until == other.until


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, read on first use (about 0.2 s) and kept."""
    return Gazetteer(read_tables())
