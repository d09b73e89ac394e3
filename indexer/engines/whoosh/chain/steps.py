"""What documents earn by one part of a query, in whole steps: listed for few, one number each for many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.evaluate.topk import best
from indexer.engines.whoosh.reading.docsets import DocSet

Numbers = NDArray[np.unsignedinteger[Any]]

_DENSE = 8
"""From one document in 8 on, a byte for each document takes less time to add, and then less memory too."""
_NARROW = 1 << 16


@dataclass(frozen=True, slots=True)
class Steps:
    """`steps` of `rows`, ascending; of every document when `rows` is None."""

    rows: NDArray[np.int64] | None
    steps: Numbers
    most: int

    @classmethod
    def of(cls, rows: NDArray[np.integer], steps: NDArray[np.int64], size: int) -> "Steps":
        most = int(steps.max(initial=0))
        narrow = steps.astype(np.min_scalar_type(most))
        if len(rows) * _DENSE < size * narrow.itemsize:
            return cls(rows.astype(np.int32), narrow, most)
        dense = np.zeros(size, dtype=narrow.dtype)
        dense[rows] = narrow
        return cls(None, dense, most)

    @classmethod
    def of_every(cls, steps: NDArray[np.int64]) -> "Steps":
        """Of all documents, 0 for those that earn nothing."""
        most = int(steps.max(initial=0))
        return cls(None, steps.astype(np.min_scalar_type(most)), most)

    @property
    def nbytes(self) -> int:
        return self.steps.nbytes + (0 if self.rows is None else self.rows.nbytes)

    def add_to(self, sums: Numbers, times: int = 1) -> None:
        """Adds to the sums of all documents."""
        for _ in range(times):
            if self.rows is None:
                np.add(sums, self.steps, out=sums)
            else:
                np.add.at(sums, self.rows, self.steps.astype(sums.dtype, copy=False))

    def at(self, rows: NDArray[np.integer]) -> Numbers:
        """Of each of `rows`, ascending."""
        if self.rows is None:
            return self.steps.take(rows)
        if len(self.rows) < len(rows):
            found: Numbers = np.zeros(len(rows), dtype=self.steps.dtype)
            places = np.searchsorted(rows, self.rows)
            there = rows.take(places, mode="clip") == self.rows if len(rows) else np.zeros(0, dtype=np.bool_)
            found[places[there]] = self.steps[there]
            return found
        if not len(self.rows):
            return np.zeros(len(rows), dtype=self.steps.dtype)
        places = np.searchsorted(self.rows, rows)
        there = self.rows.take(places, mode="clip") == rows
        return np.where(there, self.steps.take(places, mode="clip"), 0).astype(self.steps.dtype)


@dataclass(frozen=True, slots=True)
class Sums:
    """One more than the steps of each hit. `rows` None: of every document, 0 for those that are no hits."""

    rows: NDArray[np.int32] | None
    sums: Numbers

    @classmethod
    def over(cls, hits: DocSet, parts: Sequence[tuple[Steps, int]]) -> "Sums":
        """`parts` with how many times each counts."""
        most = 1 + sum(part.most * times for part, times in parts)
        kind: type[np.unsignedinteger[Any]] = np.uint16 if most < _NARROW else np.uint32
        if hits.is_sparse:
            few = np.ones(len(hits), dtype=kind)
            for part, times in parts:
                few += (part.at(hits.rows) * kind(times)).astype(kind)
            return cls(hits.rows, few)
        sums = np.ones(hits.size, dtype=kind)
        for part, times in parts:
            part.add_to(sums, times)
        np.multiply(sums, hits.mask().view(np.uint8), out=sums)
        return cls(None, sums)

    def at_least(self, least: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Hits with so many steps or more, ascending, and their steps."""
        places = np.flatnonzero(self.sums > max(least, 0))
        rows = places.astype(np.int32) if self.rows is None else self.rows.take(places)
        return rows, self.sums.take(places).astype(np.int64) - 1

    def kth_most(self, count: int) -> int:
        """The steps of the `count`-th best hit; 0 when there are fewer."""
        if count > len(self.sums):
            return 0
        return max(int(self.sums.take(best(self.sums, count)).min()) - 1, 0)
