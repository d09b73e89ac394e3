"""Units through time: all 63 provinces into 34, old names and new ones, settled or honestly open."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.gazetteer import Level, gazetteer, look_up, placed

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)

HEIRS = {
    "Tuyên Quang": "Hà Giang, Tuyên Quang",
    "Lào Cai": "Yên Bái, Lào Cai",
    "Thái Nguyên": "Bắc Kạn, Thái Nguyên",
    "Phú Thọ": "Vĩnh Phúc, Hòa Bình, Phú Thọ",
    "Bắc Ninh": "Bắc Giang, Bắc Ninh",
    "Hưng Yên": "Thái Bình, Hưng Yên",
    "Hải Phòng": "Hải Dương, Hải Phòng",
    "Ninh Bình": "Hà Nam, Nam Định, Ninh Bình",
    "Quảng Trị": "Quảng Bình, Quảng Trị",
    "Đà Nẵng": "Quảng Nam, Đà Nẵng",
    "Quảng Ngãi": "Kon Tum, Quảng Ngãi",
    "Gia Lai": "Bình Định, Gia Lai",
    "Khánh Hòa": "Ninh Thuận, Khánh Hòa",
    "Lâm Đồng": "Đắk Nông, Bình Thuận, Lâm Đồng",
    "Đắk Lắk": "Phú Yên, Đắk Lắk",
    "Hồ Chí Minh": "Bà Rịa - Vũng Tàu, Bình Dương, Hồ Chí Minh",
    "Đồng Nai": "Bình Phước, Đồng Nai",
    "Tây Ninh": "Long An, Tây Ninh",
    "Cần Thơ": "Sóc Trăng, Hậu Giang, Cần Thơ",
    "Vĩnh Long": "Bến Tre, Trà Vinh, Vĩnh Long",
    "Đồng Tháp": "Tiền Giang, Đồng Tháp",
    "Cà Mau": "Bạc Liêu, Cà Mau",
    "An Giang": "Kiên Giang, An Giang",
    **{
        name: name
        for name in ["Hà Nội", "Cao Bằng", "Điện Biên", "Lai Châu", "Sơn La", "Lạng Sơn", "Quảng Ninh"]
    },
    **{name: name for name in ["Thanh Hóa", "Nghệ An", "Hà Tĩnh"]},
    "Huế": "Thừa Thiên Huế",
}
"""Resolution 202/2025/QH15, article 1: today's provinces and those they were made of."""
PAIRS = [(old, new) for new, parts in HEIRS.items() for old in parts.split(", ")]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_every_old_province_has_its_heir(old: str, new: str) -> None:
    assert gazetteer().province_now(old) == new
    assert gazetteer().province_of(old, date(2019, 6, 18)) == old
    assert gazetteer().province_of(old, SINCE) == new


def test_there_were_63_provinces_and_are_34() -> None:
    provinces = gazetteer().provinces
    assert sum(unit.existed(BEFORE) for unit in provinces) == 63
    assert sum(unit.existed(date(2012, 1, 1)) for unit in provinces) == 63
    assert sum(unit.existed(SINCE) for unit in provinces) == 34
    assert len(PAIRS) == 63


def test_dong_nai_is_a_city_since_its_day() -> None:
    assert [u.type for u in gazetteer().resolve("Đồng Nai", on=date(2026, 4, 29))] == ["tỉnh"]
    assert [u.type for u in gazetteer().resolve("Đồng Nai", on=date(2026, 4, 30))] == ["thành phố"]


def test_hue_had_another_name_until_2024() -> None:
    assert gazetteer().province_of("Huế", date(2024, 12, 31)) == "Thừa Thiên Huế"
    assert gazetteer().province_of("Thừa Thiên Huế", date(2025, 1, 1)) == "Huế"


def test_districts_ended_with_the_old_map() -> None:
    assert gazetteer().resolve("huyện An Minh", on=BEFORE)[0].full_name == "huyện An Minh"
    assert gazetteer().resolve("huyện An Minh", on=SINCE) == ()
    assert [u.full_name for u in gazetteer().resolve("An Minh", on=SINCE)] == ["xã An Minh"]


NAMES = [
    ("Kiên Giang", {"tỉnh Kiên Giang, Kiên Giang"}),
    ("kien giang", {"tỉnh Kiên Giang, Kiên Giang"}),
    ("KIENGIANG", {"tỉnh Kiên Giang, Kiên Giang"}),
    ("TP.HCM", {"thành phố Hồ Chí Minh, Hồ Chí Minh"}),
    ("TP Hồ Chí Minh", {"thành phố Hồ Chí Minh, Hồ Chí Minh"}),
    ("Sài Gòn", {"phường Sài Gòn, Hồ Chí Minh", "thành phố Hồ Chí Minh, Hồ Chí Minh"}),
    ("Thủ đô Hà Nội", {"thành phố Hà Nội, Hà Nội"}),
    ("Bà Rịa – Vũng Tàu", {"tỉnh Bà Rịa - Vũng Tàu, Bà Rịa - Vũng Tàu"}),
    ("BR-VT", {"tỉnh Bà Rịa - Vũng Tàu, Bà Rịa - Vũng Tàu"}),
    ("Đắc Lắc", {"tỉnh Đắk Lắk, Đắk Lắk"}),
    ("dak lak", {"tỉnh Đắk Lắk, Đắk Lắk"}),
    ("Bắc Cạn", {"tỉnh Bắc Kạn, Bắc Kạn"}),
    ("Thanh Hoá", {"tỉnh Thanh Hóa, Thanh Hóa", "thành phố Thanh Hóa, Thanh Hóa"}),
    ("huyện Giồng Riềng", {"huyện Giồng Riềng, Kiên Giang"}),
    (
        "giong rieng",
        {"huyện Giồng Riềng, Kiên Giang", "thị trấn Giồng Riềng, Kiên Giang", "xã Giồng Riềng, An Giang"},
    ),
    ("TX Quảng Yên", {"thị xã Quảng Yên, Quảng Ninh"}),
    ("Q.1", {"quận 1, Hồ Chí Minh"}),
    ("Quận 01", {"quận 1, Hồ Chí Minh"}),
    ("qui nhon", {"thành phố Quy Nhơn, Bình Định", "phường Quy Nhơn, Gia Lai"}),
    ("Quan Hóa", {"huyện Quan Hóa, Thanh Hóa"}),
    ("đặc khu Phú Quốc", {"đặc khu Phú Quốc, An Giang"}),
    ("huyện Hoành Bồ", {"huyện Hoành Bồ, Quảng Ninh"}),
    ("Đồng Thap", {"tỉnh Đồng Tháp, Đồng Tháp"}),
    ("Nơi nào đó", set()),
    ("", set()),
    ("huyện", set()),
]


@pytest.mark.parametrize(("name", "units"), NAMES)
def test_a_name_finds_its_units(name: str, units: set[str]) -> None:
    found = gazetteer().resolve(name)
    named = {f"{unit.full_name}, {unit.province}" for unit in found}
    if len(units) == 1:
        assert {
            f"{unit.full_name}, {unit.province}" for unit in found if unit.level is found[0].level
        } == units
    else:
        assert named >= units
        assert bool(named) == bool(units)


def test_an_ambiguous_name_has_several_answers_and_a_province_settles_it() -> None:
    found = gazetteer().resolve("Tân Hồng", on=BEFORE)
    assert {(unit.full_name, unit.province) for unit in found} == {
        ("huyện Tân Hồng", "Đồng Tháp"),
        ("phường Tân Hồng", "Bắc Ninh"),
        ("xã Tân Hồng", "Hải Dương"),
    }
    assert [u.full_name for u in gazetteer().resolve("Tân Hồng", on=BEFORE, within="Đồng Tháp")] == [
        "huyện Tân Hồng"
    ]
    assert (
        len({u.province for u in gazetteer().resolve("Châu Thành", on=BEFORE) if u.level is Level.DISTRICT})
        >= 8
    )


def test_accents_tell_namesakes_apart() -> None:
    assert {u.name for u in gazetteer().resolve("hong ngu", on=BEFORE)} >= {"Hồng Ngự"}
    assert {u.province for u in gazetteer().resolve("huyện Hòa Bình", on=BEFORE)} == {"Bạc Liêu"}


def test_a_district_bore_the_type_of_its_day() -> None:
    days = {date(2014, 1, 1): "huyện", date(2018, 10, 16): "thị xã", date(2025, 1, 1): "thành phố"}
    for day, kind in days.items():
        assert [u.type for u in gazetteer().resolve("Đông Triều", on=day) if u.level is Level.DISTRICT] == [
            kind
        ]


def test_a_district_is_succeeded_by_its_communes_and_a_divided_commune_by_several() -> None:
    (district,) = gazetteer().resolve("huyện An Minh")
    after = gazetteer().successors(district)
    assert "xã An Minh" in {unit.full_name for unit in after}
    assert {unit.province for unit in after} == {"An Giang"}
    divided = gazetteer().resolve("phường Cống Vị", within="Hà Nội", on=BEFORE)
    assert len(gazetteer().successors(divided[0])) > 1


def test_a_unit_that_stands_is_its_own_successor() -> None:
    (commune,) = gazetteer().resolve("xã An Minh", on=SINCE)
    assert gazetteer().successors(commune) == (commune,)


def test_every_old_unit_has_successors_that_stand_today() -> None:
    for province in gazetteer().provinces:
        assert all(unit.until is None for unit in gazetteer().successors(province))
    for name in ("huyện Cồn Cỏ", "quận 9", "thị xã Cửa Lò", "xã Đông Hòa"):
        for unit in gazetteer().resolve(name):
            assert all(after.until is None for after in gazetteer().successors(unit))


@given(st.text(max_size=40))
def test_resolve_is_total(name: str) -> None:
    assert isinstance(gazetteer().resolve(name), tuple)
    gazetteer().province_of(name, SINCE)


def _table() -> list[list[str]]:
    lines = (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line]


@pytest.mark.parametrize(("name", "day", "units"), _table())
def test_two_hundred_names_of_a_day(name: str, day: str, units: str) -> None:
    """All units of the highest level that bears the name; none for a name or a day that has none."""
    found = gazetteer().resolve(name, on=date.fromisoformat(day))
    first = [unit for unit in found if unit.level is found[0].level]
    assert {f"{unit.full_name}, {unit.province}" for unit in first} == set(filter(None, units.split("|")))


PLACED = [
    ("huyện An Minh", date(2019, 6, 18), "kien-giang/an-minh"),
    ("xã An Minh", date(2026, 1, 1), "an-giang/an-minh"),
    ("huyện Tân Hồng", date(2024, 2, 1), "dong-thap/tan-hong"),
    ("thị xã Đông Triều", date(2018, 10, 18), "quang-ninh/dong-trieu"),
    ("thành phố Đông Triều", date(2025, 1, 1), "quang-ninh/dong-trieu"),
    ("thị xã Kỳ Anh", date(2020, 1, 1), "ha-tinh/thi-xa-ky-anh"),
    ("Quận 9", date(2019, 1, 1), "ho-chi-minh/quan-9"),
    ("phường 1, Đà Lạt", date(2019, 1, 1), "lam-dong/da-lat/phuong-1"),
    ("huyện Phú Lộc", date(2019, 1, 1), "thua-thien-hue/phu-loc"),
    ("huyện Phú Lộc", date(2025, 2, 1), "hue/phu-loc"),
    ("tỉnh Trà Vinh", date(2021, 1, 27), "tra-vinh"),
]


@pytest.mark.parametrize(("name", "day", "path"), PLACED)
def test_a_unit_has_a_path_from_its_province_of_the_day(name: str, day: date, path: str) -> None:
    assert placed(gazetteer().resolve(name, on=day)[0], day).path == path


def test_no_two_units_of_a_day_share_a_path() -> None:
    for day in (BEFORE, SINCE):
        paths = [placed(unit, day).path for unit in gazetteer().units(day)]
        assert len(paths) == len(set(paths))


def test_a_commune_lay_in_the_district_of_its_day() -> None:
    (commune,) = gazetteer().resolve("xã Hồng Thái Đông", on=BEFORE)
    assert placed(commune, date(2014, 1, 1)).district == "huyện Đông Triều"
    assert placed(commune, date(2018, 1, 1)).district == "thị xã Đông Triều"
    assert placed(commune, BEFORE).district == "thành phố Đông Triều"


def test_counts_of_the_last_day_of_districts_and_of_the_first_without() -> None:
    """Resolution 202/2025/QH15 and the General Statistics Office: 63, 696 and 10,035 before; 34 and 3,321."""
    before = Counter(unit.level for unit in gazetteer().units(BEFORE))
    since = Counter(unit.level for unit in gazetteer().units(SINCE))
    assert before == {Level.PROVINCE: 63, Level.DISTRICT: 696, Level.COMMUNE: 10_035}
    assert since == {Level.PROVINCE: 34, Level.COMMUNE: 3_321}


def test_looking_up_a_name_tells_then_and_now() -> None:
    then, commune = look_up("an minh")
    assert (then.unit.path, str(then.until)) == ("kien-giang/an-minh", "2025-06-30")
    assert "an-giang/an-minh" in {unit.path for unit in then.now}
    assert (commune.unit.path, str(commune.since)) == ("an-giang/an-minh", "2025-07-01")
    assert look_up("Nơi nào đó") == ()


TODAY = {
    "Hà Nội": 126, "Cao Bằng": 56, "Tuyên Quang": 124, "Lào Cai": 99, "Điện Biên": 45, "Lai Châu": 38,
    "Sơn La": 75, "Thái Nguyên": 92, "Lạng Sơn": 65, "Quảng Ninh": 54, "Phú Thọ": 148, "Bắc Ninh": 99,
    "Hải Phòng": 114, "Hưng Yên": 104, "Ninh Bình": 129, "Thanh Hóa": 166, "Nghệ An": 130, "Hà Tĩnh": 69,
    "Quảng Trị": 78, "Huế": 40, "Đà Nẵng": 94, "Quảng Ngãi": 96, "Gia Lai": 135, "Đắk Lắk": 102,
    "Khánh Hòa": 65, "Lâm Đồng": 124, "Đồng Nai": 95, "Tây Ninh": 96, "Hồ Chí Minh": 168, "Đồng Tháp": 102,
    "Vĩnh Long": 124, "An Giang": 102, "Cần Thơ": 103, "Cà Mau": 64,
}  # fmt: skip
"""Communes of each province by the resolutions of June 2025 on their arrangement."""


def test_every_province_has_as_many_communes_as_its_resolution_says() -> None:
    communes = Counter(unit.province for unit in gazetteer().units(SINCE) if unit.level is Level.COMMUNE)
    assert communes == TODAY
