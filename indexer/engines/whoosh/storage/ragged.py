"""Many short arrays laid one after the other in a long one: where each begins, sums that begin anew in each.

`counts` says how many values each has. Knows nothing of what the values mean.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray


def starts_of(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Where each array begins in the long one."""
    starts: NDArray[np.int64] = np.cumsum(counts, dtype=np.int64) - counts
    return starts


def steps(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """What each value adds to the one before, the first to 0; np.diff with `prepend` takes 8 us more."""
    found = values.copy()
    found[1:] -= values[:-1]
    return found


def spans(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """starts[0], starts[0] + 1, ... (counts[0] of them), then from starts[1] on, and so on."""
    indices: NDArray[np.int64] = np.repeat(starts - starts_of(counts), counts)
    indices += np.arange(indices.size)
    return indices


def stretches(ends: NDArray[np.int64], values: int) -> Iterator[tuple[slice, slice]]:
    """(some arrays, their values) in turn: about `values` of them, or a single array of more.

    `ends`: where each array ends in the long one.
    """
    first = start = 0
    while first < len(ends):
        behind = max(int(np.searchsorted(ends, start + values, "right")), first + 1)
        end = int(ends[behind - 1])
        yield slice(first, behind), slice(start, end)
        first, start = behind, end


def differences(values: NDArray[np.signedinteger[Any]], starts: NDArray[np.int64]) -> NDArray[Any]:
    """What each value adds to the one before; the first of each array stands as it is. No array is empty.

    Of the type of `values`, in which no difference inside an array may overflow: none of values >= 0 does.
    """
    deltas = values.copy()
    deltas[1:] -= values[:-1]
    deltas[starts] = values[starts]
    return deltas


def running_sums(deltas: NDArray[Any], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The inverse of `differences`. No array is empty."""
    wide = deltas.astype(np.int64, copy=False)  # cumsum(dtype=int64) of another type takes twice as long
    if wide.size == counts.size:
        return wide
    sums: NDArray[np.int64] = np.cumsum(wide)
    if counts.size > 1:
        starts = starts_of(counts)
        sums -= np.repeat(sums[starts] - wide[starts], counts)
    return sums
