"""Packed arrays: every value comes back, one by one or all at once, and bad bytes are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.packed import MAX_VALUE, Packed, pack

values_of_any_width = st.integers(0, 32).flatmap(
    lambda width: st.lists(st.integers(0, (1 << width) - 1), max_size=300)
)
# Mostly narrow, now and then wide: what patches are for.
values_with_outliers = st.lists(
    st.one_of(*[st.integers(0, 7)] * 12, st.integers(0, MAX_VALUE)), min_size=20, max_size=500
)


def as_array(values: list[int]) -> NDArray[np.uint32]:
    return np.array(values, dtype=np.uint32)


@given(st.one_of(values_of_any_width, values_with_outliers), st.binary(max_size=9))
def test_unpack_gives_back_what_was_packed_whatever_follows(values: list[int], behind: bytes) -> None:
    packed = pack(as_array(values))
    read = Packed(packed + behind)
    assert (read.count, read.size) == (len(values), len(packed))
    assert read.unpack().dtype == np.uint32
    assert read.unpack().tolist() == values


@given(st.one_of(values_of_any_width, values_with_outliers), st.data())
def test_take_equals_indexing_the_unpacked(values: list[int], data: st.DataObject) -> None:
    places = st.lists(st.integers(0, len(values) - 1)) if values else st.just([])
    indices = np.array(data.draw(places), dtype=np.int64)
    read = Packed(pack(as_array(values)))
    assert read.take(indices).tolist() == read.unpack()[indices].tolist()


@pytest.mark.parametrize("width", range(33))
@pytest.mark.parametrize("count", [1, 7, 8, 9, 127, 128, 1001])
def test_every_width_takes_count_times_width_bits(width: int, count: int) -> None:
    values = np.full(count, (1 << width) - 1, dtype=np.uint32)
    packed = pack(values)
    assert Packed(packed).unpack().tolist() == values.tolist()
    planes = bin(width).count("1")
    assert len(packed) <= count * width / 8 + planes + 3


def test_few_wide_values_do_not_widen_the_others() -> None:
    values = np.zeros(10_000, dtype=np.uint32)
    values[[3, 5_000, 9_999]] = MAX_VALUE
    packed = pack(values)
    assert Packed(packed).unpack().tolist() == values.tolist()
    assert len(packed) < 60


@pytest.mark.parametrize(("largest", "width"), [(31, 5), (63, 8), (127, 8), (255, 8), (511, 9), (40_000, 16)])
def test_long_arrays_are_in_whole_bytes_where_that_wastes_little(largest: int, width: int) -> None:
    values = np.arange(20_000, dtype=np.uint32) % (largest + 1)
    packed = Packed(pack(values))
    assert packed.width == width
    assert np.array_equal(packed.unpack(), values)


@pytest.mark.parametrize("dtype", ["u1", "i2", ">u4", "i8", "u8"])
def test_any_integer_type_packs_alike(dtype: str) -> None:
    values = np.arange(100)
    assert pack(values.astype(dtype)) == pack(values)


def test_values_may_be_strided() -> None:
    assert Packed(pack(np.arange(100)[::-3])).unpack().tolist() == list(range(99, -1, -3))


@pytest.mark.parametrize("value", [-1, MAX_VALUE + 1])
def test_integers_outside_32_bits_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match="only integers"):
        pack(np.array([0, value]))


@pytest.mark.parametrize("index", [-1, 3])
def test_take_refuses_indices_outside(index: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        Packed(pack(np.array([1, 2, 3]))).take(np.array([0, index]))


@given(values_with_outliers, st.data())
def test_truncated_bytes_are_refused(values: list[int], data: st.DataObject) -> None:
    packed = pack(as_array(values))
    cut = data.draw(st.integers(0, len(packed) - 1))
    with pytest.raises(ValueError, match="packed array"):
        Packed(packed[:cut])


def patched(width: int, planes: bytes, gaps: list[int], upper: list[int]) -> bytes:
    """An array of eight values as `pack` would lay it out."""
    return bytes((64 | width, 8)) + planes + pack(as_array(gaps)) + pack(as_array(upper))


EIGHT_OF_31_BITS = bytes(8 * 2 + 8 + 4 + 2 + 1)


def test_patches_add_upper_bits_to_their_places() -> None:
    values = Packed(patched(1, b"\x01", [0, 6], [0, 4])).unpack()
    assert values.tolist() == [1 + 2, 0, 0, 0, 0, 0, 0, 10]
    values = Packed(patched(31, EIGHT_OF_31_BITS, [1], [0])).unpack()
    assert values.tolist() == [0, 1 << 31, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(patched(1, b"\0", [8], [0]), id="place beyond the values"),
        pytest.param(patched(1, b"\0", [3, 4], [0, 0]), id="second place beyond the values"),
        pytest.param(patched(31, EIGHT_OF_31_BITS, [1], [1]), id="33 bits"),
        pytest.param(patched(32, bytes(32), [1], [0]), id="patches of full width"),
        pytest.param(patched(1, b"\0", [1, 1], [0]), id="more places than upper bits"),
        pytest.param(patched(1, b"\0", [], []), id="no patches"),
        pytest.param(patched(1, b"\0", [0] * 9, [0] * 9), id="more patches than values"),
    ],
)
def test_patches_that_cannot_be_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="patch"):
        Packed(content).unpack()
    with pytest.raises(ValueError, match="patch"):
        Packed(content).take(np.array([0]))


def test_patches_are_not_patched_themselves() -> None:
    inner = patched(1, b"\0", [1], [0])
    with pytest.raises(ValueError, match="patches missing"):
        Packed(bytes((65, 8, 0)) + inner + inner)
    # However deep it claims to go, no recursion error.
    with pytest.raises(ValueError, match="patches missing"):
        Packed(bytes((65, 8, 0)) * 10_000)


def test_a_few_values_are_taken_from_many() -> None:
    values = np.arange(100_000, dtype=np.uint32) % 1_000
    values[::100] += 1 << 20
    indices = np.array([99_999, 0, 50_050, 100, 100, 1])
    for width in range(20):
        read = Packed(pack(values >> width))
        assert read.take(indices).tolist() == (values[indices] >> width).tolist()


def read_or_refuse(content: bytes) -> None:
    """Bytes that make sense by chance may be read; anything but ValueError fails the test."""
    try:
        read = Packed(content)
        if read.count > 100_000:
            return
        unpacked = read.unpack()
        indices = np.arange(0, read.count, 3)
        assert unpacked.size == read.count
        assert read.take(indices).tolist() == unpacked[indices].tolist()
    except ValueError:
        pass


@given(st.binary(max_size=200))
def test_garbage_is_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@given(st.sampled_from(range(64, 97)), st.integers(0, 99), st.binary(max_size=200))
def test_garbage_patches_are_read_or_refused(tag: int, count: int, content: bytes) -> None:
    read_or_refuse(bytes((tag, count)) + content)


@given(values_with_outliers, st.data())
def test_a_changed_byte_is_read_or_refused(values: list[int], data: st.DataObject) -> None:
    packed = bytearray(pack(as_array(values)))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    read_or_refuse(bytes(packed))
