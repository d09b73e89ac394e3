"""Phrases: documents where words stand one after the other, by joining sorted keys of (row, position)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.docsets import DocSet, Rows
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.snapshot import Snapshot

Keys = NDArray[np.int64]
"""Ascending: the row's place among the candidates, shifted left, and a position."""

_POSITION_BITS = 32
_MAX_SLOP = 1 << 30


class PhraseFinder:
    """Finds one phrase in documents that have all of its words."""

    def __init__(self, snapshot: Snapshot, field: str, budget: Budget) -> None:
        self._snapshot = snapshot
        self._field = field
        self._budget = budget

    def find(self, words: Sequence[bytes], slop: int, candidates: DocSet) -> DocSet:
        """Of `candidates`, which have all words, those where each stands 1 to `slop` after the one before.

        Source: whoosh/query/spans.py, SpanNear2 with mindist=1: only a span's end decides what may follow.
        """
        if slop < 1 or not len(candidates):
            return DocSet.none(candidates.size)
        if len(words) == 1:
            return candidates
        slop, rows = min(slop, _MAX_SLOP), candidates.rows
        found = self._adjacent(words, rows) if slop == 1 else self._near(words, slop, rows)
        return DocSet.from_rows(found, candidates.size)

    def _adjacent(self, words: Sequence[bytes], rows: Rows) -> Rows:
        """Rarest pair first; each further word is looked for in the rows that are left."""
        starts: Keys | None = None
        for at in self._rarest_first(words):
            here = self._keys(words[at], rows, len(words) - at)
            if starts is not None:
                here = _common(starts, here)
            left = _unique(here >> _POSITION_BITS)
            starts = _renumbered(here, left)
            rows = rows.take(left)
        return rows

    def _near(self, words: Sequence[bytes], slop: int, rows: Rows) -> Rows:
        """From left to right: places where the phrase so far may end."""
        ends = self._keys(words[0], rows, slop)
        for word in words[1:]:
            here = self._keys(word, rows, slop)
            lo, hi = np.searchsorted(ends, here - slop), np.searchsorted(ends, here)
            ends = np.compress(lo < hi, here)
            left = _unique(ends >> _POSITION_BITS)
            ends = _renumbered(ends, left)
            rows = rows.take(left)
        return rows

    def _rarest_first(self, words: Sequence[bytes]) -> list[int]:
        """The rarest word, then its rarer neighbour and so on: both sides of each join stay short."""
        sizes = [self._snapshot.document_frequency(self._field, word) for word in words]
        order = [min(range(len(words)), key=sizes.__getitem__)]
        while len(order) < len(words):
            beside = [at for at in (min(order) - 1, max(order) + 1) if 0 <= at < len(words)]
            order.append(min(beside, key=sizes.__getitem__))
        return order

    def _keys(self, word: bytes, rows: Rows, shift: int) -> Keys:
        """A key for each position of the word in `rows`, the position moved up by `shift`."""
        self._budget.spend(len(rows))
        positions, counts = self._snapshot.positions(self._field, word, rows)
        keys = np.repeat(np.arange(shift, len(rows) << _POSITION_BITS, 1 << _POSITION_BITS), counts)
        keys += positions
        return keys


def _common(first: Keys, second: Keys) -> Keys:
    """Keys that are in both."""
    small, large = sorted((first, second), key=len)
    if not len(small):
        return small
    found = large.take(np.searchsorted(large, small), mode="clip") == small
    return np.compress(found, small)


def _unique(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    fresh = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=fresh[1:])
    return np.compress(fresh, ascending)


def _renumbered(keys: Keys, left: NDArray[np.int64]) -> Keys:
    """Keys whose rows are numbered by their place in `left`."""
    places = np.searchsorted(left, keys >> _POSITION_BITS)
    return (places << _POSITION_BITS) | (keys & ((1 << _POSITION_BITS) - 1))
