"""A segment as the writer of its index sees it: what is in it, and what is deleted but not yet committed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.deletions import Mask, read_deletions, write_deletions
from indexer.engines.whoosh.manifest import SegmentEntry
from indexer.engines.whoosh.storage.segment import SegmentReader
from indexer.engines.whoosh.writing.inversion import DEAD, Rows
from indexer.engines.whoosh.writing.merging import Source
from indexer.engines.whoosh.writing.tiers import Size

_FEW = 64
"""Up to one term in so many of a segment is looked up (15 us); for more all are hashed once (0.4 us each)."""
_HASHED_AT_ONCE = 1 << 16

Hashes = NDArray[np.int64]


def hashes_of(terms: Iterable[bytes], count: int) -> Hashes:
    """Of this process only: Python seeds them anew each time."""
    return np.fromiter(map(hash, terms), np.int64, count)


class LiveSegment:
    """One segment and its deletions. Readers of the index see the deletions after `saved` and a commit."""

    def __init__(self, directory: Path, entry: SegmentEntry) -> None:
        """Raises IndexDamaged."""
        self.entry = entry
        self.reader = SegmentReader(directory, entry.name, entry.files)
        self.deleted: Mask | None = read_deletions(directory, entry)
        self._directory = directory
        self._saved = True
        self._known: Hashes | None = None

    @property
    def size(self) -> Size:
        deleted = 0 if self.deleted is None else int(np.count_nonzero(self.deleted))
        return Size(self.entry.documents, deleted, self.reader.most_positions)

    def as_source(self) -> Source:
        """To be merged in another thread: deletions from now on do not show in it."""
        return Source(self.reader, None if self.deleted is None else self.deleted.copy())

    def delete(self, field: str, terms: Sequence[bytes], hashes: Hashes) -> None:
        """Marks the documents that have one of `terms` in `field`."""
        if field not in self.reader.fields:
            return
        dictionary = self.reader.terms(field)
        for term in self._perhaps_known(field, terms, hashes):
            ordinal = dictionary.find(term)
            if ordinal is not None:
                self.delete_rows(self.reader.postings(field, ordinal)[0])

    def delete_rows(self, rows: Rows) -> None:
        if self.deleted is None:
            self.deleted = np.zeros(self.entry.documents, np.bool_)
        if not self.deleted[rows].all():
            self.deleted[rows] = True
            self._saved = False

    def carry_deletions(self, new_rows: Rows, target: "LiveSegment") -> None:
        """Deletes in `target` what is deleted here; `new_rows` says where each document went in it, and is
        DEAD for those that were deleted before."""
        if self.deleted is not None:
            later = new_rows[self.deleted]
            later = later[later != DEAD]
            if len(later):
                target.delete_rows(later)

    def saved(self, generation: int) -> SegmentEntry:
        """The segment's entry in this commit, its deletions on disk."""
        if not self._saved and self.deleted is not None:
            file = write_deletions(self._directory, self.entry.name, generation, self.deleted)
            self.entry = replace(self.entry, deleted=file)
            self._saved = True
        return self.entry

    def close(self) -> None:
        self.reader.close()

    def _perhaps_known(self, field: str, terms: Sequence[bytes], hashes: Hashes) -> Sequence[bytes]:
        """Those of `terms` that may stand in the segment."""
        if self._known is None:
            if len(terms) * _FEW < self.entry.documents:
                return terms
            self._known = self._hash_all(field)
        places = np.minimum(np.searchsorted(self._known, hashes), len(self._known) - 1)
        return [terms[at] for at in np.flatnonzero(self._known[places] == hashes).tolist()]

    def _hash_all(self, field: str) -> Hashes:
        dictionary = self.reader.terms(field)
        parts = []
        for lo in range(0, len(dictionary), _HASHED_AT_ONCE):
            hi = min(lo + _HASHED_AT_ONCE, len(dictionary))
            parts.append(hashes_of(dictionary.texts(lo, hi), hi - lo))
        known = np.concatenate(parts)
        known.sort()
        return known
