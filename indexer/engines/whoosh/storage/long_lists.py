"""One posting list of 128 postings or more: packed gaps, or a bitmap where dense; then packed frequencies.

Gaps count the rows skipped since the posting before. A list with more than every eighth of the rows up to its
last is dense: byte 255 (which begins no packed array), the bitmap's bytes (u32), the bitmap, row i at bit
i & 7 of byte i >> 3. Frequencies - 1 follow unless the field has none.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.packed import Packed, pack

_BITMAP = 255
_HEAD_BYTES = 5
# At this density a bitmap takes 8 bits a posting and gaps about 5, at twice the density 4 and 4. Few lists
# are so dense, and their rows are then had as bits for nothing.
_DENSE = 8


def encode(rows: NDArray[Any], gaps: NDArray[Any], beyond_one: NDArray[Any] | None) -> bytes:
    """The bytes of one list. `rows`: ascending; `beyond_one`: frequencies - 1, None: a field without them."""
    head = _encode_bitmap(rows) if rows.size * _DENSE > int(rows[-1]) else pack(gaps)
    return head if beyond_one is None else head + pack(beyond_one)


class LongList:
    """One list as `encode` wrote it; its parts are decoded when asked for.

    `count` postings, rows below `documents`; `frequencies`: whether the field has them. Raises ValueError,
    here or when a part is asked for, for bytes that do not say the same.
    """

    __slots__ = ("_count", "_documents", "_frequencies", "_rows")

    def __init__(self, data: NDArray[np.uint8], count: int, documents: int, *, frequencies: bool) -> None:
        if not 0 < count <= documents or not data.size:
            raise ValueError("long list: empty, or more postings than documents")
        self._count, self._documents = count, documents
        self._rows: Packed | NDArray[np.uint8]
        if data[0] == _BITMAP:
            size = int.from_bytes(data[1:_HEAD_BYTES].tobytes(), "little") + _HEAD_BYTES
            self._rows = data[_HEAD_BYTES:size]
        else:
            self._rows = self._packed(data)
            size = self._rows.size
        self._frequencies = self._packed(data[size:]) if frequencies else None
        if size + (self._frequencies.size if self._frequencies else 0) != data.size:
            raise ValueError("long list: parts do not add up")

    def rows(self) -> NDArray[np.int32]:
        """Ascending."""
        if isinstance(self._rows, Packed):
            gaps = self._rows.unpack()
            beyond = int(gaps.sum(dtype=np.uint64)) + self._count > self._documents
            gaps += np.uint32(1)
            rows = np.cumsum(gaps, dtype=np.uint32, out=gaps).view(np.int32)
            rows -= 1
        else:
            found = np.flatnonzero(np.unpackbits(self._rows, bitorder="little").view(np.bool_))
            beyond = found.size != self._count or int(found[-1]) >= self._documents
            rows = found.astype(np.int32)
        if beyond:
            raise ValueError("long list: rows beyond the documents, or not as many as postings")
        return rows

    def bits(self) -> NDArray[np.uint8] | None:
        """(documents + 7) // 8 bytes, row i at bit i & 7 of byte i >> 3; None if the list is not dense."""
        if isinstance(self._rows, Packed):
            return None
        bits = np.zeros((self._documents + 7) // 8, np.uint8)
        if self._rows.size > bits.size or int(np.bitwise_count(self._rows).sum()) != self._count:
            raise ValueError("long list: bitmap does not match")
        bits[: self._rows.size] = self._rows
        if self._documents & 7 and bits[-1] >> (self._documents & 7):
            raise ValueError("long list: rows beyond the documents")
        return bits

    def frequencies(self) -> NDArray[np.uint32]:
        """One per posting; ones if the field has none."""
        if self._frequencies is None:
            return np.ones(self._count, np.uint32)
        found = self._frequencies.unpack()
        found += np.uint32(1)
        if int(found.min()) < 1:
            raise ValueError("long list: a frequency above 32 bits")
        return found

    def _packed(self, data: NDArray[np.uint8]) -> Packed:
        found = Packed(data)
        if found.count != self._count:
            raise ValueError("long list: not as many values as postings")
        return found


def _encode_bitmap(rows: NDArray[Any]) -> bytes:
    present = np.zeros(int(rows[-1]) + 1, np.bool_)
    present[rows] = True
    bits = np.packbits(present, bitorder="little")
    return bytes((_BITMAP,)) + bits.size.to_bytes(_HEAD_BYTES - 1, "little") + bits.tobytes()
