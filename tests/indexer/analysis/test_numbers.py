"""Document numbers in any spelling share their tokens; what only looks like one has none."""

import pytest

from indexer.analysis.analyzer import read_syllables
from indexer.analysis.numbers import find_numbers


def tokens(text: str, *, typed: bool = False) -> list[tuple[str, ...]]:
    return [mention.tokens for mention in find_numbers(read_syllables(text), typed=typed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 88/KH-UBND ngày 02/3/2022", ("88/kh/ubnd", "88|kh")),
        ("21-NQ/TW", ("21/nq/tw", "21|nq")),
        ("21 - NQ/TW", ("21/nq/tw", "21|nq")),
        ("Số: 05 /CTr-HU", ("5/ctr/hu", "5|ctr")),
        ("12/2023/NQ-HĐND", ("12/2023/nq/hdnd", "12/nq/hdnd", "12/2023|nq", "12|nq")),
        ("345/UBND-KGVX", ("345/ubnd/kgvx", "345|cv")),
        ("77/KH-SLĐTB&XH", ("77/kh/sldtbxh", "77|kh")),
        ("24/2018/QH14", ("24/2018/qh14", "24/qh14", "24/2018|l", "24|l")),
        ("Chương trình số 15/2017", ("15/2017|ctr", "15|ctr")),
        ("Quy chế số 03/ 2019", ("3/2019|qc", "3|qc")),
        ("Đề án 06", ("6|da",)),
        ("nghị quyết 57", ("57|nq",)),
        ("NGHỊ QUYẾT SỐ 57", ("57|nq",)),
    ],
)
def test_numbers_of_articles(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "6/6 phòng",
        "2020-2021",
        "24/7",
        "ngày 19/5 - UBND xã",
        "tháng 8/2022 - UBND",
        "Covid-19",
        "Kế hoạch 5 năm",
        "Kế hoạch 2021",
        "nghị quyết 29/4/2021",
        "tổ 3 - Khu phố",
        "0912345678/KH-UBND",
    ],
)
def test_what_is_no_document_number(text: str) -> None:
    assert tokens(text) == []


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("88/kh-ubnd", "88/kh/ubnd"),
        ("88 kh ubnd", "88/kh/ubnd"),
        ("ke hoach 88 kh ubnd", "88/kh/ubnd"),
        ("kế hoạch số 088/KH-UBND", "88/kh/ubnd"),
        ("nghi quyet so 21 nq tw", "21/nq/tw"),
        ("21-nq/tw", "21/nq/tw"),
        ("345 ubnd kgvx", "345/ubnd/kgvx"),
        ("kh 88", "88|kh"),
        ("cong van 345", "345|cv"),
        ("quy che 03/2019", "3/2019|qc"),
        ("12 2023 nq hdnd", "12/2023/nq/hdnd"),
        ("nghi quyet so 12 2023 nq-hdnd", "12/2023/nq/hdnd"),
        ("luat 24 2018 qh14", "24/2018/qh14"),
        ("luat so 24/2018/qh14", "24/2018/qh14"),
        ("thong tu 24 bgddt", "24/tt/bgddt"),
        ("ct 24 ttg", "24/ct/ttg"),
        ("cong van 345 ubnd", "345/ubnd"),
    ],
)
def test_numbers_as_searchers_type_them(typed: str, exact: str) -> None:
    assert [mention[0] for mention in tokens(typed, typed=True)] == [exact]


def test_a_type_named_before_belongs_to_the_number_only_when_it_agrees() -> None:
    syllables = read_syllables("Quyết định phê duyệt Kế hoạch số 88/KH-UBND và Thông báo 9/KH-UBND")
    spans = [(mention.first, mention.last) for mention in find_numbers(syllables)]
    assert [" ".join(s.surface for s in syllables[a:b]) for a, b in spans] == [
        "Kế hoạch số 88 KH UBND",
        "9 KH UBND",
    ]


def test_articles_need_separators_where_searchers_do_not() -> None:
    assert tokens("88 kh ubnd") == []
