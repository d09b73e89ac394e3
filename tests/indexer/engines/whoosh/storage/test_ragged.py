"""Where stretches of many short arrays are cut."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.ragged import stretches


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 20))
def test_stretches_hold_every_array_once_and_few_values(counts: list[int], values: int) -> None:
    ends = np.cumsum(counts, dtype=np.int64)
    arrays, at = [], 0
    for some, behind in stretches(ends, values):
        arrays += counts[some]
        assert behind.start == at
        at = behind.stop
        assert at - behind.start == sum(counts[some])
        assert at - behind.start <= values or len(counts[some]) == 1
    assert (arrays, at) == (counts, sum(counts))
