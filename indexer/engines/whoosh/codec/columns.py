"""Whoosh's column types over the three kinds that `storage/` has: numbers, references, byte strings.

Whoosh's own values go in and come out; what of them lies on disk, `encode_number` says.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import columns

from indexer.engines.whoosh.codec.opening import UnsupportedByCodec
from indexer.engines.whoosh.storage.segment import SegmentReader, SegmentWriter

_INTEGERS: Final = "bBhHiIqQ"
_BYTES: Final = (columns.VarBytesColumn, columns.CompressedBytesColumn, columns.FixedBytesColumn)


def number_bias(column: Any) -> int:
    """What is taken off a number before it is stored: unsigned 64-bit ones must fit into int64."""
    return 1 << 63 if type(column) is columns.NumericColumn and column._typecode == "Q" else 0


class ColumnBuffer:
    """The values of one column until they are written; documents without one get the column's default."""

    def __init__(self, name: str, column: Any) -> None:
        """Raises UnsupportedByCodec for a column that would not come back as it was."""
        self._name = name
        self._column = column
        self._values: dict[int, Any] = {}
        self._write = _writer_of(name, column)

    def add(self, row: int, value: Any) -> None:
        self._values[row] = value

    def write(self, writer: SegmentWriter, documents: int) -> None:
        default = self._column.default_value()
        get = self._values.get
        self._write(writer, self._name, [get(row, default) for row in range(documents)])


def _writer_of(name: str, column: Any) -> Callable[[SegmentWriter, str, list[Any]], None]:
    kind = type(column)
    if kind is columns.BitColumn or (kind is columns.NumericColumn and column._typecode in _INTEGERS):
        return partial(_write_numbers, bias=number_bias(column))
    if kind is columns.RefBytesColumn:
        return _write_refs
    if kind in _BYTES:
        return SegmentWriter.add_texts
    raise UnsupportedByCodec(f"column {name!r}: no {kind.__name__} of this kind can be stored")


def _write_numbers(writer: SegmentWriter, name: str, values: list[Any], bias: int) -> None:
    writer.add_numbers(name, np.array([int(value) - bias for value in values], dtype=np.int64))


def _write_refs(writer: SegmentWriter, name: str, values: list[bytes]) -> None:
    uniques = sorted(set(values))
    code_of = {value: code for code, value in enumerate(uniques)}
    codes = np.array([code_of[value] for value in values], dtype=np.uint32)
    writer.add_refs(name, codes, uniques)


def read_column(reader: SegmentReader, name: str, column: Any) -> "_ColumnReader":
    """Raises ValueError when the column on disk is not of the kind that `column` asks for."""
    wanted, stored = type(column), reader.columns[name]
    if stored == "numbers" and wanted is columns.NumericColumn:
        return NumbersReader(reader.numbers(name), number_bias(column))
    if stored == "numbers" and wanted is columns.BitColumn:
        return BitsReader(reader.numbers(name), 0)
    if stored == "refs" and wanted is columns.RefBytesColumn:
        codes, uniques = reader.refs(name)
        return BytesReader(len(codes), lambda row: uniques[codes[row]])
    if stored == "texts" and wanted in _BYTES:
        texts = reader.texts(name)
        return BytesReader(len(texts), texts.__getitem__)
    raise ValueError(f"column {name!r} holds {stored}, which are no {wanted.__name__}")


class _ColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """See `whoosh.columns.ColumnReader`."""

    def __init__(self, documents: int) -> None:
        self._documents = documents

    def __len__(self) -> int:
        return self._documents

    def __iter__(self) -> Iterator[Any]:
        return (self[row] for row in range(self._documents))


class BytesReader(_ColumnReader):
    """Byte strings, each read when asked for."""

    def __init__(self, documents: int, get: Callable[[int], bytes]) -> None:
        super().__init__(documents)
        self._get = get

    def __getitem__(self, row: int) -> bytes:
        return self._get(row)


class NumbersReader(_ColumnReader):
    """Integers; sorts backwards by their negatives, as Whoosh's own does."""

    def __init__(self, values: NDArray[Any], bias: int) -> None:
        super().__init__(len(values))
        self._values = values
        self._bias = bias
        self._reversed = False

    def __getitem__(self, row: int) -> int:
        return int(self._values[row]) + self._bias

    def sort_key(self, row: int) -> int:
        return -self[row] if self._reversed else self[row]

    def set_reverse(self) -> None:
        self._reversed = True


class BitsReader(NumbersReader):
    """True and False."""

    def __getitem__(self, row: int) -> bool:
        return bool(self._values[row])

    def sort_key(self, row: int) -> int:
        return int(self[row] ^ self._reversed)
