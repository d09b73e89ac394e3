"""Reads lists of one segment as rows of the snapshot, without its deleted documents. Keeps nothing."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.docsets import DocSet, Rows
from indexer.engines.whoosh.reading.lines import Keys, Line
from indexer.engines.whoosh.reading.located import Located
from indexer.engines.whoosh.reading.parts import Frequencies, Part

Ordinals = range | list[int]

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

    def cut(self, lo: int, hi: int) -> "Postings":
        """Some of the rows, as views; of the same term."""
        return Postings(self.rows[lo:hi], self.frequencies[lo:hi], self.document_frequency)


@dataclass(frozen=True, slots=True)
class Places:
    """Every occurrence of a term as its place on the field's line, ascending."""

    keys: Keys

    @property
    def nbytes(self) -> int:
        return self.keys.nbytes


def read_postings(part: Part, field: str, ordinal: int) -> Postings:
    rows, frequencies = part.segment.postings(field, ordinal)
    document_frequency = len(rows)
    live = part.only_live(rows)
    if live is not None:
        rows, frequencies = rows.take(live), frequencies.take(live)
    if part.first_row:
        rows = rows + np.int32(part.first_row)
    return Postings(rows, frequencies, document_frequency)


def read_documents(part: Part, field: str, ordinal: int) -> DocSet:
    """Live documents with the term, by the segment's own numbers. Frequencies are not decoded."""
    found, size = part.segment.documents(field, ordinal), part.segment.document_count
    docs = DocSet.from_bits(found, size) if found.dtype == np.uint8 else DocSet.packed(found, size)
    return docs if part.live is None else docs & DocSet.from_mask(part.live)


def read_places(part: Part, field: str, ordinal: int, line: Line) -> Keys:
    """Every live occurrence. Raises TooLong."""
    rows, frequencies = part.segment.postings(field, ordinal)
    listed = part.segment.position_list(field, ordinal, frequencies)
    live = part.only_live(rows)
    if live is None:
        deltas, counts = listed.deltas(), frequencies.astype(np.int64)
    else:
        rows = rows.take(live)
        deltas, counts = listed.take_deltas(live)
    return line.keys(rows + np.int32(part.first_row), deltas, counts)


def locate_places(part: Part, located: Located, candidates: DocSet, line: Line) -> Keys:
    """Those in `candidates`, rows of the snapshot. Raises TooLong."""
    rows = part.rows_inside(candidates.rows)
    which, postings = located.find(rows)
    deltas, counts = located.positions.take_deltas(postings)
    return line.keys(rows.take(which) + np.int32(part.first_row), deltas, counts)


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
