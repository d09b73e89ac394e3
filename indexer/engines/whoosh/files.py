"""The two small files beside each Whoosh table of contents, and what may go wrong when reading any file.

`state-N.json` is written before Whoosh renames table N into place, so that table and catalog sequence
become visible in one step. `sums-N.json` is written after it; without it files are not compared.
"""

import json
import os
import pickle
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.analysis.analyzer import ANALYSIS_VERSION
from indexer.engines.whoosh.schema import SCHEMA_VERSION
from indexer.engines.whoosh.storage.sealed import REPAIR

_SMALL_FILE = re.compile(r"(?:state|sums)-(\d+)\.json")
_CHUNK_BYTES = 1 << 20
_UNREADABLE = (
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    ImportError,
    MemoryError,
    RecursionError,
    NotImplementedError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
)
"""Whoosh checks nothing that it reads: a broken file surfaces as any of these, from deep inside."""


@contextmanager
def naming_damage(directory: Path) -> Iterator[None]:
    """Turns what Whoosh raises over a broken file into IndexDamaged with the repair."""
    from whoosh.index import IndexError as WhooshIndexError

    try:
        yield
    except (*_UNREADABLE, WhooshIndexError) as error:
        cause = f"{type(error).__name__}: {error}"
        raise IndexDamaged(f"the index in {directory} cannot be read ({cause}); {REPAIR}") from error


def latest_generation(directory: Path) -> int:
    """The number of the last committed table of contents. Raises IndexDamaged when there is none."""
    from whoosh import index

    with naming_damage(directory):
        return int(index.open_dir(str(directory)).latest_generation())


@dataclass(frozen=True, slots=True)
class State:
    """What one table of contents holds."""

    sequence: int
    schema_version: int = SCHEMA_VERSION
    analysis_version: int = ANALYSIS_VERSION


def write_state(directory: Path, generation: int, state: State) -> None:
    tree = {
        "sequence": state.sequence,
        "schema": state.schema_version,
        "analysis": state.analysis_version,
    }
    _write_json(directory / f"state-{generation}.json", tree)


def read_state(directory: Path, generation: int) -> State:
    """Raises IndexDamaged when it is missing or torn, NeedsRebuild when analysis or schema has changed."""
    path = directory / f"state-{generation}.json"
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        state = State(int(tree["sequence"]), int(tree["schema"]), int(tree["analysis"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{path} is missing or broken; {REPAIR}") from error
    if (state.schema_version, state.analysis_version) != (SCHEMA_VERSION, ANALYSIS_VERSION):
        raise NeedsRebuild(f"the index in {directory} was made by another version of Tra Tin; {REPAIR}")
    return state


def write_sums(directory: Path, generation: int) -> None:
    """Records size and CRC-32 of every file of this table of contents, and drops older small files.

    Segment files never change: those recorded for the table before are not read again.
    """
    known = _read_sums(directory / f"sums-{generation - 1}.json")
    sums: dict[str, tuple[int, int]] = {}
    for path in sorted(directory.iterdir()):
        if _is_index_file(path, generation):
            size = path.stat().st_size
            recorded = known.get(path.name, (-1, 0))
            sums[path.name] = recorded if recorded[0] == size else (size, _checksum(path))
    _write_json(directory / f"sums-{generation}.json", sums)
    for path in directory.iterdir():
        named = _SMALL_FILE.fullmatch(path.name)
        if named and int(named.group(1)) < generation:
            path.unlink(missing_ok=True)


def check_sums(directory: Path, generation: int) -> None:
    """Raises IndexDamaged naming the first file that is not as it was committed."""
    for name, (size, crc) in _read_sums(directory / f"sums-{generation}.json").items():
        _check_file(directory / name, size, crc)


def _read_sums(path: Path) -> dict[str, tuple[int, int]]:
    """(bytes, CRC-32) of each file by name; empty when the writer was killed before it wrote them."""
    if not path.exists():
        return {}
    try:
        return {
            str(name): (int(size), int(crc)) for name, (size, crc) in json.loads(path.read_bytes()).items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{path} is broken; {REPAIR}") from error


def _check_file(path: Path, size: int, crc: int) -> None:
    try:
        intact = path.stat().st_size == size and _checksum(path) == crc
    except OSError as error:
        raise IndexDamaged(f"{path} cannot be read ({error.strerror}); {REPAIR}") from error
    if not intact:
        raise IndexDamaged(f"{path} is not as it was written; {REPAIR}")


def _is_index_file(path: Path, generation: int) -> bool:
    """A segment file or this generation's table: not a lock, a directory, or one of ours."""
    if not path.is_file() or path.suffix == ".json" or path.name.endswith("LOCK"):
        return False
    return path.suffix != ".toc" or path.name.endswith(f"_{generation}.toc")


def _checksum(path: Path) -> int:
    crc = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            crc = zlib.crc32(chunk, crc)
    return crc


def _write_json(path: Path, tree: object) -> None:
    """Writes and syncs beside, then renames: there whole or not at all."""
    beside = path.with_suffix(".json.new")
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(tree, stream)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def sync_directory(directory: Path) -> None:
    """Forces every file and name in `directory` to the disk."""
    for path in [*directory.iterdir(), directory]:
        if path.is_file() or path == directory:
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
