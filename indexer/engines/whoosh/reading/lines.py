"""All texts of a field laid end to end on one line, so that every place in every text is one whole number.

Knows no terms and no files. Numbers of 32 bits are joined twice as fast as those of 64: lines have them where
the lengths of texts are known well enough, which is everywhere but in archives of more than some ten million.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from indexer.engines.whoosh.reading.docsets import Rows

Keys = NDArray[np.unsignedinteger[Any]]
"""Places on a line, ascending."""

LEAD = 1 << 16
"""Free places before the first text, so that a key less the place in a phrase is never below zero."""
_WIDE_SHIFT = 32
_LEAST_SHIFT = 4
_STRETCH = 1 << 15
"""Postings whose places are worked out at a time: half the time of all at once, for the arrays stay near."""
_UNKNOWN = 255
"""The length byte of texts of any length from 106,374 tokens on."""


class TooLong(Exception):
    """A text has a place beyond the length that is noted for it: the field needs a wide line."""


class Line:
    """Where the text of each row begins. Texts begin at whole blocks, so that a block tells its row."""

    def __init__(self, starts: Keys, shift: int, row_of: Rows | None) -> None:
        """`row_of`: by block of 2**shift places; None where the number of a block is the row's."""
        self._starts = starts
        self._shift = shift
        self._row_of = row_of
        self.is_wide = row_of is None
        self.dtype = starts.dtype

    @classmethod
    def of_lengths(cls, lengths: NDArray[np.uint8]) -> "Line":
        """The narrowest that takes texts with these length bytes."""
        if not len(lengths) or int(lengths.max()) == _UNKNOWN:
            return cls.wide(len(lengths))
        longest = _LONGEST.take(lengths)
        shift = max(_LEAST_SHIFT, (int(longest.sum()) // len(lengths)).bit_length() - 1)
        blocks = (longest + ((1 << shift) - 1)) >> shift
        starts = np.full(len(lengths) + 1, LEAD >> shift, dtype=np.int64)
        starts[1:] += np.cumsum(blocks)
        if int(starts[-1]) << shift >= 1 << 32:
            return cls.wide(len(lengths))
        before = np.zeros(LEAD >> shift, dtype=np.int32)
        row_of = np.concatenate([before, np.repeat(np.arange(len(lengths), dtype=np.int32), blocks)])
        return cls((starts << shift).astype(np.uint32), shift, row_of)

    @classmethod
    def wide(cls, size: int) -> "Line":
        """For texts of any length, in numbers of 64 bits."""
        rows = np.arange(size + 1, dtype=np.uint64)
        return cls((rows << np.uint64(_WIDE_SHIFT)) + np.uint64(LEAD), _WIDE_SHIFT, None)

    @property
    def nbytes(self) -> int:
        return self._starts.nbytes + (0 if self._row_of is None else self._row_of.nbytes)

    def starts(self, rows: Rows) -> Keys:
        """Where these texts begin."""
        return self._starts.take(rows)

    def ends(self, rows: Rows) -> Keys:
        """Behind the last place that each of these texts may have."""
        return self._starts.take(rows + np.int32(1))

    def rows(self, keys: Keys) -> Rows:
        """The row of the text in which each of these places lies."""
        blocks = keys >> self._starts.dtype.type(self._shift)
        return blocks.astype(np.int32) if self._row_of is None else self._row_of.take(blocks)

    def keys(self, rows: Rows, deltas: NDArray[Any], counts: NDArray[np.int64]) -> Keys:
        """Places by what each adds to the one before; each of `rows`, ascending, has `counts` of them.

        Raises TooLong. `deltas` are below 2**31 and spent: the places may be written over them. No count
        is 0.
        """
        keys = deltas.astype(self.dtype, copy=False)
        begin = 0
        for lo in range(0, len(rows), _STRETCH):
            some = counts[lo : lo + _STRETCH]
            end = begin + int(some.sum())
            self._place(rows[lo : lo + _STRETCH], keys[begin:end], some)
            begin = end
        return keys

    def _place(self, rows: Rows, deltas: Keys, counts: NDArray[np.int64]) -> None:
        """Turns deltas of a stretch of rows into places. Raises TooLong."""
        ends = np.cumsum(counts)
        last = _last(deltas, counts, ends)
        starts = self.starts(rows)
        if (last >= self.ends(rows) - starts).any():
            raise TooLong
        steps = starts.copy()
        steps[1:] -= starts[:-1]
        steps[1:] -= last[:-1].astype(self.dtype)
        deltas[ends - counts] += steps
        np.cumsum(deltas, dtype=self.dtype, out=deltas)


def _last(
    deltas: NDArray[Any], counts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.unsignedinteger[Any]]:
    """What the deltas of each posting add up to, exact: in 32 bits (1 ns a sum, 64 take 2) where none can
    have more, for then it does not matter that the sums over many postings do."""
    narrow = int(deltas.max()) * int(counts.max()) < 1 << 32
    kind: type[np.unsignedinteger[Any]] = np.uint32 if narrow else np.uint64
    sums: NDArray[np.unsignedinteger[Any]] = np.cumsum(deltas, dtype=kind).take(ends - 1)
    sums[1:] = sums[1:] - sums[:-1]
    return sums


_LONGEST = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.int64)
"""Tokens that texts of a length byte have at most: it is rounded up."""
