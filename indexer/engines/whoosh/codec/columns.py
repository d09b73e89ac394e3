"""Whoosh's column types over the three kinds that `storage/` has: numbers, references, byte strings.

Whoosh's own values go in and come out. Numbers lie on disk as the bulk writer puts them (`plan.as_numbers`).
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import columns

from indexer.engines.whoosh.codec.opening import UnsupportedByCodec
from indexer.engines.whoosh.storage.segment import SegmentReader, SegmentWriter

_NUMBERS: Final = (columns.NumericColumn, columns.BitColumn)
_BYTES: Final = (columns.VarBytesColumn, columns.CompressedBytesColumn, columns.FixedBytesColumn)


def number_type(column: Any) -> Any:
    """As which type the 64 bits of each number are read: what does not fit into int64 keeps its bits."""
    if type(column) is columns.BitColumn:
        return np.bool_
    return {"Q": np.uint64, "f": np.float64, "d": np.float64}.get(column._typecode, np.int64)


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
    if kind in _NUMBERS:
        return partial(_write_numbers, kind=number_type(column))
    if kind is columns.RefBytesColumn:
        return _write_refs
    if kind in _BYTES:
        return SegmentWriter.add_texts
    raise UnsupportedByCodec(f"column {name!r}: a {kind.__name__} cannot be stored")


def _write_numbers(writer: SegmentWriter, name: str, values: list[Any], kind: Any) -> None:
    numbers = np.array(values, kind)
    writer.add_numbers(name, numbers.astype(np.int64) if kind is np.bool_ else numbers.view(np.int64))


def _write_refs(writer: SegmentWriter, name: str, values: list[bytes]) -> None:
    uniques = sorted(set(values))
    code_of = {value: code for code, value in enumerate(uniques)}
    codes = np.array([code_of[value] for value in values], dtype=np.uint32)
    writer.add_refs(name, codes, uniques)


def read_column(reader: SegmentReader, name: str, column: Any) -> "_ColumnReader":
    """Raises ValueError when the column on disk is not of the kind that `column` asks for."""
    wanted, stored = type(column), reader.columns[name]
    if stored == "numbers" and wanted is columns.NumericColumn:
        return NumbersReader(reader.numbers(name).astype(np.int64).view(number_type(column)))
    if stored == "numbers" and wanted is columns.BitColumn:
        return BitsReader(reader.numbers(name).astype(np.bool_))
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
    """Numbers; sorts backwards by their negatives, as Whoosh's own does."""

    def __init__(self, values: NDArray[Any]) -> None:
        super().__init__(len(values))
        self._values = values
        self._reversed = False

    def __getitem__(self, row: int) -> Any:
        return self._values[row].item()

    def sort_key(self, row: int) -> Any:
        return -self[row] if self._reversed else self[row]

    def set_reverse(self) -> None:
        self._reversed = True


class BitsReader(NumbersReader):
    """True and False."""

    def sort_key(self, row: int) -> int:
        return int(self[row] ^ self._reversed)
