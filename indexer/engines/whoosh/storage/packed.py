"""Arrays of integers below 2**32 in as few bits as they need. Knows nothing of what the integers mean.

An array has one width w, split into planes of 32, 16, 8, 4, 2 and 1 bits, so that every step is one NumPy
call over whole bytes: a plane of 8 bits or more is a plain array; in a narrower one byte i holds value i in
its low bits, value i + h above it, and so on (h bytes in the plane). A few values wider than w are patched:
their upper bits stand behind the planes, with their places. Layout: w | 64 if patched, count (varint),
planes from wide to narrow and from the low bits upward, then the places' gaps and the upper bits - 1, each
an array of its own.
"""

from collections.abc import Iterator
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_VALUE = (1 << 32) - 1
_PATCHED = 64
_PLANES = tuple(
    (32,) if width == 32 else tuple(b for b in (16, 8, 4, 2, 1) if width & b) for width in range(33)
)
# What patches must save, for they take 50 us to write and 25 to read. Over the long lists of 50,000 articles
# of Zipf tokens, 200 bytes against 20 make the index 1.1 % larger and its decoding twice as fast.
_PATCH_COST_BITS = 1600
# From so many values on a width of 6 or 7 bits becomes 8: it takes up to 0.3 ns to unpack one, 2 of 7 bits.
_LONG = 1 << 14
_COUNTED_AT_ONCE = 1 << 15
# Taking one value costs 10 to 40 ns, unpacking one 0.1 to 2.
_TAKEN_TIMES = 16
_SHIFTS = {bits: np.arange(0, 8, bits, dtype=np.uint8)[:, None] for bits in (4, 2, 1)}
_DTYPES: dict[int, np.dtype[Any]] = {32: np.dtype("<u4"), 16: np.dtype("<u2"), 8: np.dtype("u1")}


def pack(values: NDArray[Any]) -> bytes:
    """The bytes that `Packed` reads. `values`: integers in 0..2**32-1, one dimension; else ValueError."""
    largest = int(values.max()) if values.size else 0
    if largest > MAX_VALUE or (values.size and values.dtype.kind != "u" and int(values.min()) < 0):
        raise ValueError("only integers in 0..2**32-1 can be packed")
    plain = values.astype(np.uint32, copy=False)
    widest = largest.bit_length()
    width = _cheapest_width(plain, widest)
    if width >= widest:
        return b"".join(_pack_plain(plain, width, 0))
    places = np.flatnonzero(plain >> np.uint32(width))
    upper = (plain[places] >> np.uint32(width)) - np.uint32(1)
    gaps = np.diff(places, prepend=-1) - 1
    return b"".join((*_pack_plain(plain, width, _PATCHED), _pack_whole(gaps), _pack_whole(upper)))


class Packed:
    """Reads what `pack` wrote, from the start of `buffer`; `size` bytes of it are this array's.

    The constructor reads the headers only. `count` comes from the bytes: who does not trust them compares it
    with what he expects before `unpack`, for a damaged count of zero-bit values could ask for 16 GB. Raises
    ValueError, here or when values are read, for bytes that `pack` cannot have written.
    """

    __slots__ = ("_behind", "_offsets", "_patches", "_view", "count", "size", "width")

    def __init__(self, buffer: Any) -> None:
        self._view = memoryview(buffer).cast("B")
        if not len(self._view):
            raise ValueError("packed array: empty")
        tag = self._view[0]
        self.width = tag & 63
        if self.width > 32 or tag > 32 + _PATCHED:
            raise ValueError(f"packed array: no such width: {tag}")
        self.count, self.size = _parse_count(self._view)
        self._offsets = list(self._plane_offsets())
        if self.size > len(self._view):
            raise ValueError("packed array: truncated")
        self._patches: tuple[NDArray[np.int64], NDArray[np.uint32]] | None = None
        self._behind = (self._next(), self._next()) if tag & _PATCHED else None

    def unpack(self) -> NDArray[np.uint32]:
        """All values, as a fresh array."""
        out = np.zeros(self.count, np.uint32) if not self.width else self._unpack_planes()
        if self._behind is not None:
            places, upper = self._read_patches(*self._behind)
            out[places] |= upper
        return out

    def take(self, indices: NDArray[Any]) -> NDArray[np.uint32]:
        """The values at `indices` (0..count-1, any order; else ValueError); a few without unpacking all."""
        at = indices.astype(np.int64, copy=False)
        if at.size and (int(at.min()) < 0 or int(at.max()) >= self.count):
            raise ValueError("packed array: index out of range")
        if at.size * _TAKEN_TIMES > self.count:
            return self.unpack()[at]
        out = np.zeros(at.size, np.uint32)
        shift = 0
        for bits, offset in self._offsets:
            out |= self._take_plane(bits, offset, at).astype(np.uint32, copy=False) << np.uint32(shift)
            shift += bits
        if self._behind is not None:
            places, upper = self._read_patches(*self._behind)
            found = np.minimum(np.searchsorted(places, at), places.size - 1)
            out |= np.where(places[found] == at, upper[found], np.uint32(0))
        return out

    def _plane_offsets(self) -> Iterator[tuple[int, int]]:
        """(bits, first byte) of each plane; leaves `size` behind the last."""
        for bits in _PLANES[self.width]:
            yield bits, self.size
            self.size += -(-self.count * bits // 8)

    def _next(self) -> "Packed":
        """The unpatched array that follows, and steps over it."""
        if self.size >= len(self._view) or self._view[self.size] & _PATCHED:
            raise ValueError("packed array: patches missing")
        found = Packed(self._view[self.size :])
        self.size += found.size
        return found

    def _plane(self, bits: int, offset: int) -> NDArray[Any]:
        count = self.count if bits >= 8 else -(-self.count * bits // 8)
        found: NDArray[Any] = np.frombuffer(self._view, _DTYPES[max(bits, 8)], count, offset)
        return found

    def _unpack_planes(self) -> NDArray[np.uint32]:
        out: NDArray[np.uint32] | None = None
        narrow: NDArray[np.uint8] | None = None
        shift = 0
        for bits, offset in self._offsets:
            plane = self._plane(bits, offset)
            if bits >= 8:
                part = plane.astype(np.uint32)
                out = part if out is None else _merge(out, part, np.uint32(shift))
            else:
                spread = ((plane >> _SHIFTS[bits]) & np.uint8((1 << bits) - 1)).ravel()[: self.count]
                narrow = spread if narrow is None else _merge(narrow, spread, np.uint8(shift & 7))
            shift += bits
        if narrow is None:
            return out if out is not None else np.zeros(self.count, np.uint32)
        part = narrow.astype(np.uint32)
        return part if out is None else _merge(out, part, np.uint32(self.width & ~7))

    def _take_plane(self, bits: int, offset: int, at: NDArray[np.int64]) -> NDArray[Any]:
        plane = self._plane(bits, offset)
        if bits >= 8 or not at.size:
            return plane[at]  # not plane.take, which copies the whole of an unaligned array first
        lane = at // plane.size
        found: NDArray[Any] = plane.take(at - lane * plane.size) >> (lane * bits).astype(np.uint8)
        return found & np.uint8((1 << bits) - 1)

    def _read_patches(self, gaps: "Packed", rest: "Packed") -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """Places, ascending, and upper bits shifted to where they belong."""
        if self._patches is None:
            if not 0 < gaps.count == rest.count <= self.count:
                raise ValueError("packed array: patches do not match")
            places = np.cumsum(gaps.unpack(), dtype=np.int64) + np.arange(gaps.count)
            upper = rest.unpack()
            if int(places[-1]) >= self.count or int(upper.max()) >= (1 << (32 - self.width)) - 1:
                raise ValueError("packed array: patch out of range")
            self._patches = places, (upper + np.uint32(1)) << np.uint32(self.width)
        return self._patches


def _merge(out: NDArray[Any], part: NDArray[Any], shift: Any) -> NDArray[Any]:
    """`out` with the bits of `part` put in from bit `shift` on, in place; `part` is spent."""
    part <<= shift
    out |= part
    return out


def _cheapest_width(values: NDArray[np.uint32], widest: int) -> int:
    """The width that takes the least bytes, patches included; `widest`: the bits of the largest value."""
    if values.size * widest <= _PATCH_COST_BITS:
        return widest
    with_bits = _count_bits(values)
    best, least, wider = widest, values.size * widest, 0
    for width in range(widest - 1, -1, -1):
        wider += with_bits[width + 1]
        if wider * 3 > values.size:
            break  # one bit less spares fewer bits than the patches' places take
        patch_bits = widest - width + log2(values.size / wider) + 1.5
        cost = int(values.size * width + wider * patch_bits) + _PATCH_COST_BITS
        if cost < least:
            best, least = width, cost
    return _whole_bytes(best) if values.size >= _LONG else best


def _whole_bytes(width: int) -> int:
    """The width of whole bytes above it, where the last byte is nearly full already."""
    return width + -width % 8 if width % 8 > 5 else width


def _count_bits(values: NDArray[np.uint32]) -> list[int]:
    """How many values have 0, 1, ... 32 bits; counted in parts, for frexp takes 20 bytes a value."""
    counts = np.zeros(33, np.int64)
    for start in range(0, values.size, _COUNTED_AT_ONCE):
        counts += np.bincount(np.frexp(values[start : start + _COUNTED_AT_ONCE])[1], minlength=33)
    found: list[int] = counts.tolist()
    return found


def _pack_whole(values: NDArray[Any]) -> bytes:
    """Without patches: no array is more than two deep."""
    return b"".join(_pack_plain(values.astype(np.uint32, copy=False), int(values.max()).bit_length(), 0))


def _pack_plain(values: NDArray[np.uint32], width: int, flag: int) -> Iterator[bytes]:
    yield _header(width | flag, values.size)
    shift = 0
    for bits in _PLANES[width]:
        part = values >> np.uint32(shift)
        yield part.astype(_DTYPES[bits]).tobytes() if bits >= 8 else _fold(part.astype(np.uint8), bits)
        shift += bits


def _fold(values: NDArray[np.uint8], bits: int) -> bytes:
    """The low `bits` (1, 2 or 4) of each value, 8 / bits of them to a byte."""
    lanes, size = 8 // bits, -(-values.size * bits // 8)
    padded = np.zeros(lanes * size, np.uint8)
    padded[: values.size] = values & np.uint8((1 << bits) - 1)
    folded: NDArray[np.uint8] = np.bitwise_or.reduce(padded.reshape(lanes, size) << _SHIFTS[bits], axis=0)
    return folded.tobytes()


def _header(tag: int, count: int) -> bytes:
    out = bytearray((tag,))
    while count > 127:
        out.append(count & 127 | 128)
        count >>= 7
    out.append(count)
    return bytes(out)


def _parse_count(view: memoryview) -> tuple[int, int]:
    """The count behind the tag, and the offset behind it."""
    count = 0
    for index, byte in enumerate(view[1:6]):
        count |= (byte & 127) << 7 * index
        if byte < 128:
            return count, index + 2
    raise ValueError("packed array: no count")
