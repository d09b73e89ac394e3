"""One indexed field of a segment: its terms, and where each term's postings and positions lie.

The bytes of a list are `postings.py`'s affair. Knows no analysis and no scoring.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.offsets import Extents, ExtentsWriter
from indexer.engines.whoosh.storage.postings import (
    Flat,
    PositionList,
    decode,
    decode_deltas,
    decode_documents,
    decode_many,
    decode_positions,
    decode_rows_many,
    encode,
    occurrences_of,
)
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter, Section
from indexer.engines.whoosh.storage.terms import TermDictionary, TermsWriter

_VERIFIED_POSTINGS: Final = 1 << 20
"""Postings that `verify` decodes at once, some 100 MB with their positions; a longer list comes alone."""
_VERIFIED_TERMS: Final = 1 << 16

Postings = tuple[NDArray[np.int32], NDArray[np.uint32]]
"""Rows, ascending, and frequencies."""


@dataclass(frozen=True, slots=True)
class FieldTraits:
    """What the lists of a field hold beside rows; a field with positions has frequencies."""

    positions: bool
    frequencies: bool

    def __post_init__(self) -> None:
        if self.positions and not self.frequencies:
            raise ValueError("positions without frequencies")


class _StreamWriter:
    """Lists of a field as one section, and where each lies."""

    def __init__(self, file: SealedWriter, field: str) -> None:
        self._file = file
        self._extents = ExtentsWriter(1, file.scratch())
        file.begin(field)

    def add(self, data: bytes, sizes: NDArray[np.int64]) -> None:
        self._file.write(data)
        self._extents.add(sizes)

    def close(self, terms: SealedWriter, section: str) -> None:
        terms.add_pieces(section, self._extents.pieces())


class FieldWriter:
    """Lists go to the disk as they come; about a byte a term is kept until `close`."""

    def __init__(
        self,
        field: str,
        traits: FieldTraits,
        files: Mapping[str, SealedWriter],
    ) -> None:
        """`files`: at least "terms", "postings" and "positions"."""
        self._field = field
        self._traits = traits
        self._terms_file = files["terms"]
        self._terms = TermsWriter(files["terms"], field)
        self._postings = _StreamWriter(files["postings"], field)
        self._positions = _StreamWriter(files["positions"], field) if traits.positions else None
        self.most_positions = 0
        """Of one term."""

    def add(self, terms: Sequence[bytes], postings: Flat) -> None:
        """Raises ValueError for terms that do not ascend over all calls, or lists unlike the field's."""
        if len(terms) != postings.counts.size:
            raise ValueError(f"{len(terms)} terms with {postings.counts.size} posting lists")
        placed = postings.positions is not None or postings.deltas is not None
        if placed != self._traits.positions:
            raise ValueError(f"positions of {self._field!r}: given or declared, not both")
        encoded = encode(postings, frequencies=self._traits.frequencies)
        self._terms.add(terms, postings.counts)
        self._postings.add(encoded.postings, encoded.posting_sizes)
        if self._positions is not None:
            self._positions.add(encoded.positions, encoded.position_sizes)
            most = int(occurrences_of(postings).max(initial=0))
            self.most_positions = max(self.most_positions, most)

    def close(self) -> None:
        self._terms.close()
        self._postings.close(self._terms_file, f"{self._field}/postings")
        if self._positions is not None:
            self._positions.close(self._terms_file, f"{self._field}/positions")


class _Stream:
    """Reads what _StreamWriter wrote."""

    def __init__(self, section: Section, extents: Extents) -> None:
        self._section = section
        self._extents = extents
        self.file = section.file

    def read(self, ordinal: int) -> NDArray[np.uint8]:
        return np.frombuffer(self._section.read(*self._extents.at(ordinal)), np.uint8)

    def read_range(self, lo: int, hi: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The bytes of lists `lo` to `hi`, and how many each takes."""
        bounds = self._extents.bounds(lo, hi)
        return np.frombuffer(self._section.read(int(bounds[0]), int(bounds[-1])), np.uint8), np.diff(bounds)

    def verify(self) -> None:
        self._extents.verify(self._section.size)


class FieldReader:
    """Reads what FieldWriter wrote. Any thread may read; nothing is kept of what was decoded."""

    def __init__(
        self,
        field: str,
        traits: FieldTraits,
        documents: int,
        files: Mapping[str, Sealed],
    ) -> None:
        """Reads headers only. Raises IndexDamaged."""
        self.traits = traits
        self.terms = TermDictionary(files["terms"], field)
        self._documents = documents
        self._postings = self._stream(field, files, "postings")
        self._positions = self._stream(field, files, "positions") if traits.positions else None

    def postings(self, ordinal: int) -> Postings:
        """Fresh arrays. Raises IndexError when there is no such term."""
        count = self.terms.document_frequency(ordinal)
        data = self._postings.read(ordinal)
        with self._postings.file.guard:
            return decode(data, count, self._documents, frequencies=self.traits.frequencies)

    def documents(self, ordinal: int) -> NDArray[np.int32] | NDArray[np.uint8]:
        """Rows only, ascending; of a dense list as packed bits, uint8. IndexError: there is no such term."""
        count = self.terms.document_frequency(ordinal)
        data = self._postings.read(ordinal)
        with self._postings.file.guard:
            return decode_documents(data, count, self._documents, frequencies=self.traits.frequencies)

    def rows_range(self, lo: int, hi: int) -> list[NDArray[np.int32]]:
        """Of terms `lo` to `hi`, as arrays in no order; a row comes as often as it has such terms."""
        counts = self.terms.document_frequencies(lo, hi)
        data, sizes = self._postings.read_range(lo, hi)
        with self._postings.file.guard:
            return decode_rows_many(data, sizes, counts, self._documents, frequencies=self.traits.frequencies)

    def postings_range(self, lo: int, hi: int, *, positions: bool = False) -> Flat:
        """The lists of terms `lo` to `hi`, decoded in one step. ValueError: positions of a field without."""
        flat = self._flat(lo, hi)
        if not positions:
            return flat
        stream = self._expect_positions()
        with stream.file.guard:
            return replace(flat, positions=decode_positions(*stream.read_range(lo, hi), flat))

    def movable_range(self, lo: int, hi: int) -> Flat:
        """The same with the deltas of positions where the field has any."""
        flat = self._flat(lo, hi)
        if self._positions is None:
            return flat
        with self._positions.file.guard:
            return replace(flat, deltas=decode_deltas(*self._positions.read_range(lo, hi), flat))

    def _flat(self, lo: int, hi: int) -> Flat:
        counts = self.terms.document_frequencies(lo, hi)
        data, sizes = self._postings.read_range(lo, hi)
        with self._postings.file.guard:
            return decode_many(data, sizes, counts, self._documents, frequencies=self.traits.frequencies)

    def position_list(self, ordinal: int, frequencies: NDArray[Any] | None = None) -> PositionList:
        """The positions of one term's postings, to be kept. `frequencies`: when they are known."""
        stream = self._expect_positions()
        counts = self.postings(ordinal)[1] if frequencies is None else frequencies
        data = stream.read(ordinal)
        with stream.file.guard:
            return PositionList(data, counts)

    def positions(
        self, ordinal: int, which: NDArray[Any] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Positions of the postings numbered `which`, all when None; how many each has."""
        frequencies = self.postings(ordinal)[1]
        if which is not None and which.size and not 0 <= which.min() <= which.max() < frequencies.size:
            raise IndexError(f"postings {which.min()} to {which.max()} of {frequencies.size}")
        found = self.position_list(ordinal, frequencies)
        with self._expect_positions().file.guard:
            return (found.all(), frequencies.astype(np.int64)) if which is None else found.take(which)

    def verify(self) -> NDArray[np.int64]:
        """Occurrences of all terms in each document. Raises IndexDamaged for a list that cannot be."""
        self.terms.verify()
        for stream in (self._postings, self._positions):
            if stream is not None:
                stream.verify()
        occurrences = np.zeros(self._documents, np.int64)
        for lo, hi in self._ranges():
            flat = self.postings_range(lo, hi, positions=self.traits.positions)
            self._check(flat, f"terms {lo} to {hi}")
            weights = flat.frequencies.astype(np.float64)
            occurrences += np.bincount(flat.rows, weights, self._documents).astype(np.int64)
        return occurrences

    def _check(self, flat: Flat, which: str) -> None:
        """Raises IndexDamaged unless rows and positions ascend, and are as many as announced."""
        sound = flat.rows.size == int(flat.counts.sum()) and bool((flat.counts > 0).all())
        if not sound or not _ascend(flat.rows, flat.counts, 1) or not (flat.frequencies > 0).all():
            raise self._postings.file.damaged(f"postings of {which}")
        if flat.positions is not None and self._positions is not None:
            counts = flat.frequencies.astype(np.int64)
            if flat.positions.size != int(counts.sum()) or not _ascend(flat.positions, counts, 0):
                raise self._positions.file.damaged(f"positions of {which}")

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """Terms in ranges of bounded postings."""
        for first in range(0, len(self.terms), _VERIFIED_TERMS):
            stop = min(first + _VERIFIED_TERMS, len(self.terms))
            ends = np.cumsum(self.terms.document_frequencies(first, stop))
            lo, done = 0, 0
            while lo < ends.size:
                hi = max(lo + 1, int(np.searchsorted(ends, done + _VERIFIED_POSTINGS, side="right")))
                yield first + lo, first + hi
                lo, done = hi, int(ends[hi - 1])

    def _expect_positions(self) -> _Stream:
        if self._positions is None:
            raise ValueError("a field without positions")
        return self._positions

    def _stream(self, field: str, files: Mapping[str, Sealed], part: str) -> _Stream:
        terms = files["terms"]
        extents = Extents(terms.section(f"{field}/{part}"))
        if len(extents) != len(self.terms):
            raise terms.damaged(f"{part} of {field!r}: {len(extents)} lists for {len(self.terms)} terms")
        return _Stream(files[part].section(field), extents)


def _ascend(values: NDArray[np.int32], counts: NDArray[np.int64], least: int) -> bool:
    """Whether in each of the lists of `counts` values every value is `least` or more above the one before."""
    if not values.size:
        return True
    steps = np.diff(values.astype(np.int64))
    first = np.cumsum(counts)[:-1] - 1
    steps[first] = least
    return bool((steps >= least).all()) and int(values.min()) >= 0
