"""Misspellings: all terms within so many edits, found without looking at all terms."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.evaluate import fuzzy
from indexer.engines.whoosh.evaluate.fuzzy import Misspellings, edit_distances
from tests.indexer.engines.whoosh.evaluate.brute_force import edits


class Terms:
    """Sorted terms."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = sorted(word.encode() for word in words)

    def __len__(self) -> int:
        return len(self.words)

    def text(self, ordinal: int) -> bytes:
        return self.words[ordinal]

    def texts(self, lo: int, hi: int) -> list[bytes]:
        return self.words[lo:hi]

    def at_or_after(self, term: bytes) -> int:
        return bisect_left(self.words, term)


words = st.text(alphabet="abộđ𠮷", max_size=6)


@given(st.frozensets(words.filter(bool)), words, st.integers(0, 3), st.integers(0, 3))
def test_terms_within_some_edits_are_found(
    lexicon: frozenset[str], text: str, distance: int, prefix: int
) -> None:
    terms = Terms(lexicon)
    found = Misspellings(terms).within(text, distance, prefix=prefix)
    near = {w for w in lexicon if edits(w, text) <= distance and w.startswith(text[:prefix])}
    assert [terms.text(at).decode() for at in found] == sorted(near, key=str.encode)


def test_large_vocabularies_are_walked_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = Terms(frozenset({"hoi", "hội", "nghi", "hai", "ho"}))
    expected = Misspellings(terms).within("hoi", 1)
    monkeypatch.setattr(fuzzy, "_MAX_TERMS", 2)
    walked = Misspellings(terms)
    assert walked.within("hoi", 1) == expected
    assert not walked._tables


@given(words, st.lists(words, max_size=5))
def test_edit_distances_are_those_of_the_textbook(text: str, others: list[str]) -> None:
    assert edit_distances(text, others).tolist() == [edits(other, text) for other in others]
