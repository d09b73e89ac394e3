"""Sets of document numbers, as ascending rows or as packed bits, whichever is cheaper at the moment.

Knows nothing of segments, terms or scores. A set never changes; a second form is kept once it was made.
"""

from collections.abc import Sequence
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Bits = NDArray[np.uint8]
Mask = NDArray[np.bool_]
V = TypeVar("V", bound=np.generic)

_SPARSE = 64
"""Below one document in 64 rows are filtered faster than bits are unpacked."""
_WORD = 64
_SEARCH_STEP = 12
"""A binary search costs as much as this many look-ups in a mask (18 and 1.5 ns in 400,000 rows)."""


class DocSet:
    """A set of document numbers below `size`."""

    __slots__ = ("_bits", "_count", "_rows", "size")

    def __init__(self, size: int, *, rows: Rows | None = None, bits: Bits | None = None) -> None:
        """Takes either form as it is: ascending rows without repeats, or bits padded as `_bit_bytes` says."""
        if rows is None and bits is None:
            raise ValueError("a set needs rows or bits")
        self.size = size
        self._rows = rows
        self._bits = bits
        self._count = -1 if rows is None else len(rows)

    @classmethod
    def from_rows(cls, rows: NDArray[np.integer], size: int) -> "DocSet":
        return cls(size, rows=rows.astype(np.int32, copy=False))

    @classmethod
    def from_bits(cls, bits: Bits, size: int) -> "DocSet":
        """Of packed bits, least significant first, as `numpy.packbits(bitorder="little")` makes them."""
        return cls(size, bits=_padded(bits, size))

    @classmethod
    def packed(cls, rows: NDArray[np.integer], size: int) -> "DocSet":
        """In the smaller form only: to be kept."""
        found = cls.from_rows(rows, size)
        return found if found.is_sparse else cls(size, bits=found.bits)

    @classmethod
    def from_mask(cls, mask: Mask) -> "DocSet":
        return cls(len(mask), bits=_padded(np.packbits(mask, bitorder="little"), len(mask)))

    @classmethod
    def all(cls, size: int) -> "DocSet":
        return cls.none(size).__invert__()

    @classmethod
    def none(cls, size: int) -> "DocSet":
        return cls(size, rows=np.empty(0, dtype=np.int32))

    def __len__(self) -> int:
        if self._count < 0:
            self._count = int(np.bitwise_count(self.bits.view(np.uint64)).sum(dtype=np.int64))
        return self._count

    @property
    def rows(self) -> Rows:
        """Ascending, int32. Not to be written to."""
        if self._rows is None:
            self._rows = _rows_of(self.bits)
        return self._rows

    @property
    def bits(self) -> Bits:
        """Packed, least significant first, whole 64-bit words, zeros after the end. Not to be written to."""
        if self._bits is None:
            self._bits = _bits_of(self.rows, self.size)
        return self._bits

    @property
    def nbytes(self) -> int:
        """Memory of the forms there are now."""
        return sum(form.nbytes for form in (self._rows, self._bits) if form is not None)

    @property
    def is_sparse(self) -> bool:
        """Whether rows are the better form to go on with."""
        return len(self) * _SPARSE < self.size

    def mask(self) -> Mask:
        """A fresh array with True for each member."""
        if self._bits is None and self.is_sparse:
            mask = np.zeros(self.size, dtype=np.bool_)
            mask[self.rows] = True
            return mask
        return np.unpackbits(self.bits, count=self.size, bitorder="little").view(np.bool_)

    def contains(self, rows: NDArray[np.integer]) -> Mask:
        """For each of `rows` (any order) whether it is a member."""
        if self._bits is None and self.is_sparse and len(rows) * _SEARCH_STEP < self.size:
            return _found(self.rows, rows)
        if len(rows) * _WORD > self.size:
            return self.mask().take(rows)
        bytes_ = self.bits.take(rows >> 3)
        return ((bytes_ >> (rows & 7).astype(np.uint8)) & 1).view(np.bool_)

    def pick(self, values: NDArray[V], subset: "DocSet") -> NDArray[V]:
        """Of `values`, one for each of `rows`, those of a subset."""
        if len(subset) == len(self):
            return values
        if len(subset) * _SEARCH_STEP < len(self):
            return values.take(np.searchsorted(self.rows, subset.rows))
        return np.compress(subset.contains(self.rows), values)

    def __and__(self, other: "DocSet") -> "DocSet":
        small, large = sorted((self, other), key=len)
        if not len(small) or len(large) == self.size:
            return small
        if small.is_sparse:
            return DocSet(self.size, rows=np.compress(large.contains(small.rows), small.rows))
        return DocSet(self.size, bits=small.bits & large.bits)

    def __or__(self, other: "DocSet") -> "DocSet":
        small, large = sorted((self, other), key=len)
        if not len(small) or len(large) == self.size:
            return large
        if large.is_sparse and large._bits is None:
            return DocSet(self.size, rows=_merged(small.rows, large.rows))
        return DocSet(self.size, bits=small.bits | large.bits)

    def __sub__(self, other: "DocSet") -> "DocSet":
        if not len(self) or not len(other):
            return self
        if self.is_sparse:
            return DocSet(self.size, rows=np.compress(~other.contains(self.rows), self.rows))
        return DocSet(self.size, bits=self.bits & ~other.bits)

    def __invert__(self) -> "DocSet":
        bits = ~self.bits
        whole, rest = divmod(self.size, 8)
        if rest:
            bits[whole] &= (1 << rest) - 1
            whole += 1
        bits[whole:] = 0
        return DocSet(self.size, bits=bits)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DocSet):
            return NotImplemented
        return self.size == other.size and np.array_equal(self.rows, other.rows)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"DocSet({len(self)} of {self.size})"


def intersection(sets: Sequence[DocSet]) -> DocSet:
    """Of one or more sets, the smallest first."""
    return reduce(DocSet.__and__, sorted(sets, key=len))


def union(sets: Sequence[DocSet]) -> DocSet:
    """Of one or more sets."""
    size = sets[0].size
    few = [one for one in sets if one._bits is None]
    if len(few) < 3 or sum(map(len, few)) * _SPARSE < size:
        return reduce(DocSet.__or__, sorted(sets, key=len))
    mask = np.zeros(size, dtype=np.bool_)
    for one in few:
        mask[one.rows] = True
    return reduce(DocSet.__or__, [one for one in sets if one._bits is not None], DocSet.from_mask(mask))


def _bit_bytes(size: int) -> int:
    """Bytes of whole 64-bit words, so that they can be counted by words."""
    return -(-size // _WORD) * (_WORD // 8)


def _padded(bits: Bits, size: int) -> Bits:
    missing = _bit_bytes(size) - len(bits)
    return bits if not missing else np.concatenate([bits, np.zeros(missing, dtype=np.uint8)])


def _bits_of(rows: Rows, size: int) -> Bits:
    mask = np.zeros(_bit_bytes(size) * 8, dtype=np.bool_)
    mask[rows] = True
    return np.packbits(mask, bitorder="little")


def _rows_of(bits: Bits) -> Rows:
    """Unpacks only words with members where these are few."""
    words = bits.view(np.uint64)
    used = np.flatnonzero(words)
    if len(used) * 2 > len(words):
        return np.flatnonzero(np.unpackbits(bits, bitorder="little").view(np.bool_)).astype(np.int32)
    unpacked = np.unpackbits(words.take(used).view(np.uint8), bitorder="little").view(np.bool_)
    inside = np.flatnonzero(unpacked)
    return (used.take(inside >> 6) * _WORD + (inside & (_WORD - 1))).astype(np.int32)


def _found(ascending: Rows, rows: NDArray[np.integer]) -> Mask:
    """For each of `rows` whether it is in `ascending`."""
    if not len(ascending):
        return np.zeros(len(rows), dtype=np.bool_)
    at = np.searchsorted(ascending, rows.astype(np.int32, copy=False))
    found: Mask = ascending.take(at, mode="clip") == rows
    return found


def _merged(first: Rows, second: Rows) -> Rows:
    """Both, ascending, each once. A stable sort of two runs is a merge."""
    both = np.sort(np.concatenate([first, second]), kind="stable")
    fresh = np.empty(len(both), dtype=np.bool_)
    fresh[:1] = True
    np.not_equal(both[1:], both[:-1], out=fresh[1:])
    return np.compress(fresh, both)
