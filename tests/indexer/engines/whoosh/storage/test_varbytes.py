"""Varbytes: every value comes back, its bytes are those of LEB128, and bad bytes are refused."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.storage import varbytes

LARGEST = (1 << 63) - 1
values_of_any_size = st.lists(st.integers(0, 63).flatmap(lambda bits: st.integers(0, (1 << bits) - 1)))


def one_by_one(value: int) -> bytes:
    """LEB128 as DWARF 5 (7.6) tells it."""
    out = bytearray()
    while True:
        value, low = value >> 7, value & 127
        out.append(low | 128 if value else low)
        if not value:
            return bytes(out)


@given(values_of_any_size)
def test_values_come_back_with_where_each_ends(values: list[int]) -> None:
    with patch.object(varbytes, "_ENCODED_AT_ONCE", 7):
        data, sizes = varbytes.encode(np.array(values, dtype=np.uint64))
    assert data.tobytes() == b"".join(map(one_by_one, values))
    assert sizes.tolist() == [len(one_by_one(value)) for value in values]
    decoded, ends = varbytes.decode(data)
    assert decoded.tolist() == values
    assert ends.tolist() == np.cumsum(sizes, dtype=np.int64).tolist()


@pytest.mark.parametrize("value", [0, 127, 128, (1 << 14) - 1, 1 << 14, (1 << 32) - 1, 1 << 32, LARGEST])
def test_values_at_the_borders_of_a_byte_come_back(value: int) -> None:
    data, _ = varbytes.encode(np.array([value], dtype=np.uint64))
    assert varbytes.decode(data)[0].tolist() == [value]


@pytest.mark.parametrize("values", [np.array([3, -1]), np.array([LARGEST + 1], dtype=np.uint64)])
def test_integers_outside_63_bits_are_refused(values: np.ndarray) -> None:
    with pytest.raises(ValueError, match="only integers"):
        varbytes.encode(values)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\x80", "truncated"), (b"\x01\xff\xff", "truncated"), (b"\xff" * 9 + b"\x01", "63 bits")],
)
def test_bytes_that_hold_no_values_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        varbytes.decode(np.frombuffer(content, np.uint8))


@given(st.binary())
def test_garbage_gives_values_below_63_bits_or_is_refused(content: bytes) -> None:
    try:
        values, ends = varbytes.decode(np.frombuffer(content, np.uint8))
    except ValueError:
        return
    assert values.size == ends.size
    assert all(0 <= value <= LARGEST for value in values.tolist())
