"""Stored fields: a byte string or nothing per document and field, each compressed for itself.

A result page reads ten of them out of a million, so none may need its neighbours. What they have in common
stands in a dictionary that the field has in this segment (RFC 1950 names it "preset dictionary").
"""

import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.offsets import Extents, encode_extents
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter

_DICTIONARY_BYTES: Final = 1 << 15
"""Deflate looks back no further."""
_DICTIONARY_SHARE: Final = 8
"""The dictionary is at most this part of what it is made from: it must not outweigh a small segment."""
_EXCERPT_BYTES: Final = 1 << 11
"""No more of one value goes into it."""
_SAMPLED_BYTES: Final = 1 << 20
"""Values are held back until there is this much to make a dictionary from."""
_SHORTEST_BYTES: Final = 24
"""Shorter values stay as they are: compressing takes 10 us and saves a few bytes at best."""
_LEVEL: Final = 4
"""Bodies of 3.7 KB: 83 us and 32 % of their size; level 6 takes 221 us to reach 29 %."""
_RAW_DEFLATE: Final = -15
_MEMORY_LEVEL: Final = 8
MAX_RECORD_BYTES: Final = 1 << 26
_PLAIN, _DEFLATED = b"\0", b"\1"
"""The first byte of a record; a record of no bytes is None."""


class RecordsWriter:
    """Writes sections `<field>/...`; the records go to the disk as they come."""

    def __init__(self, file: SealedWriter, field: str, dictionary: bytes | None = None) -> None:
        """`dictionary`: that of another segment, so that records can go from one to the other as they are;
        None makes one of the first values."""
        self._file = file
        self._field = field
        self._held: list[bytes | None] = []
        self._held_bytes = 0
        self._deflate: zlib._Compress | None = None
        self._dictionary = b""
        self._lengths: list[NDArray[np.int64]] = []
        self.count = 0
        file.begin(f"{field}/records")
        if dictionary is not None:
            self._begin(dictionary)

    def add(self, values: Sequence[bytes | None]) -> None:
        """Raises ValueError for a value above 64 MiB."""
        self.count += len(values)
        if self._deflate is not None:
            self._write(values)
            return
        self._held += values
        self._held_bytes += sum(len(value) for value in values if value is not None) + len(values)
        if self._held_bytes >= _SAMPLED_BYTES:
            self._release()

    def add_records(self, records: Sequence[bytes]) -> None:
        """Records as `Records.record` gives them, of a field with the dictionary that this one was given."""
        if self._deflate is None:
            raise ValueError("records mean nothing without the dictionary that they were made with")
        self.count += len(records)
        self._write_records(records)

    def close(self) -> None:
        if self._deflate is None:
            self._release()
        lengths = np.concatenate(self._lengths) if self._lengths else np.zeros(0, np.int64)
        self._file.add(f"{self._field}/dictionary", self._dictionary)
        self._file.add(f"{self._field}/extents", encode_extents(lengths))

    def _begin(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        self._deflate = zlib.compressobj(
            _LEVEL, zlib.DEFLATED, _RAW_DEFLATE, _MEMORY_LEVEL, zlib.Z_DEFAULT_STRATEGY, dictionary
        )

    def _release(self) -> None:
        self._begin(make_dictionary(self._held))
        held, self._held = self._held, []
        self._write(held)

    def _write(self, values: Sequence[bytes | None]) -> None:
        self._write_records([b"" if value is None else self._encode(value) for value in values])

    def _write_records(self, records: Sequence[bytes]) -> None:
        self._lengths.append(np.fromiter(map(len, records), np.int64, len(records)))
        self._file.write(b"".join(records))

    def _encode(self, value: bytes) -> bytes:
        if len(value) > MAX_RECORD_BYTES:
            raise ValueError(f"a stored value of {len(value)} bytes, more than {MAX_RECORD_BYTES}")
        if len(value) >= _SHORTEST_BYTES and self._deflate is not None:
            deflate = self._deflate.copy()
            shorter = deflate.compress(value) + deflate.flush()
            if len(shorter) < len(value):
                return _DEFLATED + shorter
        return _PLAIN + value


class Records(Sequence[bytes | None]):
    """Reads what RecordsWriter wrote, about 10 us for a value of 600 bytes. Any thread may read."""

    def __init__(self, file: Sealed, field: str) -> None:
        """Raises IndexDamaged."""
        self._file = file
        self._section = file.section(f"{field}/records")
        self._extents = Extents(file.section(f"{field}/extents"))
        self.dictionary = bytes(file.section(f"{field}/dictionary").all())

    def __len__(self) -> int:
        return len(self._extents)

    def __getitem__(self, row: int) -> bytes | None:  # type: ignore[override]
        """None when nothing is stored. Raises IndexError outside of the documents, IndexDamaged."""
        return self._decode(self._section.read(*self._extents.at(row)))

    def record(self, row: int) -> bytes:
        """The value as it was written, for `RecordsWriter.add_records`."""
        return bytes(self._section.read(*self._extents.at(row)))

    def range(self, lo: int, hi: int) -> list[bytes | None]:
        """The values of documents `lo` to `hi`."""
        bounds = self._extents.bounds(lo, hi)
        data = self._section.read(int(bounds[0]), int(bounds[-1]))
        ends = (bounds - bounds[0]).tolist()
        return [self._decode(data[start:stop]) for start, stop in pairwise(ends)]

    def verify(self) -> None:
        """Reads every record. Raises IndexDamaged."""
        self._extents.verify(self._section.size)
        for row in range(len(self)):
            self[row]

    def _decode(self, record: memoryview) -> bytes | None:
        if not record:
            return None
        tag, value = record[:1], record[1:]
        if tag == _PLAIN:
            return bytes(value)
        with self._file.guard:
            inflate = zlib.decompressobj(_RAW_DEFLATE, self.dictionary)
            found = inflate.decompress(value, MAX_RECORD_BYTES)
            if tag != _DEFLATED or not inflate.eof or inflate.unused_data:
                raise ValueError("a record does not end where it should")
            return found


def make_dictionary(values: Sequence[bytes | None]) -> bytes:
    """Excerpts of values spread evenly over `values`, up to 32 KiB."""
    present = [value for value in values if value is not None and len(value) >= _SHORTEST_BYTES]
    total = sum(map(len, present))
    room = min(_DICTIONARY_BYTES, total // _DICTIONARY_SHARE)
    if not room:
        return b""
    wanted = max(1, room * len(present) // sum(min(len(value), _EXCERPT_BYTES) for value in present))
    step = max(1, len(present) // wanted)
    return b"".join(value[:_EXCERPT_BYTES] for value in present[::step])[:room]
