"""What a page's address says of its publisher: `pgdtanhong.edu.vn` is the education office of Tân Hồng. Pure.

An ambiguous label gives several candidates; the caller settles them with the text, or leaves them open.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from corpus.enrich.schools import school_label
from corpus.enrich.tables import table
from corpus.gazetteer import Level, Unit, folded_key, gazetteer

_SUFFIX = re.compile(r"(?:\.(?:gov|edu|org|com|net|info|name))?\.(?:vn|com|net|org|info)$")
_TYPE_PREFIXES = (
    ("thanhpho", "thành phố", Level.DISTRICT),
    ("thixa", "thị xã", Level.DISTRICT),
    ("huyen", "huyện", Level.DISTRICT),
    ("quan", "quận", Level.DISTRICT),
    ("thitran", "thị trấn", Level.COMMUNE),
    ("phuong", "phường", Level.COMMUNE),
    ("dackhu", "đặc khu", Level.COMMUNE),
    ("tinh", "tỉnh", Level.PROVINCE),
    ("tp", "thành phố", Level.DISTRICT),
    ("tx", "thị xã", Level.DISTRICT),
    ("xa", "xã", Level.COMMUNE),
    ("tt", "thị trấn", Level.COMMUNE),
    ("h", "huyện", Level.DISTRICT),
    ("q", "quận", Level.DISTRICT),
    ("p", "phường", Level.COMMUNE),
    ("x", "xã", Level.COMMUNE),
)
"""How labels begin that bear a unit's type: `txdongtrieu`, `pgdtptravinh`."""


class Office(NamedTuple):
    """`form` says how agency.py builds its name: so, phong, unit, party, committee, bare, education."""

    name: str
    form: str
    levels: frozenset[Level]


class HostClue(NamedTuple):
    """`units` are the candidates for the office's unit, `type_said` the type that the label bears (`TX`);
    `central` a ministry's name, `school` a school's, folded and run together.
    """

    province: str | None = None
    office: Office | None = None
    units: tuple[Unit, ...] = ()
    type_said: str | None = None
    central: str | None = None
    school: str | None = None


@cache
def _offices() -> tuple[tuple[str, Office], ...]:
    """(label prefix, office), longest prefix first."""
    found = {
        label: Office(name, form, frozenset(Level(v) for v in levels.split()))
        for label, name, form, levels in table("host_offices")
    }
    so, phong = frozenset({Level.PROVINCE}), frozenset({Level.DISTRICT})
    for name, _, labels in table("departments"):
        for label in filter(None, labels.split(";")):
            found[f"s{label}"] = found[f"so{label}"] = Office(f"Sở {name}", "so", so)
            found[f"p{label}"] = found[f"phong{label}"] = Office(f"Phòng {name}", "phong", phong)
    education = Office("Giáo dục và Đào tạo", "education", so | phong)
    found |= dict.fromkeys(("gd", "gddt", "giaoduc", "edu"), education)
    found |= {"vhxh": Office("Phòng Văn hóa - Xã hội", "phong", frozenset({Level.COMMUNE}))}
    keyed = {folded_key(label): office for label, office in found.items()}
    return tuple(sorted(keyed.items(), key=lambda item: -len(item[0])))


def read_host(url: str) -> HostClue:
    """What the host and the path's first folders say; an empty clue for an address that says nothing."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return HostClue()
    bare, cut = _SUFFIX.subn("", host)
    if not cut:
        return HostClue()
    return _read(host, tuple(label for label in bare.split(".") if label != "www"), parts.path)


def _read(host: str, labels: tuple[str, ...], path: str) -> HostClue:
    if not labels:
        return HostClue()
    school = next((name for label in labels if (name := school_label(label))), None)
    if school is not None:
        within = _read(host, labels[1:], "")
        if len(labels) > 1 and not within.units and host.endswith(".edu.vn"):
            within = _label(labels[-1], None, _home_office(host)) or within
        return HostClue(within.province, None, within.units, within.type_said, school=school)
    province = _province(labels[-1])
    if province is None:
        return _alone(labels, host)
    for label in labels[:-1]:
        clue = _label(label, province, _home_office(host))
        if clue is not None:
            return clue
    for folder in _folders(path):
        clue = _label(folder, province, None)
        if clue is not None:
            return clue
    return _of_province(host, labels, province)


def _home_office(host: str) -> Office | None:
    """Whose portal a host is that names only a unit: its committee's, under edu.vn its school office's."""
    if host.endswith(".edu.vn"):
        return Office("Giáo dục và Đào tạo", "education", frozenset({Level.PROVINCE, Level.DISTRICT}))
    return Office("UBND", "unit", frozenset(Level))


def _province(label: str) -> str | None:
    unit = next((u for u in gazetteer().resolve(label) if u.level is Level.PROVINCE), None)
    return unit.name if unit else None


def _alone(labels: tuple[str, ...], host: str) -> HostClue:
    """A host without its province's label: `gdkontum.vn`, `tuyengiaodongtrieu.vn`, `moet.gov.vn`."""
    central = next((row[1] for row in table("central_hosts") if row[0] == labels[-1]), None)
    if central is not None and (len(labels) == 1 or host.endswith(".gov.vn")):
        return HostClue(central=central)
    home = _home_office(host) if host.endswith(".gov.vn") else None
    return _label(labels[-1], None, home) or HostClue()


def _folders(path: str) -> list[str]:
    folders = unquote(path).split("/")[1:4]
    return [folder for folder in folders if 4 <= len(folder) <= 40 and "." not in folder]


def _of_province(host: str, labels: tuple[str, ...], province: str) -> HostClue:
    """The province's own portal, or its education department's under edu.vn."""
    if len(labels) > 1 or not host.endswith((".gov.vn", ".edu.vn")):
        return HostClue(province=province)
    return HostClue(province, _home_office(host), _periods(province))


@lru_cache(maxsize=4096)
def _label(label: str, province: str | None, home: Office | None) -> HostClue | None:
    """The clue in one label; None without a unit. `home` is whose portal a bare unit's name makes it."""
    main, _, suffix = label.partition("-")
    office = dict(_offices()).get(folded_key(suffix)) if suffix else None
    if office is not None:
        units, said = _units(main, province, office.levels)
        if units:
            return HostClue(_one_province(units), office, units, said)
    plain = folded_key(label)
    for prefix, candidate in _offices():
        if plain.startswith(prefix):
            clue = _with_office(plain[len(prefix) :], province, candidate)
            if clue is not None:
                return clue
    return _unit_alone(plain, province, home)


def _with_office(rest: str, province: str | None, office: Office) -> HostClue | None:
    if not rest and province is not None and Level.PROVINCE in office.levels:
        return HostClue(province, office, _periods(province))
    units, said = _units(rest, province, office.levels) if len(rest) >= 4 else ((), None)
    return HostClue(_one_province(units), office, units, said) if units else None


def _unit_alone(plain: str, province: str | None, home: Office | None) -> HostClue | None:
    """A label that is a unit's name; where no unit's portal is expected it must bear a type (`txcualo`)."""
    levels = frozenset(Level) if province is None else frozenset({Level.DISTRICT, Level.COMMUNE})
    office = home or Office("UBND", "unit", frozenset(Level))
    units, said = _units(plain, province, levels & office.levels)
    if not units or (home is None and said is None):
        return None
    return HostClue(_one_province(units), office, units, said)


def _units(plain: str, province: str | None, levels: frozenset[Level]) -> tuple[tuple[Unit, ...], str | None]:
    """The units of these levels that the run-together name may mean, and the type that it bears."""
    found = _in_province(plain, province, levels)
    if found:
        return found, None
    for prefix, kind, level in _TYPE_PREFIXES:
        rest = plain.removeprefix(folded_key(prefix))
        if rest != plain and (len(rest) >= 4 or rest.isdigit()) and level in levels:
            found = _in_province(rest, province, frozenset({level}))
            if found:
                return found, kind
    return (), None


def _in_province(plain: str, province: str | None, levels: frozenset[Level]) -> tuple[Unit, ...]:
    """Of these levels; where the province of that very name has some, not those that it took over later."""
    found = [unit for unit in gazetteer().resolve(plain, within=province) if unit.level in levels]
    return tuple([unit for unit in found if unit.province == province] or found)


def _periods(province: str) -> tuple[Unit, ...]:
    """The province of that name in all its periods."""
    units = gazetteer().resolve(province)
    return tuple(unit for unit in units if unit.level is Level.PROVINCE and unit.name == province)


def _one_province(units: tuple[Unit, ...]) -> str | None:
    names = {unit.province for unit in units}
    return names.pop() if len(names) == 1 else None
