"""The segments of one committed state, each with the rows it takes and those of its documents that live.

Says what is asked of a segment's reader; reads no postings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.docsets import DocSet, Mask, Rows

Frequencies = NDArray[np.uint32]
Positions = NDArray[np.int32]


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
    def documents(self, field: str, ordinal: int) -> NDArray[Any]: ...
    def rows_range(self, field: str, lo: int, hi: int) -> list[Rows]: ...
    def postings_range(self, field: str, lo: int, hi: int, *, positions: bool = False) -> Any: ...
    def has_positions(self, field: str) -> bool: ...
    def has_lengths(self, field: str) -> bool: ...
    def position_list(self, field: str, ordinal: int, frequencies: Frequencies | None = None) -> Any: ...
    def lengths(self, field: str) -> NDArray[np.uint8] | None: ...
    def total_length(self, field: str) -> int: ...
    def numbers(self, column: str) -> NDArray[np.integer]: ...
    def refs(self, column: str) -> tuple[NDArray[np.integer], list[bytes]]: ...
    def texts(self, column: str) -> Any: ...
    def stored(self, field: str, row: int) -> bytes | None: ...
    def release(self) -> None: ...
    def close(self) -> None: ...


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

    def rows_inside(self, rows: Rows) -> Rows:
        """Those of ascending `rows` of the snapshot that are the segment's, by its own numbers."""
        lo, hi = np.searchsorted(rows, (self.first_row, self.end_row))
        return rows[lo:hi] - np.int32(self.first_row)

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


def parts_of(segments: Sequence[Segment], deleted: Sequence[Mask | None]) -> Iterator[Part]:
    first_row = 0
    for segment, dead in zip(segments, deleted, strict=True):
        yield Part(segment, first_row, None if dead is None else ~dead)
        first_row += segment.document_count


def live_rows(parts: Sequence[Part], size: int) -> DocSet:
    if all(part.live is None for part in parts):
        return DocSet.all(size)
    masks = [
        np.ones(part.segment.document_count, dtype=np.bool_) if part.live is None else part.live
        for part in parts
    ]
    return DocSet.from_mask(np.concatenate(masks))
