"""The agencies that publish the samples: real kinds of agencies in real places, each with its time.

Districts and the 63 provinces end on 2025-06-30 (Thừa Thiên Huế on 2024-12-31); communes and provinces of the
two-tier government begin on 2025-07-01. What the agencies do and say is invented elsewhere.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from corpus.samples.chance import chance_of
from corpus.samples.data_files import read_table

Level = Literal["province", "district", "commune", "department", "office", "party"]

FIRST_DAY = date(2012, 1, 1)
LAST_DAY = date(2026, 9, 30)
TWO_TIER_DAY = date(2025, 7, 1)
"""First day without districts (Nghị quyết 203/2025/QH15; provinces by Nghị quyết 202/2025/QH15)."""
MERGED_UNITS_DAY = date(2025, 3, 1)
"""First day of the departments merged in early 2025 (nông nghiệp và môi trường, and so on)."""


class Province(NamedTuple):
    """A province in one of its times; `now` is its name since 2025-07-01."""

    name: str
    now: str
    type: str
    hamlet: str
    first: date
    last: date

    @property
    def full(self) -> str:
        return f"{self.type} {self.name}"


class Agency(NamedTuple):
    """One publishing agency; `type` is the word for its area (huyện, xã, tỉnh), `place` the bare name."""

    key: str
    level: Level
    type: str
    place: str
    province: Province
    topic: str
    first: date
    last: date
    communes: tuple[str, ...]

    @property
    def area(self) -> str:
        """Its area in full: `huyện Gò Quao`."""
        return f"{self.type} {self.place}"


class Units(NamedTuple):
    """Who does the work on a topic below an agency: name and code for document numbers."""

    name: str
    code: str


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 provinces of the old time, then the 34 of the new."""
    return tuple(_province(row) for row in read_table("provinces.tsv"))


@cache
def province_on(name: str, day: date) -> Province:
    """The province called `name` on `day`; KeyError when there was none."""
    for province in provinces():
        if province.name == name and province.first <= day <= province.last:
            return province
    raise KeyError(name)


@cache
def districts() -> tuple[Agency, ...]:
    """The districts that kept name and rank from 2012 to their end."""
    return tuple(_district(row) for row in read_table("districts.tsv"))


@cache
def communes() -> tuple[Agency, ...]:
    """Communes and wards of the two-tier government."""
    return tuple(agency for row in read_table("communes_2025.tsv") for agency in _communes(row))


@cache
def unit_for(topic: str, level: Level, day: date) -> Units:
    """The unit under an agency of `level` that had `topic` in hand on `day`."""
    row = _unit_rows()[topic]
    column = _unit_column(level, day)
    return Units(row[column], row[f"{column}_code"])


def department(province: Province, topic: str) -> Agency:
    """The department (sở) of a province that has `topic` in hand."""
    name = unit_for(topic, "department", province.first).name
    return Agency(
        f"{_key(name)}-{_key(province.name)}" + _era(province), "department", province.type,
        province.name, province, topic, province.first, province.last, _areas_of(province),
    )  # fmt: skip


def provincial(province: Province) -> Agency:
    """The people's committee of a province."""
    return Agency(
        f"{_key(province.full)}{_era(province)}", "province", province.type, province.name, province, "",
        province.first, province.last, _areas_of(province),
    )  # fmt: skip


@cache
def agency_pool(seed: int, two_tier: bool) -> tuple[Agency, ...]:
    """The agencies before or of the two tiers, in an order that depends on `seed`: the first publish most."""
    return tuple(a for a in _all_agencies(seed) if (a.first >= TWO_TIER_DAY) is two_tier)


@cache
def _all_agencies(seed: int) -> tuple[Agency, ...]:
    topics = [topic for topic in _unit_rows() if topic not in _NO_DEPARTMENT]
    pool = [*districts(), *communes(), *map(provincial, provinces())]
    pool += [department(province, topic) for province in provinces() for topic in topics]
    unique = list({agency.key: agency for agency in pool}.values())
    chance_of(seed, "agencies").shuffle(unique)
    return tuple(unique)


_NO_DEPARTMENT = ("quoc-phong-an-ninh", "xay-dung-dang", "chinh-quyen-hdnd", "mttq-doan-the")


@cache
def _areas_of(province: Province) -> tuple[str, ...]:
    if province.first >= TWO_TIER_DAY:
        return tuple(f"{agency.area}" for agency in communes() if agency.province.name == province.name)[:12]
    return tuple(agency.area for agency in districts() if agency.province.name == province.name)


@cache
def _unit_rows() -> dict[str, dict[str, str]]:
    return {row["topic"]: row for row in read_table("units.tsv")}


def _unit_column(level: Level, day: date) -> str:
    if level == "commune":
        return "commune"
    base = "department" if level in ("department", "province") else "district"
    return f"{base}_2025" if day >= MERGED_UNITS_DAY else base


def _province(row: dict[str, str]) -> Province:
    old = bool(row["last_day"])
    first = FIRST_DAY if old else TWO_TIER_DAY
    last = date.fromisoformat(row["last_day"]) if old else LAST_DAY
    return Province(row["name"], row["now"], row["type"], row["hamlet"], first, last)


def _district(row: dict[str, str]) -> Agency:
    province = province_on(row["province"], FIRST_DAY)
    key = f"{_key(row['type'])}-{_key(row['name'])}-{_key(province.name)}"
    parts = tuple(_lower_type(name) for name in row["communes"].split(";"))
    return Agency(key, "district", row["type"], row["name"], province, "", FIRST_DAY, province.last, parts)


def _communes(row: dict[str, str]) -> Iterator[Agency]:
    province = province_on(row["province"], TWO_TIER_DAY)
    for full in row["communes"].split(";"):
        kind, name = full.split(" ", 1)
        key = f"{_key(full)}-{_key(province.name)}"
        yield Agency(key, "commune", kind.lower(), name, province, "", TWO_TIER_DAY, LAST_DAY, ())


def _lower_type(name: str) -> str:
    return name[:1].lower() + name[1:]


def _era(province: Province) -> str:
    return "-2025" if province.first >= TWO_TIER_DAY else ""


def _key(name: str) -> str:
    from corpus.samples.spelling import ascii_slug

    return ascii_slug(name)
