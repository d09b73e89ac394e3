"""A file written once, front to back, and closed by a footer: named sections, page checksums, its own name.

    sections, each begun at a multiple of 64 bytes | footer: JSON, then CRC-32 of each page | trailer

Reading maps the file and believes nothing: opening checks size and footer, and the pages under the bytes
asked for are checked when this process first touches them. It does not know what the bytes mean.
"""

import json
import mmap
import os
import struct
import sys
import zlib
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray
from zstandard import ZstdError

from corpus.errors import IndexDamaged

REPAIR: Final = "`tratin index --rebuild` makes a new one from the catalog"
FORMAT_VERSION: Final = 1
PAGE_BYTES: Final = 1 << 14
"""One checksum each 16 KiB: 5 us to check at 3 GB/s, so a term that is looked up once costs little more."""
_ALIGNMENT_BYTES: Final = 64
_BUFFER_BYTES: Final = 1 << 20
_MAGIC: Final = b"TraTinSg"
_TRAILER: Final = struct.Struct("<QIIII8s")
"""Bytes of sections; bytes of the footer's JSON; CRC-32 of footer; format; CRC-32 of these four; magic."""

UNREADABLE: Final = (
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    BufferError,
    ArithmeticError,
    AttributeError,
    MemoryError,
    RecursionError,
    struct.error,
    ZstdError,
)
"""What decoding raises over bytes that are not what they should be."""

FileSeal = tuple[int, int]
"""Size in bytes and CRC-32 of the footer: what a commit remembers of a file."""


def damage(path: Path, cause: str) -> IndexDamaged:
    """The error for `path`, ready to be raised: names it, says why and how to repair."""
    return IndexDamaged(f"{path} is damaged ({cause}); {REPAIR}")


class SealedWriter:
    """Sections in the order they are begun; nothing stands until `seal` has put the footer under them."""

    def __init__(self, path: Path, segment: str) -> None:
        """Raises FileExistsError: a sealed file is never written over."""
        self.path = path
        self._segment = segment
        self._stream = path.open("xb", buffering=_BUFFER_BYTES)
        self._sections: dict[str, tuple[int, int]] = {}
        self._open_section: str | None = None
        self._section_start = 0
        self._size = 0
        self._page_crc = 0
        self._crcs: list[int] = []
        self._scratches = ExitStack()

    def begin(self, section: str) -> None:
        """What is written from here on belongs to `section`, until the next one begins."""
        self._end()
        if section in self._sections:
            raise ValueError(f"{self.path.name} has a section {section!r} already")
        self._write(bytes(-self._size % _ALIGNMENT_BYTES))
        self._open_section, self._section_start = section, self._size

    def write(self, data: bytes | memoryview) -> None:
        if self._open_section is None:
            raise ValueError("write outside of a section")
        self._write(data)

    def add(self, section: str, data: bytes | memoryview) -> None:
        """A whole section at once."""
        self.begin(section)
        self.write(data)
        self._end()

    def add_pieces(self, section: str, pieces: Iterable[bytes]) -> None:
        """The same of bytes that come one after the other."""
        self.begin(section)
        for piece in pieces:
            self.write(piece)
        self._end()

    def scratch(self) -> IO[bytes]:
        """A file without a name on the disk of this one, for bytes whose turn comes later."""
        return self._scratches.enter_context(SpooledTemporaryFile(_BUFFER_BYTES, dir=str(self.path.parent)))

    def seal(self, about: dict[str, Any] | None = None) -> FileSeal:
        """Writes the footer with `about` (small, JSON), forces all to the disk and closes the file."""
        self._end()
        if self._size % PAGE_BYTES:
            self._crcs.append(self._page_crc)
        footer = self._footer(about or {})
        head = struct.pack("<QIII", self._size, footer[0], zlib.crc32(footer[1]), FORMAT_VERSION)
        crc = zlib.crc32(head)
        self._stream.write(footer[1] + _TRAILER.pack(*struct.unpack("<QIII", head), crc, _MAGIC))
        self._stream.flush()
        os.fsync(self._stream.fileno())
        size = self._stream.tell()
        self._stream.close()
        self._scratches.close()
        return size, crc

    def discard(self) -> None:
        """Closes and removes the unfinished file."""
        self._scratches.close()
        self._stream.close()
        self.path.unlink(missing_ok=True)

    def _footer(self, about: dict[str, Any]) -> tuple[int, bytes]:
        """Bytes of its JSON, and JSON and page checksums together."""
        tree = {
            "segment": self._segment,
            "file": self.path.name,
            "byte_order": sys.byteorder,
            "sections": self._sections,
            "about": about,
        }
        text = json.dumps(tree).encode()
        return len(text), text + np.array(self._crcs, "<u4").tobytes()

    def _end(self) -> None:
        if self._open_section is not None:
            size = self._size - self._section_start
            self._sections[self._open_section] = (self._section_start, size)
            self._open_section = None

    def _write(self, data: bytes | memoryview) -> None:
        """Keeps one running checksum, put aside each time a page is full."""
        view = memoryview(data).cast("B")
        self._stream.write(view)
        start = 0
        while start < len(view):
            room = PAGE_BYTES - self._size % PAGE_BYTES
            part = view[start : start + room]
            self._page_crc = zlib.crc32(part, self._page_crc)
            self._size += len(part)
            start += len(part)
            if len(part) == room:
                self._crcs.append(self._page_crc)
                self._page_crc = 0


class _Guard:
    """`with guard:` turns what a decoder raises into IndexDamaged over this file. Without state: reusable."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, UNREADABLE):
            raise damage(self._path, f"{type(error).__name__}: {error}") from error


class Sealed:
    """One mapped file. Any thread may read; what it hands out stays valid after `close`.

    A file cut short while it is mapped is beyond it: sealed files are replaced by others, never changed.
    """

    def __init__(self, path: Path, segment: str, seal: FileSeal | None = None) -> None:
        """Raises IndexDamaged naming the file when it is missing, or not the one sealed under this name."""
        self.path = path
        self.guard = _Guard(path)
        with self.guard:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            self._bytes = memoryview(self._map)
            self._size, tree, self._crcs, self.seal = _read_footer(self._bytes)
            self._check_identity(tree, segment, seal)
            self.about: dict[str, Any] = tree["about"]
            self._sections: dict[str, tuple[int, int]] = tree["sections"]
        self._checked = bytearray(len(self._crcs))
        self._closed = False

    def __contains__(self, section: str) -> bool:
        return section in self._sections

    def names(self) -> tuple[str, ...]:
        """The sections, in the order they were written."""
        return tuple(self._sections)

    def section(self, name: str) -> "Section":
        """Raises IndexDamaged when there is none of this name."""
        if name not in self._sections:
            raise self.damaged(f"no section {name!r}")
        with self.guard:
            start, size = self._sections[name]
            return Section(self, start, size)

    def damaged(self, cause: str) -> IndexDamaged:
        """The error to raise over this file."""
        return damage(self.path, cause)

    def verify(self) -> None:
        """Checks every page, those already checked too. Raises IndexDamaged."""
        self._checked = bytearray(len(self._crcs))
        self._check(0, len(self._crcs))

    def release(self) -> None:
        """Lets go of the memory that mapped pages take in this process; they come back when they are read."""
        if not self._closed and hasattr(self._map, "madvise"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Gives the mapping up once nobody holds a view of it; reading raises RuntimeError from now on."""
        self._closed = True
        self._checked = bytearray(len(self._crcs))  # so that whoever reads on comes to `_check`
        self._bytes.release()
        try:
            self._map.close()
        except BufferError:
            return

    def _check(self, first: int, last: int) -> None:
        if self._closed:
            raise RuntimeError(f"{self.path.name} is closed")
        for page in range(first, last):
            if not self._checked[page]:
                start = page * PAGE_BYTES
                data = self._bytes[start : min(start + PAGE_BYTES, self._size)]
                if zlib.crc32(data) != self._crcs[page]:
                    raise self.damaged(f"checksum of bytes {start} to {start + len(data)}")
                self._checked[page] = 1

    def _check_identity(self, tree: dict[str, Any], segment: str, seal: FileSeal | None) -> None:
        if (tree["segment"], tree["file"]) != (segment, self.path.name):
            raise ValueError(f"it is {tree['file']} of {tree['segment']}, not of {segment}")
        if tree["byte_order"] != sys.byteorder:
            raise ValueError(f"it was written on a {tree['byte_order']}-endian machine")
        if seal is not None and tuple(seal) != self.seal:
            raise ValueError(f"size and checksum are {self.seal}, committed were {tuple(seal)}")


class Section:
    """A named part of a sealed file."""

    __slots__ = ("_start", "file", "size")

    def __init__(self, file: Sealed, start: int, size: int) -> None:
        if not 0 <= start <= start + size <= file._size:
            raise ValueError("a section lies outside of the file")
        self.file = file
        self._start = start
        self.size = size

    def read(self, start: int, stop: int) -> memoryview:
        """Bytes `start` to `stop` of the section, their pages checked. Raises IndexDamaged."""
        if not 0 <= start <= stop <= self.size:
            raise self.file.damaged(f"bytes {start} to {stop} of a section of {self.size}")
        start, stop = start + self._start, stop + self._start
        first, last = start // PAGE_BYTES, -(-stop // PAGE_BYTES)
        if self.file._checked.find(0, first, last) >= 0:
            self.file._check(first, last)
        return self.file._bytes[start:stop]

    def all(self) -> memoryview:
        return self.read(0, self.size)

    def array(self, dtype: str, start: int = 0, count: int = -1) -> NDArray[Any]:
        """`count` numbers from byte `start` on, to the end of the section when -1; a read-only view."""
        with self.file.guard:
            width = np.dtype(dtype).itemsize
            stop = self.size if count < 0 else start + count * width
            return np.frombuffer(self.read(start, stop), dtype)


def _read_footer(data: memoryview) -> tuple[int, dict[str, Any], NDArray[np.uint32], FileSeal]:
    """Bytes of sections, the footer's tree, the page checksums, and the file's seal. Raises ValueError."""
    if len(data) < _TRAILER.size:
        raise ValueError("it is cut short")
    end = len(data) - _TRAILER.size
    size, text_bytes, footer_crc, version, crc, magic = _TRAILER.unpack_from(data, end)
    if magic != _MAGIC or crc != zlib.crc32(data[end : end + 20]):
        raise ValueError("it has no end, or is another kind of file")
    if version != FORMAT_VERSION:
        raise ValueError(f"format {version}, not {FORMAT_VERSION}")
    pages = -(-size // PAGE_BYTES)
    if size + text_bytes + 4 * pages != end or zlib.crc32(data[size:end]) != footer_crc:
        raise ValueError("checksum of the footer")
    tree = json.loads(bytes(data[size : size + text_bytes]))
    crcs = np.frombuffer(data[size + text_bytes : end], "<u4").copy()  # a view would keep the file mapped
    return size, tree, crcs, (len(data), crc)
