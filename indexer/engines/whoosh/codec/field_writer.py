"""The postings of Whoosh's writer, on their way into a segment: term by term, many terms at once."""

import pickle
from array import array
from io import BytesIO
from itertools import accumulate
from typing import Any, Final

import numpy as np
from whoosh.codec import base

from indexer.engines.whoosh.codec.draft import SegmentDraft, refuse
from indexer.engines.whoosh.codec.field_layout import Layout, expect_layout
from indexer.engines.whoosh.storage.postings import Flat

_BATCH_POSTINGS: Final = 1 << 16
_COUNT_BYTES: Final = 4
"""Whoosh's Positions format writes how many there are before them."""


class FieldWriter(base.FieldWriter):  # type: ignore[misc]
    """See `whoosh.codec.base.FieldWriter`.

    Several postings of a term in one document become one: Whoosh writes them for lists of numbers.
    """

    def __init__(self, draft: SegmentDraft) -> None:
        self._draft = draft
        self._field = ""
        self._format: Any = None
        self._layout = Layout(frequencies=True, positions=False)
        self._batch = _Batch(self._layout)
        self._total_length = 0
        self._complete = False
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """All of the segment's postings, in order of field, term and document.

        Raises UnsupportedByCodec; nothing is left on the disk then, for whoosh3 does not close us any more.
        """
        try:
            super().add_postings(schema, lengths, items)
        except BaseException:
            self._draft.discard()
            raise
        self._complete = True

    def start_field(self, name: str, field_type: Any) -> None:
        self._layout, self._format = expect_layout(name, field_type), field_type.format
        self._field, self._total_length = name, 0
        self._batch = _Batch(self._layout)
        self._draft.writer.begin_field(
            name, positions=self._layout.positions, frequencies=self._layout.frequencies
        )

    def start_term(self, term: bytes) -> None:
        self._batch.begin(term)

    def add(self, row: int, weight: float, value: bytes, length: int) -> None:
        """Raises UnsupportedByCodec for a weight that does not count occurrences, as boosts make it."""
        frequency = self._format.decode_frequency(value)
        if weight != frequency:
            raise refuse(
                self._field, f"a posting of weight {weight}: boosts of documents and tokens are not kept"
            )
        self._total_length += frequency
        self._batch.add(row, frequency, decode_positions(value) if self._layout.positions else [])

    def finish_term(self) -> None:
        if len(self._batch) >= _BATCH_POSTINGS:
            self._flush()

    def finish_field(self) -> None:
        self._flush()
        lengths = self._draft.lengths(self._field)
        self._draft.writer.end_field(lengths, 0 if lengths is None else self._total_length)

    def close(self) -> None:
        """Whoosh closes what it cancels too: only a segment with all of its postings is written."""
        if not self.is_closed:
            self.is_closed = True
            if self._complete:
                self._draft.finish()
            else:
                self._draft.discard()

    def _flush(self) -> None:
        if self._batch.terms:
            self._draft.writer.add_terms(self._batch.terms, self._batch.flat())
            self._batch = _Batch(self._layout)


class _Batch:
    """Postings of some terms, not yet arrays."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.terms: list[bytes] = []
        self._starts = array("q")
        self._rows = array("i")
        self._frequencies = array("I")
        self._positions = array("i")

    def __len__(self) -> int:
        return len(self._rows)

    def begin(self, term: bytes) -> None:
        self.terms.append(term)
        self._starts.append(len(self._rows))

    def add(self, row: int, frequency: int, positions: list[int]) -> None:
        self._positions.extend(positions)
        if len(self._rows) > self._starts[-1] and self._rows[-1] == row:
            self._frequencies[-1] += frequency if self._layout.frequencies else 0
        else:
            self._rows.append(row)
            self._frequencies.append(frequency)

    def flat(self) -> Flat:
        bounds = np.array([*self._starts, len(self._rows)], dtype=np.int64)
        return Flat(
            counts=bounds[1:] - bounds[:-1],
            rows=np.array(self._rows, dtype=np.int32),
            frequencies=np.array(self._frequencies, dtype=np.uint32),
            positions=np.array(self._positions, dtype=np.int32) if self._layout.positions else None,
        )


class _Integers(pickle.Unpickler):
    """Reads lists of integers, which need no class."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} among positions")


def decode_positions(value: bytes) -> list[int]:
    """What Whoosh's Positions format wrote: a count, and the pickled steps from one position to the next.

    Ascending, which an analyzer need not give them as.
    """
    steps = _Integers(BytesIO(value[_COUNT_BYTES:])).load()
    return sorted(accumulate(steps))
