"""Where a term stands in the documents of its postings: deltas inside a posting, the first from 0.

Lists of fewer than 128 postings are varbytes, the others one packed array each, of which single postings can
be read. How many positions a posting has is its frequency, and not repeated here.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage import varbytes
from indexer.engines.whoosh.storage.packed import Packed
from indexer.engines.whoosh.storage.ragged import differences, running_sums, spans, starts_of
from indexer.engines.whoosh.storage.short_lists import LONGEST

_BLOCK = 64
_TOO_FAR = 1 << 31


def deltas_of(positions: NDArray[np.int32], frequencies: NDArray[Any]) -> NDArray[np.int32]:
    """What is stored of `positions`. ValueError unless they ascend from 0 inside each posting."""
    deltas = differences(positions, starts_of(frequencies))
    if deltas.size and int(deltas.min()) < 0:
        raise ValueError("positions: must ascend inside a posting")
    return deltas


def positions_of(deltas: NDArray[Any], frequencies: NDArray[np.int64]) -> NDArray[np.int32]:
    """The inverse of `deltas_of`. Raises ValueError for positions of 2**31 and above."""
    sums = running_sums(_near(deltas), frequencies)
    if sums.size and int(sums.max()) >= _TOO_FAR:
        raise ValueError("positions: out of range")
    return sums.astype(np.int32)


def _near(deltas: NDArray[Any]) -> NDArray[Any]:
    if deltas.size and int(deltas.max()) >= _TOO_FAR:
        raise ValueError("positions: out of range")
    return deltas


class PositionList:
    """The positions of one posting list that has `frequencies` of them per posting, each >= 1.

    Raises ValueError, here or when positions are read. Holds the frequencies, narrow, and where every 64th
    posting's positions start (1.1 bytes a posting): keep the object rather than making it anew.
    """

    __slots__ = ("_block_starts", "_deltas", "_frequencies")

    def __init__(self, data: NDArray[np.uint8], frequencies: NDArray[Any]) -> None:
        self._frequencies = frequencies.astype(np.min_scalar_type(int(frequencies.max(initial=0))))
        blocks = np.arange(0, frequencies.size, _BLOCK)
        sums = np.add.reduceat(frequencies, blocks, dtype=np.int64) if frequencies.size else blocks
        self._block_starts = starts_of(sums)
        read = read_packed if frequencies.size > LONGEST else _read_varbytes
        self._deltas: Packed | NDArray[np.int64] = read(data, int(sums.sum()))

    @property
    def nbytes(self) -> int:
        """Memory of its own, not of the mapped file."""
        return self._frequencies.nbytes + self._block_starts.nbytes

    def all(self) -> NDArray[np.int32]:
        """Every posting's positions, one posting after the other."""
        return positions_of(self.deltas(), self.counts())

    def take(self, which: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The positions of the postings `which` (numbers in the list, any order), and how many each has."""
        deltas, counts = self.take_deltas(which)
        return positions_of(deltas, counts), counts

    def deltas(self) -> NDArray[Any]:
        """All deltas as they are stored, one posting after the other, below 2**31. Not to be written to."""
        return _near(self._deltas.unpack() if isinstance(self._deltas, Packed) else self._deltas)

    def take_deltas(self, which: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """The same of the postings `which` (numbers in the list, any order), and how many each has."""
        counts = self.counts(which)
        at = spans(self._starts(which), counts)
        return _near(self._deltas.take(at) if isinstance(self._deltas, Packed) else self._deltas[at]), counts

    def counts(self, which: NDArray[Any] | None = None) -> NDArray[np.int64]:
        """How many positions the postings `which` have, all of them when None: their frequencies."""
        if which is None:
            return self._frequencies.astype(np.int64)
        if which.size and not 0 <= int(which.min()) <= int(which.max()) < self._frequencies.size:
            raise ValueError("positions: no such posting")
        return self._frequencies.take(which).astype(np.int64)

    def _starts(self, which: NDArray[Any]) -> NDArray[np.int64]:
        """Where the positions of these postings start: of few, by adding up the rest of their blocks."""
        if which.size * _BLOCK > self._frequencies.size:
            return starts_of(self._frequencies).take(which)
        inside = np.arange(_BLOCK)
        block, place = which // _BLOCK, which % _BLOCK
        before = self._frequencies.take((block * _BLOCK)[:, np.newaxis] + inside, mode="clip")
        sums = np.sum(before * (inside < place[:, np.newaxis]), axis=1, dtype=np.int64)
        return np.asarray(self._block_starts[block] + sums, dtype=np.int64)


def read_packed(data: NDArray[np.uint8], total: int) -> Packed:
    """The `total` deltas of a long list, not unpacked yet. Raises ValueError."""
    packed = Packed(data)
    if (packed.count, packed.size) != (total, data.size):
        raise ValueError("positions: not as many as the frequencies say")
    return packed


def _read_varbytes(data: NDArray[np.uint8], total: int) -> NDArray[np.int64]:
    deltas, _ = varbytes.decode(data)
    if deltas.size != total:
        raise ValueError("positions: not as many as the frequencies say")
    return deltas
