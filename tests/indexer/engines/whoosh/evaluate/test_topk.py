"""The best of many are those that sorting all of them would put first."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.engines.whoosh.evaluate.topk import BLOCK, TieOrder, best, block_maxima, top_rows
from indexer.engines.whoosh.reading.parts import SnapshotTexts


@st.composite
def score_arrays(draw: st.DrawFn) -> NDArray[np.float32]:
    """Short ones, and ones of many blocks; few distinct scores, so that many are equal; many that are 0."""
    size = draw(st.sampled_from([0, 1, 5, BLOCK - 1, BLOCK + 1, 20 * BLOCK + 3]))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    distinct = draw(st.sampled_from([1, 3, 1_000_000]))
    matches = random.random(size) < draw(st.sampled_from([1.0, 0.3, 0.001]))
    return (matches * random.integers(1, distinct + 1, size) / 7).astype(np.float32)


counts = st.sampled_from([0, 1, 2, 10, 2000])


@given(score_arrays(), counts)
def test_best_are_all_at_least_as_good_as_the_last_wanted(scores: NDArray[np.float32], count: int) -> None:
    places = best(scores, count)
    ranked = np.sort(scores)[::-1][:count]
    expected = np.flatnonzero(scores >= ranked[-1]) if len(ranked) else np.empty(0)
    assert places.tolist() == expected.tolist()
    assert best(scores, count, block_maxima(scores)).tolist() == places.tolist()


@given(score_arrays(), counts, st.booleans())
def test_top_rows_are_in_order(scores: NDArray[np.float32], count: int, dense: bool) -> None:
    rows = np.arange(len(scores), dtype=np.int32) * (1 if dense else 3)
    found, found_scores = top_rows(None if dense else rows, scores, count, TieOrder(Segments([len(scores)])))
    order = np.lexsort((rows, -scores))
    order = order[scores[order] > 0][:count] if dense else order[:count]
    assert found.tolist() == rows[order].tolist()
    assert found_scores.tolist() == scores[order].tolist()


def test_documents_without_a_score_are_no_matches() -> None:
    scores = np.array([0, 2, 0, 1], dtype=np.float32)
    found, _scores = top_rows(None, scores, 3, TieOrder(Segments([4])))
    assert found.tolist() == [1, 3]


class Segments:
    """A snapshot of which only the order of documents is known: by date, newest first in each segment."""

    def __init__(self, sizes: list[int], dates: list[int] | None = None) -> None:
        ends = np.cumsum(sizes).tolist()
        self.parts = [Ends(end) for end in ends]
        self.dates = np.array(dates if dates is not None else range(sum(sizes)))

    def numbers(self, column: str) -> NDArray[np.integer]:
        return self.dates

    def texts(self, column: str) -> Any:
        return Names()


class Ends:
    def __init__(self, end_row: int) -> None:
        self.end_row = end_row


class Names(SnapshotTexts):
    """Ids that fall as rows rise."""

    def __init__(self) -> None:
        super().__init__([])

    def take(self, rows: NDArray[np.integer]) -> list[bytes]:
        return [b"%05d" % (99999 - row) for row in rows.tolist()]


@st.composite
def dated(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Sizes of segments, and dates: newest first inside each, equal dates by id, the undated last."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    dates: list[int] = []
    for size in sizes:
        dates += sorted(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), reverse=True)
    return sizes, dates


@given(dated(), st.integers(0, 9), st.data())
def test_across_segments_dates_decide_then_ids(
    given_: tuple[list[int], list[int]], count: int, data: st.DataObject
) -> None:
    sizes, dates = given_
    rows = sorted(data.draw(st.frozensets(st.integers(0, sum(sizes) - 1))))
    order = TieOrder(Segments(sizes, dates), sort_key="day", id_column="id")  # type: ignore[arg-type]
    newest = sorted(rows, key=lambda row: (-dates[row], -row))
    oldest = sorted(rows, key=lambda row: (dates[row] == 0, dates[row], -row))
    array = np.array(rows, dtype=np.int32)
    assert order.arrange(array).tolist() == newest
    assert order.last(array, count).tolist() == oldest[:count]
    if all(dates[a] > dates[b] for a, b in pairwise(rows)):
        assert order.first(array, count).tolist() == newest[:count]


@pytest.mark.parametrize(("count", "expected"), [(1, [5]), (3, [5, 0, 1]), (9, [5, 0, 1, 6, 2])])
def test_the_first_of_each_segment_are_merged(count: int, expected: list[int]) -> None:
    order = TieOrder(Segments([3, 4], [8, 6, 2, 9, 9, 9, 5]), sort_key="day")  # type: ignore[arg-type]
    rows = np.array([0, 1, 2, 5, 6], dtype=np.int32)
    assert order.first(rows, count).tolist() == expected
