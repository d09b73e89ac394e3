"""One committed state of an index as if it were one segment: rows of all segments one after the other.

Decodes postings, leaves deleted documents out, and keeps what was used last. Knows no query and no ranking.
Never changes, and is safe to use from several threads.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.deletions import read_deletions
from indexer.engines.whoosh.manifest import latest_generation, read_manifest
from indexer.engines.whoosh.reading.cache import Cache
from indexer.engines.whoosh.reading.decoding import (
    FREQUENT,
    Ordinals,
    Places,
    Postings,
    document_frequencies,
    locate_places,
    read_documents,
    read_places,
    read_postings,
    runs,
)
from indexer.engines.whoosh.reading.docsets import DocSet, Mask, Rows, union
from indexer.engines.whoosh.reading.lines import Keys, Line
from indexer.engines.whoosh.reading.located import Located
from indexer.engines.whoosh.reading.memory import give_back
from indexer.engines.whoosh.reading.parts import (
    Frequencies,
    Part,
    Segment,
    SnapshotTexts,
    Terms,
    Texts,
    live_rows,
    parts_of,
)
from indexer.engines.whoosh.storage.segment import SegmentReader

_OPEN_ATTEMPTS = 5
__all__ = ["Postings", "Snapshot"]

T = TypeVar("T")


class Snapshot:
    """See the module's text. `cache` is shared with those who score and filter over this snapshot."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Sequence[Mask | None],
        *,
        generation: int = 0,
        sequence: int = 0,
        cache_bytes: int = 64 << 20,
    ) -> None:
        self.generation = generation
        self.sequence = sequence
        self.parts = tuple(parts_of(segments, deleted))
        self.size = self.parts[-1].end_row if self.parts else 0
        self.live = live_rows(self.parts, self.size)
        self.live_count = len(self.live)
        self.cache = Cache(cache_bytes, partial(_give_back, self.parts))
        self._kept: dict[tuple[str, str], Any] = {}
        self._keeping = threading.RLock()

    @classmethod
    def open(cls, directory: Path, *, cache_bytes: int) -> "Snapshot":
        """The last committed state. Raises NeedsRebuild (other version), IndexDamaged (all else).

        A commit removes files of the state before: an opening that it overtakes begins again.
        """
        for _attempt in range(_OPEN_ATTEMPTS):
            generation = latest_generation(directory)
            try:
                return cls._open(directory, generation, cache_bytes)
            except IndexDamaged:
                if latest_generation(directory) == generation:
                    raise
        raise IndexDamaged(f"the index in {directory} changes faster than it can be opened; try again")

    @classmethod
    def _open(cls, directory: Path, generation: int, cache_bytes: int) -> "Snapshot":
        manifest = read_manifest(directory, generation)
        segments: list[SegmentReader] = []
        deleted: list[Mask | None] = []
        try:
            for entry in manifest.segments:
                deleted.append(read_deletions(directory, entry))
                segments.append(SegmentReader(directory, entry.name, entry.files))
        except BaseException:
            for segment in segments:
                segment.close()
            raise
        return cls(
            segments, deleted, generation=generation, sequence=manifest.sequence, cache_bytes=cache_bytes
        )

    # --- terms and postings ---

    def postings(self, field: str, term: bytes) -> Postings:
        """Of all segments; empty when no document has the term. Kept."""
        return self.cache.get(("postings", field, term), partial(self.read_postings, field, term))

    def read_postings(self, field: str, term: bytes) -> Postings:
        """As `postings`, for callers that keep something made of them instead."""
        found = [read_postings(part, field, at) for part, at in self._places(field, term)]
        if len(found) == 1:
            return found[0]
        return Postings(
            _joined([one.rows for one in found], np.int32),
            _joined([one.frequencies for one in found], np.uint32),
            sum(one.document_frequency for one in found),
        )

    def document_frequency(self, field: str, term: bytes) -> int:
        """In how many documents the term stands, dead ones too; reads no postings."""
        return self._find(field, term).document_frequency

    def has_positions(self, field: str) -> bool:
        return any(part.segment.has_positions(field) for part in self._with_field(field))

    def line(self, field: str, *, wide: bool = False) -> Line:
        """The places of a field with positions; `wide`: of texts of any length, because one was too long."""
        if wide or not all(part.segment.has_lengths(field) for part in self._with_field(field)):
            return self.keep("wide line", field, lambda: Line.wide(self.size))
        return self.keep("line", field, lambda: Line.of_lengths(self.lengths(field)))

    def places(self, field: str, term: bytes, line: Line) -> Keys:
        """Every live occurrence of the term on the field's line, ascending. Kept. Raises TooLong."""
        key = ("places", field, term, line.is_wide)
        return self.cache.get(key, partial(self._read_places, field, term, line)).keys

    def places_in(self, field: str, term: bytes, line: Line, candidates: DocSet) -> Keys:
        """Those in `candidates`, which should be few beside the documents with the term."""
        return _joined(
            [
                locate_places(part, self.located(part, field, at), candidates, line)
                for part, at in self._places(field, term)
            ],
            line.dtype.type,
        )

    def frequencies_in(self, field: str, term: bytes, candidates: DocSet) -> tuple[Rows, Frequencies]:
        """Those of `candidates` that have the term, which should be few beside all, and how often."""
        rows, frequencies = [], []
        for part, at in self._places(field, term):
            here = part.rows_inside(candidates.rows)
            located = self.located(part, field, at)
            which, postings = located.find(here)
            rows.append(here.take(which) + np.int32(part.first_row))
            frequencies.append(located.positions.counts(postings).astype(np.uint32))
        return _joined(rows, np.int32), _joined(frequencies, np.uint32)

    def located(self, part: Part, field: str, ordinal: int) -> Located:
        """Kept."""
        key = ("located", part.segment.name, field, ordinal)
        return self.cache.get(key, lambda: Located.read(part, field, ordinal))

    def prefix(self, field: str, prefix: bytes) -> list[range]:
        """For each of `parts` the ordinals of terms that begin so."""
        return [self._ordinals(part, field, lambda terms: terms.prefix(prefix)) for part in self.parts]

    def between(self, field: str, start: bytes | None, end: bytes | None) -> list[range]:
        """For each of `parts` the ordinals of terms from `start` to before `end`; None is open."""

        def ordinals(terms: Terms) -> range:
            lo = 0 if start is None else terms.at_or_after(start)
            return range(lo, len(terms) if end is None else max(lo, terms.at_or_after(end)))

        return [self._ordinals(part, field, ordinals) for part in self.parts]

    def texts_of(self, field: str, ordinals: Sequence[range]) -> list[bytes]:
        """The terms behind one range for each of `parts`, ascending, each once."""
        found: set[bytes] = set()
        for part, here in zip(self.parts, ordinals, strict=True):
            if here:
                found.update(part.segment.terms(field).texts(here.start, here.stop))
        return sorted(found)

    def posting_count(self, field: str, ordinals: Sequence[Ordinals]) -> int:
        """How many postings these terms have, dead ones too: what reading them costs."""
        return sum(
            int(document_frequencies(part, field, here).sum())
            for part, here in zip(self.parts, ordinals, strict=True)
            if len(here)
        )

    def documents(self, field: str, term: bytes) -> DocSet:
        """Live documents with the term. Kept, frequent ones as bits."""

        return self.cache.get(("documents", field, term), lambda: self._read_documents(field, term))

    def documents_of(self, field: str, ordinals: Sequence[Ordinals]) -> DocSet:
        """Live documents with any of the terms given for each of `parts`, as ranges or ascending lists.

        Sets of frequent terms are kept; all others are decoded in one go.
        """
        mask = np.zeros(self.size, dtype=np.bool_)
        frequent: set[bytes] = set()
        for part, here in zip(self.parts, ordinals, strict=True):
            if not len(here):
                continue
            sizes = document_frequencies(part, field, here)
            often = np.flatnonzero(sizes >= FREQUENT)
            frequent.update(part.segment.terms(field).text(here[at]) for at in often.tolist())
            for lo, hi in runs(here, sizes):
                for rows in part.segment.rows_range(field, lo, hi):
                    mask[part.first_row : part.end_row][rows] = True
        found = DocSet.from_mask(mask) & self.live
        return union([found, *(self.documents(field, term) for term in frequent)])

    # --- what is known of each document ---

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Length bytes (Whoosh's `length_to_byte`) for each row; zeros where a segment has none."""
        return self.keep("lengths", field, lambda: self._read_lengths(field))

    def average_length(self, field: str) -> float:
        """Tokens per document, dead ones too, as Whoosh counts them."""
        total = sum(part.segment.total_length(field) for part in self._with_field(field))
        return total / (self.size or 1)

    def numbers(self, column: str) -> NDArray[np.integer]:
        """One for each row; 0 where a segment has no such column."""
        return self.keep("numbers", column, lambda: self._read_numbers(column))

    def refs(self, column: str) -> tuple[NDArray[np.integer], list[bytes]]:
        """A code for each row, and what the codes stand for; the empty string where a segment has none."""
        return self.keep("refs", column, lambda: self._read_refs(column))

    def texts(self, column: str) -> SnapshotTexts:
        return self.keep("texts", column, lambda: SnapshotTexts(self._column_parts(column)))

    def stored(self, field: str, row: int) -> bytes | None:
        part = self.part_of(row)
        return part.segment.stored(field, row - part.first_row)

    def part_of(self, row: int) -> Part:
        """The segment that has this row."""
        return next(part for part in self.parts if row < part.end_row)

    def close(self) -> None:
        for part in self.parts:
            part.segment.close()

    # --- inside ---

    def _with_field(self, field: str) -> Iterator[Part]:
        return (part for part in self.parts if field in part.segment.fields)

    def _places(self, field: str, term: bytes) -> list[tuple[Part, int]]:
        """The segments that have the term, with its ordinal there."""
        return self._find(field, term).places

    def _find(self, field: str, term: bytes) -> "_Found":
        """Kept: a look-up takes 50 us."""

        def find() -> _Found:
            every = ((part, part.segment.terms(field).find(term)) for part in self._with_field(field))
            places = [(part, at) for part, at in every if at is not None]
            counts = (part.segment.terms(field).document_frequency(at) for part, at in places)
            return _Found(places, sum(map(int, counts)))

        return self.cache.get(("found", field, term), find)

    def _ordinals(self, part: Part, field: str, choose: Callable[[Terms], range]) -> range:
        return choose(part.segment.terms(field)) if field in part.segment.fields else range(0)

    def _read_documents(self, field: str, term: bytes) -> DocSet:
        found = [(part, read_documents(part, field, at)) for part, at in self._places(field, term)]
        if len(self.parts) == 1:
            return found[0][1] if found else DocSet.none(self.size)
        rows = [docs.rows + np.int32(part.first_row) for part, docs in found]
        return DocSet.packed(_joined(rows, np.int32), self.size)

    def _read_places(self, field: str, term: bytes, line: Line) -> Places:
        found = [read_places(part, field, at, line) for part, at in self._places(field, term)]
        return Places(_joined(found, line.dtype.type))

    def keep(self, kind: str, name: str, make: Callable[[], T]) -> T:
        """Kept for good: there are as many as fields and columns."""
        with self._keeping:
            if (kind, name) not in self._kept:
                self._kept[kind, name] = make()
            found: T = self._kept[kind, name]
            return found

    def _read_lengths(self, field: str) -> NDArray[np.uint8]:
        having = set(self._with_field(field))
        found = [part.segment.lengths(field) if part in having else None for part in self.parts]
        whole = [
            np.zeros(part.segment.document_count, dtype=np.uint8) if lengths is None else lengths
            for part, lengths in zip(self.parts, found, strict=True)
        ]
        return _joined(whole, np.uint8)

    def _read_numbers(self, column: str) -> NDArray[np.integer]:
        found = [
            part.segment.numbers(column)
            if column in part.segment.columns
            else np.zeros(part.segment.document_count, dtype=np.int64)
            for part in self.parts
        ]
        return _joined(found, np.int64)

    def _read_refs(self, column: str) -> tuple[NDArray[np.integer], list[bytes]]:
        code_of: dict[bytes, int] = {}
        codes: list[NDArray[np.integer]] = []
        for part in self.parts:
            if column in part.segment.columns:
                here, uniques = part.segment.refs(column)
            else:
                here, uniques = np.zeros(part.segment.document_count, dtype=np.uint8), [b""]
            if len(self.parts) == 1:
                return here, uniques
            new = [code_of.setdefault(unique, len(code_of)) for unique in uniques]
            codes.append(np.array(new, dtype=np.uint32).take(here))
        joined = _joined(codes, np.uint32)
        return joined.astype(np.min_scalar_type(max(len(code_of) - 1, 0))), list(code_of)

    def _column_parts(self, column: str) -> list[tuple[Part, Texts | None]]:
        return [
            (part, part.segment.texts(column) if column in part.segment.columns else None)
            for part in self.parts
        ]


@dataclass(frozen=True, slots=True)
class _Found:
    """A term in the dictionaries: its ordinal in each segment that has it; its documents, dead ones too."""

    places: list[tuple[Part, int]]
    document_frequency: int

    @property
    def nbytes(self) -> int:
        return 100 * len(self.places)


def _joined(arrays: Sequence[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    """One after the other; a single one as it is."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


def _give_back(parts: Iterable[Part]) -> None:
    """What was decoded is kept, so the mapped pages it came from need not be: a third of all memory."""
    for part in parts:
        part.segment.release()
    give_back()
