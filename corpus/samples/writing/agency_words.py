"""The words that an agency's level and time put into every sentence: `toàn huyện`, `các xã, thị trấn`."""

from datetime import date
from functools import lru_cache

from corpus.samples.agencies import MERGED_UNITS_DAY, TWO_TIER_DAY, Agency, unit_for
from corpus.samples.cast import agency_name, in_city, party_committee

_BELOW = {
    "huyện": "các xã, thị trấn",
    "thị xã": "các xã, phường",
    "tỉnh": "các huyện, thị xã, thành phố",
    "thành phố": "các quận, huyện",
}


@lru_cache(maxsize=8192)
def agency_words(agency: Agency, merged: bool, two_tier: bool) -> dict[str, str]:
    """Values for the grammar; `merged`, `two_tier`: whether the reforms of March and July 2025 are done."""
    below = _below(agency, two_tier)
    office = _office(agency)
    committee = party_committee(agency)
    return {
        "area": agency.area,
        "loai": agency.type,
        "tinh": agency.province.type,
        "toan": f"toàn {agency.type}",
        "tren_dia_ban": f"trên địa bàn {agency.type}",
        "cap_uy": committee,
        "ubnd": office,
        "cac_xa": below,
        "ubnd_duoi": f"UBND {below}" if agency.level != "commune" else f"trưởng {below}",
        "lanh_dao_duoi": f"Chủ tịch UBND {below}"
        if agency.level != "commune"
        else f"bí thư chi bộ, trưởng {below}",
        "loai_ap": _hamlet(agency),
        "van_phong_cua": _whose_office(agency, committee),
    }


def words_on(agency: Agency, day: date) -> dict[str, str]:
    """The agency's words on a day; a new dict that the caller may fill further."""
    return dict(agency_words(agency, day >= MERGED_UNITS_DAY, day >= TWO_TIER_DAY))


def hosts(agency: Agency, whose: str, day: date) -> tuple[str, ...]:
    """What the body that calls a meeting is called: `whose` is ubnd, party or council."""
    kind, place = agency.type, agency.place
    committee = party_committee(agency)
    if agency.level in ("department", "office"):
        name = agency_name(agency, day)
        return (name, name, name.removesuffix(f" {agency.area}"))
    if whose == "party" or agency.level == "party":
        full = f"{committee} {agency.area if committee == 'Đảng ủy' else place}"
        return (full, full, f"Ban Thường vụ {full}", f"Thường trực {committee}")
    if whose == "council":
        return (f"HĐND {agency.area}", f"Thường trực HĐND {kind}", f"Hội đồng nhân dân {agency.area}")
    full = f"UBND {agency.area}"
    return (full, full, full, f"UBND {kind}", f"Ủy ban nhân dân {agency.area}")


def unit_name(agency: Agency, topic: str, day: date) -> str:
    """The unit below the agency that has the topic in hand, as its own texts name it."""
    name = unit_for(topic, agency.level, day).name
    if agency.level == "commune" and name in ("Công an", "Ủy ban MTTQ Việt Nam"):
        return f"{name} {agency.type}"
    if name.startswith("Ban Tuyên giáo") and agency.level in ("district", "party"):
        return f"{name} {party_committee(agency)}"
    if agency.level == "province" and agency.province.type != "tỉnh":
        return in_city(name)
    if agency.level in ("district", "party"):
        return f"{name} {agency.type}"
    return name


def _below(agency: Agency, two_tier: bool) -> str:
    if agency.level == "commune":
        return f"các {_hamlet(agency)}"
    if two_tier:
        return "các xã, phường"
    return _BELOW[agency.type]


def _hamlet(agency: Agency) -> str:
    return "khu phố" if agency.type == "phường" else agency.province.hamlet


def _office(agency: Agency) -> str:
    if agency.level == "department":
        return "Sở"
    if agency.level == "office":
        return "Phòng Giáo dục và Đào tạo"
    return f"UBND {agency.type}" if agency.level != "party" else party_committee(agency)


def _whose_office(agency: Agency, committee: str) -> str:
    if agency.level == "department":
        return "Sở"
    if agency.level == "party":
        return committee
    if agency.level == "province":
        return f"UBND {agency.type}"
    return f"HĐND và UBND {agency.type}"
