"""How suggestions spell and find syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.suggest.texts import BOUNDARY, accents_of, clauses, key_of, spelled, written


@pytest.mark.parametrize(
    ("token", "form"),
    [
        ("HỘI", "hội"),
        ("Hội", "Hội"),
        ("hoà", "hòa"),
        ("vịêt", "việt"),
        ("lý", "lý"),
        ("lí", "lí"),
        ("qúy", "quý"),
        ("Kỷ", "Kỷ"),
        ("UBND", "UBND"),
        ("GDĐT", "GDĐT"),
        ("A", "A"),
        ("2018", "0"),
        (",", BOUNDARY),
    ],
)
def test_a_syllable_is_written_as_people_write_it(token: str, form: str) -> None:
    assert written(token) == form


def test_clauses_end_at_punctuation() -> None:
    text = "Sáng nay, UBND huyện họp; số 74/KH-UBND."
    assert clauses(text) == [["Sáng", "nay"], ["UBND", "huyện", "họp"], ["số", "0"], ["KH"], ["UBND"]]


@pytest.mark.parametrize(
    "text", ["Quản lý đất đai", "quản lí đất đai", "QUẢN  LÝ, đất-đai", "quản lý đất đai "]
)
def test_case_tone_places_and_i_or_y_make_no_other_text(text: str) -> None:
    assert accents_of(text) == accents_of("quản lý đất đai")
    assert key_of(text) == "quan li dat dai"


def test_accents_make_another_text() -> None:
    assert accents_of("hội nghi") != accents_of("hội nghị")


@given(st.text())
def test_every_text_has_clauses_and_a_key(text: str) -> None:
    assert all(form and form != BOUNDARY for clause in clauses(text) for form in clause)
    assert key_of(text) == " ".join(key_of(text).split())


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12))
def test_spelling_is_idempotent(token: str) -> None:
    assert spelled(spelled(token)) == spelled(token)
