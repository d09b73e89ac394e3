"""Whoosh's own table of contents, `_MAIN_N.toc`: written so that `whoosh.index.open_dir` opens our index.

It is a pickle, so our engine never reads it: `manifest-N.json` says the same. Who must look into one (tests,
a doctor) takes `read_toc_safely`, which knows a list of classes and makes nothing else.
"""

import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from indexer.engines.whoosh.manifest import table_name, write_whole
from indexer.engines.whoosh.storage.sealed import UNREADABLE, FileSeal, damage

INDEX_NAME: Final = "MAIN"
"""What Whoosh calls an index that was given no name."""
_BYTE_ORDER_MARK: Final = -12345
_TOC_VERSION: Final = -111
"""Whoosh's since 2.4; 2.7.4 and whoosh3 3.54 write it."""

_ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "builtins": frozenset({"bool", "bytes", "float", "frozenset", "int", "object", "set", "str"}),
    "_codecs": frozenset({"encode"}),
    "copyreg": frozenset({"_reconstructor"}),
    "re": frozenset({"_compile"}),
    "indexer.engines.whoosh.codec.segment": frozenset({"TraTinSegment"}),
    "whoosh.fields": frozenset(
        {"Schema", "BOOLEAN", "COLUMN", "DATETIME", "ID", "KEYWORD", "NUMERIC", "STORED", "TEXT"}
    ),
    "whoosh.columns": frozenset({"BitColumn", "NumericColumn", "RefBytesColumn", "VarBytesColumn"}),
    "whoosh.formats": frozenset({"Existence", "Frequency", "Positions"}),
    "whoosh.analysis.tokenizers": frozenset({"IDTokenizer", "RegexTokenizer"}),
    "whoosh.analysis.filters": frozenset({"LowercaseFilter", "StopFilter", "StripFilter"}),
    "whoosh.analysis.analyzers": frozenset({"CompositeAnalyzer"}),
}
_OLD_NAMES: Final = {
    ("__builtin__", "long"): ("builtins", "int"),
    ("__builtin__", "unicode"): ("builtins", "str"),
}
_OLD_MODULES: Final = {"__builtin__": "builtins", "copy_reg": "copyreg"}
"""Whoosh pickles the schema in a protocol that has Python 2's names."""


@dataclass(frozen=True, slots=True)
class CommittedSegment:
    """What a commit knows of a segment; `deleted` are rows."""

    name: str
    documents: int
    files: Mapping[str, FileSeal]
    deleted: Iterable[int] = ()


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """What one such file says. `schema` is Whoosh's."""

    generation: int
    schema: Any
    segments: tuple[CommittedSegment, ...]


def encode_toc(generation: int, schema: Any, segments: Sequence[CommittedSegment]) -> bytes:
    """The table as Whoosh itself writes it. `schema` is Whoosh's."""
    from whoosh.filedb.filestore import RamStorage
    from whoosh.index import TOC

    from indexer.engines.whoosh.codec.segment import TraTinSegment

    theirs = [
        TraTinSegment(one.name, one.documents, one.files, [int(row) for row in one.deleted])
        for one in segments
    ]
    storage = RamStorage()
    TOC(schema, theirs, generation).write(storage, INDEX_NAME)
    (content,) = storage.files.values()
    return bytes(content)


def write_toc(directory: Path, generation: int, content: bytes) -> None:
    """Writes table `generation` beside, syncs and renames it: when this returns, the commit is on disk.

    Raises FileExistsError when that generation is committed already.
    """
    path = directory / table_name(generation)
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    write_whole(path, content)
    _sync_names(directory)


def read_toc_safely(path: Path) -> TableOfContents:
    """Raises IndexDamaged for a table that is torn, or names any class that ours do not."""
    try:
        stream = BytesIO(path.read_bytes())
        generation, schema = _read_head(stream)
        segments = tuple(map(_expect_segment, _Unpickler(stream).load()))
    except (*UNREADABLE, pickle.UnpicklingError) as error:
        raise damage(path, f"{type(error).__name__}: {error}") from error
    return TableOfContents(generation, schema, segments)


def _read_head(stream: BytesIO) -> tuple[int, Any]:
    """Generation and schema; `stream` then stands before the segments. Source: whoosh.index.TOC.read."""
    from whoosh.filedb.structfile import StructFile

    file = StructFile(stream)
    _int_size, _long_size, _float_size = (file.read_varint() for _ in range(3))
    if file.read_int() != _BYTE_ORDER_MARK or file.read_int() != _TOC_VERSION:
        raise ValueError("no table of contents that Whoosh writes today")
    _release = [file.read_varint() for _ in range(3)]
    schema = _Unpickler(BytesIO(file.read_string())).load()
    generation = file.read_int()
    _unused = file.read_int()
    return generation, schema


def _expect_segment(found: Any) -> CommittedSegment:
    from indexer.engines.whoosh.codec.segment import TraTinSegment

    if not isinstance(found, TraTinSegment):
        raise TypeError(f"a segment of {type(found).__name__}, not of ours")
    return CommittedSegment(found.name, found.documents, found.files or {}, tuple(found.deleted_docs()))


class _Unpickler(pickle.Unpickler):
    """Finds the classes of `_ALLOWED`, by their exact names, and no others."""

    def find_class(self, module: str, name: str) -> Any:
        module, name = _OLD_NAMES.get((module, name), (_OLD_MODULES.get(module, module), name))
        if name not in _ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a table of contents")
        return super().find_class(module, name)


def _sync_names(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
