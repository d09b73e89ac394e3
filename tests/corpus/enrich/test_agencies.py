"""One agency under many spellings; its type, level and unit; the issuing one apart from those mentioned."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Agency, Article, PartialDate, article_text
from corpus.enrich import enrich
from corpus.enrich.agencies import Where, describe, mentioned, where_of
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.article_text import ArticleText
from corpus.gazetteer import gazetteer

DAY = date(2021, 1, 27)
SPELLINGS = {
    "Sở Giáo dục và Đào tạo Trà Vinh": (
        "Sở GD&ĐT tỉnh Trà Vinh",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH TRÀ VINH",
        "Sở GD-ĐT Trà Vinh",
        "Sở GDĐT tỉnh Trà Vinh",
        "Sở Giáo dục & Đào tạo Trà Vinh",
        "Sở giáo dục và đào tạo tỉnh Trà Vinh",
        "Sở Giáo dục - Đào tạo Trà Vinh",
    ),
    "UBND huyện An Minh": (
        "UBND H. An Minh",
        "Ủy ban Nhân dân huyện An Minh",
        "Uỷ ban nhân dân huyện An Minh",
        "UBND Huyện An Minh",
        "ỦY BAN NHÂN DÂN HUYỆN AN MINH",
    ),
    "UBND thị xã Đông Triều": ("UBND TX Đông Triều", "UBND TX. Đông Triều", "Ủy ban nhân dân T.X Đông Triều"),
    "UBND thành phố Hồ Chí Minh": ("UBND TP.HCM", "UBND TPHCM", "Ủy ban nhân dân TP. Hồ Chí Minh"),
    "UBND phường 5": ("UBND PHƯỜNG 5", "UBND P. 5"),
    "Ban Thường vụ Thị ủy Đông Triều": ("BTV Thị ủy Đông Triều", "Ban thường vụ Thị uỷ Đông Triều"),
    "Huyện ủy An Minh": ("Huyện uỷ An Minh", "HUYỆN ỦY AN MINH", "huyện ủy An Minh"),
    "Hội Liên hiệp Phụ nữ huyện": (
        "Hội LHPN huyện",
        "Hội Liên hiệp phụ nữ Việt Nam huyện",
        "Hội phụ nữ huyện",
    ),
    "Ủy ban MTTQ Việt Nam tỉnh Kiên Giang": (
        "UBMTTQVN tỉnh Kiên Giang",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Kiên Giang",
        "Uỷ ban MTTQ tỉnh Kiên Giang",
    ),
    "Sở Lao động - Thương binh và Xã hội Kiên Giang": (
        "Sở LĐ-TB&XH tỉnh Kiên Giang",
        "Sở LĐTBXH Kiên Giang",
        "Sở Lao động, Thương binh và Xã hội Kiên Giang",
    ),
    "Sở Nông nghiệp và Phát triển nông thôn Long An": (
        "Sở NN&PTNT tỉnh Long An",
        "Sở Nông nghiệp và PTNT Long An",
        "Sở Nông nghiệp và Phát triển Nông thôn tỉnh Long An",
    ),
    "Sở Văn hóa, Thể thao và Du lịch Lâm Đồng": (
        "Sở VH,TT&DL Lâm Đồng",
        "Sở VHTTDL tỉnh Lâm Đồng",
        "Sở Văn hoá Thể thao và Du lịch Lâm Đồng",
    ),
    "Phòng Tài chính - Kế hoạch huyện": ("Phòng TC-KH huyện", "Phòng Tài chính – Kế hoạch huyện"),
    "Văn phòng HĐND và UBND huyện": ("Văn phòng HĐND&UBND huyện", "VP HĐND - UBND huyện"),
    "Tòa án nhân dân huyện": ("TAND huyện", "Toà án nhân dân huyện"),
    "Liên đoàn Lao động tỉnh": ("LĐLĐ tỉnh", "Liên đoàn lao động tỉnh"),
    "Ban Chỉ huy Quân sự huyện": ("Ban CHQS huyện", "Ban chỉ huy quân sự huyện"),
    "Thường trực HĐND tỉnh": ("TT HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh"),
}


@pytest.mark.parametrize(
    ("spelling", "normal"), [(s, normal) for normal, line in SPELLINGS.items() for s in (normal, *line)]
)
def test_one_agency_under_many_spellings(spelling: str, normal: str) -> None:
    assert normal_agency(spelling) == normal


def _where(place: str, day: date = DAY) -> Where:
    return where_of(gazetteer().resolve(place, on=day)[0], day)


DESCRIBED: list[tuple[str | None, ...]] = [
    ("Sở GD&ĐT", "tỉnh Trà Vinh", "Sở Giáo dục và Đào tạo Trà Vinh", "Sở", "province", "tra-vinh"),
    (
        "Phòng GDĐT",
        "huyện An Minh",
        "Phòng Giáo dục và Đào tạo huyện An Minh",
        "Phòng",
        "district",
        "kien-giang/an-minh",
    ),
    (
        "Phòng GD&ĐT Tân Hồng",
        "tỉnh Đồng Tháp",
        "Phòng Giáo dục và Đào tạo huyện Tân Hồng",
        "Phòng",
        "district",
        "dong-thap/tan-hong",
    ),
    ("Tỉnh ủy", "huyện An Minh", "Tỉnh ủy Kiên Giang", "Tỉnh ủy", "province", "kien-giang"),
    (
        "Ban Tuyên giáo Huyện ủy",
        "huyện An Minh",
        "Ban Tuyên giáo Huyện ủy An Minh",
        "Ban Đảng",
        "district",
        "kien-giang/an-minh",
    ),
    ("UBND huyện", "huyện An Minh", "UBND huyện An Minh", "UBND", "district", "kien-giang/an-minh"),
    (
        "UBND huyện Nguyễn Văn Phỉ",
        "huyện An Minh",
        "UBND huyện An Minh",
        "UBND",
        "district",
        "kien-giang/an-minh",
    ),
    (
        "UBND xã Đông Hòa",
        "huyện An Minh",
        "UBND xã Đông Hòa",
        "UBND",
        "commune",
        "kien-giang/an-minh/dong-hoa",
    ),
    (
        "UBND huyện Châu Thành",
        "tỉnh Long An",
        "UBND huyện Châu Thành",
        "UBND",
        "district",
        "long-an/chau-thanh",
    ),
    ("Chủ tịch UBND tỉnh", "huyện An Minh", "UBND tỉnh Kiên Giang", "UBND", "province", "kien-giang"),
    ("Bộ Xây dựng Phạm Hồng Hà", "huyện An Minh", "Bộ Xây dựng", "Bộ", "central", None),
    ("Sở Nội vụ Cần Thơ Nguyễn Hoàng Ba", "huyện An Minh", "Sở Nội vụ Cần Thơ", "Sở", "province", "can-tho"),
    (
        "UBND Thanh Chương",
        "tỉnh Nghệ An",
        "UBND huyện Thanh Chương",
        "UBND",
        "district",
        "nghe-an/thanh-chuong",
    ),
    ("UBND TP", "thành phố Vinh", "UBND thành phố Vinh", "UBND", "district", "nghe-an/vinh"),
    (
        "Thành ủy thành phố Hồ Chí Minh",
        "huyện An Minh",
        "Thành ủy Hồ Chí Minh",
        "Thành ủy",
        "province",
        "ho-chi-minh",
    ),
    (
        "Mặt trận Tổ quốc huyện",
        "huyện An Minh",
        "Ủy ban MTTQ Việt Nam huyện An Minh",
        "Ủy ban MTTQ",
        "district",
        "kien-giang/an-minh",
    ),
    ("Thủ tướng", "huyện An Minh", "Thủ tướng Chính phủ", "Chính phủ", "central", None),
    ("Bộ GD&ĐT", "huyện An Minh", "Bộ Giáo dục và Đào tạo", "Bộ", "central", None),
    ("Thủ tướng Chính phủ", "huyện An Minh", "Thủ tướng Chính phủ", "Chính phủ", "central", None),
    (
        "Ban Chấp hành Trung ương Đảng",
        "huyện An Minh",
        "Ban Chấp hành Trung ương Đảng",
        "Trung ương Đảng",
        "central",
        None,
    ),
]


@pytest.mark.parametrize("case", DESCRIBED, ids=[case[0] for case in DESCRIBED])
def test_an_agency_is_completed_by_where_it_is_named(case: tuple[str | None, ...]) -> None:
    name, place, *expected = case
    found = describe(str(name), _where(str(place)))
    assert [found.name, found.type, found.level, found.unit] == expected


def test_a_phong_is_a_commune_s_since_districts_ended() -> None:
    found = describe("Phòng Văn hóa - Xã hội", _where("xã An Minh", date(2025, 9, 1)))
    assert found == Agency(
        name="Phòng Văn hóa - Xã hội xã An Minh", type="Phòng", level="commune", unit="an-giang/an-minh"
    )


def test_a_committee_of_another_type_is_not_completed() -> None:
    assert describe("Thị ủy", _where("huyện An Minh")).unit is None


REPORT = Article(
    url="https://anminh.kiengiang.gov.vn/tin/1",
    portal="t",
    platform="t",
    title="Huyện ủy An Minh giao ban",
    body=(
        "Sáng 18/6, Thường trực Huyện ủy giao ban. Theo Kế hoạch số 105/KH-UBND của UBND tỉnh, Phòng GD&ĐT "
        "phối hợp Hội LHPN huyện và UBND xã Đông Hòa.",
        "Chủ tịch UBND huyện Nguyễn Văn Phỉ, đại diện Ban Giám hiệu các trường, UBND các xã cùng dự.",
    ),
    published=PartialDate(value="2019-06-18", precision="day", source="markup"),
)


def test_the_issuing_agency_stands_apart_from_those_mentioned() -> None:
    found = enrich(REPORT)
    assert found.agency == "UBND huyện An Minh"
    assert found.issuing_agency == Agency(
        name="UBND huyện An Minh", type="UBND", level="district", unit="kien-giang/an-minh"
    )
    assert [mention.agency.name for mention in found.agencies] == [
        "Huyện ủy An Minh",
        "Thường trực Huyện ủy An Minh",
        "UBND tỉnh Kiên Giang",
        "Phòng Giáo dục và Đào tạo huyện An Minh",
        "Hội Liên hiệp Phụ nữ huyện An Minh",
        "UBND xã Đông Hòa",
        "UBND huyện An Minh",
    ]


NAMED = [
    ("Sở Tài nguyên và môi trường kiểm tra", "Sở Tài nguyên và Môi trường"),
    ("Bộ Ngoại giao cho biết", "Bộ Ngoại giao"),
    ("Sở Xây dựng trở thành Sở Giao thông", "Sở Xây dựng"),
    ("Trung tâm Nghiên cứu lúa", "Trung tâm Nghiên cứu"),
    ("Bộ Giáo dục và Đào tạo triển khai", "Bộ Giáo dục và Đào tạo"),
    ("Ban Pháp chế thẩm tra", "Ban Pháp chế"),
    ("Hội An vào hè", None),
    ("Đoàn Ngọc Hải nói", None),
    ("Thủ tướng Anh Theresa May", None),
    ("UBND các xã", None),
    ("theo 74/KH-UBND ngày", None),
    ("Đoàn Chủ tịch", None),
    ("Ban Giám hiệu các trường", None),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_where_a_name_ends_and_what_is_no_agency(text: str, name: str | None) -> None:
    article = Article(url="https://tin.example/1", portal="t", platform="t", title=text)
    found = [mention.agency.name for mention in mentioned(ArticleText(article), where_of(None, None))]
    assert found[:1] == ([name] if name else [])


def test_every_mention_says_where_it_stands() -> None:
    text = article_text(REPORT)
    for mention in enrich(REPORT).agencies:
        assert mention.evidence is not None
        words = text[mention.evidence.start : mention.evidence.end]
        assert words in mention.evidence.sentence
        assert mention.evidence.sentence in text
        assert describe(words, _where("huyện An Minh", date(2019, 6, 18))) == mention.agency


@settings(deadline=None)
@given(st.text(max_size=120))
def test_agencies_of_any_text(text: str) -> None:
    article = REPORT.model_copy(update={"title": "UBND " + text, "body": (text,)})
    for mention in mentioned(ArticleText(article), where_of(None, None)):
        assert mention.agency.name
    assert normal_agency(normal_agency(text)) == normal_agency(normal_agency(normal_agency(text)))
