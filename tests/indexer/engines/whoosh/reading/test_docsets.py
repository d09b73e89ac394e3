"""Sets of documents behave as Python's sets, in whichever form they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.reading.docsets import DocSet, intersection, union

Members = frozenset[int]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, Members, Members]:
    """A size, on and off the borders of words, and two sets: sparse, dense, empty or full."""
    size = draw(st.sampled_from([0, 1, 7, 8, 63, 64, 65, 200, 5000]))
    everyone = frozenset(range(size))

    def some() -> Members:
        few = draw(st.frozensets(st.integers(0, size - 1), max_size=12)) if size else frozenset()
        return few if draw(st.booleans()) else everyone - few

    return size, some(), some()


def make(members: Members, size: int, form: str) -> DocSet:
    rows = np.array(sorted(members), dtype=np.int32)
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    forms = {
        "rows": lambda: DocSet.from_rows(rows, size),
        "mask": lambda: DocSet.from_mask(mask),
        "bits": lambda: DocSet.from_bits(np.packbits(mask, bitorder="little"), size),
    }
    return forms[form]()


form = st.sampled_from(["rows", "mask", "bits"])


@given(pairs(), form, form)
def test_operations_are_those_of_sets(given_: tuple[int, Members, Members], one: str, other: str) -> None:
    size, first, second = given_
    a, b = make(first, size, one), make(second, size, other)
    assert set((a & b).rows.tolist()) == first & second
    assert set((a | b).rows.tolist()) == first | second
    assert set((a - b).rows.tolist()) == first - second
    assert set((~a).rows.tolist()) == set(range(size)) - first
    assert (len(a & b), len(a | b)) == (len(first & second), len(first | second))
    assert intersection([a, b, a]) == a & b
    assert union([a, b, a]) == a | b


@given(pairs(), form)
def test_forms_agree(given_: tuple[int, Members, Members], one: str) -> None:
    size, members, _other = given_
    docs = make(members, size, one)
    assert len(docs) == len(members)
    assert docs.rows.tolist() == sorted(members)
    assert docs.rows.dtype == np.int32
    assert np.flatnonzero(docs.mask()).tolist() == sorted(members)
    assert np.flatnonzero(np.unpackbits(docs.bits, bitorder="little")).tolist() == sorted(members)
    assert len(docs.bits) % 8 == 0


@given(pairs(), form, form)
def test_contains_and_pick_go_by_row(given_: tuple[int, Members, Members], one: str, other: str) -> None:
    size, members, others = given_
    docs, subset = make(members, size, one), make(members & others, size, other)
    asked = np.array(sorted(others), dtype=np.int32)[::-1]
    assert docs.contains(asked).tolist() == [row in members for row in asked.tolist()]
    values = np.array(sorted(members), dtype=np.int32) * 10
    assert docs.pick(values, subset).tolist() == [row * 10 for row in sorted(members & others)]


def test_all_and_none() -> None:
    assert DocSet.all(70).rows.tolist() == list(range(70))
    assert len(DocSet.none(70)) == 0
    with pytest.raises(ValueError, match="rows or bits"):
        DocSet(3)


def test_memory_counts_both_forms() -> None:
    docs = DocSet.from_rows(np.array([1, 2]), 640)
    before = docs.nbytes
    assert docs.bits.nbytes == 80
    assert docs.nbytes == before + 80
