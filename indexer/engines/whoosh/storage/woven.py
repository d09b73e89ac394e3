"""A stream of lists in term order, the many short ones written and read together, the long ones singly.

Only bytes and their sizes: what a list is, its own module knows.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def weave(
    short: NDArray[np.bool_], data: NDArray[np.uint8], sizes: NDArray[np.int64], longs: Sequence[bytes]
) -> tuple[bytes, NDArray[np.int64]]:
    """The stream, and the bytes of every list.

    `short`: which of the lists are; `data`, `sizes`: all of those; `longs`: the others.
    """
    if not longs:
        return data.tobytes(), sizes
    every = np.zeros(short.size, np.int64)
    every[short] = sizes
    cuts = np.cumsum(every)[~short]
    every[~short] = [len(long) for long in longs]
    pieces = []
    for run, long in zip(np.split(data, cuts), [*longs, b""], strict=True):
        pieces += [run.tobytes(), long]
    return b"".join(pieces), every


def unweave(
    short: NDArray[np.bool_], data: NDArray[np.uint8], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], list[NDArray[np.uint8]]]:
    """The bytes of all short lists, and of each long one. ValueError unless `sizes` add up to `data`."""
    ends = np.cumsum(sizes)
    if sizes.size and (int(sizes.min()) < 0 or int(sizes.max()) > data.size):
        raise ValueError("lists: sizes out of range")
    if (int(ends[-1]) if ends.size else 0) != data.size:
        raise ValueError("lists: sizes do not add up")
    if short.all():
        return data, []
    begins, behind = (ends - sizes)[~short].tolist(), ends[~short].tolist()
    runs = [data[start:end] for start, end in zip([0, *behind], [*begins, data.size], strict=True)]
    return np.concatenate(runs), [data[start:end] for start, end in zip(begins, behind, strict=True)]
