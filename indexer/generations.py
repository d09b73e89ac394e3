"""Where an index lies: one directory for each rebuild, and CURRENT naming the one in use.

index/CURRENT          "gen-000007" and the catalog it was made from; replaced by rename, so that readers see
                       the old index or the new one whole
index/gen-000007/      what the engine keeps
index/LOCK             held by the one process that writes; the kernel frees it when that process dies
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexDamaged, NeedsRebuild, TraTinError

_NAME = re.compile(r"gen-(\d{6,})")
_PRIVATE = 0o700
"""Whoosh's files hold pickles: who may write them may run code as their reader."""


class IndexBusy(TraTinError):
    """Another process is writing this index; try again when it is done."""


def current_directory(index_directory: Path) -> Path:
    """The generation in use. Raises NeedsRebuild when there is none, IndexDamaged when CURRENT is wrong."""
    pointer = index_directory / "CURRENT"
    try:
        name = pointer.read_text(encoding="utf-8").partition("\n")[0]
    except FileNotFoundError:
        raise NeedsRebuild(f"there is no index in {index_directory}; `tratin index` makes it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"{pointer} cannot be read; `tratin index --rebuild` repairs it") from error
    directory = index_directory / name
    if not _NAME.fullmatch(name) or not directory.is_dir():
        raise IndexDamaged(f"{pointer} names no index; `tratin index --rebuild` repairs it")
    return directory


def indexed_catalog(index_directory: Path) -> str:
    """The id of the catalog that the generation in use was made from; "" when that is not known."""
    return (index_directory / "CURRENT").read_text(encoding="utf-8").partition("\n")[2].strip()


def new_generation(index_directory: Path) -> Path:
    """An empty directory for the next generation, not yet in use."""
    taken = [
        int(match.group(1)) for path in index_directory.iterdir() if (match := _NAME.fullmatch(path.name))
    ]
    directory = index_directory / f"gen-{max(taken, default=0) + 1:06d}"
    directory.mkdir(mode=_PRIVATE)
    return directory


def publish(directory: Path, catalog_id: str) -> None:
    """Makes this generation the one in use, for good: the pointer is on disk before this returns.

    Sequence numbers mean something in the catalog `catalog_id` only.
    """
    beside = directory.parent / "CURRENT.new"
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(f"{directory.name}\n{catalog_id}\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(directory.parent / "CURRENT")
    _sync(directory.parent)


def drop_others(index_directory: Path, keep: Path | None) -> None:
    """Removes generations that nobody will open again: earlier ones, and rebuilds that were killed.

    Whoever still reads one keeps its open files. Called when the next update begins, not after a swap, so
    that a reader that has just read the old pointer finds its directory.
    """
    for path in index_directory.iterdir():
        if path != keep and _NAME.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def writing(index_directory: Path) -> Iterator[None]:
    """Holds the write lock. Raises IndexBusy at once when another process has it."""
    index_directory.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    with (index_directory / "LOCK").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy(f"another process is writing the index in {index_directory}") from None
        yield


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
