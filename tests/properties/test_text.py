"""Text functions hold for any string."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text import clean, fold, slug

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ ,.-/0123456789"
)


@given(st.text())
def test_clean_is_idempotent_nfc_and_single_spaced(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


@given(st.text())
@example("ǅ")
@example("İ")
@example("K\u0301")
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(VIETNAMESE + VIETNAMESE.upper()))
def test_fold_keeps_the_length_of_vietnamese(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(VIETNAMESE + VIETNAMESE.upper()))
def test_fold_does_not_care_how_accents_were_typed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(text.upper())


@given(st.text())
def test_slug_is_ascii_words(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert all(part.isascii() and part.isalnum() for part in made.split("-")) or made == ""
