"""Posting lists: what was written is read, one list or many, and bytes that say otherwise are refused."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.packed import MAX_VALUE
from indexer.engines.whoosh.storage.postings import (
    Encoded,
    Flat,
    LongList,
    PositionList,
    decode,
    decode_many,
    decode_positions,
    encode,
)

DOCUMENTS = 5_000
LAST_POSITION = (1 << 31) - 1


def draw_flat(counts: list[int], *, seed: int, documents: int = DOCUMENTS, skew: float = 0.6) -> Flat:
    """Lists of so many postings each over `documents`; the lower `skew`, the larger the frequencies."""
    random = np.random.default_rng(seed)
    chosen = [np.sort(random.choice(documents, count, replace=False)) for count in counts]
    rows = np.concatenate([*chosen, np.empty(0)]).astype(np.int32)
    frequencies = random.geometric(skew, rows.size).astype(np.uint32)
    steps = random.geometric(0.01, int(frequencies.sum()))
    owner = np.repeat(np.arange(rows.size), frequencies)
    positions = np.empty(steps.size, np.int32)
    for posting in range(rows.size):
        positions[owner == posting] = np.cumsum(steps[owner == posting]) - 1
    return Flat(np.array(counts, dtype=np.int64), rows, frequencies, positions)


short, long, dense = st.integers(1, 127), st.integers(128, 400), st.integers(700, 900)
flats = st.builds(
    lambda counts, seed, skew: draw_flat(counts, seed=seed, skew=skew),
    st.one_of(st.lists(short, max_size=12), st.lists(st.one_of(short, long, dense), max_size=4)),
    st.integers(0, 1 << 32),
    st.sampled_from([0.2, 0.6, 0.95]),
)


def as_bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, np.uint8)


def assert_same(read: Flat, written: Flat) -> None:
    assert read.counts.tolist() == written.counts.tolist()
    assert read.rows.dtype == np.int32
    assert read.rows.tolist() == written.rows.tolist()
    assert read.frequencies.dtype == np.uint32
    assert read.frequencies.tolist() == written.frequencies.tolist()


def read_all(encoded: Encoded, flat: Flat, documents: int = DOCUMENTS) -> Flat:
    read = decode_many(as_bytes(encoded.postings), encoded.posting_sizes, flat.counts, documents)
    positions = decode_positions(as_bytes(encoded.positions), encoded.position_sizes, read)
    return replace(read, positions=positions)


@settings(deadline=None)
@given(flats)
def test_many_lists_come_back_with_their_positions(flat: Flat) -> None:
    read = read_all(encode(flat), flat)
    assert_same(read, flat)
    assert read.positions is not None
    assert flat.positions is not None
    assert read.positions.dtype == np.int32
    assert read.positions.tolist() == flat.positions.tolist()


@settings(deadline=None)
@given(flats)
def test_each_list_comes_back_alone(flat: Flat) -> None:
    encoded = encode(flat)
    ends, byte_ends = np.cumsum(flat.counts), np.cumsum(encoded.posting_sizes)
    for number, count in enumerate(flat.counts.tolist()):
        mine = slice(int(ends[number]) - count, int(ends[number]))
        start = int(byte_ends[number] - encoded.posting_sizes[number])
        data = as_bytes(encoded.postings)[start : byte_ends[number]]
        rows, frequencies = decode(data, count, DOCUMENTS)
        assert rows.tolist() == flat.rows[mine].tolist()
        assert frequencies.tolist() == flat.frequencies[mine].tolist()


@settings(deadline=None)
@given(flats)
def test_a_field_without_frequencies_stores_none_and_reads_ones(flat: Flat) -> None:
    bare = replace(flat, positions=None)
    encoded = encode(bare, frequencies=False)
    assert len(encoded.postings) <= len(encode(bare).postings)
    assert (encoded.positions, encoded.position_sizes.tolist()) == (b"", [0] * flat.counts.size)
    data = as_bytes(encoded.postings)
    read = decode_many(data, encoded.posting_sizes, flat.counts, DOCUMENTS, frequencies=False)
    assert_same(read, replace(flat, frequencies=np.ones(flat.rows.size, np.uint32)))
    if flat.counts.size == 1:
        rows, frequencies = decode(data, int(flat.counts[0]), DOCUMENTS, frequencies=False)
        assert (rows.tolist(), frequencies.tolist()) == (flat.rows.tolist(), [1] * flat.rows.size)


@settings(deadline=None)
@given(st.one_of(short, long, dense), st.integers(0, 1 << 32), st.data())
def test_positions_of_some_postings_are_those_of_all_cut_out(
    count: int, seed: int, data: st.DataObject
) -> None:
    flat = draw_flat([count], seed=seed)
    positions = PositionList(as_bytes(encode(flat).positions), flat.frequencies)
    assert flat.positions is not None
    assert positions.all().tolist() == flat.positions.tolist()
    each = np.split(flat.positions, np.cumsum(flat.frequencies)[:-1])
    which = data.draw(st.lists(st.integers(0, count - 1), max_size=20))
    taken, counts = positions.take(np.array(which, dtype=np.int64))
    assert counts.tolist() == [each[posting].size for posting in which]
    assert taken.tolist() == [value for posting in which for value in each[posting].tolist()]


@pytest.mark.parametrize("which", [[-1], [0, 300]])
@pytest.mark.parametrize("count", [3, 300])
def test_positions_of_no_posting_are_refused(count: int, which: list[int]) -> None:
    flat = draw_flat([count], seed=1)
    positions = PositionList(as_bytes(encode(flat).positions), flat.frequencies)
    with pytest.raises(ValueError, match="no such posting"):
        positions.take(np.array(which))


@pytest.mark.parametrize("count", [1, 2, 127, 128, 129, 4_999, 5_000])
def test_a_dense_list_comes_as_bits_too(count: int) -> None:
    flat = replace(draw_flat([count], seed=2, skew=0.9), positions=None)
    data = as_bytes(encode(flat).postings)
    rows, frequencies = decode(data, count, DOCUMENTS)
    assert_same(Flat(flat.counts, rows, frequencies, None), flat)
    if count < 128:
        return
    bits = LongList(data, count, DOCUMENTS, frequencies=True).bits()
    if count < DOCUMENTS // 8:
        assert bits is None
        return
    assert bits is not None
    assert bits.size == DOCUMENTS // 8
    assert np.flatnonzero(np.unpackbits(bits, bitorder="little")).tolist() == flat.rows.tolist()


@pytest.mark.parametrize("frequency", [1, 3, 4, 5, 255, 256, 65_536, MAX_VALUE])
@pytest.mark.parametrize("count", [1, 127, 128, 2_000])
def test_any_frequency_comes_back(frequency: int, count: int) -> None:
    flat = replace(draw_flat([count], seed=3), positions=None)
    flat.frequencies[count // 2] = frequency
    encoded = encode(flat)
    assert_same(decode_many(as_bytes(encoded.postings), encoded.posting_sizes, flat.counts, DOCUMENTS), flat)


@pytest.mark.parametrize("position", [0, 127, 128, 65_535, 65_536, LAST_POSITION])
@pytest.mark.parametrize("count", [1, 127, 128, 2_000])
def test_any_position_comes_back(position: int, count: int) -> None:
    flat = draw_flat([count], seed=4, skew=1)
    assert flat.positions is not None
    flat.positions[count // 2] = position
    read = read_all(encode(flat), flat)
    assert read.positions is not None
    assert read.positions.tolist() == flat.positions.tolist()


@pytest.mark.parametrize("count", [1, 128])
def test_the_last_row_there_can_be_comes_back(count: int) -> None:
    last = (1 << 31) - 2
    rows = np.append(np.arange(count - 1), last).astype(np.int32)
    flat = Flat(np.array([count]), rows, np.ones(count, np.uint32), None)
    data = as_bytes(encode(flat).postings)
    assert decode(data, count, last + 1)[0].tolist() == rows.tolist()
    with pytest.raises(ValueError, match="beyond the documents"):
        decode(data, count, last)


def test_positions_may_repeat_inside_a_posting() -> None:
    flat = Flat(
        np.array([1]), np.array([7], np.int32), np.array([3], np.uint32), np.array([2, 2, 5], np.int32)
    )
    read = read_all(encode(flat), flat)
    assert read.positions is not None
    assert read.positions.tolist() == [2, 2, 5]


def changed(flat: Flat, name: str, index: int, value: int) -> Flat:
    array = getattr(flat, name).copy()
    array[index] = value
    return replace(flat, **{name: array})


@pytest.mark.parametrize("counts", [[5, 3], [900, 3], [3, 200]])
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda flat: changed(flat, "counts", 0, 1), "differ in length"),
        (lambda flat: changed(flat, "rows", 1, int(flat.rows[0])), "must ascend"),
        (lambda flat: changed(flat, "rows", 0, -1), "must ascend"),
        (lambda flat: changed(flat, "frequencies", 0, 0), "without occurrences"),
        (lambda flat: changed(flat, "frequencies", 0, 99), "not as many positions"),
        (lambda flat: changed(flat, "positions", 0, -1), "must ascend"),
        (lambda flat: replace(flat, positions=flat.positions[1:]), "not as many positions"),
        (lambda flat: replace(flat, counts=np.append(flat.counts, 0)), "without postings"),
    ],
)
def test_unsound_lists_are_not_written(counts: list[int], spoil: Callable[[Flat], Flat], reason: str) -> None:
    flat = draw_flat(counts, seed=5)
    with pytest.raises(ValueError, match=reason):
        encode(spoil(flat))


@pytest.mark.parametrize("count", [1, 60, 127, 128, 300, 1_000])
def test_other_counts_than_were_written_are_refused(count: int) -> None:
    flat = draw_flat([count], seed=6)
    encoded = encode(flat)
    for wrong in (count - 1, count + 1, 0, -1):
        with pytest.raises(ValueError, match=r"list|packed"):
            decode(as_bytes(encoded.postings), wrong, DOCUMENTS)
        with pytest.raises(ValueError, match=r"list|packed"):
            decode_many(as_bytes(encoded.postings), encoded.posting_sizes, np.array([wrong]), DOCUMENTS)
    spoilt = changed(flat, "frequencies", 0, int(flat.frequencies[0]) + 1)
    with pytest.raises(ValueError, match="not as many"):
        PositionList(as_bytes(encoded.positions), spoilt.frequencies)
    with pytest.raises(ValueError, match="not as many"):
        decode_positions(as_bytes(encoded.positions), encoded.position_sizes, spoilt)


@pytest.mark.parametrize("counts", [[5, 3], [900, 3], [200, 300]])
def test_lists_cut_elsewhere_are_refused(counts: list[int]) -> None:
    flat = draw_flat(counts, seed=7)
    encoded = encode(flat)
    for sizes in ([1, -1], [1, 0], [0, 1], [1 << 62, 1 << 62]):
        wrong = encoded.posting_sizes + np.array(sizes)
        with pytest.raises(ValueError, match=r"list|packed|varbytes"):
            decode_many(as_bytes(encoded.postings), wrong, flat.counts, DOCUMENTS)
        wrong = encoded.position_sizes + np.array(sizes)
        with pytest.raises(ValueError, match=r"list|packed|varbytes|positions"):
            decode_positions(as_bytes(encoded.positions), wrong, flat)


def assert_sound(rows: NDArray[np.int32], frequencies: NDArray[np.uint32], count: int) -> None:
    assert rows.size == frequencies.size == count
    assert (np.diff(rows) > 0).all()
    assert 0 <= int(rows[0]) <= int(rows[-1]) < DOCUMENTS
    assert int(frequencies.min()) >= 1


def read_or_refuse(postings: bytes, positions: bytes, count: int) -> None:
    """By chance bytes may make sense; then what is read must be sound. Nothing but ValueError is raised."""
    try:
        rows, frequencies = decode(as_bytes(postings), count, DOCUMENTS)
        assert_sound(rows, frequencies, count)
        if count >= 128:
            bits = LongList(as_bytes(postings), count, DOCUMENTS, frequencies=True).bits()
            assert bits is None or int(np.bitwise_count(bits).sum()) == count
        sizes = np.array([len(postings)])
        many = decode_many(as_bytes(postings), sizes, np.array([count]), DOCUMENTS)
        assert_same(many, Flat(np.array([count]), rows, frequencies, None))
        if int(frequencies.sum(dtype=np.int64)) > 100_000:
            return
        found = PositionList(as_bytes(positions), frequencies).all()
        assert found.size == int(frequencies.sum())
        assert int(found.min()) >= 0
        again = decode_positions(as_bytes(positions), np.array([len(positions)]), many)
        assert again.tolist() == found.tolist()
    except ValueError:
        pass


counts_of_any_kind = st.sampled_from([1, 2, 60, 127, 128, 300, 1_000])


@settings(deadline=None)
@given(st.binary(max_size=400), st.binary(max_size=400), counts_of_any_kind)
def test_garbage_is_read_soundly_or_refused(postings: bytes, positions: bytes, count: int) -> None:
    read_or_refuse(postings, positions, count)


@settings(deadline=None)
@given(counts_of_any_kind, st.integers(0, 99), st.data())
def test_a_changed_byte_is_read_soundly_or_refused(count: int, seed: int, data: st.DataObject) -> None:
    encoded = encode(draw_flat([count], seed=seed))
    streams = [bytearray(encoded.postings), bytearray(encoded.positions)]
    stream = data.draw(st.sampled_from(streams))
    # Headers stand in front: half of the changes go there.
    places = st.integers(0, len(stream) - 1)
    stream[data.draw(st.one_of(st.integers(0, min(9, len(stream) - 1)), places))] ^= data.draw(
        st.integers(1, 255)
    )
    read_or_refuse(bytes(streams[0]), bytes(streams[1]), count)


@settings(deadline=None)
@given(counts_of_any_kind, st.integers(0, 99), st.data())
def test_truncated_lists_are_refused(count: int, seed: int, data: st.DataObject) -> None:
    encoded = encode(draw_flat([count], seed=seed))
    cut = data.draw(st.integers(0, len(encoded.postings) - 1))
    with pytest.raises(ValueError, match=r"list|packed|varbytes"):
        decode(as_bytes(encoded.postings[:cut]), count, DOCUMENTS)
