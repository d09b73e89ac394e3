"""Posting lists of fewer than 128 postings: any number of them as one stream of varbytes, in one step.

Each list: for each posting `gap << 2 | min(frequency - 1, 3)`, where the gap counts the rows skipped since
the posting before, and then, for each posting whose two bits are 3, `frequency - 4`. Lists of a field without
frequencies are the gaps alone. How many postings a list has is not in it, nor how many bytes.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage import varbytes
from indexer.engines.whoosh.storage.ragged import running_sums, starts_of, steps

LONGEST = 127
_MORE = 3
_ROWS = _FREQUENCIES = 1 << 32


def encode(
    counts: NDArray[np.int64], gaps: NDArray[np.int64], beyond_one: NDArray[np.uint32] | None
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of all lists, and how many each takes.

    `beyond_one`: frequencies - 1, None for a field without them.
    """
    if beyond_one is None:
        return encode_values(gaps, counts)
    codes = np.minimum(beyond_one, np.uint32(_MORE))
    entries = gaps << 2 | codes
    more = codes == _MORE
    if not more.any():
        return encode_values(entries, counts)
    extra = _count_each(more, counts)
    is_entry = _is_entry(counts, extra)
    values = np.empty(is_entry.size, np.int64)
    values[is_entry] = entries
    values[~is_entry] = beyond_one[more] - np.uint32(_MORE)
    return encode_values(values, counts + extra)


def decode(
    data: NDArray[np.uint8], sizes: NDArray[np.int64], counts: NDArray[np.int64], *, frequencies: bool
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Rows and frequencies of all lists; frequencies of a field without them are ones. Raises ValueError."""
    if counts.size and int(counts.min()) < 1:
        raise ValueError("short lists: a list without postings")
    values, held = decode_values(data, sizes)
    extra = held - counts
    if extra.size and (int(extra.min()) < 0 or (not frequencies and int(extra.max()))):
        raise ValueError("short lists: not as many values as postings")
    if not frequencies:
        return _rows(values, counts), np.ones(values.size, np.uint32)
    entries, beyond = values, values[:0]
    if extra.any():
        is_entry = _is_entry(counts, extra)
        entries, beyond = values[is_entry], values[~is_entry]
    codes = entries & _MORE
    if extra.any() and not np.array_equal(_count_each(codes == _MORE, counts), extra):
        raise ValueError("short lists: not as many large frequencies as marked")
    return _rows(entries >> 2, counts), _frequencies(codes, beyond)


def decode_one(
    data: NDArray[np.uint8], count: int, *, frequencies: bool
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """As `decode`, of a single list: 15 us instead of 50."""
    values, _ = varbytes.decode(data)
    entries, beyond = values[:count], values[count:]
    if not 0 < count == entries.size or (beyond.size and not frequencies):
        raise ValueError("short list: not as many values as postings")
    counts = np.array([count])
    if not frequencies:
        return _rows(entries, counts), np.ones(count, np.uint32)
    return _rows(entries >> 2, counts), _frequencies(entries & _MORE, beyond)


def encode_values(
    values: NDArray[Any], counts: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Lists of `counts` values each as bytes, and how many bytes each list takes. No list is empty."""
    data, sizes = varbytes.encode(values)
    if not counts.size:
        return data, np.empty(0, np.int64)
    return data, np.add.reduceat(sizes, starts_of(counts), dtype=np.int64)


def decode_values(
    data: NDArray[np.uint8], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The values of lists of `sizes` bytes each, and how many values each list has."""
    values, ends = varbytes.decode(data)
    list_ends = np.cumsum(sizes)
    if (int(list_ends[-1]) if sizes.size else 0) != data.size or (sizes.size and int(sizes.min()) < 1):
        raise ValueError("short lists: sizes do not add up")
    ended = np.cumsum(data < 128, dtype=np.int64)[list_ends - 1]
    if not np.array_equal(ends[ended - 1], list_ends):
        raise ValueError("short lists: a value goes on beyond its list")
    return values, steps(ended)


def _is_entry(counts: NDArray[np.int64], extra: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each value of all lists: whether it is an entry (the first `counts`) or a frequency's rest."""
    return np.repeat(np.tile([True, False], counts.size), np.stack([counts, extra], axis=1).ravel())


def _count_each(marks: NDArray[np.bool_], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of each list's postings are marked."""
    if not marks.size:
        return np.zeros(counts.size, np.int64)
    found: NDArray[np.int64] = np.add.reduceat(marks, starts_of(counts), dtype=np.int64)
    return found


def _rows(gaps: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    if gaps.size and int(gaps.max()) >= _ROWS:
        raise ValueError("short lists: a gap wider than any segment")
    return running_sums(gaps + 1, counts) - 1


def _frequencies(codes: NDArray[np.int64], beyond: NDArray[np.int64]) -> NDArray[np.uint32]:
    found = codes + 1
    more = codes == _MORE
    if np.count_nonzero(more) != beyond.size:
        raise ValueError("short lists: not as many large frequencies as marked")
    if beyond.size:
        found[more] += beyond
        if int(beyond.max()) >= _FREQUENCIES - _MORE - 1:
            raise ValueError("short lists: a frequency above 32 bits")
    return found.astype(np.uint32)
