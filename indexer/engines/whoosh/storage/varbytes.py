"""Streams of small integers, seven bits to a byte, the lowest first; the high bit: the value goes on.

LEB128 as DWARF 5 (7.6) has it for unsigned values, here below 2**63. Whole arrays are turned at once, in as
many steps as the longest value has bytes. Knows nothing of what the integers mean.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.ragged import steps

# 9 bytes of 7 bits fill the positive half of an int64.
_MAX_BYTES = 9
_ENCODED_AT_ONCE = 1 << 16
"""Values: encoding takes some 30 bytes for each."""


def encode(values: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The bytes of all values, and how many each value takes.

    `values`: integers in 0..2**63-1, one dimension; else ValueError.
    """
    largest = int(values.max()) if values.size else 0
    if largest >= 1 << 63 or (values.size and int(values.min()) < 0):
        raise ValueError("only integers in 0..2**63-1 can be written as varbytes")
    longest = max(1, -(-largest.bit_length() // 7))
    sizes = np.ones(values.size, np.uint8)
    if longest == 1:
        return values.astype(np.uint8), sizes
    data = []
    for start in range(0, values.size, _ENCODED_AT_ONCE):
        some = slice(start, start + _ENCODED_AT_ONCE)
        data.append(_encode_some(values[some], longest, sizes[some]))
    return np.concatenate(data), sizes


def _encode_some(values: NDArray[Any], longest: int, sizes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Their bytes; adds to `sizes` what each takes beyond one."""
    columns = np.empty((values.size, longest), np.uint8)
    written = np.ones(columns.shape, np.bool_)
    rest = values.astype(np.int64, copy=False)
    for column in range(longest):
        low = rest.astype(np.uint8) & np.uint8(127)
        rest = rest >> 7
        if column + 1 < longest:
            goes_on = written[:, column + 1] = rest > 0
            sizes += goes_on
            low |= goes_on.view(np.uint8) << np.uint8(7)
        columns[:, column] = low
    found: NDArray[np.uint8] = columns[written]
    return found


def decode(data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All values of `data`, and for each value the offset behind its last byte.

    Raises ValueError where the last value is cut off or one has more than 63 bits.
    """
    ends = np.flatnonzero(data < 128) + 1
    if (int(ends[-1]) if ends.size else 0) != data.size:
        raise ValueError("varbytes: truncated")
    values = data[ends - 1].astype(np.int64)
    sizes = steps(ends)
    longest = int(sizes.max()) if sizes.size else 0
    if longest > _MAX_BYTES:
        raise ValueError("varbytes: more than 63 bits")
    for back in range(2, longest + 1):
        longer = np.flatnonzero(sizes >= back)
        values[longer] = values[longer] << 7 | (data[ends[longer] - back] & 127)
    return values, ends
