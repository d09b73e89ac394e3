"""One value per document, for sorting, filtering and counting: numbers, codes of unique strings, strings.

What fits is handed out as a read-only view of the mapped file. Which column means what it does not know.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.offsets import Extents, encode_extents
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter

Kind = Literal["numbers", "refs", "texts"]
_KINDS: Final = ("numbers", "refs", "texts")
_ONE_BY_ONE: Final = 256
"""Strings that are read each for itself, about 1 ms; for more the whole column is read."""


class ColumnsWriter:
    """Writes sections `<column>/...`; `about` is what the reader must know of them."""

    def __init__(self, file: SealedWriter) -> None:
        self._file = file
        self.about: dict[str, dict[str, Any]] = {}

    def add_numbers(self, column: str, values: NDArray[Any]) -> None:
        """In the narrowest width: as they are, or less their minimum where that is narrower."""
        low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
        signed, unsigned = _signed_bytes(low, high), _unsigned_bytes(high - low)
        if signed <= unsigned:
            low, stored = 0, values.astype(f"<i{signed}")
        else:
            stored = (values.astype(np.int64, copy=False) - low).astype(f"<u{unsigned}")
        self._describe(
            column, "numbers", values.size, dtype=f"<i{signed}", stored=stored.dtype.str, offset=low
        )
        self._file.add(f"{column}/values", stored.tobytes())

    def add_refs(self, column: str, codes: NDArray[Any], uniques: Sequence[bytes]) -> None:
        """Raises ValueError when a code is not the place of one of `uniques`."""
        if codes.size and not 0 <= int(codes.min()) <= int(codes.max()) < len(uniques):
            raise ValueError(f"column {column!r}: a code without a value")
        dtype = f"<u{_unsigned_bytes(max(len(uniques) - 1, 0))}"
        self._describe(column, "refs", codes.size, dtype=dtype)
        self._file.add(f"{column}/values", codes.astype(dtype).tobytes())
        write_strings(self._file, f"{column}/uniques", uniques)

    def add_texts(self, column: str, values: Sequence[bytes]) -> None:
        self._describe(column, "texts", len(values))
        write_strings(self._file, f"{column}/values", values)

    def _describe(self, column: str, kind: Kind, documents: int, **more: Any) -> None:
        if column in self.about:
            raise ValueError(f"column {column!r} is there already")
        self.about[column] = {"kind": kind, "documents": documents, **more}


class Columns:
    """Reads what ColumnsWriter wrote; `about` comes from the file's footer."""

    def __init__(self, file: Sealed, about: Mapping[str, Mapping[str, Any]], documents: int) -> None:
        """Raises IndexDamaged when a column is of another kind or length than it can be."""
        self._file = file
        self._about = about
        self._documents = documents
        with file.guard:
            self.kinds: Mapping[str, Kind] = MappingProxyType(
                {name: _expect_kind(column, documents) for name, column in about.items()}
            )

    def numbers(self, column: str) -> NDArray[Any]:
        """Signed integers, int64 or narrower; read-only when they are a view. KeyError when unknown."""
        about = self._expect(column, "numbers")
        with self._file.guard:
            stored, dtype = self._values(column, str(about["stored"])), np.dtype(str(about["dtype"]))
            if stored.dtype == dtype:
                return stored
            return (stored.astype(np.int64) + int(about["offset"])).astype(dtype)

    def refs(self, column: str) -> tuple[NDArray[Any], list[bytes]]:
        """A code per document, unsigned, and the strings the codes stand for. KeyError when unknown."""
        about = self._expect(column, "refs")
        with self._file.guard:
            codes = self._values(column, str(about["dtype"]))
            uniques = Texts(self._file, f"{column}/uniques")
            if codes.size and int(codes.max()) >= len(uniques):
                raise ValueError(f"column {column!r}: a code without a value")
            return codes, uniques.all()

    def texts(self, column: str) -> "Texts":
        """KeyError when unknown."""
        self._expect(column, "texts")
        found = Texts(self._file, f"{column}/values")
        if len(found) != self._documents:
            raise self._file.damaged(
                f"column {column!r}: {len(found)} strings for {self._documents} documents"
            )
        return found

    def verify(self) -> None:
        """Reads every column. Raises IndexDamaged."""
        for column, kind in self.kinds.items():
            if kind == "numbers":
                self.numbers(column)
            elif kind == "refs":
                self.refs(column)
                Texts(self._file, f"{column}/uniques").verify()
            else:
                self.texts(column).verify()

    def _expect(self, column: str, kind: Kind) -> Mapping[str, Any]:
        if self.kinds.get(column) != kind:
            raise KeyError(f"no column of {kind} {column!r}")
        return self._about[column]

    def _values(self, column: str, dtype: str) -> NDArray[Any]:
        values = self._file.section(f"{column}/values").array(dtype)
        if values.size != self._documents or values.dtype.kind not in "iu":
            raise ValueError(f"column {column!r}: {values.size} values for {self._documents} documents")
        return values


def write_strings(file: SealedWriter, section: str, strings: Sequence[bytes]) -> None:
    """One after the other, and beside them where each lies: what `Texts` reads."""
    file.add(section, b"".join(strings))
    lengths = np.fromiter(map(len, strings), np.int64, len(strings))
    fixed = int(lengths[0]) if lengths.size and int(lengths.min()) == int(lengths.max()) else 0
    if fixed:
        file.add(f"{section}/width", fixed.to_bytes(8, "little"))
    else:
        file.add(f"{section}/extents", encode_extents(lengths))


class Texts(Sequence[bytes]):
    """Byte strings by number, read when asked for."""

    def __init__(self, file: Sealed, section: str) -> None:
        """Raises IndexDamaged."""
        self._section = file.section(section)
        self._extents: Extents | None = None
        if f"{section}/width" in file:
            self._width = int.from_bytes(file.section(f"{section}/width").all(), "little")
            if self._width < 1 or self._section.size % self._width:
                raise file.damaged(f"{section!r} is not made of strings of {self._width} bytes")
            self._count = self._section.size // self._width
        else:
            self._extents = Extents(file.section(f"{section}/extents"))
            self._count = len(self._extents)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]
        """Raises IndexError outside of 0..count-1."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        if self._extents is None:
            return bytes(self._section.read(index * self._width, (index + 1) * self._width))
        return bytes(self._section.read(*self._extents.at(index)))

    def take(self, rows: NDArray[Any]) -> list[bytes]:
        """The strings of these rows, in their order."""
        places: list[int] = rows.tolist()
        if len(places) <= _ONE_BY_ONE:
            return [self[place] for place in places]
        if min(places) < 0 or max(places) >= self._count:
            raise IndexError(f"rows {min(places)} to {max(places)} of {self._count}")
        every = self._section.all()
        bounds = self._bounds()
        starts, stops = bounds[rows].tolist(), bounds[rows + 1].tolist()
        return [bytes(every[start:stop]) for start, stop in zip(starts, stops, strict=True)]

    def all(self) -> list[bytes]:
        """Every string, in order."""
        every = bytes(self._section.all())
        return [every[start:stop] for start, stop in pairwise(self._bounds().tolist())]

    def verify(self) -> None:
        """Raises IndexDamaged unless the strings fill their section."""
        if self._extents is not None:
            self._extents.verify(self._section.size)

    def _bounds(self) -> NDArray[np.int64]:
        if self._extents is None:
            return np.arange(self._count + 1, dtype=np.int64) * self._width
        return self._extents.bounds(0, self._count)


def _expect_kind(about: Mapping[str, Any], documents: int) -> Kind:
    kind = about["kind"]
    if kind not in _KINDS or about["documents"] != documents:
        raise ValueError(f"a column of kind {kind!r} with {about['documents']} of {documents} documents")
    return kind  # type: ignore[no-any-return]


def _signed_bytes(low: int, high: int) -> int:
    return next(
        (width for width in (1, 2, 4) if -(1 << 8 * width - 1) <= low and high < 1 << 8 * width - 1), 8
    )


def _unsigned_bytes(high: int) -> int:
    return next((width for width in (1, 2, 4) if high < 1 << 8 * width), 8)
