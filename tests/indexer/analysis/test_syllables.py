"""One spelling of each syllable, at exact offsets."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import canonical, is_accented, looks_vietnamese, spell, split_syllables


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("hoà", "hòa"), ("Thuỷ", "thủy"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("vịêt", "việt"), ("hòan", "hoàn"),
        ("lý", "lí"), ("kỷ", "kỉ"), ("Mỹ", "mĩ"), ("quý", "quí"), ("sỹ", "sĩ"), ("tỷ", "tỉ"), ("hy", "hi"),
        ("quỳnh", "quỳnh"), ("thuyền", "thuyền"), ("giếng", "giếng"), ("già", "già"), ("khuỷu", "khuỷu"),
        ("của", "của"), ("nghĩa", "nghĩa"), ("ngoài", "ngoài"), ("ý", "ý"), ("UBND", "ubnd"), ("Đắk", "đắk"),
    ],
)  # fmt: skip
def test_canonical_is_the_one_spelling(written: str, kept: str) -> None:
    assert canonical(written) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    ("surface", "forms"),
    [
        ("Nghị", ("nghị", "nghi")),
        ("07", ("7", "7")),
        ("0912345678", ("0912345678", "0912345678")),
        ("QH15", ("qh15", "qh15")),
        ("Kỷ", ("kỉ", "ki")),
        ("Đ", ("đ", "d")),
    ],
)
def test_spell_gives_accented_and_folded_form(surface: str, forms: tuple[str, str]) -> None:
    assert spell(surface) == forms


@pytest.mark.parametrize(
    ("syllable", "accented"), [("an", False), ("quy", False), ("quý", True), ("đi", True)]
)
def test_accents_are_noticed(syllable: str, accented: bool) -> None:
    assert is_accented(syllable) is accented


@pytest.mark.parametrize(("folded", "like"), [("thu", True), ("cat", True), ("ubnd", False), ("thcs", False)])
def test_what_could_be_a_syllable(folded: str, like: bool) -> None:
    assert looks_vietnamese(folded) is like


def test_syllables_lie_at_offsets_of_the_stored_text() -> None:
    stored = unicodedata.normalize("NFD", "Hội\u200b nghị: 74/KH–UBND")
    syllables = list(split_syllables(normalise(stored)))
    assert [syllable.folded for syllable in syllables] == ["hoi", "nghi", "74", "kh", "ubnd"]
    assert [unicodedata.normalize("NFC", stored[s.start : s.end]).lower() for s in syllables][1] == "nghị"
    assert [syllable.gap for syllable in syllables] == ["", " ", ": ", "/", "-"]


@given(st.text())
def test_syllables_of_any_text_are_in_order_and_folded(text: str) -> None:
    syllables = list(split_syllables(normalise(text)))
    assert all(a.end <= b.start or a.start <= b.start for a, b in itertools.pairwise(syllables))
    assert all(0 <= s.start < s.end <= len(text) for s in syllables)
    assert all(fold(s.folded) == s.folded for s in syllables)
