"""Numbers of documents: one normal form, whatever the typist did; things that only look like numbers."""

import pytest

from corpus.enrich.document_numbers import find_numbers, normal_number
from corpus.enrich.mentions import find_mentions

SAME = [
    ("74/KH-UBND", "74/KH-UBND"),
    ("74/kh-ubnd", "74/KH-UBND"),
    ("74/kh ubnd", "74/KH-UBND"),
    ("74/KHUBND", "74/KH-UBND"),
    ("74 / KH - UBND", "74/KH-UBND"),
    ("74-KH/UBND", "74/KH-UBND"),
    ("19-NQ/TW", "19-NQ/TW"),
    ("19/NQ-TW", "19-NQ/TW"),
    ("19 nq/tw", "19-NQ/TW"),
    ("38-CTr/TU", "38-CTr/TU"),
    ("38-ctr/tu", "38-CTr/TU"),
    ("07-KL/BTCTU", "07-KL/BTCTU"),
    ("29/2021/NQ-HĐND", "29/2021/NQ-HĐND"),
    ("1204/QD-UBND", "1204/QĐ-UBND"),
    ("27/2020/TT-BGDĐT", "27/2020/TT-BGDĐT"),
    ("31/2024/QH15", "31/2024/QH15"),
    ("35/2015/TTLT-BGDĐT-BNV", "35/2015/TTLT-BGDĐT-BNV"),
    ("210/UBND-HC", "210/UBND-HC"),
    ("1745/SNV-CCHC", "1745/SNV-CCHC"),
    ("15a/QĐ-UBND", "15a/QĐ-UBND"),
]


@pytest.mark.parametrize(("typed", "normal"), SAME)
def test_normal_number_is_one_for_all_spellings(typed: str, normal: str) -> None:
    assert normal_number(typed) == normal
    assert normal_number(normal) == normal


@pytest.mark.parametrize("text", ["", "hội nghị", "74", "24/7", "2020-2021", "74/KH-UBND và 75/KH-UBND"])
def test_normal_number_of_anything_else_is_none(text: str) -> None:
    assert normal_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "6/6 phòng đạt danh hiệu, trực 24/7, năm học 2020-2021",
        "Báo cáo 6 tháng đầu năm, Kế hoạch 5 năm và Chương trình 3 nội dung",
        "đường tỉnh 941/Quốc lộ 91, nhà số 12/Trần Phú",
        "tỷ lệ 1/500, ngày 18/6/2019, giai đoạn 2021-2025",
    ],
)
def test_what_only_looks_like_a_number_is_no_mention(text: str) -> None:
    assert find_mentions(text) == ()


def test_find_numbers_keeps_offsets() -> None:
    text = "Theo Quyết định số 12/QĐ-UBND và công văn 45/SYT-NVY."
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["12/QĐ-UBND", "45/SYT-NVY"]


def test_the_words_before_a_number_name_its_kind() -> None:
    (mention,) = find_mentions(
        "theo Chương trình hành động số 38-CTr/TU ngày 11-4-2018 của Tỉnh ủy về nước sạch"
    )
    reference = mention.reference
    assert (reference.kind, reference.issuer) == ("Chương trình hành động", "Tỉnh ủy")
    assert reference.date is not None
    assert reference.date.value == "2018-04-11"


def test_a_date_without_its_day_stays_a_month() -> None:
    (mention,) = find_mentions("Kế hoạch số 8/KH-UBND ngày     tháng 02 năm 2024 của UBND xã Phú Thuận")
    assert mention.reference.date is not None
    assert (mention.reference.date.value, mention.reference.date.precision) == ("2024-02", "month")


def test_an_impossible_date_is_no_date() -> None:
    (mention,) = find_mentions("Kế hoạch số 8/KH-UBND ngày 31/02/2024")
    assert mention.reference.date is None


def test_the_issuer_is_read_before_or_after_the_date() -> None:
    (mention,) = find_mentions("Quyết định số 9/QĐ-UBND của UBND huyện Mang Thít ngày 02/03/2020 về đường")
    reference = mention.reference
    assert reference.issuer == "UBND huyện Mang Thít"
    assert reference.date is not None
    assert reference.date.value == "2020-03-02"
