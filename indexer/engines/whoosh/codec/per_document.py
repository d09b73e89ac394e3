"""What a segment holds for each document, as Whoosh asks: lengths, columns, stored fields, deletions."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.util.numeric import byte_to_length

from indexer.engines.whoosh.codec.columns import read_column
from indexer.engines.whoosh.codec.segment import TraTinSegment
from indexer.engines.whoosh.storage.segment import SegmentReader


class PerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """See `whoosh.codec.base.PerDocumentReader`. Rows are Whoosh's document numbers."""

    def __init__(self, reader: SegmentReader, segment: TraTinSegment) -> None:
        self._reader = reader
        self._segment = segment
        self._lengths: dict[str, bytes] = {}

    def close(self) -> None:
        self._reader.close()

    def doc_count(self) -> int:
        return self.doc_count_all() - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        return self._reader.document_count

    def has_deletions(self) -> bool:
        return self._segment.deleted_count() > 0

    def is_deleted(self, row: int) -> bool:
        return self._segment.is_deleted(row)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, field: str) -> bool:
        return field in self._reader.columns

    def list_columns(self) -> list[str]:
        return list(self._reader.columns)

    def column_reader(self, field: str, column: Any) -> Any:
        return read_column(self._reader, field, column)

    def doc_field_length(self, row: int, field: str, default: int = 0) -> int:
        """As near as one byte comes to it; `default` when the document has nothing in `field`."""
        lengths = self._length_bytes(field)
        return int(byte_to_length(lengths[row])) if lengths and lengths[row] else default

    def field_length(self, field: str) -> int:
        """Tokens in all documents; 0 for a field that is not scored."""
        return self._reader.total_length(field) if self._length_bytes(field) else 0

    def min_field_length(self, field: str) -> int:
        """0 when any document has nothing in `field`."""
        return int(byte_to_length(min(self._length_bytes(field), default=0)))

    def max_field_length(self, field: str) -> int:
        return int(byte_to_length(max(self._length_bytes(field), default=0)))

    def has_vector(self, row: int, field: str) -> bool:
        """There are none: `TraTinCodec` refuses fields with vectors when they are written."""
        return False

    def stored_fields(self, row: int) -> dict[str, Any]:
        stored = ((field, self._reader.stored(field, row)) for field in self._reader.stored_fields)
        return {field: json.loads(value) for field, value in stored if value is not None}

    def _length_bytes(self, field: str) -> bytes:
        """A byte for each document; empty when the field keeps no lengths in this segment."""
        if field not in self._lengths:
            lengths = self._reader.lengths(field) if field in self._reader.fields else None
            self._lengths[field] = b"" if lengths is None else lengths.astype(np.uint8, copy=False).tobytes()
        return self._lengths[field]
