"""A term's documents in one segment, with how often and where it stands in single ones of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.docsets import DocSet, Rows
from indexer.engines.whoosh.reading.parts import Part
from indexer.engines.whoosh.storage.positions import PositionList

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Located:
    """The posting list of a term in a segment, dead documents too, and its positions posting by posting.

    1.2 bytes a posting: a tenth of all its positions.
    """

    members: DocSet
    positions: PositionList
    before: NDArray[np.int32]
    """Members before each 64 rows; empty where they are few."""

    @classmethod
    def read(cls, part: Part, field: str, ordinal: int) -> "Located":
        rows, frequencies = part.segment.postings(field, ordinal)
        members = DocSet.packed(rows, part.segment.document_count)
        return cls(members, part.segment.position_list(field, ordinal, frequencies), members_before(members))

    @property
    def nbytes(self) -> int:
        return self.members.nbytes + self.positions.nbytes + self.before.nbytes

    def find(self, rows: Rows) -> tuple[Places, Places]:
        """Which of the segment's `rows` have the term, and the numbers of their postings."""
        which = np.flatnonzero(self.members.contains(rows))
        return which, ranks(self.members, rows.take(which), self.before)


def members_before(members: DocSet) -> NDArray[np.int32]:
    """How many members are before each 64 rows; empty for a sparse set."""
    if members.is_sparse:
        return np.empty(0, dtype=np.int32)
    counts = np.bitwise_count(members.bits.view(np.uint64))
    before: NDArray[np.int32] = np.cumsum(counts, dtype=np.int32) - counts
    return before


def ranks(members: DocSet, rows: NDArray[np.integer], before: NDArray[np.int32]) -> Places:
    """For each of `rows` how many members are below it; `before`: see `members_before`."""
    if members.is_sparse:
        return np.searchsorted(members.rows, rows)
    words = members.bits.view(np.uint64)
    word = rows >> 6
    below = words.take(word) & ((np.uint64(1) << (rows & 63).astype(np.uint64)) - np.uint64(1))
    return (before.take(word) + np.bitwise_count(below)).astype(np.intp)
