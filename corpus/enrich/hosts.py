"""What a page's address says of its publisher: `pgdtanhong.edu.vn` is the education office of Tân Hồng. Pure.

An ambiguous label gives several candidates; the caller settles them with the text, or leaves them open.
"""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

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
    """`units` are the candidates for the office's unit, `type_said` the type that the label bears (`TX`)."""

    province: str | None = None
    office: Office | None = None
    units: tuple[Unit, ...] = ()
    type_said: str | None = None
    central: str | None = None


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


@cache
def _central() -> dict[str, str]:
    return dict(table("central_hosts"))  # type: ignore[arg-type]


def _read(host: str, labels: tuple[str, ...], path: str) -> HostClue:
    if not labels:
        return HostClue()
    province = _province(labels[-1])
    if province is None:
        return _alone(labels, host)
    for label in reversed(labels[:-1]):
        clue = _label(label, province, official=True)
        if clue is not None:
            return clue
    for folder in _folders(path):
        clue = _label(folder, province, official=False)
        if clue is not None:
            return clue
    return _of_province(host, labels, province)


def _province(label: str) -> str | None:
    unit = next((u for u in gazetteer().resolve(label) if u.level is Level.PROVINCE), None)
    return unit.name if unit else None


def _alone(labels: tuple[str, ...], host: str) -> HostClue:
    """A host without its province's label: `gdkontum.vn`, `tuyengiaodongtrieu.vn`, `moet.gov.vn`."""
    label = labels[-1]
    central = _central().get(label) if host.endswith((".gov.vn", ".vn")) else None
    if central is not None and len(labels) == 1:
        return HostClue(central=central)
    return _label(label, None, official=host.endswith(".gov.vn")) or HostClue()


def _folders(path: str) -> list[str]:
    return [
        folder for folder in unquote(path).split("/")[1:4] if 4 <= len(folder) <= 40 and "." not in folder
    ]


def _of_province(host: str, labels: tuple[str, ...], province: str) -> HostClue:
    """The province's own portal, or its education department's under edu.vn."""
    if len(labels) > 1:
        return HostClue(province=province)
    unit = tuple(u for u in gazetteer().resolve(province) if u.level is Level.PROVINCE)[:1]
    if host.endswith(".edu.vn"):
        return HostClue(
            province, Office("Giáo dục và Đào tạo", "education", frozenset({Level.PROVINCE})), unit
        )
    official = host.endswith(".gov.vn")
    return HostClue(province, Office("UBND", "unit", frozenset({Level.PROVINCE})) if official else None, unit)


def _label(label: str, province: str | None, *, official: bool) -> HostClue | None:
    """The clue in one label; None without a unit. Only official places may name one without an office."""
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
    return _unit_alone(plain, province, official=official)


def _with_office(rest: str, province: str | None, office: Office) -> HostClue | None:
    if not rest and province is not None and Level.PROVINCE in office.levels:
        unit = tuple(u for u in gazetteer().resolve(province) if u.level is Level.PROVINCE)[:1]
        return HostClue(province, office, unit)
    units, said = _units(rest, province, office.levels) if len(rest) >= 4 else ((), None)
    return HostClue(_one_province(units), office, units, said) if units else None


def _unit_alone(plain: str, province: str | None, *, official: bool) -> HostClue | None:
    units, said = _units(
        plain, province, frozenset(Level) if province is None else frozenset({Level.DISTRICT, Level.COMMUNE})
    )
    if not units or not (official or said):
        return None
    return HostClue(_one_province(units), Office("UBND", "unit", frozenset(Level)), units, said)


def _units(plain: str, province: str | None, levels: frozenset[Level]) -> tuple[tuple[Unit, ...], str | None]:
    """Units of these levels that the run-together name may mean, those of the highest level only."""
    found = [unit for unit in gazetteer().resolve(plain, within=province) if unit.level in levels]
    if found:
        top = found[0].level
        return tuple(unit for unit in found if unit.level is top), None
    for prefix, kind, level in _TYPE_PREFIXES:
        rest = plain.removeprefix(folded_key(prefix))
        if rest != plain and len(rest) >= 4 and level in levels:
            found = [unit for unit in gazetteer().resolve(rest, within=province) if unit.level is level]
            if found:
                return tuple(found), kind
    return (), None


def _one_province(units: tuple[Unit, ...]) -> str | None:
    names = {unit.province for unit in units}
    return names.pop() if len(names) == 1 else None
