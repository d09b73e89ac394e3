"""The terms of one field, sorted: a term's ordinal and back, prefixes and ranges by bisection.

Blocks of 64 terms: the first stands among the heads, in full; the bytes that all terms of a block share are
left out of it. Knows how many documents hold a term, not which (`postings.py`).
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import lt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.offsets import BLOCK, Extents, ExtentsWriter, Narrow, NarrowWriter
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter

_CACHED_BLOCKS: Final = 256
"""Of a field, some 2 KB each. When there are more all are let go: a block is read again in 3 us."""
_MAX_TERM_BYTES: Final = 0xFFFF
_VERIFIED: Final = 1 << 16
"""Terms that `verify` holds at once."""


class TermsWriter:
    """Writes sections `<field>/...`; bytes of terms go to the disk as they come, lengths wait."""

    def __init__(self, file: SealedWriter, field: str) -> None:
        self._file = file
        self._field = field
        self._pending: list[bytes] = []
        self._last: bytes | None = None
        self._heads = bytearray()
        self._bounds = array("I", [0])
        self._shared = array("H")
        self._lengths = ExtentsWriter(1, file.scratch())
        self._document_frequencies = NarrowWriter(1, file.scratch())
        file.begin(f"{field}/suffixes")

    def add(self, terms: Sequence[bytes], document_frequencies: NDArray[np.int64]) -> None:
        """Raises ValueError when terms do not ascend, over all calls, or one has over 65,535 bytes."""
        if not terms:
            return
        if not all(map(lt, terms, terms[1:])) or (self._last is not None and terms[0] <= self._last):
            raise ValueError(f"terms of {self._field!r} do not ascend")
        if max(map(len, terms)) > _MAX_TERM_BYTES:
            raise ValueError(f"a term of {self._field!r} has more than {_MAX_TERM_BYTES} bytes")
        self._last = terms[-1]
        self._document_frequencies.add(document_frequencies)
        self._pending += terms
        whole = len(self._pending) // BLOCK * BLOCK
        self._write(self._pending[:whole])
        del self._pending[:whole]

    def close(self) -> None:
        self._write(self._pending)
        field, add = self._field, self._file.add
        add(f"{field}/heads", bytes(self._heads))
        add(f"{field}/head_bounds", self._bounds.tobytes())
        add(f"{field}/shared", self._shared.tobytes())
        self._file.add_pieces(f"{field}/suffix_lengths", self._lengths.pieces())
        self._file.add_pieces(f"{field}/document_frequencies", self._document_frequencies.pieces())

    def _write(self, terms: list[bytes]) -> None:
        lengths: list[int] = []
        for first in range(0, len(terms), BLOCK):
            block = terms[first : first + BLOCK]
            shared = _common(block[0], block[-1])
            self._heads += block[0]
            self._bounds.append(len(self._heads))
            self._shared.append(shared)
            lengths += [len(term) - shared for term in block]
            self._file.write(b"".join([term[shared:] for term in block]))
        self._lengths.add(np.array(lengths, np.int64))


class TermDictionary:
    """Terms in byte order; the ordinal of a term is its place among them. Any thread may read."""

    def __init__(self, file: Sealed, field: str) -> None:
        """Reads headers only. Raises IndexDamaged."""
        self._file = file
        self._document_frequencies = Narrow(file.section(f"{field}/document_frequencies"))
        self._lengths = Extents(file.section(f"{field}/suffix_lengths"))
        self._suffixes = file.section(f"{field}/suffixes")
        self._heads = file.section(f"{field}/heads")
        self._head_bounds = file.section(f"{field}/head_bounds")
        self._shared = file.section(f"{field}/shared")
        self._cache: dict[int, tuple[bytes, list[int], bytes]] = {}
        self._count = len(self._document_frequencies)
        blocks = -(-self._count // BLOCK)
        sizes = (len(self._lengths), self._head_bounds.size, self._shared.size)
        if sizes != (self._count, 4 * blocks + 4, 2 * blocks):
            raise file.damaged(f"terms of {field!r}: sections of other sizes than announced")

    def __len__(self) -> int:
        return self._count

    def find(self, term: bytes) -> int | None:
        """The ordinal of `term`; None when no document holds it."""
        ordinal, found = self._seek(term)
        return ordinal if found else None

    def at_or_after(self, term: bytes) -> int:
        """The ordinal of the first term that is not below `term`; the number of terms when all are."""
        return self._seek(term)[0]

    def prefix(self, prefix: bytes) -> range:
        """The ordinals of all terms that begin with `prefix`."""
        after = _after_all(prefix)
        return range(self.at_or_after(prefix), self._count if after is None else self.at_or_after(after))

    def text(self, ordinal: int) -> bytes:
        """Raises IndexError when there is no such ordinal."""
        self._expect(ordinal, ordinal + 1)
        prefix, starts, text = self._block(ordinal // BLOCK)
        index = ordinal % BLOCK
        return prefix + text[starts[index] : starts[index + 1]]

    def texts(self, lo: int, hi: int) -> list[bytes]:
        """Terms `lo` to `hi`, about 0.15 us each."""
        self._expect(lo, hi)
        bounds = self._lengths.bounds(lo, hi)
        data = bytes(self._suffixes.read(int(bounds[0]), int(bounds[-1]))) if lo < hi else b""
        ends = (bounds - bounds[0]).tolist()
        found: list[bytes] = []
        for first in range(lo - lo % BLOCK, hi, BLOCK):
            prefix = self._prefix(first // BLOCK)
            block = ends[max(first - lo, 0) : first - lo + BLOCK + 1]
            found += [prefix + data[start:stop] for start, stop in pairwise(block)]
        return found

    def document_frequency(self, ordinal: int) -> int:
        return self._document_frequencies[ordinal]

    def document_frequencies(self, lo: int, hi: int) -> NDArray[np.int64]:
        """Documents that hold each of the terms `lo` to `hi`."""
        self._expect(lo, hi)
        return self._document_frequencies.range(lo, hi)

    def verify(self) -> None:
        """Raises IndexDamaged unless the terms ascend and every head is the first of its block."""
        self._lengths.verify(self._suffixes.size)
        self._document_frequencies.verify()
        last: bytes | None = None
        for lo in range(0, self._count, _VERIFIED):
            terms = self.texts(lo, min(lo + _VERIFIED, self._count))
            heads = [self._head(block) for block in range(lo // BLOCK, -(-(lo + len(terms)) // BLOCK))]
            ascending = all(map(lt, terms, terms[1:])) and (last is None or last < terms[0])
            if not ascending or heads != terms[::BLOCK]:
                raise self._file.damaged(f"order of terms {lo} to {lo + len(terms)}")
            last = terms[-1]

    def _expect(self, lo: int, hi: int) -> None:
        if not 0 <= lo <= hi <= self._count:
            raise IndexError(f"terms {lo} to {hi} of {self._count}")

    @cached_property
    def _bounds(self) -> "memoryview[int]":
        """Where the heads begin and end; checked once as a whole, 4 bytes each 64 terms."""
        return self._head_bounds.all().cast("I")

    @cached_property
    def _shared_bytes(self) -> "memoryview[int]":
        """How much of its head all terms of each block begin with."""
        return self._shared.all().cast("H")

    @cached_property
    def _texts_of_heads(self) -> memoryview:
        """Checked once as a whole, one term in 64: 2 MB for 5 million terms of 25 bytes, 1 ms."""
        return self._heads.all()

    @cached_property
    def _top(self) -> list[bytes]:
        """Each 64th head, so that only six others are compared."""
        blocks = len(self._bounds) - 1
        return [self._head(block) for block in range(0, blocks, BLOCK)]

    def _head(self, block: int) -> bytes:
        bounds = self._bounds
        return bytes(self._texts_of_heads[bounds[block] : bounds[block + 1]])

    def _prefix(self, block: int) -> bytes:
        """What all terms of the block begin with."""
        return self._head(block)[: self._shared_bytes[block]]

    def _seek(self, term: bytes) -> tuple[int, bool]:
        """Where `term` stands or would stand, and whether it does."""
        block = self._block_of(term)
        if block < 0:
            return 0, False
        prefix, starts, text = self._block(block)
        size = len(starts) - 1
        if not term.startswith(prefix):  # not below the head, so above all that share its prefix
            return block * BLOCK + size, False
        rest = term[len(prefix) :]
        place = bisect_left(range(size), rest, key=lambda place: text[starts[place] : starts[place + 1]])
        return block * BLOCK + place, place < size and text[starts[place] : starts[place + 1]] == rest

    def _block_of(self, term: bytes) -> int:
        """The last block whose head is not above `term`; -1 when all are."""
        above = bisect_right(self._top, term)
        if above == 0:
            return -1
        low = (above - 1) * BLOCK
        candidates = range(low, min(low + BLOCK, len(self._bounds) - 1))
        return low + bisect_right(candidates, term, key=self._head) - 1

    def _block(self, block: int) -> tuple[bytes, list[int], bytes]:
        """The shared prefix; where in the bytes each rest begins, and the end; the bytes."""
        found = self._cache.get(block)
        if found is None:
            if len(self._cache) >= _CACHED_BLOCKS:
                self._cache.clear()
            found = self._cache[block] = self._read_block(block)
        return found

    def _read_block(self, block: int) -> tuple[bytes, list[int], bytes]:
        first = block * BLOCK
        start, lengths = self._lengths.block(first, min(first + BLOCK, self._count))
        starts = list(accumulate(lengths, initial=0))
        return self._prefix(block), starts, bytes(self._suffixes.read(start, start + starts[-1]))


def _common(first: bytes, last: bytes) -> int:
    """Bytes that both begin with, and so everything sorted between them."""
    for index, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return index
    return min(len(first), len(last))


def _after_all(prefix: bytes) -> bytes | None:
    """The first string above all that begin with `prefix`; None when there is none."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes((kept[-1] + 1,)) if kept else None
