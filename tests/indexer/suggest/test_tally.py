"""Counting in bulk is counting one by one."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.suggest.counting.tally import Tally


def add(tally: Tally, keys: list[int]) -> None:
    array = np.array(keys, np.uint64)
    tally.add(array, array.astype(np.int32).reshape(-1, 1))


@given(st.lists(st.lists(st.integers(0, 50), max_size=40), max_size=6))
def test_a_tally_is_a_counter_with_rows(batches: list[list[int]]) -> None:
    tally = Tally(1, limit=1000)
    for batch in batches:
        add(tally, batch)
    keys, counts, rows = tally.result()
    wanted = Counter(key for batch in batches for key in batch)
    assert keys.tolist() == sorted(wanted)
    assert dict(zip(keys.tolist(), counts.tolist(), strict=True)) == wanted
    assert rows[:, 0].tolist() == keys.tolist()


def test_beyond_the_limit_the_rarest_are_forgotten() -> None:
    tally = Tally(1, limit=10)
    add(tally, [number for number in range(20) for _ in range(number + 1)])
    keys, counts, _rows = tally.result()
    assert keys.tolist() == [15, 16, 17, 18, 19]
    assert counts.tolist() == [16, 17, 18, 19, 20]
