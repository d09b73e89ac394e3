"""Every number that decree 30/2020's annex allows is found in text and has one normal form, however typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.enrich.document_numbers import find_numbers, normal_number
from corpus.enrich.mentions import find_mentions
from corpus.enrich.tables import table

TYPES = [code for code, _, source in table("document_types") if source == "nd30"]
STATE = [code for code, _, side in table("issuer_codes") if side not in ("party",)]
PARTY = [code for code, _, side in table("issuer_codes") if side == "party" and code != "TƯ"]
"""`TƯ` is another spelling of `TW`."""
COUNTS = st.integers(1, 99_999).map(str) | st.integers(1, 99).map(lambda n: f"{n:02}")
YEARS = st.none() | st.integers(1990, 2026)
UNITS = st.sampled_from(["", "-VP", "-NC", "-TCCB", "-KGVX", "-ĐTĐG", "-NN&MT", "-QLVBCC"])


@st.composite
def state_numbers(draw: st.DrawFn) -> str:
    """`74/KH-UBND`, `29/2021/NQ-HĐND`, `15/QĐ-SNV-VP`."""
    year = draw(YEARS)
    return (
        f"{draw(COUNTS)}/{f'{year}/' if year else ''}{draw(st.sampled_from(TYPES))}"
        f"-{draw(st.sampled_from(STATE))}{'' if year else draw(UNITS)}"
    )


LETTERS = st.builds(
    "{}/{}-{}".format,
    COUNTS,
    st.sampled_from(STATE),
    st.sampled_from(["HC", "VP", "NC", "KGVX", "ĐTĐG", "CCHC"]),
)
PARTY_NUMBERS = st.builds(
    "{}-{}/{}".format, COUNTS, st.sampled_from([*TYPES, "KL", "QĐi"]), st.sampled_from(PARTY)
)
SENTENCES = st.sampled_from(
    [
        "Thực hiện {} về việc giao chỉ tiêu.",
        "({})",
        "theo Kế hoạch số {}, các xã",
        "tại văn bản số {} ngày 02/3/2021 của huyện",
        "Số: {}",
        "căn cứ {}; xét đề nghị",
    ]
)


@given(number=state_numbers() | LETTERS | PARTY_NUMBERS, sentence=SENTENCES)
def test_any_number_is_found_where_it_stands(number: str, sentence: str) -> None:
    text = sentence.format(number)
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == number
    assert found.number == number
    assert found.certain


@given(number=state_numbers() | LETTERS | PARTY_NUMBERS)
def test_a_normal_form_is_its_own(number: str) -> None:
    assert normal_number(number) == number
    assert normal_number(f" {number} ") == number


@given(
    count=COUNTS,
    kind=st.sampled_from(TYPES),
    issuer=st.sampled_from(["UBND", "HĐND", "BCĐ", "SNV", "BGDĐT", "SGDĐT"]),
)
def test_blanks_dashes_and_case_make_no_difference(count: str, kind: str, issuer: str) -> None:
    normal = f"{count}/{kind}-{issuer}"
    typed = (
        f"{count}/{kind} {issuer}",
        f"{count} / {kind} - {issuer}",
        f"{count}/{kind.lower()}-{issuer.lower()}",
        f"{count} {kind.lower()} {issuer.lower()}",
        f"{count}/{kind.lower()} {issuer.lower()}",
        f"{kind} {count} {issuer}",
        f"{kind.lower()} {count} {issuer.lower()}",
        f"{kind} {count}/{issuer}",
    )
    assert {spelling: normal_number(spelling) for spelling in typed} == dict.fromkeys(typed, normal)


@given(
    count=COUNTS,
    kind=st.sampled_from(["NQ", "CT", "KL", "QĐ", "TB"]),
    issuer=st.sampled_from(["TW", "TU", "HU"]),
)
def test_the_party_writes_its_numbers_the_other_way_round(count: str, kind: str, issuer: str) -> None:
    normal = f"{count}-{kind}/{issuer}"
    typed = (
        f"{count} {kind.lower()}/{issuer.lower()}",
        f"{count}/{kind}-{issuer}",
        f"{kind} {count} {issuer}",
    )
    assert {spelling: normal_number(spelling) for spelling in typed} == dict.fromkeys(typed, normal)


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo 6 tháng đầu năm UBND huyện",
        "Kế hoạch 5 năm 2021-2025",
        "KH 2 UBND xã nộp muộn",
        "tỷ lệ 6/6 phòng, 24/7, 1/500, 30/30 đại biểu HĐND",
        "năm học 2020-2021, số 12/34 phố Huế",
        "QL 91 - UBND huyện",
    ],
)
def test_counts_and_fractions_are_no_numbers(text: str) -> None:
    assert [found for found in find_numbers(text) if found.certain] == []


INCOMPLETE = [
    ("Quy chế số 05/ 2018 của Tỉnh ủy Quảng Ninh", "05/2018", "Quy chế", "Tỉnh ủy Quảng Ninh"),
    ("Chương trình số 28/2014", "28/2014", "Chương trình", None),
    ("Kế hoạch số     /KH-UBND ngày     tháng 3 năm 2024", None, "Kế hoạch", None),
]


@pytest.mark.parametrize(("text", "number", "kind", "issuer"), INCOMPLETE)
def test_what_is_incomplete_stays_so(text: str, number: str | None, kind: str, issuer: str | None) -> None:
    (mention,) = find_mentions(text)
    reference = mention.reference
    assert (reference.number, reference.kind, reference.issuer) == (number, kind, issuer)
