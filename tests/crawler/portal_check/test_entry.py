"""The entry that a check proposes: it loads as a portal, whatever the pages called themselves."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.portal import Portal
from crawler.portal_check.entry import agency_in, key_of, level_of, toml_entry


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("www.sgddt.kontum.gov.vn", "sgddt-kontum"),
        ("anminh.kiengiang.gov.vn", "anminh-kiengiang"),
        ("thcsnguyendu.edu.vn", "thcsnguyendu"),
        ("cong.thuathienhue.gov.vn", "thuathienhue"),
        ("127.0.0.1", "127-0-0-1"),
        ("www.gov.vn", "www"),
        ("", "portal"),
        ("a" * 70 + ".vn", "a" * 40),
    ],
)
def test_key_of_a_host(host: str, key: str) -> None:
    assert key_of(host) == key
    Portal(key=key, agency="A", level="school", start_urls=("https://a.vn/",))


@pytest.mark.parametrize(
    ("agency", "level"),
    [
        ("UBND huyện Vĩnh An", "district"),
        ("Phòng Giáo dục và Đào tạo huyện Vĩnh An", "department"),
        ("Sở Y tế tỉnh Trà Vinh", "department"),
        ("Trường THCS xã Tân Lập", "school"),
        ("UBND xã Tân Lập, huyện Vĩnh An", "commune"),
        ("Huyện ủy Cam Lộ", "party"),
        ("Tỉnh Quảng Trị", "province"),
        ("UBND thành phố Đà Nẵng", "province"),
        ("UBND thành phố Thủ Dầu Một", "district"),
        ("Bộ Xây dựng", "central"),
        ("Tin tức", None),
    ],
)
def test_level_of_an_agency(agency: str, level: str | None) -> None:
    assert level_of(agency) == level


@pytest.mark.parametrize(
    ("titles", "agency"),
    [
        (["Cổng thông tin điện tử huyện Vĩnh An"], "Huyện Vĩnh An"),
        (["Trang chủ", "Trang thông tin điện tử Sở Nội vụ tỉnh An Bình"], "Sở Nội vụ tỉnh An Bình"),
        (["Chào mừng bạn đến với Website Trường Tiểu học Hoa Sen"], "Trường Tiểu học Hoa Sen"),
        (["Hội nghị tổng kết", "Tin tức"], None),
    ],
)
def test_agency_in_the_name_of_a_site(titles: list[str], agency: str | None) -> None:
    assert agency_in(titles) == agency


@given(st.text(min_size=1).filter(str.strip), st.none() | st.floats(0, 900), st.booleans())
def test_any_entry_loads_as_the_portal_it_was_made_of(
    agency: str, delay: float | None, private: bool
) -> None:
    agency = agency.encode("utf-8", "ignore").decode() or "A"
    portal = Portal(
        key="a-1",
        agency=agency,
        level="district",
        province="Hà Tĩnh",
        start_urls=("https://a.vn/?a=1&b=%22",),
        paths=("/x/",),
        delay_seconds=delay,
        allow_private_addresses=private,
    )
    (loaded,) = tomllib.loads(toml_entry(portal, guessed=["agency"], platform="nukeviet"))["portals"]
    assert Portal.model_validate(loaded) == portal
