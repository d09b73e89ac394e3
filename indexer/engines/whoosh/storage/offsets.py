"""Where the i-th of many variable-length items lies, found without reading what is before it.

Most lengths are small: they take one narrow width, whose largest value says "wider: it stands aside".
Where each 64th item begins, and how many wide ones come before it, is stored outright. Plain widths and not
`packed.py`: one item is found in plain Python in some 3 us, where NumPy's calls would take 20.
"""

import struct
from array import array
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.sealed import Section

BLOCK: Final = 64
"""Items between two stored positions: adding up 64 numbers takes about 1 us."""
_HEADER: Final = struct.Struct("<QQQ")
"""Numbers, wide ones among them, bytes of the narrow width."""
_CODES: Final[dict[int, Literal["B", "H", "I"]]] = {1: "B", 2: "H", 4: "I"}
_PIECE_BYTES: Final = 1 << 20
_VERIFIED: Final = 1 << 20
"""Items that `verify` holds at once: 8 MB."""


class NarrowWriter:
    """Numbers in 0..2**63-1, gathered in `width` bytes each (1, 2 or 4)."""

    def __init__(self, width: int, scratch: IO[bytes]) -> None:
        """`scratch`: an empty file where narrow numbers wait; `pieces` closes it."""
        self._width = width
        self._narrow = scratch
        self._count = 0
        self._wide = array("Q")
        self._ranks = array("I")

    def __len__(self) -> int:
        return self._count

    def add(self, values: NDArray[Any]) -> None:
        escape = escape_of(self._width)
        is_wide: NDArray[np.bool_] = values >= escape
        wide_before = len(self._wide) + np.cumsum(is_wide) - is_wide
        self._ranks.extend(wide_before[-len(self) % BLOCK :: BLOCK].tolist())
        self._narrow.write(np.minimum(values, escape).astype(f"<u{self._width}").tobytes())
        self._count += len(values)
        self._wide.extend(values[is_wide].tolist())

    def pieces(self) -> Iterator[bytes]:
        """Header, wide numbers (u64), wide ones before each 64th (u32), narrow ones. To be asked once."""
        yield _HEADER.pack(len(self), len(self._wide), self._width)
        yield self._wide.tobytes()
        yield self._ranks.tobytes()
        with self._narrow as narrow:
            narrow.seek(0)
            while piece := narrow.read(_PIECE_BYTES):
                yield piece


class ExtentsWriter:
    """Lengths of items that lie one behind the other."""

    def __init__(self, width: int, scratch: IO[bytes]) -> None:
        """As those of `NarrowWriter`."""
        self._lengths = NarrowWriter(width, scratch)
        self._starts = array("Q")
        self.total = 0

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, lengths: NDArray[Any]) -> None:
        ends = np.cumsum(lengths, dtype=np.int64) + self.total
        self._starts.extend((ends - lengths)[-len(self) % BLOCK :: BLOCK].tolist())
        self._lengths.add(lengths)
        self.total = int(ends[-1]) if ends.size else self.total

    def pieces(self) -> Iterator[bytes]:
        """The lengths, filled up to 8 bytes, then where each 64th begins (u64). To be asked once."""
        size = 0
        for piece in self._lengths.pieces():
            size += len(piece)
            yield piece
        yield bytes(-size % 8)
        yield self._starts.tobytes()


def escape_of(width: int) -> int:
    """The narrow number that stands for a wide one."""
    return (1 << 8 * width) - 1


def narrowest(values: NDArray[Any]) -> int:
    """The width in bytes, 1, 2 or 4, in which `values` take the least room."""

    def size(width: int) -> int:
        return width * values.size + 8 * int(np.count_nonzero(values >= escape_of(width)))

    return min((1, 2, 4), key=size)


def encode_extents(lengths: NDArray[Any]) -> bytes:
    """What `Extents` reads, in the width that suits these lengths."""
    writer = ExtentsWriter(narrowest(lengths), BytesIO())
    writer.add(lengths)
    return b"".join(writer.pieces())


class Narrow:
    """Reads what NarrowWriter wrote."""

    def __init__(self, section: Section) -> None:
        """Reads the header only. Raises IndexDamaged when the section cannot hold what it announces."""
        self._section = section
        with section.file.guard:
            header: tuple[int, int, int] = _HEADER.unpack(section.read(0, _HEADER.size))
            self._count, self._wide_count, self.width = header
            self._code, self._escape = _CODES[self.width], escape_of(self.width)
            self._ranks_start = _HEADER.size + 8 * self._wide_count
            self._start = self._ranks_start + 4 * -(-self._count // BLOCK)
            self.end = self._start + self.width * self._count
            if self.end > section.size:
                raise ValueError("more numbers announced than stored")

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> int:
        """Raises IndexError outside of 0..count-1."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        first = index - index % BLOCK
        return self.block(first, index + 1)[index - first]

    def block(self, first: int, stop: int) -> list[int]:
        """Numbers `first` (a multiple of 64) to `stop`, at most 64."""
        width = self.width
        view = self._section.read(self._start + first * width, self._start + stop * width)
        values = view.tolist() if width == 1 else view.cast(self._code).tolist()
        if self._escape in values:
            self._fill(values, first)
        return values

    def range(self, lo: int, hi: int) -> NDArray[np.int64]:
        """Numbers `lo` to `hi`, a fresh array."""
        start = self._start + lo * self.width
        values = self._section.array(f"<u{self.width}", start, hi - lo).astype(np.int64)
        places = np.flatnonzero(values == self._escape)
        if places.size:
            first = lo - lo % BLOCK
            values[places] = self._wide(self._rank(first) + self._wide_in(first, lo), places.size)
        return values

    def verify(self) -> None:
        """Raises IndexDamaged unless wide numbers are as many as announced, before each block and in all."""
        rank = 0
        for lo in range(0, self._count, _VERIFIED):
            hi = min(lo + _VERIFIED, self._count)
            values = self._section.array(f"<u{self.width}", self._start + lo * self.width, hi - lo)
            is_wide = values == self._escape
            before = np.cumsum(is_wide) - is_wide + rank
            ranks = self._section.array("<u4", self._ranks_start + lo // BLOCK * 4, -(-(hi - lo) // BLOCK))
            if not np.array_equal(before[::BLOCK], ranks):
                raise self._section.file.damaged(f"places of wide numbers {lo} to {hi}")
            rank += int(np.count_nonzero(is_wide))
        if rank != self._wide_count:
            raise self._section.file.damaged(f"{rank} wide numbers, {self._wide_count} announced")

    def _fill(self, values: list[int], first: int) -> None:
        places = [place for place, value in enumerate(values) if value == self._escape]
        wide = self._wide(self._rank(first), len(places)).tolist()
        for place, value in zip(places, wide, strict=True):
            values[place] = value

    def _wide_in(self, first: int, stop: int) -> int:
        """How many of these numbers are wide."""
        values = self._section.array(f"<u{self.width}", self._start + first * self.width, stop - first)
        return int(np.count_nonzero(values == self._escape))

    def _rank(self, first: int) -> int:
        """Wide numbers before number `first`, a multiple of 64."""
        start = self._ranks_start + 4 * (first // BLOCK)
        return int.from_bytes(self._section.read(start, start + 4), "little")

    def _wide(self, rank: int, count: int) -> NDArray[np.int64]:
        if rank + count > self._wide_count:
            raise self._section.file.damaged("fewer wide numbers than announced")
        return self._section.array("<i8", _HEADER.size + 8 * rank, count)


class Extents:
    """Reads what ExtentsWriter wrote."""

    def __init__(self, section: Section) -> None:
        """Raises IndexDamaged when the section cannot hold what it announces."""
        self._section = section
        self._lengths = Narrow(section)
        self._starts = self._lengths.end + -self._lengths.end % 8
        if self._starts + 8 * -(-len(self._lengths) // BLOCK) != section.size:
            raise section.file.damaged("offsets of another size than announced")

    def __len__(self) -> int:
        return len(self._lengths)

    def at(self, index: int) -> tuple[int, int]:
        """Where item `index` begins and ends. Raises IndexError outside of 0..count-1."""
        if not 0 <= index < len(self._lengths):
            raise IndexError(index)
        first = index - index % BLOCK
        lengths = self._lengths.block(first, index + 1)
        stop = self._start_of(first) + sum(lengths)
        return stop - lengths[-1], stop

    def block(self, first: int, stop: int) -> tuple[int, list[int]]:
        """Where item `first` (a multiple of 64) begins, and the lengths from it to `stop`, at most 64."""
        return self._start_of(first), self._lengths.block(first, stop)

    def bounds(self, lo: int, hi: int) -> NDArray[np.int64]:
        """Where items `lo` to `hi` begin, and where the last ends: hi - lo + 1 numbers, ascending."""
        if not 0 <= lo <= hi <= len(self._lengths):
            raise IndexError(f"{lo} to {hi}")
        found = np.zeros(hi - lo + 1, np.int64)
        if lo < hi:
            np.cumsum(self._lengths.range(lo, hi), out=found[1:])
            found += self.at(lo)[0]
        return found

    def verify(self, size: int) -> None:
        """Raises IndexDamaged unless all items lie one behind the other in `size` bytes."""
        self._lengths.verify()
        end = 0
        for lo in range(0, len(self), _VERIFIED):
            hi = min(lo + _VERIFIED, len(self))
            bounds = self.bounds(lo, hi)
            starts = self._section.array("<i8", self._starts + 8 * (lo // BLOCK), -(-(hi - lo) // BLOCK))
            if int(bounds[0]) != end or not np.array_equal(bounds[:-1:BLOCK], starts):
                raise self._section.file.damaged(f"offsets of items {lo} to {hi}")
            end = int(bounds[-1])
        if end != size:
            raise self._section.file.damaged(f"offsets end at {end}, the items at {size}")

    def _start_of(self, first: int) -> int:
        """Where item `first` begins, a multiple of 64."""
        start = self._starts + 8 * (first // BLOCK)
        return int.from_bytes(self._section.read(start, start + 8), "little", signed=True)
