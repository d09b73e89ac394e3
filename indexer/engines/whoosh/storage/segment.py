"""A segment: documents 0..n-1 with fields, columns and stored values in five sealed files, never changed.

Files: `.terms` (dictionaries, and what the segment is), `.postings`, `.positions`, `.columns` (with field
lengths) and `.stored`. Which documents are deleted, and which segments make an index, stands elsewhere.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.columns import Columns, ColumnsWriter, Kind, Texts
from indexer.engines.whoosh.storage.fields import FieldReader, FieldTraits, FieldWriter, Postings
from indexer.engines.whoosh.storage.postings import Flat, PositionList
from indexer.engines.whoosh.storage.records import Records, RecordsWriter
from indexer.engines.whoosh.storage.sealed import FileSeal, Sealed, SealedWriter, damage
from indexer.engines.whoosh.storage.terms import TermDictionary

EXTENSIONS: Final = ("terms", "postings", "positions", "columns", "stored")

SegmentFiles = dict[str, FileSeal]
"""By file name, what a commit remembers of each."""


class SegmentWriter:
    """Writes one segment front to back; memory: a batch, and about a byte a term of the open field."""

    def __init__(self, directory: Path, name: str) -> None:
        """Raises FileExistsError when there is such a segment."""
        self._files = {ext: SealedWriter(directory / f"{name}.{ext}", name) for ext in EXTENSIONS}
        self._columns = ColumnsWriter(self._files["columns"])
        self._fields: dict[str, dict[str, Any]] = {}
        self._lengths: dict[str, int] = {}
        self._stored: dict[str, int] = {}
        self._field: FieldWriter | None = None
        self._records: RecordsWriter | None = None
        self._name = ""

    def begin_field(self, field: str, *, positions: bool, frequencies: bool = True) -> None:
        self._expect_closed()
        traits = FieldTraits(positions, frequencies)
        self._field = FieldWriter(field, traits, self._files)
        self._name = field
        self._fields[field] = {"positions": positions, "frequencies": frequencies}

    def add_terms(self, terms: Sequence[bytes], postings: Flat) -> None:
        """The next terms, ascending over all calls, and their lists. Raises ValueError."""
        if self._field is None:
            raise ValueError("terms outside of a field")
        self._field.add(terms, postings)

    def end_field(self, lengths: NDArray[np.uint8] | None, total_length: int) -> None:
        """`lengths`: one per document, None for a field without; `total_length`: exact, in tokens."""
        if self._field is None:
            raise ValueError("no field is open")
        self._field.close()
        self._fields[self._name] |= {"lengths": lengths is not None, "total_length": int(total_length)}
        self._fields[self._name] |= {"most_positions": self._field.most_positions}
        self._field = None
        if lengths is not None:
            self._lengths[self._name] = lengths.size
            self._files["columns"].add(
                f"{self._name}/lengths", lengths.astype(np.uint8, copy=False).tobytes()
            )

    def add_numbers(self, column: str, values: NDArray[Any]) -> None:
        self._columns.add_numbers(column, values)

    def add_refs(self, column: str, codes: NDArray[Any], uniques: Sequence[bytes]) -> None:
        """A code per document, each the place of its value in `uniques`."""
        self._columns.add_refs(column, codes, uniques)

    def add_texts(self, column: str, values: Sequence[bytes]) -> None:
        self._columns.add_texts(column, values)

    def begin_stored(self, field: str, dictionary: bytes | None = None) -> None:
        """`dictionary`: another segment's `stored_dictionary`, whose records `add_records` then takes."""
        self._expect_closed()
        self._records = RecordsWriter(self._files["stored"], field, dictionary)
        self._name = field

    def add_stored(self, values: Sequence[bytes | None]) -> None:
        """The values of the next documents."""
        if self._records is None:
            raise ValueError("stored values outside of a field")
        self._records.add(values)

    def add_records(self, records: Sequence[bytes]) -> None:
        """The same as `SegmentReader.stored_records` gives them: nothing is compressed again."""
        if self._records is None:
            raise ValueError("stored records outside of a field")
        self._records.add_records(records)

    def record_of(self, value: bytes | None) -> bytes:
        """A stored value as `add_records` takes it."""
        if self._records is None:
            raise ValueError("stored records outside of a field")
        return self._records.record_of(value)

    def end_stored(self) -> None:
        if self._records is None:
            raise ValueError("no stored field is open")
        self._records.close()
        self._stored[self._name] = self._records.count
        self._records = None

    def finish(self, document_count: int) -> SegmentFiles:
        """Forces the files to the disk; their names come with the directory, which is the commit's to sync.

        Raises ValueError when a column, field or stored field has not one value per document.
        """
        self._expect_closed()
        columns = {name: int(about["documents"]) for name, about in self._columns.about.items()}
        for name, count in [*self._lengths.items(), *self._stored.items(), *columns.items()]:
            if count != document_count:
                raise ValueError(f"{name!r}: {count} values for {document_count} documents")
        about: dict[str, dict[str, Any]] = {
            "terms": {"documents": document_count, "fields": self._fields},
            "columns": {"columns": self._columns.about},
            "stored": {"fields": list(self._stored)},
        }
        return {file.path.name: file.seal(about.get(ext)) for ext, file in self._files.items()}

    def discard(self) -> None:
        """Removes what was written."""
        for file in self._files.values():
            file.discard()

    def _expect_closed(self) -> None:
        if self._field is not None or self._records is not None:
            raise ValueError(f"{self._name!r} is still open")


class SegmentReader:
    """One segment, mapped. Any thread may read; nothing decoded is kept here. Unknown names raise KeyError.

    Raises IndexDamaged, naming the file, here or wherever bytes are read that are not what was written.
    """

    def __init__(self, directory: Path, name: str, files: Mapping[str, FileSeal]) -> None:
        """Reads footers only. `files`: what SegmentWriter.finish returned."""
        self.name = name
        self._files = {ext: _open(directory / f"{name}.{ext}", name, files) for ext in EXTENSIONS}
        terms, columns, stored = (self._files[ext] for ext in ("terms", "columns", "stored"))
        with terms.guard:
            self.document_count = int(terms.about["documents"])
            self._about: dict[str, dict[str, Any]] = dict(terms.about["fields"])
            self.fields = tuple(self._about)
        with stored.guard:
            self.stored_fields = tuple(map(str, stored.about["fields"]))
        with columns.guard:
            self._columns = Columns(columns, columns.about["columns"], self.document_count)
        self.columns: Mapping[str, Kind] = self._columns.kinds
        self._fields: dict[str, FieldReader] = {}
        self._records: dict[str, Records] = {}

    def terms(self, field: str) -> TermDictionary:
        return self._field(field).terms

    def has_positions(self, field: str) -> bool:
        return self._field(field).traits.positions

    def has_frequencies(self, field: str) -> bool:
        return self._field(field).traits.frequencies

    def has_lengths(self, field: str) -> bool:
        return bool(self._about[field]["lengths"])

    def postings(self, field: str, ordinal: int) -> Postings:
        """Rows, ascending, and frequencies (ones in a field without), as fresh arrays."""
        return self._field(field).postings(ordinal)

    def documents(self, field: str, ordinal: int) -> NDArray[np.int32] | NDArray[np.uint8]:
        """Rows only, ascending; of a dense list as bits, uint8, row i at bit i & 7 of byte i >> 3."""
        return self._field(field).documents(ordinal)

    def rows_range(self, field: str, lo: int, hi: int) -> list[NDArray[np.int32]]:
        """Of terms `lo` to `hi`, as arrays in no order; a row comes as often as it has such terms."""
        return self._field(field).rows_range(lo, hi)

    def postings_range(self, field: str, lo: int, hi: int, *, positions: bool = False) -> Flat:
        """The lists of terms `lo` to `hi`, decoded in one step."""
        return self._field(field).postings_range(lo, hi, positions=positions)

    def movable_range(self, field: str, lo: int, hi: int) -> Flat:
        """The same with the deltas of positions, to be written to another segment."""
        return self._field(field).movable_range(lo, hi)

    def positions(
        self, field: str, ordinal: int, which: NDArray[Any] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Positions of the term's postings numbered `which`, all when None; how many each posting has."""
        return self._field(field).positions(ordinal, which)

    def position_list(
        self, field: str, ordinal: int, frequencies: NDArray[np.uint32] | None = None
    ) -> PositionList:
        """The same, to be kept and read more than once; `frequencies`: those of `postings`, when at hand."""
        return self._field(field).position_list(ordinal, frequencies)

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """One per document, a read-only view; None for a field without."""
        about, columns = self._about[field], self._files["columns"]
        if not about["lengths"]:
            return None
        lengths = columns.section(f"{field}/lengths").array("u1")
        if lengths.size != self.document_count:
            raise columns.damaged(f"{lengths.size} lengths of {field!r} for {self.document_count} documents")
        return lengths

    def total_length(self, field: str) -> int:
        return int(self._about[field]["total_length"])

    @property
    def most_positions(self) -> int:
        """Of one term of one field; 0 where the segment's writer did not say."""
        return max((int(about.get("most_positions", 0)) for about in self._about.values()), default=0)

    def numbers(self, column: str) -> NDArray[Any]:
        """Signed integers, int64 or narrower; read-only where they are a view."""
        return self._columns.numbers(column)

    def refs(self, column: str) -> tuple[NDArray[Any], list[bytes]]:
        """A code per document, a read-only view, and the strings that the codes stand for."""
        return self._columns.refs(column)

    def texts(self, column: str) -> Texts:
        return self._columns.texts(column)

    def stored(self, field: str, row: int) -> bytes | None:
        """None when the document has none, or none of the segment has. Raises IndexError beyond them."""
        return self._stored(field)[row] if field in self.stored_fields else None

    def stored_dictionary(self, field: str) -> bytes:
        """What the records of this field were compressed with."""
        return self._stored(field).dictionary

    def stored_values(self, field: str, rows: NDArray[np.int64]) -> list[bytes | None]:
        """The stored values of documents `rows`, ascending."""
        return self._stored(field).values(rows) if field in self.stored_fields else [None] * rows.size

    def stored_records(self, field: str, rows: NDArray[np.int64]) -> list[bytes]:
        """The same as they lie on disk, for a segment with the same dictionary."""
        return self._stored(field).records(rows)

    def verify(self) -> None:
        """Reads everything and compares what is stored twice. Raises IndexDamaged naming the file."""
        for file in self._files.values():
            file.verify()
        for field in self.fields:
            self._verify_lengths(field, self._field(field).verify())
        self._columns.verify()
        for field in self.stored_fields:
            self._stored(field).verify()

    def release(self) -> None:
        """Lets go of the memory of mapped pages: who reads a segment once, in order, needs none twice."""
        for file in self._files.values():
            file.release()

    def close(self) -> None:
        """Views that were handed out stay valid."""
        for file in self._files.values():
            file.close()

    def _verify_lengths(self, field: str, occurrences: NDArray[np.int64]) -> None:
        """The bytes must rise with the tokens they stand for; what each means is not known here."""
        if not self.has_frequencies(field):
            return
        lengths = self.lengths(field)
        if lengths is not None and self.total_length(field) != int(occurrences.sum()):
            raise self._files["terms"].damaged(f"total length of {field!r}")
        if lengths is not None and not _rises_with(lengths, occurrences):
            raise self._files["columns"].damaged(f"lengths of {field!r} are not those of its postings")

    def _field(self, field: str) -> FieldReader:
        found = self._fields.get(field)
        return found if found is not None else self._fields.setdefault(field, self._open_field(field))

    def _open_field(self, field: str) -> FieldReader:
        about = self._about[field]
        with self._files["terms"].guard:
            traits = FieldTraits(bool(about["positions"]), bool(about["frequencies"]))
        return FieldReader(field, traits, self.document_count, self._files)

    def _stored(self, field: str) -> Records:
        found = self._records.get(field)
        return found if found is not None else self._records.setdefault(field, self._open_records(field))

    def _open_records(self, field: str) -> Records:
        if field not in self.stored_fields:
            raise KeyError(field)
        file = self._files["stored"]
        records = Records(file, field)
        if len(records) != self.document_count:
            raise file.damaged(f"{len(records)} values of {field!r} for {self.document_count} documents")
        return records


def _open(path: Path, name: str, files: Mapping[str, FileSeal]) -> Sealed:
    if path.name not in files:
        raise damage(path, "the commit does not know it")
    return Sealed(path, name, files[path.name])


def _rises_with(lengths: NDArray[np.uint8], occurrences: NDArray[np.int64]) -> bool:
    """Whether equal numbers have equal bytes, and larger numbers no smaller ones."""
    order = np.argsort(occurrences, kind="stable")
    rising, stored = np.diff(occurrences[order]), np.diff(lengths[order].astype(np.int16))
    return bool(((stored == 0) | ((stored > 0) & (rising > 0))).all())
