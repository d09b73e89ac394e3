"""How often each syllable stands, and which stands after it: what accents are restored by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.suggest.counting.tally import Counts, Tally
from indexer.suggest.counting.vocabulary import Vocabulary

_LIMIT = 3_000_000
"""Pairs remembered: 48 MB, four times that while they are summed, where the archive is that rich."""
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """`counts[i]` times `seconds[i]` stood after `firsts[i]`; `alone` counts each syllable, by id."""

    alone: Counts
    firsts: NDArray[np.int64]
    seconds: NDArray[np.int64]
    counts: Counts


class PairTally:
    """Pairs of lower-case neighbours, the borders of clauses among them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._alone = np.zeros(0, np.int64)
        self._pairs = Tally(0, _LIMIT)

    def add(self, ids: NDArray[np.int32]) -> None:
        """A sequence of ids: a break, then clauses, a break after each."""
        lowered = self._vocabulary.lowered()[ids].astype(np.int64)
        self._add_alone(np.bincount(lowered[1:], minlength=len(self._vocabulary)))
        between = (lowered[:-1] != 0) | (lowered[1:] != 0)
        self._add_pairs(lowered[:-1][between], lowered[1:][between], None)

    def add_counts(self, counted: PairCounts) -> None:
        """What was counted before, in the same ids."""
        self._add_alone(counted.alone)
        self._add_pairs(counted.firsts, counted.seconds, counted.counts)

    def result(self) -> PairCounts:
        """Ascending by first and second."""
        keys, counts, _rows = self._pairs.result()
        firsts, seconds = keys >> _SHIFT, keys & np.uint64(0xFFFFFFFF)
        self._add_alone(np.zeros(len(self._vocabulary), np.int64))
        return PairCounts(self._alone, firsts.astype(np.int64), seconds.astype(np.int64), counts)

    def _add_alone(self, counts: Counts) -> None:
        longer = np.zeros(max(counts.size, self._alone.size), np.int64)
        longer[: counts.size] = counts
        longer[: self._alone.size] += self._alone
        self._alone = longer

    def _add_pairs(
        self, firsts: NDArray[np.int64], seconds: NDArray[np.int64], counts: Counts | None
    ) -> None:
        keys = firsts.astype(np.uint64) << _SHIFT | seconds.astype(np.uint64)
        self._pairs.add(keys, np.empty((keys.size, 0), np.int32), counts)
