"""Where items lie: against plain sums over a list."""

from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.storage.offsets import (
    Extents,
    ExtentsWriter,
    Narrow,
    NarrowWriter,
    encode_extents,
)
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter, Section

LENGTHS = st.lists(
    st.one_of(st.integers(0, 6), st.sampled_from([254, 255, 256, 65534, 65535, 65536, 1 << 32, 1 << 40])),
    max_size=300,
)


def stored(directory: Path, data: bytes) -> Section:
    path = directory / "f"
    path.unlink(missing_ok=True)
    writer = SealedWriter(path, "seg")
    writer.add("s", data)
    writer.seal()
    return Sealed(path, "seg").section("s")


@given(lengths=LENGTHS, cut=st.integers(1, 130), width=st.sampled_from([1, 2, 4]), data=st.data())
@settings(deadline=None)
def test_items_lie_where_the_sum_of_those_before_says(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], cut: int, width: int, data: st.DataObject
) -> None:
    writer = ExtentsWriter(width, BytesIO())
    for start in range(0, len(lengths), cut):
        writer.add(np.array(lengths[start : start + cut], np.int64))
    extents = Extents(stored(tmp_path_factory.getbasetemp(), b"".join(writer.pieces())))
    ends = list(accumulate(lengths, initial=0))
    assert len(extents) == len(lengths)
    assert [extents.at(i) for i in range(len(lengths))] == list(pairwise(ends))
    lo = data.draw(st.integers(0, len(lengths)))
    hi = data.draw(st.integers(lo, len(lengths)))
    assert extents.bounds(lo, hi).tolist() == (ends[lo : hi + 1] if lo < hi else [0])
    extents.verify(ends[-1])


@given(values=LENGTHS, width=st.sampled_from([1, 2, 4]), data=st.data())
@settings(deadline=None)
def test_numbers_are_read_alone_and_in_ranges(
    tmp_path_factory: pytest.TempPathFactory, values: list[int], width: int, data: st.DataObject
) -> None:
    writer = NarrowWriter(width, BytesIO())
    writer.add(np.array(values, np.int64))
    narrow = Narrow(stored(tmp_path_factory.getbasetemp(), b"".join(writer.pieces())))
    assert [narrow[i] for i in range(len(narrow))] == values
    lo = data.draw(st.integers(0, len(values)))
    hi = data.draw(st.integers(lo, len(values)))
    assert narrow.range(lo, hi).tolist() == values[lo:hi]
    narrow.verify()


def test_the_width_suits_the_lengths() -> None:
    few_wide = np.array([3] * 1000 + [400], np.int64)
    assert len(encode_extents(few_wide)) < 1300
    assert len(encode_extents(few_wide + 300)) < 2300


@pytest.mark.parametrize("index", [-1, 3])
def test_there_are_no_items_beyond_the_ends(tmp_path: Path, index: int) -> None:
    extents = Extents(stored(tmp_path, encode_extents(np.array([1, 2, 3]))))
    with pytest.raises(IndexError):
        extents.at(index)


def test_offsets_of_another_size_are_damage(tmp_path: Path) -> None:
    good = encode_extents(np.array([1, 2, 3]))
    for data in (good[:-1], good + b"\0", b"", good[:20], b"\xff" * len(good)):
        with pytest.raises(IndexDamaged, match="/f is damaged"):
            Extents(stored(tmp_path, data))
    with pytest.raises(IndexDamaged, match="KeyError"):  # such a width as a number would fill the memory
        Extents(stored(tmp_path, good[:16] + (1 << 40).to_bytes(8, "little") + good[24:]))
    with pytest.raises(IndexDamaged, match="offsets end at 6, the items at 7"):
        Extents(stored(tmp_path, good)).verify(7)


@given(lengths=LENGTHS.filter(bool), place=st.integers(0), value=st.integers(0, 255))
@settings(deadline=None)
def test_a_changed_byte_raises_damage_or_is_read(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], place: int, value: int
) -> None:
    """Even with a checksum that fits: nothing but IndexDamaged may come out, and verify notices the sum.

    Only how many items of no bytes come last is not told: who reads knows how many there must be.
    """
    good = encode_extents(np.array(lengths, np.int64))
    data = bytearray(good)
    data[place % len(data)] = value
    try:
        extents = Extents(stored(tmp_path_factory.getbasetemp(), bytes(data)))
        [extents.at(i) for i in range(min(len(extents), len(lengths)))]
        extents.bounds(0, len(extents))
        extents.verify(sum(lengths))
    except IndexDamaged:
        return
    read = (extents.at(i) for i in range(len(extents)))
    written = zip(accumulate(lengths, initial=0), accumulate(lengths), strict=False)
    assert [(a, b) for a, b in read if a < b] == [(a, b) for a, b in written if a < b]
