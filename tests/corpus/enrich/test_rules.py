"""The rules one by one: dates held, chairs, agencies' names and spellings, what hosts say."""

from datetime import date

import pytest

from corpus.article import DocumentMetadata
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.article_text import sentences
from corpus.enrich.chairs import chairs
from corpus.enrich.held_dates import held_dates
from corpus.enrich.hosts import read_host
from corpus.enrich.issuer import issuer_of
from corpus.enrich.schools import school_named
from corpus.gazetteer import gazetteer

SPOKEN = date(2022, 1, 6)

HELD = [
    ("Sáng ngày 05/1, UBND xã tổ chức hội nghị.", ["2022-01-05"], "sáng"),
    ("Chiều 28-12, Huyện ủy tổ chức hội nghị.", ["2021-12-28"], "chiều"),
    ("Ngày 3 tháng 01 năm 2022, Sở Y tế tổ chức tập huấn.", ["2022-01-03"], None),
    ("Hôm nay (04/01), đoàn làm việc với huyện.", ["2022-01-04"], None),
    ("Sáng nay, HĐND tỉnh khai mạc kỳ họp.", ["2022-01-06"], "sáng"),
    (
        "Từ ngày 27/12/2021 đến ngày 30/12/2021, Phòng Nội vụ mở lớp tập huấn.",
        ["2021-12-27", "2021-12-30"],
        None,
    ),
    ("Từ ngày 03 - 05/01/2022, trường tổ chức tập huấn.", ["2022-01-03", "2022-01-05"], None),
    ("Trong 2 ngày 03 và 04/01/2022, Hội Phụ nữ tổ chức đại hội.", ["2022-01-03", "2022-01-04"], None),
    ("Vào lúc 13 giờ 30 phút, ngày 04/01/2022, UBND huyện họp.", ["2022-01-04"], "chiều"),
    ("Đề nghị báo cáo trước ngày 15/01/2022.", [], None),
    ("Ngày 31/02, UBND xã tổ chức hội nghị.", [], None),
]


@pytest.mark.parametrize(("sentence", "days", "part"), HELD)
def test_held_dates_of_a_report(sentence: str, days: list[str], part: str | None) -> None:
    held = held_dates([sentence], SPOKEN, None)
    assert [day.value for day in held.dates] == days
    if days:
        assert held.part_of_day == part


def test_a_date_without_any_year_to_take_stays_away() -> None:
    assert held_dates(["Sáng 16/10, UBND xã tổ chức hội nghị."], None, None).dates == ()


CHAIRS = [
    ("Đồng chí Lò Văn Phương, Bí thư Huyện ủy chủ trì hội nghị.", [("Lò Văn Phương", "Bí thư Huyện ủy")]),
    ("Hội nghị do bà Trần Thị Mỹ, Phó Chủ tịch UBND xã chủ trì.", [("Trần Thị Mỹ", "Phó Chủ tịch UBND xã")]),
    ("Chủ trì hội nghị có đồng chí Cao Xuân Hải, Chủ tịch HĐND và đồng chí Bùi Lan Anh, Trưởng phòng Y tế.",
     [("Cao Xuân Hải", "Chủ tịch HĐND"), ("Bùi Lan Anh", "Trưởng phòng Y tế")]),
    ("Chủ tịch UBND huyện Tân Phú Nguyễn Hữu Ký chủ trì cuộc họp.",
     [("Nguyễn Hữu Ký", "Chủ tịch UBND huyện Tân Phú")]),
    ("Đại tá Phan Thanh Sơn – Giám đốc Công an tỉnh chủ trì buổi làm việc.",
     [("Phan Thanh Sơn", "Đại tá, Giám đốc Công an tỉnh")]),
    ("Đồng chí Ksor H'Bơ Khắp, Phó Giám đốc Sở Tài nguyên và Môi trường dự và chủ trì.",
     [("Ksor H'Bơ Khắp", "Phó Giám đốc Sở Tài nguyên và Môi trường")]),
    ("Giao Phòng Nội vụ chủ trì, phối hợp với các ngành.", []),
    ("Trường hợp vắng phải được người chủ trì cuộc họp đồng ý.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "people"), CHAIRS)
def test_chairs_are_those_said_to_chair(sentence: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.post) for _, person in chairs([sentence])] == people


def test_sentences_do_not_end_at_titles() -> None:
    assert sentences("TS. Lê Văn A chủ trì. Hội nghị kết thúc.\nTP. Vinh họp.") == [
        "TS. Lê Văn A chủ trì.",
        "Hội nghị kết thúc.",
        "TP. Vinh họp.",
    ]


NAMES = [
    ("UBND huyện An Biên về việc", "UBND huyện An Biên"),
    ("Sở Giáo dục và Đào tạo Cà Mau tổ chức", "Sở Giáo dục và Đào tạo Cà Mau"),
    ("Sở Văn hóa, Thể thao và Du lịch tỉnh Gia Lai phối hợp", "Sở Văn hóa, Thể thao và Du lịch tỉnh Gia Lai"),
    ("Ban Chấp hành Trung ương Đảng, các văn bản", "Ban Chấp hành Trung ương Đảng"),
    ("UBND tỉnh và UBND huyện họp", "UBND tỉnh"),
    ("Văn phòng Chính phủ thông báo", "Văn phòng Chính phủ"),
    ("UBND phường 5 tổ chức", "UBND phường 5"),
    ("Đảng ủy phường Hà Giang 1, tỉnh", "Đảng ủy phường Hà Giang 1"),
    ("UBND xã Tân Lập 3 lần họp", "UBND xã Tân Lập"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_an_agency_name_stops_at_the_verb(text: str, name: str) -> None:
    assert agency_at(text, heads(text)[0]) == name


SPELLINGS = [
    ("Sở GD&ĐT tỉnh Trà Vinh", "Sở Giáo dục và Đào tạo Trà Vinh"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TRÀ VINH", "Sở Giáo dục và Đào tạo Trà Vinh"),
    ("Ủy ban nhân dân huyện An Minh", "UBND huyện An Minh"),
    ("ỦY BAN NHÂN DÂN HUYỆN AN MINH", "UBND huyện An Minh"),
    ("Uỷ ban nhân dân TX. Gò Công", "UBND thị xã Gò Công"),
    ("Phòng GD-ĐT huyện Tam Nông", "Phòng Giáo dục và Đào tạo huyện Tam Nông"),
    ("Hội đồng nhân dân tỉnh Cà Mau", "HĐND tỉnh Cà Mau"),
    ("Sở Văn hoá, Thể thao và Du lịch tỉnh Thanh Hoá", "Sở Văn hóa, Thể thao và Du lịch Thanh Hóa"),
]


@pytest.mark.parametrize(("written", "normal"), SPELLINGS)
def test_one_agency_has_one_spelling(written: str, normal: str) -> None:
    assert normal_agency(written) == normal
    assert normal_agency(normal) == normal


def test_an_issuer_that_names_its_place_without_the_type_gains_only_the_type() -> None:
    home = next(unit for unit in gazetteer().resolve("huyện Giồng Riềng"))
    issuer = DocumentMetadata(issuer="Phòng Giáo dục và Đào tạo Giồng Riềng")
    assert issuer_of(issuer, home) == "Phòng Giáo dục và Đào tạo huyện Giồng Riềng"
    issuer = DocumentMetadata(issuer="Phòng Giáo dục và Đào tạo")
    assert issuer_of(issuer, home) == "Phòng Giáo dục và Đào tạo huyện Giồng Riềng"


def test_a_school_printed_in_capitals_is_the_same_school() -> None:
    assert school_named("Trường THCS TÂN LẬP tuyển sinh", "tanlap") == "Trường THCS Tân Lập"


HOSTS = [
    ("https://giongrieng.kiengiang.gov.vn/x", "Kiên Giang", "UBND", "huyện Giồng Riềng"),
    ("https://sotuphap.hagiang.gov.vn", "Hà Giang", "Sở Tư pháp", "tỉnh Hà Giang"),
    ("http://pgdtamnong.edu.vn/tin", "Đồng Tháp", "Giáo dục và Đào tạo", None),
    ("https://chilang.langson.edu.vn", "Lạng Sơn", "Giáo dục và Đào tạo", "huyện Chi Lăng"),
    ("https://quan1.hochiminhcity.gov.vn", "Hồ Chí Minh", "UBND", "quận 1"),
    ("https://www.quangninh.gov.vn/donvi/TXQuangYen/Trang/x.aspx", "Quảng Ninh", "UBND", "thị xã Quảng Yên"),
    ("https://thcsnguyenhue.pgdhiephoa.edu.vn", "Bắc Giang", None, "huyện Hiệp Hòa"),
    ("https://moet.gov.vn/tin", None, None, None),
    ("http://192.168.1.7:8080/tin", None, None, None),
    ("https://example.com", None, None, None),
]


@pytest.mark.parametrize(("url", "province", "office", "unit"), HOSTS)
def test_a_host_names_its_publisher(
    url: str, province: str | None, office: str | None, unit: str | None
) -> None:
    clue = read_host(url)
    if "tamnong" in url:
        assert {u.province for u in clue.units} == {"Đồng Tháp", "Phú Thọ"}
        return
    assert (clue.province, clue.office and clue.office.name) == (province, office)
    assert (clue.units[0].full_name if clue.units else None) == unit
