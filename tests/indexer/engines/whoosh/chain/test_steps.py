"""Steps of few documents and of many answer alike."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.chain.steps import Steps, Sums
from indexer.engines.whoosh.reading.docsets import DocSet

SIZE = 300
lists = st.dictionaries(st.integers(0, SIZE - 1), st.integers(0, 700), max_size=SIZE)
row_sets = st.sets(st.integers(0, SIZE - 1))


def steps_of(found: dict[int, int]) -> Steps:
    rows = np.array(sorted(found), dtype=np.int64)
    return Steps.of(rows, np.array([found[row] for row in rows.tolist()], dtype=np.int64), SIZE)


def rows_of(rows: set[int]) -> np.ndarray:
    return np.array(sorted(rows), dtype=np.int32)


@given(lists, row_sets)
def test_steps_of_any_rows_are_those_given(found: dict[int, int], asked: set[int]) -> None:
    steps = steps_of(found)
    assert steps.at(rows_of(asked)).tolist() == [found.get(row, 0) for row in sorted(asked)]
    sums = np.zeros(SIZE, dtype=np.uint32)
    steps.add_to(sums, times=2)
    assert sums.tolist() == [2 * found.get(row, 0) for row in range(SIZE)]
    assert steps.most == max(found.values(), default=0)


@given(st.lists(st.tuples(lists, st.integers(1, 3)), max_size=4), row_sets, st.integers(1, SIZE))
def test_the_best_hits_are_found_whatever_their_number(
    parts: list[tuple[dict[int, int], int]], hits: set[int], count: int
) -> None:
    sums = Sums.over(DocSet.from_rows(rows_of(hits), SIZE), [(steps_of(p), times) for p, times in parts])
    earned = {row: sum(part.get(row, 0) * times for part, times in parts) for row in sorted(hits)}
    ranked = sorted(earned.values(), reverse=True)
    kth = sums.kth_most(count)
    assert kth == (ranked[count - 1] if count <= len(ranked) else 0)
    rows, steps = sums.at_least(kth)
    assert dict(zip(rows.tolist(), steps.tolist(), strict=True)) == {
        r: s for r, s in earned.items() if s >= kth
    }


def test_sums_too_large_for_two_bytes_are_kept_whole() -> None:
    rows = np.arange(SIZE)
    large = Steps.of(rows, np.full(SIZE, 40_000, dtype=np.int64), SIZE)
    assert Sums.over(DocSet.all(SIZE), [(large, 1), (large, 1)]).at_least(0)[1].tolist() == [80_000] * SIZE


def test_many_documents_take_one_number_each() -> None:
    few, many = np.arange(SIZE // 20), np.arange(SIZE // 2)
    assert steps_of(dict.fromkeys(few.tolist(), 9)).rows is not None
    assert steps_of(dict.fromkeys(many.tolist(), 9)).rows is None
