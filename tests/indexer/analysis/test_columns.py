"""Syllables by column are the syllables one by one."""

import itertools
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.abbreviations import concept_tokens, find_concepts
from indexer.analysis.columns import Syllables
from indexer.analysis.normalize import normalise
from indexer.analysis.numbers import find_numbers
from indexer.analysis.syllables import split_syllables

PIECES = st.sampled_from(
    [
        *(
            "UBND",
            "GD",
            "&",
            "ĐT",
            "ủy",
            "ban",
            "nhân",
            "dân",
            "và",
            "TU",
            "tu",
            "dưỡng",
            "phòng",
            "chống",
            "T.Ư",
        ),
        *(
            "số",
            "74",
            "/",
            "KH",
            "-",
            "NQ/TW",
            "2018",
            "19/5",
            "Kế hoạch",
            "LĐ-TB",
            "XH",
            "_",
            ",",
            "(",
            "\n",
            "“",
        ),
        *("T.Ư", "_", ",", "(", "\n", "“"),
        *("\u0301", "\u200b", "\u00a0", "thiên", "tai", "x" * 40, "Mặt", "trận", "Tổ", "quốc"),
    ]
)
texts = st.one_of(
    st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "  "])), max_size=20).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    ),
    st.text(),
)


@given(texts, st.booleans())
def test_columns_hold_the_same_syllables(text: str, decomposed: bool) -> None:
    clean = normalise(unicodedata.normalize("NFD", text) if decomposed else text)
    made = list(split_syllables(clean))
    read = Syllables.read(clean)
    assert list(read) == made
    assert (read.surfaces, read.folded) == ([s.surface for s in made], [s.folded for s in made])
    assert read.accented == [s.accented for s in made if s.accented != s.folded]
    assert read[-3:] == made[-3:]


@given(texts, st.booleans())
def test_both_are_read_alike(text: str, typed: bool) -> None:
    made = list(split_syllables(normalise(text)))
    read = Syllables.read(normalise(text))
    assert find_concepts(read, typed=typed) == find_concepts(made, typed=typed)
    assert find_numbers(read, typed=typed) == find_numbers(made, typed=typed)
    assert concept_tokens(read) == [token for mention in find_concepts(made) for token in mention.tokens]


@given(texts)
def test_mentions_stand_in_order_within_the_text(text: str) -> None:
    read = Syllables.read(normalise(text))
    concepts, numbers = find_concepts(read), find_numbers(read)
    assert [(m.first, -m.last) for m in concepts] == sorted((m.first, -m.last) for m in concepts)
    assert all(a.last <= b.first for a, b in itertools.pairwise(numbers))
    assert all(0 <= m.first < m.last <= len(read) for m in (*concepts, *numbers))
