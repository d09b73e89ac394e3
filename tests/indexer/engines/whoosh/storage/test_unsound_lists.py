"""Posting lists laid out by hand, each wrong in one way that random bytes do not meet: all are refused."""

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.engines.whoosh.storage import varbytes
from indexer.engines.whoosh.storage.packed import MAX_VALUE, pack
from indexer.engines.whoosh.storage.postings import (
    Flat,
    LongList,
    PositionList,
    decode,
    decode_many,
    decode_positions,
    encode,
)

DOCUMENTS = 999
LONG = 200


def written(*values: int) -> NDArray[np.uint8]:
    return varbytes.encode(np.array(values, dtype=np.uint64))[0]


def long_list(*, dense: bool, last: int = 900) -> NDArray[np.uint8]:
    """The bytes of a list of 200 postings, each of frequency 1."""
    documents = last if dense else 100_000
    rows = np.append(np.linspace(0, documents - 1, LONG - 1).astype(np.int32), np.int32(documents))
    flat = Flat(np.array([LONG]), rows, np.ones(LONG, np.uint32), None)
    return np.frombuffer(encode(flat).postings, np.uint8)


def packed(*values: int) -> NDArray[np.uint8]:
    return np.frombuffer(pack(np.array(values, dtype=np.uint32)), np.uint8)


def test_a_gap_that_overflows_is_refused() -> None:
    with pytest.raises(ValueError, match="wider than any segment"):
        decode(written(0, (1 << 63) - 1), 2, DOCUMENTS, frequencies=False)


def test_a_frequency_above_32_bits_is_refused() -> None:
    assert decode(written(3, MAX_VALUE - 4), 1, DOCUMENTS)[1].tolist() == [MAX_VALUE]
    with pytest.raises(ValueError, match="above 32 bits"):
        decode(written(3, MAX_VALUE - 3), 1, DOCUMENTS)
    gaps = packed(*[0] * LONG)
    with pytest.raises(ValueError, match="above 32 bits"):
        decode(np.append(gaps, packed(*[MAX_VALUE] * LONG)), LONG, DOCUMENTS)


def test_a_frequency_in_the_list_of_another_term_is_refused() -> None:
    first, second = written(3), written(0, 1)
    sizes = np.array([first.size, second.size])
    with pytest.raises(ValueError, match="large frequencies"):
        decode_many(np.append(first, second), sizes, np.array([1, 1]), DOCUMENTS)


@pytest.mark.parametrize("dense", [False, True])
def test_what_stands_behind_a_long_list_is_refused(dense: bool) -> None:
    content = long_list(dense=dense)
    documents = DOCUMENTS if dense else 100_001
    assert decode(content, LONG, documents)[0].size == LONG
    with pytest.raises(ValueError, match="do not add up"):
        decode(np.append(content, np.uint8(0)), LONG, documents)
    with pytest.raises(ValueError, match="do not add up"):
        decode(content, LONG, documents, frequencies=False)


@pytest.mark.parametrize("count", [-1, 0, LONG])
def test_a_long_list_that_cannot_fit_is_refused_before_it_is_read(count: int) -> None:
    with pytest.raises(ValueError, match="more postings than documents"):
        LongList(long_list(dense=True), count, LONG - 1, frequencies=True)


def test_bits_beyond_the_documents_are_refused() -> None:
    content = long_list(dense=True, last=900)
    bits = LongList(content, LONG, 901, frequencies=True).bits()
    assert bits is not None
    assert bits.size == 113
    for documents in (900, 897, 890):
        with pytest.raises(ValueError, match=r"beyond the documents|does not match"):
            LongList(content, LONG, documents, frequencies=True).bits()


def test_a_bitmap_with_another_number_of_bits_is_refused() -> None:
    content = long_list(dense=True).copy()
    content[5] ^= 1
    with pytest.raises(ValueError, match="does not match"):
        LongList(content, LONG, DOCUMENTS, frequencies=True).bits()
    with pytest.raises(ValueError, match="not as many as postings"):
        decode(content, LONG, DOCUMENTS)


@pytest.mark.parametrize("deltas", [(1 << 31, 0), (1 << 30, 1 << 30)])
def test_positions_of_2_to_the_31_are_refused(deltas: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        PositionList(written(*deltas), np.array([2])).all()
    # A delta that overflows the sum and comes back below the border.
    with pytest.raises(ValueError, match="out of range"):
        PositionList(written(1, (1 << 63) - 1), np.array([2])).all()
    frequencies = np.append(np.ones(LONG - 2, np.int64), 2)
    long = PositionList(packed(*[0] * (LONG - 2), *deltas), frequencies)
    with pytest.raises(ValueError, match="out of range"):
        long.take(np.array([LONG - 2]))


def test_what_stands_behind_packed_positions_is_refused() -> None:
    content, ones = packed(*range(LONG)), np.ones(LONG, np.uint32)
    assert PositionList(content, ones).all().tolist() == list(range(LONG))
    content = np.append(content, np.uint8(0))
    with pytest.raises(ValueError, match="not as many"):
        PositionList(content, ones)
    flat = Flat(np.array([LONG]), np.arange(LONG, dtype=np.int32), ones, None)
    with pytest.raises(ValueError, match="not as many"):
        decode_positions(content, np.array([content.size]), flat)


@pytest.mark.parametrize("sizes", [[-1, 1], [1 << 62] * 4 + [0]])
def test_sizes_that_add_up_only_by_overflow_are_refused(sizes: list[int]) -> None:
    content = long_list(dense=True)
    wrong = np.array(sizes)
    wrong[-1] += content.size
    with pytest.raises(ValueError, match="sizes out of range"):
        decode_many(content, wrong, np.full(wrong.size, LONG), DOCUMENTS)
