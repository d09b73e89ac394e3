"""One query typed in other ways: what changes, what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold
from indexer.analysis.syllables import canonical
from indexer.evaluation.typed import Typing, in_other_style, retype

TEXTS = st.text(
    st.sampled_from("aăâeêioôơuưyàáảãạằấồừỷýđ bcghklmnpqrstv0/-") | st.characters(categories=["L"]),
    max_size=60,
)


@pytest.mark.parametrize(
    ("syllable", "other"),
    [
        ("hòa", "hoà"),
        ("hoà", "hòa"),
        ("Khoẻ", "Khỏe"),
        ("ủy", "uỷ"),
        ("THUỶ", "THỦY"),
        ("kỷ", "kỉ"),
        ("lí", "lý"),
        ("Mỹ", "Mĩ"),
        ("quý", "quí"),
        ("toán", "toán"),
        ("qua", "qua"),
        ("quà", "quà"),
        ("thi", "thi"),
        ("nghĩ", "nghĩ"),
        ("mùa", "mùa"),
        ("huyện", "huyện"),
    ],
)
def test_the_other_style_is_the_other_schools_spelling(syllable: str, other: str) -> None:
    assert in_other_style(syllable) == other
    assert canonical(other) == canonical(syllable)


def test_each_typing_of_a_query() -> None:
    text = "Kỷ luật Đảng ở Ủy ban nhân dân 74/KH-UBND"
    assert retype(text, Typing.ACCENTED) == text
    assert retype(text, Typing.UNACCENTED) == "Ky luat Dang o Uy ban nhan dan 74/KH-UBND"
    assert retype(text, Typing.OTHER_STYLE) == "Kỉ luật Đảng ở Uỷ ban nhân dân 74/KH-UBND"
    half = retype(text, Typing.HALF)
    assert half == retype(text, Typing.HALF)
    assert half not in (text, retype(text, Typing.UNACCENTED))


def test_half_of_the_syllables_lose_their_accents() -> None:
    text = "hội " * 1000
    kept = retype(text, Typing.HALF, seed=3).split().count("hội")
    assert 430 < kept < 570
    assert retype(text, Typing.HALF, seed=4) != retype(text, Typing.HALF, seed=3)


@given(TEXTS, st.sampled_from(Typing), st.integers(0, 3))
def test_no_typing_changes_what_is_found_by_folding(text: str, typing: Typing, seed: int) -> None:
    typed = retype(text, typing, seed)
    assert [fold(s) for s in typed.split()] == [fold(s) for s in text.split()]
