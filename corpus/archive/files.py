"""The files of an archive as files: their names, the writer's lock, rolling, and the repair of a torn tail.

Knows that records are gzip members which begin with `WARC/1.`, and nothing more about them.
"""

import fcntl
import os
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from corpus.archive.members import Member, walk_members
from corpus.errors import ArchiveDamaged, TraTinError

OPEN = ".open"
"""Ends the name of the file being written; only such a file can have a torn tail."""

RECORD_START = b"WARC/1."


class ArchiveLocked(TraTinError):
    """Another process is writing to this archive; one writer at a time."""


class ArchiveUnwritable(TraTinError):
    """The disk takes no more records; what was reported done is safe."""


def file_names(directory: Path) -> tuple[str, ...]:
    """Names of the WARC files, oldest first; the one being written is named as it will be when rolled."""
    found = (path.name.removesuffix(OPEN) for path in directory.glob("*.warc.gz*"))
    return tuple(sorted({name for name in found if name.endswith(".warc.gz")}))


def open_for_reading(directory: Path, name: str) -> BinaryIO:
    """The file of that name, rolled or still being written. Raises ArchiveDamaged when there is neither."""
    path = directory / name
    for candidate in (path, directory / f"{name}{OPEN}", path):  # it may be rolled between two looks
        try:
            return candidate.open("rb")
        except FileNotFoundError:
            continue
    raise ArchiveDamaged(f"{path} is missing: bring it back from a backup")


def lock_directory(directory: Path) -> BinaryIO:
    """An open file that holds the writer's lock; the system drops it with the process, even after kill -9.

    Makes the directory where there is none. Raises ArchiveLocked, and ArchiveUnwritable.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        file = (directory / "writer.lock").open("ab")
    except OSError as error:
        raise ArchiveUnwritable(
            f"{directory}: cannot be written ({error.strerror}): mend that, or name another storage.directory"
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise ArchiveLocked(
            f"{directory} is being written by another crawl: wait for it, or stop it"
        ) from error
    return file


def create_open_file(directory: Path) -> tuple[FileIO, str]:
    """A new empty file for writing, and the name that it will have when rolled.

    `tratin-20261122T030200Z-00000.warc.gz`: sorts by time; the counter parts files of one second.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for counter in range(100_000):
        name = f"tratin-{stamp}-{counter:05}.warc.gz"
        if not (directory / name).exists() and not (directory / f"{name}{OPEN}").exists():
            file = (directory / f"{name}{OPEN}").open("xb", buffering=0)
            fsync_directory(directory)
            return file, name
    raise TraTinError(f"{directory}: 100,000 WARC files within one second; raise warc_roll_bytes")


def write_whole(file: FileIO, record: bytes, *, lasting: bool = True) -> int:
    """Writes at the end of the unbuffered file, `lasting` down to the disk, and returns the offset.

    A failed write (disk full) leaves nothing half-written: the next record would lie behind damage.
    Raises ArchiveUnwritable.
    """
    offset, rest = file.tell(), memoryview(record)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        if lasting:
            os.fsync(file.fileno())
    except OSError as error:
        file.truncate(offset)
        file.seek(offset)
        reason = error.strerror or str(error)
        raise ArchiveUnwritable(
            f"{file.name}: cannot write ({reason}): free some space, then go on"
        ) from error
    return offset


def sync(file: FileIO) -> None:
    """Waits until all of the file is on the disk. Raises ArchiveUnwritable."""
    try:
        os.fsync(file.fileno())
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveUnwritable(f"{file.name}: cannot write ({reason}): look after the disk") from error


def roll(file: FileIO, directory: Path, name: str) -> None:
    """Closes the file being written and gives it its lasting name."""
    os.fsync(file.fileno())
    file.close()
    (directory / f"{name}{OPEN}").rename(directory / name)
    fsync_directory(directory)


def cut_torn_tail(file: FileIO) -> int:
    """Truncates behind the last whole record, leaves the file there, and returns how many bytes went.

    Damage before that record stays as it is, for a scan to report: cutting there would lose whole records.
    """
    size = os.fstat(file.fileno()).st_size
    members = (m for m in walk_members(file, begins=RECORD_START, end=size) if isinstance(m, Member))
    end = max((member.end for member in members), default=0)
    if end < size:
        file.truncate(end)
        os.fsync(file.fileno())
    file.seek(end)
    return size - end


def fsync_directory(directory: Path) -> None:
    """Makes creations and renames in the directory last through a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
