"""A segment while Whoosh's writer makes it: what Whoosh hands to two writers meets here."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.codec.columns import ColumnBuffer
from indexer.engines.whoosh.codec.opening import UnsupportedByCodec, directory_of
from indexer.engines.whoosh.codec.segment import TraTinSegment
from indexer.engines.whoosh.storage.segment import SegmentWriter


class SegmentDraft:
    """Values by document, in memory; postings go to the disk as they come, through `writer`."""

    def __init__(self, storage: Any, segment: TraTinSegment) -> None:
        self._directory = directory_of(storage)
        self._segment = segment
        self._writer: SegmentWriter | None = None
        self._lengths: dict[str, bytearray] = {}
        self._columns: dict[str, ColumnBuffer] = {}
        self._stored: dict[str, dict[int, bytes]] = {}
        self.documents = 0

    @property
    def writer(self) -> SegmentWriter:
        """Makes the segment's files when first asked for."""
        if self._writer is None:
            self._writer = SegmentWriter(self._directory, self._segment.name)
        return self._writer

    def set_length(self, field: str, row: int, length: int) -> None:
        """`length` is one of Whoosh's length bytes."""
        lengths = self._lengths.setdefault(field, bytearray())
        lengths += bytes(row + 1 - len(lengths))
        lengths[row] = length

    def set_column(self, field: str, column: Any, row: int, value: Any) -> None:
        if field not in self._columns:
            self._columns[field] = ColumnBuffer(field, column)
        self._columns[field].add(row, value)

    def set_stored(self, field: str, row: int, value: bytes) -> None:
        self._stored.setdefault(field, {})[row] = value

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """A length byte for each document; None when no document has a length in `field`."""
        if field not in self._lengths:
            return None
        lengths = self._lengths[field]
        return np.frombuffer(bytes(lengths) + bytes(self.documents - len(lengths)), dtype=np.uint8)

    def finish(self) -> None:
        """Writes the rest; the segment then has its files."""
        for buffer in self._columns.values():
            buffer.write(self.writer, self.documents)
        for field, values in self._stored.items():
            self.writer.begin_stored(field)
            self.writer.add_stored([values.get(row) for row in range(self.documents)])
            self.writer.end_stored()
        self._segment.files = dict(self.writer.finish(self.documents))
        self._segment.set_doc_count(self.documents)

    def discard(self) -> None:
        """Removes what is written of it."""
        if self._writer is not None:
            self._writer.discard()
            self._writer = None


def refuse(field: str, why: str) -> UnsupportedByCodec:
    return UnsupportedByCodec(f"field {field!r}: {why}")
