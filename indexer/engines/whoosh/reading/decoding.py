"""Reads lists of one segment as rows of the snapshot, without its deleted documents. Keeps nothing."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.docsets import Rows
from indexer.engines.whoosh.reading.parts import Frequencies, Part

Keys = NDArray[np.int64]
Ordinals = range | list[int]

ROW_SHIFT = 32
POSITION = (1 << ROW_SHIFT) - 1
"""The part of a key that is a position."""
FREQUENT = 1 << 14
"""From so many postings on a term's set is kept: decoding takes longer than a run of its own costs."""
_DECODE_POSTINGS = 1 << 22
"""Many lists are decoded in steps of about this many postings (8 bytes each), whatever a prefix matches."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one term stands: live rows, ascending, and how often in each.

    `document_frequency` counts dead documents too, as Whoosh does until they are merged away.
    """

    rows: Rows
    frequencies: Frequencies
    document_frequency: int

    @property
    def nbytes(self) -> int:
        return self.rows.nbytes + self.frequencies.nbytes


@dataclass(frozen=True, slots=True)
class Places:
    """Every occurrence of a term as an ascending key: the row shifted left, and the position."""

    keys: Keys

    @property
    def nbytes(self) -> int:
        return self.keys.nbytes

    def of_rows(self, rows: Rows) -> tuple[Keys, NDArray[np.int64]]:
        """The keys in ascending `rows`, and how many each row has."""
        first = rows.astype(np.int64) << ROW_SHIFT
        lo, hi = np.searchsorted(self.keys, first), np.searchsorted(self.keys, first | POSITION)
        counts = hi - lo
        ends = np.cumsum(counts)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(lo - (ends - counts), counts)
        return self.keys.take(at), counts


def read_postings(part: Part, field: str, ordinal: int) -> Postings:
    rows, frequencies = part.segment.postings(field, ordinal)
    document_frequency = len(rows)
    live = part.only_live(rows)
    if live is not None:
        rows, frequencies = rows.take(live), frequencies.take(live)
    if part.first_row:
        rows = rows + np.int32(part.first_row)
    return Postings(rows, frequencies, document_frequency)


def read_places(part: Part, field: str, ordinal: int) -> Keys:
    rows, frequencies = part.segment.postings(field, ordinal)
    listed = part.segment.position_list(field, ordinal, frequencies)
    live = part.only_live(rows)
    if live is None:
        positions = listed.all()
    else:
        rows, frequencies = rows.take(live), frequencies.take(live)
        positions, _counts = listed.take(live)
    keys = np.repeat((rows.astype(np.int64) + part.first_row) << ROW_SHIFT, frequencies)
    keys += positions
    return keys


def document_frequencies(part: Part, field: str, ordinals: Ordinals) -> NDArray[np.int64]:
    """Document frequencies of these terms, of which there is at least one."""
    first, last = ordinals[0], ordinals[-1]
    sizes: NDArray[np.int64] = part.segment.terms(field).document_frequencies(first, last + 1)
    return sizes if len(ordinals) == len(sizes) else sizes.take(np.asarray(ordinals) - first)


def runs(ordinals: Ordinals, sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Terms that are not frequent as (first, end) of runs, each with about `_DECODE_POSTINGS` postings."""
    kept = np.flatnonzero(sizes < FREQUENT)
    if not len(kept):
        return
    numbers, sizes = np.asarray(ordinals).take(kept), sizes.take(kept)
    step_of = (np.cumsum(sizes) - sizes) // _DECODE_POSTINGS
    breaks = np.flatnonzero((np.diff(numbers) != 1) | (np.diff(step_of) != 0)) + 1
    for lo, hi in itertools.pairwise([0, *breaks.tolist(), len(numbers)]):
        yield int(numbers[lo]), int(numbers[hi - 1]) + 1
