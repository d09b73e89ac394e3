"""Stored fields: a byte string or nothing per document and field, each compressed for itself.

A result page reads ten of them out of a million, so none may need its neighbours. What they have in common
stands in a dictionary that the field has in this segment. The format is Zstandard's (RFC 8878).
"""

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from zstandard import (
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    frame_content_size,
    train_dictionary,
)

from indexer.engines.whoosh.storage.offsets import Extents, encode_extents
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter

_DICTIONARY_BYTES: Final = 1 << 16
"""Hits of 730 bytes come to 22 % of their size with half of it, to 20 with this, to 19 with twice as much."""
_DICTIONARY_SHARE: Final = 8
"""The dictionary is at most this part of what it is made from: it must not outweigh a small segment."""
_SMALLEST_DICTIONARY: Final = 256
"""Zstandard makes no smaller one."""
_EXCERPT_BYTES: Final = 1 << 11
"""No more of one value goes into it."""
_SAMPLED_BYTES: Final = 1 << 20
"""Values are held back until there is this much to make a dictionary from, in 80 ms."""
_SHORTEST_BYTES: Final = 24
"""Shorter values stay as they are: compressing saves a few bytes at best."""
_LEVEL: Final = 3
"""Passages of 1.9 KB: 8 us and 19 % of their size; level 1 makes it 26 %, level 5 takes twice as long."""
MAX_RECORD_BYTES: Final = 1 << 26
_PLAIN, _COMPRESSED = b"\0", b"\1"
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
        self._compressor: ZstdCompressor | None = None
        self._dictionary = b""
        self._lengths: list[NDArray[np.int64]] = []
        self.count = 0
        file.begin(f"{field}/records")
        if dictionary is not None:
            self._begin(dictionary)

    def add(self, values: Sequence[bytes | None]) -> None:
        """Raises ValueError for a value above 64 MiB."""
        self.count += len(values)
        if self._compressor is not None:
            self._write(values)
            return
        self._held += values
        self._held_bytes += sum(len(value) for value in values if value is not None) + len(values)
        if self._held_bytes >= _SAMPLED_BYTES:
            self._release()

    def add_records(self, records: Sequence[bytes]) -> None:
        """Records as `Records.records` or `record_of` give them, of this one's dictionary."""
        if self._compressor is None:
            raise ValueError("records mean nothing without the dictionary that they were made with")
        self.count += len(records)
        self._write_records(records)

    def record_of(self, value: bytes | None) -> bytes:
        """What `add_records` takes, of a writer that was given its dictionary."""
        return b"" if value is None else self._encode(value)

    def close(self) -> None:
        if self._compressor is None:
            self._release()
        lengths = np.concatenate(self._lengths) if self._lengths else np.zeros(0, np.int64)
        self._file.add(f"{self._field}/dictionary", self._dictionary)
        self._file.add(f"{self._field}/extents", encode_extents(lengths))

    def _begin(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        shared = _prepared(dictionary)
        if shared is not None:
            shared.precompute_compress(level=_LEVEL)
        self._compressor = ZstdCompressor(_LEVEL, shared, write_dict_id=False)

    def _release(self) -> None:
        self._begin(make_dictionary(self._held))
        held, self._held = self._held, []
        self._write(held)

    def _write(self, values: Sequence[bytes | None]) -> None:
        self._write_records(list(map(self.record_of, values)))

    def _write_records(self, records: Sequence[bytes]) -> None:
        self._lengths.append(np.fromiter(map(len, records), np.int64, len(records)))
        self._file.write(b"".join(records))

    def _encode(self, value: bytes) -> bytes:
        if len(value) > MAX_RECORD_BYTES:
            raise ValueError(f"a stored value of {len(value)} bytes, more than {MAX_RECORD_BYTES}")
        if len(value) >= _SHORTEST_BYTES and self._compressor is not None:
            shorter = self._compressor.compress(value)
            if len(shorter) < len(value):
                return _COMPRESSED + shorter
        return _PLAIN + value


class Records(Sequence[bytes | None]):
    """Reads what RecordsWriter wrote, about 5 us for a value of 600 bytes. Any thread may read."""

    def __init__(self, file: Sealed, field: str) -> None:
        """Raises IndexDamaged."""
        self._file = file
        self._section = file.section(f"{field}/records")
        self._extents = Extents(file.section(f"{field}/extents"))
        self.dictionary = bytes(file.section(f"{field}/dictionary").all())
        with file.guard:
            self._decompressor = ZstdDecompressor(_prepared(self.dictionary))
        self._one_at_a_time = Lock()

    def __len__(self) -> int:
        return len(self._extents)

    def __getitem__(self, row: int) -> bytes | None:  # type: ignore[override]
        """None when nothing is stored. Raises IndexError outside of the documents, IndexDamaged."""
        return self._decode(self._section.read(*self._extents.at(row)))

    def values(self, rows: NDArray[np.int64]) -> list[bytes | None]:
        """The values of documents `rows`, ascending."""
        return list(map(self._decode, self._views(rows)))

    def records(self, rows: NDArray[np.int64]) -> list[bytes]:
        """The same as they were written, for `RecordsWriter.add_records`."""
        return list(map(bytes, self._views(rows)))

    def verify(self) -> None:
        """Reads every record. Raises IndexDamaged."""
        self._extents.verify(self._section.size)
        for row in range(len(self)):
            self[row]

    def _views(self, rows: NDArray[np.int64]) -> Iterator[memoryview]:
        """The records of `rows`, ascending; where they lie is looked up for all at once."""
        if not rows.size:
            return
        first = int(rows[0])
        bounds = self._extents.bounds(first, int(rows[-1]) + 1)
        data = self._section.read(int(bounds[0]), int(bounds[-1]))
        bounds -= bounds[0]
        for start, stop in zip(bounds[rows - first].tolist(), bounds[rows - first + 1].tolist(), strict=True):
            yield data[start:stop]

    def _decode(self, record: memoryview) -> bytes | None:
        if not record:
            return None
        tag, value = record[:1], record[1:]
        if tag == _PLAIN:
            return bytes(value)
        with self._file.guard:
            if tag != _COMPRESSED or not 0 <= frame_content_size(value) <= MAX_RECORD_BYTES:
                raise ValueError("a record that is neither plain nor compressed, or too large")
            with self._one_at_a_time:
                return self._decompressor.decompress(value, allow_extra_data=False)


def make_dictionary(values: Sequence[bytes | None]) -> bytes:
    """What `values` have in common, up to 64 KiB; nothing where they are too few or too unlike."""
    present: list[Any] = [v[:_EXCERPT_BYTES] for v in values if v is not None and len(v) >= _SHORTEST_BYTES]
    room = min(_DICTIONARY_BYTES, sum(map(len, present)) // _DICTIONARY_SHARE)
    if room < _SMALLEST_DICTIONARY:
        return b""
    try:
        return train_dictionary(room, present).as_bytes()
    except ZstdError:
        return b""


def _prepared(dictionary: bytes) -> ZstdCompressionDict | None:
    return ZstdCompressionDict(dictionary) if dictionary else None
