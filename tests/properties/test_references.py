"""Any document number of decree 30/2020/NĐ-CP's form is found in a sentence and put into its normal form."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from corpus.enrich.document_numbers import normal_number
from corpus.enrich.mentions import find_mentions
from corpus.enrich.tables import table

TYPES = [(code, name) for code, name, source in table("document_types") if source == "nd30"]
ISSUERS = st.one_of(
    st.sampled_from(["UBND", "HĐND", "SNV", "SGDĐT", "BGDĐT", "TTg", "VPCP", "PGDĐT", "BCĐ", "SVHTTDL"]),
    st.text(alphabet="ABCDĐGHKLMNPQSTVXY", min_size=2, max_size=8),
)
UNITS = st.one_of(
    st.just(""), st.text(alphabet="ABCDĐGHKLMNPQSTVXY", min_size=2, max_size=6).map(lambda u: f"-{u}")
)
NUMBERS = st.integers(min_value=1, max_value=99_999)
SENTENCES = st.sampled_from(
    [
        "Thực hiện {kind} số {number} ngày 05/3/2021, các đơn vị báo cáo.",
        "Căn cứ {kind} số {number};",
        "({kind} số {number})",
        "{kind} số: {number}.",
    ]
)


@given(NUMBERS, st.sampled_from(TYPES), ISSUERS, UNITS, SENTENCES)
def test_any_number_with_a_type_code_is_found(
    count: int, kind: tuple[str, str], issuer: str, unit: str, sentence: str
) -> None:
    number = f"{count:02d}/{kind[0]}-{issuer}{unit}"
    (mention,) = find_mentions(sentence.format(kind=kind[1], number=number))
    assert (mention.reference.number, mention.reference.kind) == (number, kind[1])
    assert normal_number(number) == number


@given(NUMBERS, ISSUERS, UNITS.filter(bool), SENTENCES)
def test_any_official_letter_is_found(count: int, issuer: str, unit: str, sentence: str) -> None:
    number = f"{count}/{issuer}{unit}"
    found = [m.reference for m in find_mentions(sentence.format(kind="Công văn", number=number))]
    assert [(r.number, r.kind) for r in found] == [(number, "Công văn")]


@given(
    NUMBERS, st.integers(1990, 2035), st.sampled_from(["QĐ", "NQ", "CT"]), st.sampled_from(["UBND", "HĐND"])
)
def test_any_normative_document_is_found(count: int, year: int, code: str, issuer: str) -> None:
    number = f"{count}/{year}/{code}-{issuer}"
    (mention,) = find_mentions(f"theo văn bản {number} của tỉnh")
    assert mention.reference.number == number


@given(
    NUMBERS,
    st.sampled_from(["NQ", "CT", "KL", "CTr", "KH", "TB", "HD", "QĐ"]),
    st.sampled_from(["TW", "TU", "HU", "ThU"]),
)
def test_any_party_number_has_one_form(count: int, code: str, issuer: str) -> None:
    normal = f"{count}-{code}/{issuer}"
    assert normal_number(normal) == normal
    assert normal_number(f"{count}/{code}-{issuer}") == normal
    assert normal_number(f"{count} {code}/{issuer}".lower()) == normal


@given(st.text(max_size=300))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    mentions = find_mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
