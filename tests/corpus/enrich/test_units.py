"""The unit of an article as of its date, its successors today, and names honestly left open."""

from typing import NamedTuple

import pytest

from corpus.article import AdministrativeUnit, Article, DocumentMetadata, PartialDate
from corpus.enrich import enrich
from corpus.portal import Portal


class Case(NamedTuple):
    """`now` None: not looked at. `open` are paths of the candidates."""

    url: str
    day: str | None
    title: str
    lead: str
    path: str | None
    now: tuple[str, ...] | None = None
    open: frozenset[str] = frozenset()
    portal: tuple[str, str, str | None] | None = None


AN_MINH_NOW = ("an-giang/an-minh", "an-giang/dong-hoa", "an-giang/tan-thanh", "an-giang/dong-hung")
NOWHERE = "https://tin.example/1"
CASES = {
    "host of a district": Case(
        "https://anminh.kiengiang.gov.vn/tin/1",
        "2019-06-18",
        "Tin",
        "",
        "kien-giang/an-minh",
        (*AN_MINH_NOW, "an-giang/van-khanh"),
    ),
    "ambiguous host settled by the office": Case(
        "http://pgdtanhong.edu.vn/cv/1", "2024-02-01", "V/v", "", "dong-thap/tan-hong"
    ),
    "province department": Case(
        "https://sgdtravinh.gov.vn/1",
        "2021-01-27",
        "Hội nghị",
        "Ngày 25/01/2021, Sở Giáo dục và Đào tạo Trà Vinh tổ chức Hội nghị.",
        "tra-vinh",
        ("vinh-long",),
    ),
    "district by name in the text alone": Case(
        NOWHERE,
        "2020-07-09",
        "UBND huyện Gò Quao họp",
        "Chiều 08/7, UBND huyện Gò Quao họp.",
        "kien-giang/go-quao",
    ),
    "ten districts of one name left open": Case(
        NOWHERE,
        "2020-07-09",
        "UBND huyện Châu Thành họp",
        "",
        None,
        (),
        frozenset(
            f"{province}/chau-thanh"
            for province in (
                "an-giang",
                "ben-tre",
                "dong-thap",
                "hau-giang",
                "kien-giang",
                "long-an",
                "soc-trang",
                "tay-ninh",
                "tien-giang",
                "tra-vinh",
            )
        ),
    ),
    "one of ten settled by the text": Case(
        NOWHERE,
        "2020-07-09",
        "UBND huyện Châu Thành họp",
        "UBND huyện Châu Thành, tỉnh Long An họp bàn.",
        "long-an/chau-thanh",
    ),
    "only commune of its name and type": Case(
        NOWHERE, "2024-03-01", "UBND xã Tân Hồng tổng kết", "", "hai-duong/binh-giang/tan-hong"
    ),
    "part that acts within the portal's district": Case(
        "https://anminh.kiengiang.gov.vn/tin/2",
        "2019-07-01",
        "Xã Đông Hòa ra mắt mô hình camera an ninh",
        "Sáng 01/7, UBND xã Đông Hòa ra mắt mô hình.",
        "kien-giang/an-minh/dong-hoa",
        ("an-giang/dong-hoa",),
    ),
    "somebody else's commune is no part": Case(
        "https://anminh.kiengiang.gov.vn/tin/3",
        "2019-07-01",
        "Đoàn xã Thạnh Phú đến thăm",
        "",
        "kien-giang/an-minh",
    ),
    "district within the province's portal": Case(
        "https://kontum.gov.vn/1", "2022-08-01", "Huyện Đăk Hà: bàn giao nhà", "", "kon-tum/dak-ha"
    ),
    "portal that outlived its district": Case(
        "https://anminh.kiengiang.gov.vn/tin/9",
        "2025-09-01",
        "Tin",
        "",
        "an-giang",
        (*AN_MINH_NOW, "an-giang/van-khanh"),
    ),
    "its land's commune that acts": Case(
        "https://anminh.kiengiang.gov.vn/tin/9",
        "2025-09-01",
        "UBND xã Vân Khánh họp",
        "",
        "an-giang/van-khanh",
        ("an-giang/van-khanh",),
    ),
    "new commune's portal with old articles": Case(
        "https://x.example/1",
        "2019-01-01",
        "Tin",
        "",
        "kien-giang/an-minh",
        None,
        frozenset(),
        ("UBND xã Vân Khánh", "commune", "An Giang"),
    ),
    "portal before host and text": Case(
        "https://anminh.kiengiang.gov.vn/1",
        "2019-01-01",
        "Tin",
        "huyện Gò Quao",
        "dong-thap/tan-hong",
        None,
        frozenset(),
        ("UBND huyện Tân Hồng", "district", "Đồng Tháp"),
    ),
    "ministry": Case(
        "https://moet.gov.vn/1", "2022-01-01", "Bộ họp với tỉnh Trà Vinh, tỉnh Trà Vinh", "", None, ()
    ),
    "type of its day": Case(
        "https://www.quangninh.gov.vn/donvi/TXDongTrieu/1", "2018-10-18", "Tin", "", "quang-ninh/dong-trieu"
    ),
    "divided commune": Case(
        "https://tin.example/2",
        "2024-05-01",
        "UBND phường Cống Vị họp",
        "",
        "ha-noi/ba-dinh/cong-vi",
        ("ha-noi/giang-vo", "ha-noi/ngoc-ha"),
    ),
    "no date": Case("https://anminh.kiengiang.gov.vn/tin/1", None, "Tin", "", "kien-giang/an-minh"),
    "a commune of a province's name": Case(
        NOWHERE,
        "2025-09-01",
        "UBND xã Bắc Ninh Hòa họp",
        "UBND xã Bắc Ninh Hòa họp. Xã Bắc Ninh Hòa có 20 thôn.",
        "khanh-hoa/bac-ninh-hoa",
    ),
    "nothing": Case(NOWHERE, "2024-01-01", "Ảnh đẹp", "", None, ()),
}


HOSTS = [
    ("hiephoa.bacgiang.gov.vn", "2021-05-01", "bac-giang/hiep-hoa"),
    ("tanlap.danphuong.hanoi.gov.vn", "2021-05-01", "ha-noi/dan-phuong/tan-lap"),
    ("phuongbennghe.quan1.hochiminhcity.gov.vn", "2021-05-01", "ho-chi-minh/quan-1/ben-nghe"),
    ("sotuphap.angiang.gov.vn", "2026-01-01", "an-giang"),
    ("xadongthai.angiang.gov.vn", "2026-01-01", "an-giang/dong-thai"),
    ("tpvinh.nghean.gov.vn", "2024-01-01", "nghe-an/vinh"),
    ("thuduc.hochiminhcity.gov.vn", "2019-01-01", "ho-chi-minh/thu-duc"),
    ("phuquoc.kiengiang.gov.vn", "2023-01-01", "kien-giang/phu-quoc"),
    ("phuquoc.angiang.gov.vn", "2026-01-01", "an-giang/phu-quoc"),
    ("txkyanh.hatinh.gov.vn", "2022-01-01", "ha-tinh/thi-xa-ky-anh"),
    ("baria-vungtau.gov.vn", "2022-01-01", "ba-ria-vung-tau"),
    ("thcshoangluong.hiephoa.edu.vn", "2022-01-01", "bac-giang/hiep-hoa"),
    ("phuloc.thuathienhue.gov.vn", "2020-03-02", "thua-thien-hue/phu-loc"),
    ("phuloc.hue.gov.vn", "2026-03-02", "hue/phu-loc"),
    ("travinh.gov.vn", "2025-09-02", "vinh-long"),
    ("donghoa.anminh.kiengiang.gov.vn", "2020-09-02", "kien-giang/an-minh/dong-hoa"),
    ("hoanhbo.quangninh.gov.vn", "2019-09-02", "quang-ninh/hoanh-bo"),
]


@pytest.mark.parametrize(("host", "day", "path"), HOSTS)
def test_unit_of_a_host(host: str, day: str, path: str) -> None:
    found = enrich(_article(Case(f"https://{host}/1", day, "Tin", "", None))).unit
    assert found is not None
    assert found.path == path


TITLES = [
    ("Xã Tân Phú, huyện Châu Thành, tỉnh Bến Tre: khởi công", "2021-01-01", "ben-tre/chau-thanh/tan-phu"),
    ("Xã Tân Hồng (Đồng Tháp) ra mắt mô hình", "2025-08-01", "dong-thap/tan-hong"),
    ("Huyện Tân Hồng khởi công", "2021-01-01", "dong-thap/tan-hong"),
    ("Huyện ủy An Minh giao ban", "2022-01-01", "kien-giang/an-minh"),
    ("Thành ủy Cao Lãnh họp", "2021-01-01", "dong-thap/thanh-pho-cao-lanh"),
    ("Sở Nội vụ Bạc Liêu công bố quyết định", "2024-01-01", "bac-lieu"),
    ("Công an tỉnh Đắk Nông ra quân", "2024-01-01", "dak-nong"),
    ("UBND thị trấn Thứ Ba họp", "2022-01-01", "kien-giang/an-bien/thu-ba"),
    ("UBND phường Rạch Giá họp", "2025-08-01", "an-giang/rach-gia"),
    ("Đặc khu Phú Quốc đón khách", "2025-10-01", "an-giang/phu-quoc"),
]


@pytest.mark.parametrize(("title", "day", "path"), TITLES)
def test_unit_of_a_title_alone(title: str, day: str, path: str) -> None:
    found = enrich(_article(Case(NOWHERE, day, title, "", None))).unit
    assert found is not None
    assert found.path == path


def _article(case: Case) -> Article:
    published = PartialDate(value=case.day, precision="day", source="markup") if case.day else None
    return Article(
        url=case.url, portal="t", platform="t", title=case.title, body=(case.lead,), published=published
    )


def _portal(case: Case) -> Portal | None:
    if case.portal is None:
        return None
    agency, level, province = case.portal
    fields = {"key": "t", "agency": agency, "level": level, "province": province}
    return Portal.model_validate({**fields, "start_urls": ("https://t.example/",)})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_unit_of_an_article(case: Case) -> None:
    found = enrich(_article(case), _portal(case))
    assert (found.unit and found.unit.path) == case.path
    if case.now is not None:
        assert {unit.path for unit in found.units_now} == set(case.now)
    assert {unit.path for unit in found.unit_candidates} == case.open


def test_a_unit_is_named_level_by_level() -> None:
    unit = enrich(_article(CASES["part that acts within the portal's district"])).unit
    assert unit == AdministrativeUnit(
        province="Kiên Giang",
        district="huyện An Minh",
        commune="xã Đông Hòa",
        path="kien-giang/an-minh/dong-hoa",
    )
    assert (unit.name, unit.level) == ("xã Đông Hòa", "commune")


def test_the_place_of_a_letter_is_of_its_office_s_level() -> None:
    letter = DocumentMetadata(symbol="/PGDDT", number_raw="Số: /PGDDT", place="Tân Hồng")
    article = _article(Case(NOWHERE, "2024-02-01", "V/v chấn chỉnh kỷ luật", "", None))
    found = enrich(article.model_copy(update={"document": letter}))
    assert found.unit is not None
    assert (found.unit.path, found.province) == ("dong-thap/tan-hong", "Đồng Tháp")
