"""Walks the gzip members of a file: where each begins and ends, which are whole. Knows nothing of WARC.

We walk them ourselves because warcio prints a broken member to stderr and reads on as if the file had ended
(BufferedReader._decompress, 1.8.1); here damage is found, placed and stepped over. zlib checks each CRC-32.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_CHUNK_BYTES = 1 << 15
"""A portal page is some 10 kB compressed: larger reads would mostly be read again for the next member."""


@dataclass(frozen=True, slots=True)
class Member:
    """A whole member: `length` bytes at `offset` that inflate to `content`."""

    offset: int
    length: int
    content: bytes

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes from `offset` to `end` in which no whole member begins; `torn` when the file ends there."""

    offset: int
    end: int
    torn: bool


def read_member(file: BinaryIO, offset: int) -> Member | None:
    """The whole member that begins at `offset`; None when there is none."""
    file.seek(offset)
    decoder = zlib.decompressobj(zlib.MAX_WBITS + 16)
    pieces: list[bytes] = []
    consumed = 0
    try:
        while not decoder.eof and (chunk := file.read(_CHUNK_BYTES)):
            pieces.append(decoder.decompress(chunk))
            consumed += len(chunk)
    except zlib.error:
        return None
    if not decoder.eof:
        return None
    return Member(offset, consumed - len(decoder.unused_data), b"".join(pieces))


def walk_members(file: BinaryIO, *, begins: bytes, end: int, start: int = 0) -> Iterator[Member | Gap]:
    """Members and gaps of `file` from byte `start` up to `end`, in order and without holes.

    Behind damage the walk resumes at the next whole member whose content starts with `begins`: a gzipped page
    inside a broken record also looks like a member, but does not start so.
    """
    offset = start
    while offset < end:
        member = read_member(file, offset)
        if member is not None and member.content.startswith(begins):
            yield member
            offset = member.end
            continue
        resume = _next_member_offset(file, offset + 1, begins, end)
        yield Gap(offset, resume, torn=resume == end)
        offset = resume


def _next_member_offset(file: BinaryIO, offset: int, begins: bytes, end: int) -> int:
    """The offset of the next whole member that starts with `begins`; `end` when there is none."""
    while (candidate := _find_magic(file, offset, end)) is not None:
        if _begins_with(file, candidate, begins) and read_member(file, candidate) is not None:
            return candidate
        offset = candidate + 1
    return end


def _find_magic(file: BinaryIO, offset: int, end: int) -> int | None:
    tail = b""
    while offset < end:
        file.seek(offset)
        chunk = file.read(min(_CHUNK_BYTES, end - offset))
        if not chunk:
            return None
        found = (tail + chunk).find(_MAGIC)
        if found >= 0:
            return offset - len(tail) + found
        tail = (tail + chunk)[-(len(_MAGIC) - 1) :]
        offset += len(chunk)
    return None


def _begins_with(file: BinaryIO, offset: int, begins: bytes) -> bool:
    """Cheap look at a candidate: inflates only its first bytes."""
    file.seek(offset)
    decoder = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        return decoder.decompress(file.read(512), len(begins)) == begins
    except zlib.error:
        return False
