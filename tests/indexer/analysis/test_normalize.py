"""Normalising keeps the way back to the stored text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.normalize import normalise

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁẠẢÃÀấầổỗộƠỜĐ .,-/0123"
LETTERS = st.sampled_from(
    [*VIETNAMESE, "\u0301", "\u0323", "\u0302", "\u200b", "\ufeff", "\u00a0", "…", "Ð", "ﬁ", "–"]
)
texts = st.lists(LETTERS, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("stored", "clean"),
    [
        ("Ðông Triều", "Đông Triều"),
        ("hội\u00a0nghị", "hội nghị"),
        ("hội\u200b nghị", "hội nghị"),
        (unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban"),
        ("74/KH–UBND", "74/KH-UBND"),
        ("“né tránh”…", '"né tránh"...'),
        ("tiê\u0341ng", "tiếng"),
    ],
)
def test_normalise_repairs_what_portals_send(stored: str, clean: str) -> None:
    assert normalise(stored).text == clean


@given(texts)
def test_every_character_knows_where_it_stood(text: str) -> None:
    normal = normalise(text)
    spans = [normal.stored_span(at, at + 1) for at in range(len(normal.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(texts)
def test_a_span_of_the_stored_text_reads_as_the_clean_one(text: str) -> None:
    normal = normalise(text)
    for start in range(0, len(normal.text), 3):
        for end in range(start + 1, min(start + 6, len(normal.text)) + 1):
            first, last = normal.stored_span(start, end)
            assert normal.text[start:end] in normalise(text[first:last]).text


@given(texts)
def test_normalise_is_idempotent_and_nfc(text: str) -> None:
    clean = normalise(text).text
    assert normalise(clean).text == clean
    assert unicodedata.is_normalized("NFC", clean)


@given(st.text())
def test_any_text_can_be_normalised(text: str) -> None:
    normal = normalise(text)
    assert normal.stored_span(0, len(normal.text))[1] <= len(text)


def test_empty_spans_stay_empty() -> None:
    normal = normalise("a\u200b")
    assert normal.stored_span(0, 0) == (0, 0)
    assert normal.stored_span(1, 1)[0] == normal.stored_span(1, 1)[1]


@given(st.sampled_from("aấĐ.\u0301"), st.text("\u0301\u0323\u0302\u0344\u0328\u034f\u200b", max_size=40))
def test_many_marks_are_put_in_canonical_order(letter: str, marks: str) -> None:
    visible = marks.replace("\u200b", "")
    assert normalise(letter + marks).text == unicodedata.normalize("NFC", letter + visible)


@pytest.mark.parametrize("ornament", ["\u200b", "\u0323\u0301", "\u0323\u200b\u0301", "b\u200b\u200b"])
def test_ornaments_without_end_are_cleaned_in_one_pass(ornament: str) -> None:
    """The square of 100,000 would take minutes."""
    normal = normalise("x\u0301" + ornament * 100_000)
    assert normal.stored_span(0, 1)[0] == 0
    assert "\u200b" not in normal.text
