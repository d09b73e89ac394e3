"""Places on a line: a key for every place of every text, and the row back from it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.util.numeric import length_to_byte

from indexer.engines.whoosh.reading.lines import LEAD, Line, TooLong

texts = st.lists(st.lists(st.integers(0, 300), max_size=4, unique=True).map(sorted), min_size=1, max_size=8)


def line_of(places: list[list[int]]) -> Line:
    lengths = [max(text, default=-1) + 1 for text in places]
    return Line.of_lengths(np.array([length_to_byte(length) for length in lengths], dtype=np.uint8))


def keys_of(line: Line, places: list[list[int]]) -> list[int]:
    rows = [row for row, text in enumerate(places) if text]
    deltas = [place - before for row in rows for before, place in zip([0, *places[row]], places[row])]  # noqa: B905
    counts = np.array([len(places[row]) for row in rows], dtype=np.int64)
    keys = line.keys(np.array(rows, dtype=np.int32), np.array(deltas, dtype=np.uint32), counts)
    assert line.rows(keys).tolist() == [row for row in rows for _ in places[row]]
    return [int(key) for key in keys]


@given(texts)
def test_places_ascend_and_tell_their_row(places: list[list[int]]) -> None:
    for line in (line_of(places), Line.wide(len(places))):
        starts = line.starts(np.arange(len(places), dtype=np.int32)).tolist()
        expected = [start + place for start, text in zip(starts, places, strict=True) for place in text]
        assert keys_of(line, places) == expected == sorted(set(expected))
        assert starts[0] == LEAD


@pytest.mark.parametrize("row", [0, 1, 2])
def test_a_place_beyond_the_length_noted_is_told(row: int) -> None:
    places = [[0, 99], [5], [0]]
    line = line_of(places)
    places[row] = [0, 5000]
    with pytest.raises(TooLong):
        keys_of(line, places)
    assert len(keys_of(Line.wide(3), places)) == sum(map(len, places))


def test_texts_of_any_length_or_too_many_of_them_need_a_wide_line() -> None:
    assert Line.of_lengths(np.array([3, 255], dtype=np.uint8)).is_wide
    assert Line.of_lengths(np.full(50_000, 254, dtype=np.uint8)).is_wide
    assert not Line.of_lengths(np.full(1000, 254, dtype=np.uint8)).is_wide
