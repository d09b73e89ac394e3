"""Posting lists of many terms as bytes: written many at once, read one by one or a range of terms in one go.

How many postings a list has (its document frequency) and how many bytes it takes is known from the term
dictionary, so the streams do not repeat it. The encodings: `short_lists`, `long_lists`, `positions`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage import long_lists, short_lists
from indexer.engines.whoosh.storage.long_lists import LongList
from indexer.engines.whoosh.storage.packed import MAX_VALUE, pack
from indexer.engines.whoosh.storage.positions import PositionList, deltas_of, positions_of, read_packed
from indexer.engines.whoosh.storage.ragged import differences, starts_of
from indexer.engines.whoosh.storage.woven import unweave, weave

__all__ = [
    "Encoded",
    "Flat",
    "LongList",
    "PositionList",
    "decode",
    "decode_deltas",
    "decode_documents",
    "decode_many",
    "decode_positions",
    "decode_rows_many",
    "encode",
    "occurrences_of",
]


@dataclass(frozen=True, slots=True)
class Flat:
    """Many posting lists, one after the other in term order."""

    counts: NDArray[np.int64]
    """Postings of each term (its document frequency), each >= 1."""
    rows: NDArray[np.int32]
    """Document numbers, ascending inside a term."""
    frequencies: NDArray[np.uint32]
    """One per posting, each >= 1."""
    positions: NDArray[np.int32] | None
    """sum(frequencies) of them, ascending inside a posting; None: a field without positions."""
    deltas: NDArray[np.uint32] | None = None
    """What is stored of positions, in place of them: who only moves lists need not add them up."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The two streams of a `Flat`, and the bytes each list takes in them (without positions none)."""

    postings: bytes
    posting_sizes: NDArray[np.int64]
    positions: bytes
    position_sizes: NDArray[np.int64]


def encode(flat: Flat, *, frequencies: bool = True) -> Encoded:
    """All lists as bytes; `frequencies`: whether the field has them. ValueError: lists unlike `Flat`'s."""
    gaps = _checked_gaps(flat)
    short = flat.counts <= short_lists.LONGEST
    postings = _encode_rows(flat, gaps, short, frequencies)
    deltas = _deltas(flat)
    if deltas is None:
        return Encoded(*postings, b"", np.zeros(flat.counts.size, np.int64))
    return Encoded(*postings, *_encode_deltas(flat, deltas, short))


def decode(
    data: NDArray[np.uint8], count: int, documents: int, *, frequencies: bool = True
) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """Rows, all below `documents`, and frequencies of the one list of `count` postings. Raises ValueError.

    A field without frequencies has ones. `LongList` gives a long list by parts, a dense one also as bits.
    """
    if count > short_lists.LONGEST:
        long = LongList(data, count, documents, frequencies=frequencies)
        return long.rows(), long.frequencies()
    rows, found = short_lists.decode_one(data, count, frequencies=frequencies)
    return _narrowed(rows, documents), found


def decode_documents(
    data: NDArray[np.uint8], count: int, documents: int, *, frequencies: bool = True
) -> NDArray[np.int32] | NDArray[np.uint8]:
    """Only the rows of a list as `decode` has them; of a dense one as bits (see `LongList.bits`), uint8."""
    if count <= short_lists.LONGEST:
        return decode(data, count, documents, frequencies=frequencies)[0]
    long = LongList(data, count, documents, frequencies=frequencies)
    bits = long.bits()
    return long.rows() if bits is None else bits


def decode_rows_many(
    data: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    counts: NDArray[np.int64],
    documents: int,
    *,
    frequencies: bool = True,
) -> list[NDArray[np.int32]]:
    """The rows of lists as `decode_many` has them, in no order: those of all short lists come together."""
    short = counts <= short_lists.LONGEST
    together, singly = unweave(short, data, sizes)
    rows, _found = short_lists.decode(together, sizes[short], counts[short], frequencies=frequencies)
    longs = (
        LongList(long, count, documents, frequencies=frequencies).rows()
        for long, count in zip(singly, counts[~short].tolist(), strict=True)
    )
    return [_narrowed(rows, documents), *longs]


def decode_many(
    data: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    counts: NDArray[np.int64],
    documents: int,
    *,
    frequencies: bool = True,
) -> Flat:
    """The lists of consecutive terms, of `sizes` bytes and `counts` postings; positions None. ValueError."""
    short = counts <= short_lists.LONGEST
    together, singly = unweave(short, data, sizes)
    rows, found = short_lists.decode(together, sizes[short], counts[short], frequencies=frequencies)
    longs = [
        LongList(long, count, documents, frequencies=frequencies)
        for long, count in zip(singly, counts[~short].tolist(), strict=True)
    ]
    every_row = _mixed(short, counts, _narrowed(rows, documents), [long.rows() for long in longs])
    return Flat(counts, every_row, _mixed(short, counts, found, [long.frequencies() for long in longs]), None)


def decode_positions(data: NDArray[np.uint8], sizes: NDArray[np.int64], flat: Flat) -> NDArray[np.int32]:
    """The positions of all postings of `flat`, from its lists of `sizes` bytes. Raises ValueError."""
    return positions_of(decode_deltas(data, sizes, flat), flat.frequencies.astype(np.int64))


def decode_deltas(data: NDArray[np.uint8], sizes: NDArray[np.int64], flat: Flat) -> NDArray[np.uint32]:
    """The same as they are stored, whether or not they add up to positions. Raises ValueError."""
    short = flat.counts <= short_lists.LONGEST
    together, singly = unweave(short, data, sizes)
    totals = occurrences_of(flat)
    deltas, held = short_lists.decode_values(together, sizes[short])
    if not np.array_equal(held, totals[short]):
        raise ValueError("positions: not as many as the frequencies say")
    longs = [read_packed(long, total) for long, total in zip(singly, totals[~short].tolist(), strict=True)]
    every = _mixed(short, totals, deltas, [long.unpack() for long in longs])
    if every.size and int(every.max()) > MAX_VALUE:
        raise ValueError("positions: out of range")
    return every.astype(np.uint32, copy=False)


def occurrences_of(flat: Flat) -> NDArray[np.int64]:
    """Of each term."""
    if not flat.counts.size:
        return np.empty(0, np.int64)
    totals: NDArray[np.int64] = np.add.reduceat(flat.frequencies, starts_of(flat.counts), dtype=np.int64)
    return totals


def _checked_gaps(flat: Flat) -> NDArray[np.int32]:
    """The rows skipped before each posting since the one before. ValueError: `flat` is unsound."""
    if int(flat.counts.sum()) != flat.rows.size or flat.rows.size != flat.frequencies.size:
        raise ValueError("postings: counts, rows and frequencies differ in length")
    if not flat.rows.size:
        return np.empty(0, np.int32)
    if int(flat.counts.min()) < 1 or int(flat.frequencies.min()) < 1:
        raise ValueError("postings: a list without postings, or a posting without occurrences")
    placed = flat.positions if flat.deltas is None else flat.deltas
    if placed is not None and placed.size != int(flat.frequencies.sum(dtype=np.int64)):
        raise ValueError("postings: not as many positions as occurrences")
    starts = starts_of(flat.counts)
    gaps = differences(flat.rows, starts)
    gaps -= 1
    gaps[starts] += 1
    if int(gaps.min()) < 0 or int(flat.rows[starts].min()) < 0:
        raise ValueError("postings: rows must ascend inside a list")
    return gaps


def _encode_rows(
    flat: Flat, gaps: NDArray[np.int32], short: NDArray[np.bool_], frequencies: bool
) -> tuple[bytes, NDArray[np.int64]]:
    together = np.repeat(short, flat.counts)
    beyond = flat.frequencies - np.uint32(1) if frequencies else None
    data, sizes = short_lists.encode(
        flat.counts[short], gaps[together].astype(np.int64), None if beyond is None else beyond[together]
    )
    longs = [
        long_lists.encode(
            flat.rows[part], gaps[part].view(np.uint32), None if beyond is None else beyond[part]
        )
        for part in _parts(flat.counts, ~short)
    ]
    return weave(short, data, sizes, longs)


def _deltas(flat: Flat) -> NDArray[np.uint32] | None:
    if flat.deltas is not None or flat.positions is None:
        return flat.deltas
    return deltas_of(flat.positions, flat.frequencies).view(np.uint32)


def _encode_deltas(
    flat: Flat, deltas: NDArray[np.uint32], short: NDArray[np.bool_]
) -> tuple[bytes, NDArray[np.int64]]:
    totals = occurrences_of(flat)
    data, sizes = short_lists.encode_values(deltas[np.repeat(short, totals)], totals[short])
    return weave(short, data, sizes, [pack(deltas[part]) for part in _parts(totals, ~short)])


def _parts(counts: NDArray[np.int64], which: NDArray[np.bool_]) -> list[slice]:
    """Where the lists marked in `which` lie among the values of all."""
    ends = np.cumsum(counts)
    return [
        slice(start, end)
        for start, end in zip((ends - counts)[which].tolist(), ends[which].tolist(), strict=True)
    ]


def _mixed(
    short: NDArray[np.bool_], counts: NDArray[np.int64], together: NDArray[Any], singly: list[NDArray[Any]]
) -> NDArray[Any]:
    """The values of all lists in term order, from those of the short ones and those of each long one."""
    if not singly:
        return together
    every = np.empty(int(counts.sum()), together.dtype)
    every[np.repeat(short, counts)] = together
    for part, values in zip(_parts(counts, ~short), singly, strict=True):
        every[part] = values
    return every


def _narrowed(rows: NDArray[np.int64], documents: int) -> NDArray[np.int32]:
    if rows.size and int(rows.max()) >= documents:
        raise ValueError("postings: rows beyond the documents")
    return rows.astype(np.int32)
