"""All sketches in memory: which texts may be the same as some new ones. About 600 bytes a text.

Nothing here is kept on disk as an index: going through the band keys of a million texts takes a tenth of a
second, so that keys are kept with their texts and nowhere else.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.reposts.sketch import BANDS, MINIMA, Sketch, unpack_sentences

Places = NDArray[np.int64]

_FILTER_BITS = 20
"""A table of a megabyte, which stays in a core's second-level cache, leaves out most keys at 3 ns each."""
_CROWD = 2000
"""A band's key that more texts share is a form's and tells nothing; to compare all of them takes hours."""
_COMPARED = 1 << 18
"""Candidates compared at once: 64 MB."""


class Candidates:
    """Sketches by key; removed ones keep their place and are left out."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._tails: list[bytes] = []
        self._place: dict[str, int] = {}
        self._bands = np.empty((BANDS, 1024), dtype=np.uint32)
        self._minima = np.empty((1024, MINIMA), dtype=np.uint8)
        self._alive = np.zeros(1024, dtype=np.bool_)

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, key: str) -> bool:
        return key in self._place

    def sentences(self, key: str) -> dict[int, int]:
        """The sentences of a text by their numbers, with how many words each has."""
        return unpack_sentences(self._tails[self._place[key]])

    def add(self, sketch: Sketch) -> None:
        """Nothing changes when one of its key is there."""
        if sketch.key in self._place:
            return
        place = len(self._keys)
        if place == len(self._alive):
            self._grow()
        self._place[sketch.key] = place
        self._keys.append(sketch.key)
        self._tails.append(sketch.tail)
        self._bands[:, place] = sketch.bands
        self._minima[place] = sketch.minima
        self._alive[place] = True

    def remove(self, key: str) -> None:
        place = self._place.pop(key, None)
        if place is not None:
            self._alive[place] = False

    def near(self, keys: Sequence[str], least: float) -> Iterator[tuple[str, str, float]]:
        """Each two texts, one of `keys` at least, that share a band and whose resemblance is estimated as
        `least` or more, with the estimate; in no order."""
        new = np.array([self._place[key] for key in keys], dtype=np.int64)
        found = np.unique(np.concatenate([self._meeting(band, new) for band in self._bands]))
        for start in range(0, len(found), _COMPARED):
            first, second = np.divmod(found[start : start + _COMPARED], 1 << 32)
            equal = (self._minima.take(first, axis=0) == self._minima.take(second, axis=0)).mean(axis=1)
            for at in np.flatnonzero(equal >= least).tolist():
                yield self._keys[first[at]], self._keys[second[at]], float(equal[at])

    def _meeting(self, band: NDArray[np.uint32], new: Places) -> Places:
        """Pairs of places with one key in this band, each as smaller << 32 | larger."""
        asked = band.take(new)
        mask = np.uint32((1 << _FILTER_BITS) - 1)
        table = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
        table[asked & mask] = True
        size = len(self._keys)
        there = np.flatnonzero(table.take(band[:size] & mask) & self._alive[:size])
        order = np.argsort(asked, kind="stable")
        asked, new = asked.take(order), new.take(order)
        there = _uncrowded(there, band)
        keys = band.take(there)
        first = np.searchsorted(asked, keys)
        counts = np.searchsorted(asked, keys, side="right") - first
        others = np.repeat(there, counts)
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        mine = new.take(np.repeat(first, counts) + steps)
        apart = others != mine
        low, high = np.minimum(mine, others)[apart], np.maximum(mine, others)[apart]
        return np.asarray(low << 32 | high, dtype=np.int64)

    def _grow(self) -> None:
        size = len(self._alive) * 2
        more = size - len(self._alive)
        self._bands = np.pad(self._bands, ((0, 0), (0, more)))
        self._minima = np.pad(self._minima, ((0, more), (0, 0)))
        self._alive = np.pad(self._alive, (0, more))


def _uncrowded(places: Places, band: NDArray[np.uint32]) -> Places:
    """Those whose key not too many of them share."""
    _keys, of_key, counts = np.unique(band.take(places), return_inverse=True, return_counts=True)
    return places if len(counts) == 0 or counts.max() <= _CROWD else places[counts.take(of_key) <= _CROWD]
