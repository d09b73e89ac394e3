"""Counts of 64-bit keys, added in bulk and kept sorted; the rarest are forgotten when there are too many."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]
Rows = NDArray[np.int32]


class Tally:
    """How often each key was added, with a row of numbers that tells what the key stands for.

    Forgetting drops keys seen once, then twice, until half of `limit` are left: a key that is then seen again
    begins anew, so its count is short by what was dropped (lossy counting, Manku and Motwani 2002).
    """

    def __init__(self, width: int, limit: int) -> None:
        self._limit = limit
        self._keys: list[Keys] = [np.empty(0, np.uint64)]
        self._counts: list[Counts] = [np.empty(0, np.int64)]
        self._rows: list[Rows] = [np.empty((0, width), np.int32)]
        self._pending = 0

    def add(self, keys: Keys, rows: Rows, counts: Counts | None = None) -> None:
        """Once each, or `counts` times; keys may repeat."""
        many = np.ones(keys.size, np.int64) if counts is None else counts
        keys, many, rows = summed(keys, many, rows)
        self._keys.append(keys)
        self._counts.append(many)
        self._rows.append(rows)
        self._pending += keys.size
        if self._pending > max(self._keys[0].size, 200_000):
            self._settle()

    def result(self) -> tuple[Keys, Counts, Rows]:
        """Ascending keys, their counts, their rows."""
        self._settle()
        return self._keys[0], self._counts[0], self._rows[0]

    def _settle(self) -> None:
        if len(self._keys) == 1:
            return
        keys, counts, rows = summed(
            np.concatenate(self._keys), np.concatenate(self._counts), np.concatenate(self._rows)
        )
        if keys.size > self._limit:
            kept = counts > threshold(counts, self._limit // 2)
            keys, counts, rows = keys[kept], counts[kept], rows[kept]
        self._keys, self._counts, self._rows, self._pending = [keys], [counts], [rows], 0


def summed(keys: Keys, counts: Counts, rows: NDArray[Any]) -> tuple[Keys, Counts, NDArray[Any]]:
    """Each key once, ascending, with the sum of its counts and one of its rows."""
    if not keys.size:
        return keys, counts, rows
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[firsts], np.add.reduceat(counts[order], firsts), rows[order[firsts]]


def threshold(counts: NDArray[Any], room: int) -> int:
    """The least count of which at most `room` keys have more."""
    return int(np.partition(counts, counts.size - room - 1)[counts.size - room - 1])
