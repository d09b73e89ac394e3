"""Every step takes any string, leaves its own result alone, and finds the way back to the stored text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.abbreviations import find_concepts
from indexer.analysis.columns import Syllables
from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.numbers import find_numbers
from indexer.analysis.syllables import canonical, spell
from indexer.analysis.words import find_words, words_of

LETTERS = st.sampled_from([*"aăâbcdđeêghiklmnoôơpqrstuưvxyÁẠẢẦẨỖỘỜĐIY\u0301\u0323\u0303ˊ07²½ßİΣ中"])
syllables = st.one_of(st.text(LETTERS, min_size=1, max_size=8), st.text(min_size=1, max_size=8))
texts = st.one_of(
    st.lists(
        st.sampled_from(
            [
                "Sở",
                "GD&ĐT",
                "số",
                "74/KH-UBND",
                "ngày",
                "19/5",
                "Ủy ban nhân dân",
                "\u200b",
                "–",
                "hòa",
                "hoà",
                "\n",
            ]
        ),
        max_size=12,
    ).map(" ".join),
    st.text(),
)


@given(syllables)
def test_a_canonical_spelling_stays(syllable: str) -> None:
    assert canonical(canonical(syllable)) == canonical(syllable)


@given(syllables)
def test_a_folded_syllable_stays(syllable: str) -> None:
    assert fold(fold(syllable)) == fold(syllable)


@given(texts)
def test_what_is_indexed_reads_as_itself(text: str) -> None:
    read = Syllables.read(normalise(text))
    for surface, folded in zip(read.surfaces, read.folded, strict=True):
        accented = spell(surface)[0]
        assert spell(accented) == (accented, folded)
        assert spell(folded)[1] == folded
        assert spell(folded)[0] == unicodedata.normalize("NFC", folded)  # Hangul is folded to its letters


@given(texts, st.booleans())
def test_mentions_lead_back_to_the_stored_text(text: str, decomposed: bool) -> None:
    stored = unicodedata.normalize("NFD", text) if decomposed else text
    read = Syllables.read(normalise(stored))
    for mention in (*find_concepts(read), *find_numbers(read)):
        start, end = read[mention.first].start, read[mention.last - 1].end
        assert 0 <= start < end <= len(stored)
        again = Syllables.read(normalise(stored[start:end]))
        assert again.folded == read.folded[mention.first : mention.last]


@given(texts)
def test_words_of_any_text_are_syllables_joined(text: str) -> None:
    assert all(word.count("_") >= 1 and " " not in word for word in find_words(text))


@given(st.lists(st.one_of(texts, st.just("ha ha ha ha"), st.just("một_hai")), max_size=4))
def test_words_of_paragraphs_are_those_of_each(paragraphs: list[str]) -> None:
    clean = [normalise(text) for text in paragraphs]
    assert words_of(clean) == [word for text in clean for word in find_words(text.text)]
