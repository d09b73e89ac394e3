"""What Whoosh's writer says of each document, on its way into the draft of a segment."""

import json
from dataclasses import dataclass, field
from typing import Any

from whoosh.codec import base
from whoosh.util.numeric import length_to_byte

from indexer.engines.whoosh.codec.draft import SegmentDraft, refuse
from indexer.engines.whoosh.codec.field_layout import expect_layout


@dataclass(slots=True)
class _Document:
    """Held back until it is whole: Whoosh may yet cancel it."""

    lengths: dict[str, int] = field(default_factory=dict)
    columns: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    stored: dict[str, bytes] = field(default_factory=dict)


class PerDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """See `whoosh.codec.base.PerDocumentWriter`. What cannot be kept raises UnsupportedByCodec here."""

    def __init__(self, draft: SegmentDraft) -> None:
        self._draft = draft
        self._document: _Document | None = None
        self.is_closed = False

    def start_doc(self, row: int) -> None:
        if self._document is not None or row != self._draft.documents:
            raise ValueError(
                f"document {row} begun where {self._draft.documents} was to come or is still open"
            )
        self._document = _Document()

    def add_field(self, name: str, field_type: Any, value: Any, length: int) -> None:
        """`value` is to be stored, None when nothing is; `length` is 0 where lengths are not kept."""
        if field_type.indexed:
            expect_layout(name, field_type)
        if value is not None:
            self._here.stored[name] = encode_stored(name, value)
        if length:
            self._here.lengths[name] = length_to_byte(length)

    def add_column_value(self, name: str, column: Any, value: Any) -> None:
        self._here.columns[name] = (column, value)

    def add_vector_items(self, name: str, field_type: Any, items: Any) -> None:
        raise refuse(name, "term vectors are not kept")

    def finish_doc(self) -> None:
        row, document, draft = self._draft.documents, self._here, self._draft
        for name, (column, value) in document.columns.items():
            draft.set_column(name, column, row, value)
        for name, length in document.lengths.items():
            draft.set_length(name, row, length)
        for name, stored in document.stored.items():
            draft.set_stored(name, row, stored)
        draft.documents += 1
        self._document = None

    def cancel_doc(self) -> None:
        """Whoosh3 drops a document with a value that its field refuses."""
        self._document = None

    def close(self) -> None:
        self.is_closed = True

    @property
    def _here(self) -> _Document:
        if self._document is None:
            raise ValueError("no document is begun")
        return self._document


def encode_stored(name: str, value: Any) -> bytes:
    """`value` as JSON. Raises UnsupportedByCodec when JSON would give back anything else."""
    try:
        encoded = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        decoded = json.loads(encoded)
    except (TypeError, ValueError) as error:
        raise refuse(name, f"{value!r} cannot be stored as JSON") from error
    if type(decoded) is not type(value) or decoded != value:
        raise refuse(name, f"{value!r} would be read back from JSON as {decoded!r}")
    return encoded
