"""Joins of ascending keys, near and far apart, few and many, against sets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.evaluate import joining

keys = st.sets(st.integers(100, 400)).map(sorted)


@given(keys, keys, st.integers(0, 5), st.sampled_from([np.uint32, np.uint64]), st.sampled_from([1, 1 << 14]))
def test_common_keys_are_those_of_sets(
    starts: list[int], others: list[int], shift: int, kind: type[np.unsignedinteger], apart: int
) -> None:
    first, second = (np.array([key * apart for key in some], dtype=kind) for some in (starts, others))
    expected = sorted({key * apart for key in starts} & {key * apart - shift for key in others})
    found = joining.common(first, second, shift)
    assert found.tolist() == expected
    assert found.dtype == kind


@pytest.mark.parametrize("window", [1, 3, 64])
def test_windows_of_any_size_find_the_same(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    first, second = (np.unique(chance.integers(100, 900, 300, dtype=np.uint32)) for _ in range(2))
    whole = joining.common(first, second, 2)
    monkeypatch.setattr(joining, "_WINDOW", window)
    assert (
        joining.common(first, second, 2).tolist()
        == whole.tolist()
        == np.intersect1d(first, second - 2).tolist()
    )
