"""One committed state of an index as if it were one segment: rows of all segments one after the other.

Decodes postings, leaves deleted documents out, and keeps what was used last. Knows no query and no ranking.
Never changes, and is safe to use from several threads.
"""

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.cache import Cache
from indexer.engines.whoosh.docsets import DocSet, Mask, Rows

Frequencies = NDArray[np.uint32]
Positions = NDArray[np.int32]

_DECODE_POSTINGS = 1 << 22
"""Many lists are decoded in steps of about this many postings (8 bytes each), whatever a prefix matches."""


class Terms(Protocol):
    """The sorted terms of one field of one segment."""

    def __len__(self) -> int: ...
    def find(self, term: bytes) -> int | None: ...
    def prefix(self, prefix: bytes) -> range: ...
    def at_or_after(self, term: bytes) -> int: ...
    def text(self, ordinal: int) -> bytes: ...
    def texts(self, lo: int, hi: int) -> list[bytes]: ...
    def document_frequencies(self, lo: int, hi: int) -> NDArray[np.int64]: ...
    def document_frequency(self, ordinal: int) -> int: ...


class Texts(Protocol):
    """One byte string for each document of a segment."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int) -> bytes: ...
    def take(self, rows: NDArray[np.integer]) -> list[bytes]: ...


class Segment(Protocol):
    """What a snapshot asks of a segment's reader (`storage.segment.SegmentReader`)."""

    @property
    def name(self) -> str: ...
    @property
    def document_count(self) -> int: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def columns(self) -> Mapping[str, str]: ...
    def terms(self, field: str) -> Any: ...
    def postings(self, field: str, ordinal: int) -> tuple[Rows, Frequencies]: ...
    def postings_range(self, field: str, lo: int, hi: int, *, positions: bool = False) -> Any: ...
    def has_positions(self, field: str) -> bool: ...
    def positions(
        self, field: str, ordinal: int, which: NDArray[np.integer] | None = None
    ) -> tuple[Positions, NDArray[Any]]: ...
    def lengths(self, field: str) -> NDArray[np.uint8] | None: ...
    def total_length(self, field: str) -> int: ...
    def numbers(self, column: str) -> NDArray[np.integer]: ...
    def refs(self, column: str) -> tuple[NDArray[np.integer], list[bytes]]: ...
    def texts(self, column: str) -> Any: ...
    def stored(self, field: str, row: int) -> bytes | None: ...
    def close(self) -> None: ...


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


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One segment of a snapshot: its rows are `first_row` and on."""

    segment: Segment
    first_row: int
    live: Mask | None
    """By the segment's own document numbers; None when all are live."""

    @property
    def end_row(self) -> int:
        return self.first_row + self.segment.document_count

    def only_live(self, rows: Rows) -> NDArray[np.intp] | None:
        """Which of these document numbers of the segment are live; None for all."""
        return None if self.live is None else np.flatnonzero(self.live.take(rows))


class SnapshotTexts:
    """One byte string for each document of a snapshot."""

    def __init__(self, parts: Sequence[tuple[Part, Texts | None]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return self._parts[-1][0].end_row if self._parts else 0

    def __getitem__(self, row: int) -> bytes:
        return self.take(np.array([row]))[0]

    def take(self, rows: NDArray[np.integer]) -> list[bytes]:
        """Of `rows` in any order; empty where a segment has no such column."""
        found = [b""] * len(rows)
        for part, texts in self._parts:
            here = np.flatnonzero((rows >= part.first_row) & (rows < part.end_row))
            if texts is not None and len(here):
                for at, text in zip(here.tolist(), texts.take(rows.take(here) - part.first_row), strict=True):
                    found[at] = text
        return found


T = TypeVar("T")


class Snapshot:
    """See the module's text. `cache` is shared with those who score and filter over this snapshot."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Sequence[NDArray[np.integer] | None],
        *,
        generation: int = 0,
        sequence: int = 0,
        cache_bytes: int = 64 << 20,
    ) -> None:
        self.generation = generation
        self.sequence = sequence
        self.parts = tuple(_parts(segments, deleted))
        self.size = self.parts[-1].end_row if self.parts else 0
        self.live = _live(self.parts, self.size)
        self.live_count = len(self.live)
        self.cache = Cache(cache_bytes)
        self._kept: dict[tuple[str, str], Any] = {}
        self._keeping = threading.Lock()

    # --- terms and postings ---

    def postings(self, field: str, term: bytes) -> Postings:
        """Of all segments; empty when no document has the term. Kept."""
        return self.cache.get(("postings", field, term), partial(self.read_postings, field, term))

    def read_postings(self, field: str, term: bytes) -> Postings:
        """As `postings`, for callers that keep something made of them instead."""
        found = [self._part_postings(part, field, at) for part, at in self._places(field, term)]
        if len(found) == 1:
            return found[0]
        return Postings(
            _joined([one.rows for one in found], np.int32),
            _joined([one.frequencies for one in found], np.uint32),
            sum(one.document_frequency for one in found),
        )

    def document_frequency(self, field: str, term: bytes) -> int:
        """In how many documents the term stands, dead ones too; reads no postings."""
        places = self._places(field, term)
        return sum(int(part.segment.terms(field).document_frequency(at)) for part, at in places)

    def has_positions(self, field: str) -> bool:
        return any(part.segment.has_positions(field) for part in self._with_field(field))

    def positions(self, field: str, term: bytes, rows: Rows) -> tuple[Positions, NDArray[np.int64]]:
        """All positions in each of `rows`, one row after the other, and how many each row has.

        `rows` must be ascending and a subset of the term's live rows.
        """
        flat: list[Positions] = []
        counts: list[NDArray[np.int64]] = []
        for part, at in self._places(field, term):
            lo, hi = np.searchsorted(rows, (part.first_row, part.end_row))
            if lo == hi:
                continue
            which = _places_in(part.segment.postings(field, at)[0], rows[lo:hi] - np.int32(part.first_row))
            here, count = part.segment.positions(field, at, which)
            flat.append(here)
            counts.append(count)
        return _joined(flat, np.int32), _joined(counts, np.int64)

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

    def posting_count(self, field: str, ordinals: Sequence[range]) -> int:
        """How many postings the terms in these ranges have, dead ones too: what reading them costs."""
        return sum(
            int(part.segment.terms(field).document_frequencies(here.start, here.stop).sum())
            for part, here in zip(self.parts, ordinals, strict=True)
            if here
        )

    def documents_of(self, field: str, ordinals: Sequence[range]) -> DocSet:
        """Live documents with any of the terms in one range for each of `parts`."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for part, here in zip(self.parts, ordinals, strict=True):
            for lo, hi in _steps(part, field, here):
                rows = part.segment.postings_range(field, lo, hi).rows
                mask[part.first_row : part.end_row][rows] = True
        return DocSet.from_mask(mask) & self.live

    # --- what is known of each document ---

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Length bytes (Whoosh's `length_to_byte`) for each row; zeros where a segment has none."""
        return self._keep("lengths", field, lambda: self._read_lengths(field))

    def average_length(self, field: str) -> float:
        """Tokens per document, dead ones too, as Whoosh counts them."""
        total = sum(part.segment.total_length(field) for part in self._with_field(field))
        return total / (self.size or 1)

    def numbers(self, column: str) -> NDArray[np.integer]:
        """One for each row; 0 where a segment has no such column."""
        return self._keep("numbers", column, lambda: self._read_numbers(column))

    def refs(self, column: str) -> tuple[NDArray[np.integer], list[bytes]]:
        """A code for each row, and what the codes stand for; the empty string where a segment has none."""
        return self._keep("refs", column, lambda: self._read_refs(column))

    def texts(self, column: str) -> SnapshotTexts:
        return self._keep("texts", column, lambda: SnapshotTexts(self._column_parts(column)))

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
        places = ((part, part.segment.terms(field).find(term)) for part in self._with_field(field))
        return [(part, at) for part, at in places if at is not None]

    def _ordinals(self, part: Part, field: str, choose: Callable[[Terms], range]) -> range:
        return choose(part.segment.terms(field)) if field in part.segment.fields else range(0)

    def _part_postings(self, part: Part, field: str, ordinal: int) -> Postings:
        rows, frequencies = part.segment.postings(field, ordinal)
        document_frequency = len(rows)
        live = part.only_live(rows)
        if live is not None:
            rows, frequencies = rows.take(live), frequencies.take(live)
        if part.first_row:
            rows = rows + np.int32(part.first_row)
        return Postings(rows, frequencies, document_frequency)

    def _keep(self, kind: str, name: str, make: Callable[[], T]) -> T:
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


def _parts(segments: Sequence[Segment], deleted: Sequence[NDArray[np.integer] | None]) -> Iterator[Part]:
    first_row = 0
    for segment, dead in zip(segments, deleted, strict=True):
        live = None
        if dead is not None and len(dead):
            live = np.ones(segment.document_count, dtype=np.bool_)
            live[dead] = False
        yield Part(segment, first_row, live)
        first_row += segment.document_count


def _live(parts: Sequence[Part], size: int) -> DocSet:
    if all(part.live is None for part in parts):
        return DocSet.all(size)
    masks = [
        np.ones(part.segment.document_count, dtype=np.bool_) if part.live is None else part.live
        for part in parts
    ]
    return DocSet.from_mask(np.concatenate(masks))


def _steps(part: Part, field: str, ordinals: range) -> Iterator[tuple[int, int]]:
    """The range cut so that each step has about `_DECODE_POSTINGS` postings."""
    if not ordinals:
        return
    sizes = part.segment.terms(field).document_frequencies(ordinals.start, ordinals.stop)
    step_of = (np.cumsum(sizes) - sizes) // _DECODE_POSTINGS
    borders = [0, *(np.flatnonzero(np.diff(step_of)) + 1).tolist(), len(ordinals)]
    for lo, hi in itertools.pairwise(borders):
        yield ordinals.start + lo, ordinals.start + hi


def _places_in(all_rows: Rows, rows: Rows) -> NDArray[np.intp]:
    """Where each of `rows` lies in `all_rows`, both ascending."""
    if len(rows) == len(all_rows):
        return np.arange(len(rows))
    return np.searchsorted(all_rows, rows)


def _joined(arrays: Sequence[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    """One after the other; a single one as it is."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)
