"""Several segments -> one, without their deleted documents, renumbered newest first.

Field by field, in ranges of terms that fit the memory given, whatever the size of the segments. Knows nothing
of commits: which segments, and what becomes of the old ones, is the writer's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.deletions import Mask
from indexer.engines.whoosh.manifest import SegmentEntry
from indexer.engines.whoosh.storage.segment import SegmentReader, SegmentWriter
from indexer.engines.whoosh.writing.inversion import DEAD, Rows
from indexer.engines.whoosh.writing.plan import FieldPlan, Plan, as_numbers
from indexer.engines.whoosh.writing.uniting import Part, term_ranges, unite

_POSTING_BYTES = 200
"""What a posting takes while it is merged, its term and its positions included."""
_STORED_AT_ONCE = 1024
_LEAST_DICTIONARY_BYTES = 1 << 14
"""A quarter of the largest: a smaller one is that of a small segment."""


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge, and which of its documents are deleted (None: none)."""

    reader: SegmentReader
    deleted: Mask | None

    def live(self) -> Mask:
        return np.ones(self.reader.document_count, np.bool_) if self.deleted is None else ~self.deleted


@dataclass(frozen=True, slots=True)
class Merged:
    """The new segment (None when no document was left), and the new row of each document of each source."""

    entry: SegmentEntry | None
    new_rows: tuple[Rows, ...]
    """DEAD for deleted documents."""


def merge_segments(
    sources: Sequence[Source],
    plan: Plan,
    target: tuple[Path, str],
    memory_bytes: int,
    proceed: Callable[[], None] = lambda: None,
) -> Merged:
    """Writes the segment `target` (directory, name). `proceed` is called often and may raise to break off."""
    merge = _Merge(sources, plan, max(memory_bytes // _POSTING_BYTES, 1), proceed)
    new_rows = merge.order_documents()
    documents = merge.documents
    if not documents:
        return Merged(None, new_rows)
    writer = SegmentWriter(*target)
    try:
        merge.write(writer)
        files = writer.finish(documents)
    except BaseException:
        writer.discard()
        raise
    return Merged(SegmentEntry(target[1], documents, dict(files)), new_rows)


class _Merge:
    """One merge under way."""

    def __init__(
        self, sources: Sequence[Source], plan: Plan, postings_at_once: int, proceed: Callable[[], None]
    ) -> None:
        self._sources = sources
        self._readers = [source.reader for source in sources]
        self._plan = plan
        self._postings_at_once = postings_at_once
        self._proceed = proceed
        self._new_rows: tuple[Rows, ...] = ()
        self.documents = 0

    def order_documents(self) -> tuple[Rows, ...]:
        """Their new rows: newest first, then by unique term; as they were where the plan names neither."""
        live = np.concatenate([source.live() for source in self._sources])
        kept = np.flatnonzero(live)
        keys: list[NDArray[Any]] = []
        if self._plan.unique is not None:
            keys.append(self._ranks_of_unique(self._plan.unique)[kept])
        if self._plan.newest_by is not None:
            keys.append(~self._numbers(self._plan.fields[self._plan.newest_by])[kept])
        if keys:
            kept = kept[np.lexsort(keys)]
        rows = np.full(len(live), DEAD, np.int32)
        rows[kept] = np.arange(len(kept), dtype=np.int32)
        self.documents = len(kept)
        self._new_rows = tuple(np.split(rows, np.cumsum([r.document_count for r in self._readers])[:-1]))
        return self._new_rows

    def write(self, writer: SegmentWriter) -> None:
        for name, plan in self._plan.fields.items():
            if any(name in reader.fields for reader in self._readers):
                self._write_field(writer, plan)
            if any(name in reader.columns for reader in self._readers):
                self._write_column(writer, plan)
            if any(name in reader.stored_fields for reader in self._readers):
                self._write_stored(writer, name)

    def _ranks_of_unique(self, field: str) -> NDArray[np.int64]:
        """Of each document of all sources, one after the other, the rank of its unique term among all."""
        firsts = np.cumsum([0, *(reader.document_count for reader in self._readers)])
        ranks = np.zeros(int(firsts[-1]), np.int64)
        seen = 0
        for part in self._parts_of(field):
            for source, ordinals, postings in part.pieces:
                ranks[postings.rows + firsts[source]] = np.repeat(ordinals + seen, postings.counts)
            seen += len(part.terms)
        return ranks

    def _write_field(self, writer: SegmentWriter, plan: FieldPlan) -> None:
        writer.begin_field(plan.name, positions=plan.positions, frequencies=plan.frequencies)
        total = 0
        for part in self._parts_of(plan.name):
            terms, postings = part.merged(self._new_rows)
            del part
            if terms:
                writer.add_terms(terms, postings)
                total += int(postings.frequencies.sum(dtype=np.int64))
        writer.end_field(self._lengths(plan) if plan.scored else None, total)

    def _parts_of(self, field: str) -> Iterator[Part]:
        having = [number for number, reader in enumerate(self._readers) if field in reader.fields]
        dictionaries = [self._readers[number].terms(field) for number in having]
        documents = [self._readers[number].document_count for number in having]
        for ranges in term_ranges(dictionaries, documents, self._postings_at_once):
            self._pause()
            texts = [d.texts(lo, hi) for d, (lo, hi) in zip(dictionaries, ranges, strict=True)]
            terms, ordinals = unite(texts)
            yield Part(
                terms,
                [
                    (number, own, self._readers[number].movable_range(field, lo, hi))
                    for number, own, (lo, hi) in zip(having, ordinals, ranges, strict=True)
                    if lo < hi
                ],
            )

    def _pause(self) -> None:
        """Pages read so far need not stay in memory; whoever waits for this merge may break it off."""
        for reader in self._readers:
            reader.release()
        self._proceed()

    def _lengths(self, plan: FieldPlan) -> NDArray[np.uint8]:
        """The byte lengths in the order of new rows; 0 where a source has no such field."""
        lengths = np.zeros(self.documents, np.uint8)
        for reader, rows in zip(self._readers, self._new_rows, strict=True):
            own = reader.lengths(plan.name) if plan.name in reader.fields else None
            if own is not None:
                lengths[rows[rows != DEAD]] = own[rows != DEAD]
        return lengths

    def _numbers(self, plan: FieldPlan) -> NDArray[np.int64]:
        """A column of all sources, one after the other."""
        default = as_numbers(plan.type, [plan.default])
        return np.concatenate(
            [
                reader.numbers(plan.name).astype(np.int64)
                if plan.name in reader.columns
                else np.repeat(default, reader.document_count)
                for reader in self._readers
            ]
        )

    def _write_column(self, writer: SegmentWriter, plan: FieldPlan) -> None:
        self._pause()
        if plan.column == "numbers":
            writer.add_numbers(plan.name, self._in_new_order(self._numbers(plan)))
        elif plan.column == "refs":
            writer.add_refs(plan.name, *self._refs(plan))
        else:
            values: list[bytes] = [plan.default] * self.documents
            for reader, rows in zip(self._readers, self._new_rows, strict=True):
                if plan.name in reader.columns:
                    kept = np.flatnonzero(rows != DEAD)
                    for row, value in zip(
                        rows[kept].tolist(), reader.texts(plan.name).take(kept), strict=True
                    ):
                        values[row] = value
            writer.add_texts(plan.name, values)

    def _refs(self, plan: FieldPlan) -> tuple[NDArray[np.int64], list[bytes]]:
        columns = [
            reader.refs(plan.name)
            if plan.name in reader.columns
            else (np.zeros(reader.document_count, np.int64), [plan.default])
            for reader in self._readers
        ]
        uniques, own = unite([sorted(values) for _codes, values in columns])
        placed = []
        for (codes, values), places in zip(columns, own, strict=True):
            order = sorted(range(len(values)), key=values.__getitem__)
            place_of = np.zeros(len(values), np.int64)
            place_of[order] = places
            placed.append(place_of[codes])
        return self._drop_unused(self._in_new_order(np.concatenate(placed)), uniques)

    def _drop_unused(
        self, codes: NDArray[np.int64], uniques: list[bytes]
    ) -> tuple[NDArray[np.int64], list[bytes]]:
        used, codes = np.unique(codes, return_inverse=True)
        return codes, [uniques[code] for code in used.tolist()]

    def _in_new_order(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        rows = np.concatenate(self._new_rows)
        ordered = np.empty(self.documents, values.dtype)
        ordered[rows[rows != DEAD]] = values[rows != DEAD]
        return ordered

    def _write_stored(self, writer: SegmentWriter, field: str) -> None:
        """In the order of new rows, a few at once."""
        dictionary = shared_dictionary([r for r in self._readers if field in r.stored_fields], field)
        writer.begin_stored(field, dictionary)
        read = [self._reading(writer, reader, field, dictionary) for reader in self._readers]
        add = writer.add_stored if dictionary is None else writer.add_records
        sources, places = self._sources_of_new_rows()
        for start in range(0, self.documents, _STORED_AT_ONCE):
            self._pause()
            batch = slice(start, start + _STORED_AT_ONCE)
            add(in_turn(read, sources[batch], places[batch]))
        writer.end_stored()

    def _reading(
        self, writer: SegmentWriter, reader: SegmentReader, field: str, dictionary: bytes | None
    ) -> Callable[[NDArray[np.int64]], list[Any]]:
        """What gives the values at some rows of a source; with `dictionary` as records of it, copied from
        where they are that already."""
        if dictionary is None:
            return partial(reader.stored_values, field)
        if has_dictionary(reader, field, dictionary):
            return partial(reader.stored_records, field)
        return lambda rows: list(map(writer.record_of, reader.stored_values(field, rows)))

    def _sources_of_new_rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(number of the source, row there) of each new row."""
        rows = np.concatenate(self._new_rows)
        places = np.empty(self.documents, np.int64)
        places[rows[rows != DEAD]] = np.flatnonzero(rows != DEAD)
        firsts = np.cumsum([0, *(reader.document_count for reader in self._readers)])
        sources = np.searchsorted(firsts, places, "right") - 1
        return sources, places - firsts[sources]


def shared_dictionary(readers: Sequence[SegmentReader], field: str) -> bytes | None:
    """The dictionary by which most documents are stored; None when it is too small for what comes."""
    documents: dict[bytes, int] = {}
    for reader in readers:
        dictionary = reader.stored_dictionary(field)
        documents[dictionary] = documents.get(dictionary, 0) + reader.document_count
    best = max(documents, key=lambda dictionary: documents[dictionary])
    return best if len(best) >= _LEAST_DICTIONARY_BYTES else None


def has_dictionary(reader: SegmentReader, field: str, dictionary: bytes) -> bool:
    return field in reader.stored_fields and reader.stored_dictionary(field) == dictionary


def in_turn(
    read: Sequence[Callable[[NDArray[np.int64]], list[Any]]],
    sources: NDArray[np.int64],
    places: NDArray[np.int64],
) -> list[Any]:
    """For each new row what its source has at its place, each source being read once, in ascending order."""
    found: list[Any] = [None] * len(sources)
    for source in np.unique(sources).tolist():
        wanted = np.flatnonzero(sources == source)
        for at, value in zip(wanted.tolist(), read[source](places[wanted]), strict=True):
            found[at] = value
    return found
