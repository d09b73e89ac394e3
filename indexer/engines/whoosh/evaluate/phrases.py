"""Phrases: documents where words stand one after the other, by joining sorted keys of (row, position)."""

from collections.abc import Sequence

import numpy as np

from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.reading.decoding import ROW_SHIFT, Keys, Places
from indexer.engines.whoosh.reading.docsets import DocSet
from indexer.engines.whoosh.reading.snapshot import Snapshot

_MAX_SLOP = 1 << 30
_PICK_COST = 16
"""Keys of one document among many are found in the time in which so many keys are merged."""
_SEARCH_COST = 8
"""So is one key among many."""


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
        keys = self._adjacent(words, candidates) if slop == 1 else self._near(words, slop, candidates)
        rows = keys >> ROW_SHIFT
        fresh = np.ones(len(rows), dtype=np.bool_)
        np.not_equal(rows[1:], rows[:-1], out=fresh[1:])
        return DocSet.from_rows(np.compress(fresh, rows), candidates.size) & candidates

    def _adjacent(self, words: Sequence[bytes], candidates: DocSet) -> Keys:
        """Keys of where the phrase begins: the rarest word first, then its rarer neighbour."""
        places = [self._places(word) for word in words]
        first, *others = _rarest_first([len(one.keys) for one in places])
        starts = self._among(places[first], candidates) - first
        for at in others:
            starts = common(starts, self._among(places[at], candidates), at)
        return starts

    def _near(self, words: Sequence[bytes], slop: int, candidates: DocSet) -> Keys:
        """From left to right: keys of where the phrase so far may end."""
        ends = self._among(self._places(words[0]), candidates)
        for word in words[1:]:
            here = self._among(self._places(word), candidates)
            last = np.searchsorted(ends, here)
            gap = here - ends.take(last - 1, mode="clip") if len(ends) else here
            ends = np.compress((last > 0) & (gap <= min(slop, _MAX_SLOP)), here)
        return ends

    def _places(self, word: bytes) -> Places:
        places = self._snapshot.places(self._field, word)
        self._budget.spend(len(places.keys))
        return places

    def _among(self, places: Places, candidates: DocSet) -> Keys:
        """The word's keys; only those in `candidates` where these are few."""
        if len(candidates) * _PICK_COST < len(places.keys):
            return places.of_rows(candidates.rows)[0]
        return places.keys


def common(starts: Keys, keys: Keys, shift: int) -> Keys:
    """Those of `starts` that plus `shift` are in `keys`; both ascend."""
    if not len(starts) or not len(keys):
        return starts[:0]
    if len(starts) * _SEARCH_COST < len(keys):
        wanted = starts + shift
        return np.compress(keys.take(np.searchsorted(keys, wanted), mode="clip") == wanted, starts)
    if len(keys) * _SEARCH_COST < len(starts):
        wanted = keys - shift
        return np.compress(starts.take(np.searchsorted(starts, wanted), mode="clip") == wanted, wanted)
    both = np.sort(np.concatenate([starts, keys - shift]), kind="stable")
    return np.compress(both[1:] == both[:-1], both[1:])


def _rarest_first(sizes: Sequence[int]) -> list[int]:
    """The place of the smallest, then of its smaller neighbour and so on: both sides of a join stay short."""
    order = [min(range(len(sizes)), key=sizes.__getitem__)]
    while len(order) < len(sizes):
        beside = [at for at in (min(order) - 1, max(order) + 1) if 0 <= at < len(sizes)]
        order.append(min(beside, key=sizes.__getitem__))
    return order
