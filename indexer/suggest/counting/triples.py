"""How often three syllables stand in a row: `đổi mới hệ` does, `đổi với hệ` does not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.suggest.counting.tally import threshold
from indexer.suggest.counting.vocabulary import Vocabulary
from indexer.suggest.fingerprints import RowKeys, keys_of_rows

_LIMIT = 8_000_000
"""Rows remembered: 48 MB. 6,000 newspaper articles have 1.2 million, two thirds of them once."""
_AT_ONCE = 1_000_000
"""Rows held until they are sorted in."""
_MOST_TIMES = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class TripleCounts:
    """`counts[i]` times, 65,535 at most, stood the row of `keys[i]` (`fingerprints.py`); keys ascend."""

    keys: RowKeys
    counts: NDArray[np.uint16]

    @classmethod
    def none(cls) -> "TripleCounts":
        return cls(np.empty(0, np.uint32), np.empty(0, np.uint16))


class TripleTally:
    """Rows of three lower-case neighbours; a clause's border may begin or end one."""

    def __init__(self, vocabulary: Vocabulary, limit: int = _LIMIT) -> None:
        self._vocabulary = vocabulary
        self._limit = limit
        self._counted = TripleCounts.none()
        self._pending: list[RowKeys] = []

    def add(self, ids: NDArray[np.int32]) -> None:
        """A sequence of ids: a break, then clauses, a break after each."""
        prints = self._vocabulary.fingerprints()[ids]
        inside = ids[1:-1] != 0
        self._pending.append(keys_of_rows(prints[:-2], prints[1:-1], prints[2:])[inside])
        if sum(keys.size for keys in self._pending) > _AT_ONCE:
            self._settle()

    def add_counts(self, counted: TripleCounts) -> None:
        """What was counted before."""
        self._merge(counted.keys, counted.counts.astype(np.int64))

    def result(self) -> TripleCounts:
        self._settle()
        return self._counted

    def _settle(self) -> None:
        if self._pending:
            keys, counts = np.unique(np.concatenate(self._pending), return_counts=True)
            self._pending = []
            self._merge(keys, counts)

    def _merge(self, keys: RowKeys, counts: NDArray[np.int64]) -> None:
        """Counts of ascending `keys` more."""
        before = self._counted
        places = np.searchsorted(before.keys, keys)
        known = places < before.keys.size
        known[known] = before.keys[places[known]] == keys[known]
        summed = before.counts.copy()
        more = before.counts[places[known]] + counts[known]
        summed[places[known]] = np.minimum(more, _MOST_TIMES)
        new = np.minimum(counts[~known], _MOST_TIMES).astype(np.uint16)
        self._counted = TripleCounts(
            np.insert(before.keys, places[~known], keys[~known]), np.insert(summed, places[~known], new)
        )
        self._forget()

    def _forget(self) -> None:
        """The rarest, when there are too many."""
        counted = self._counted
        if counted.keys.size > self._limit:
            kept = counted.counts > threshold(counted.counts, self._limit // 2)
            self._counted = TripleCounts(counted.keys[kept], counted.counts[kept])
