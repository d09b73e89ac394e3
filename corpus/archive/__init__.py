"""The archive: WARC 1.1 files, one gzip member per record. The truth that everything else is rebuilt from.

Owns appending, reading and scanning; must not decode, parse or judge pages. A record is on disk when
`append` returns. The file being written ends in `.warc.gz.open` and is named `.warc.gz` when it is closed:
a file of that name is whole, so opening an archive checks no more than the open one.
"""

import os
from collections.abc import Callable, Iterator
from http import HTTPStatus
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from corpus.archive.files import (
    OPEN,
    RECORD_START,
    ArchiveLocked,
    ArchiveUnwritable,
    create_open_file,
    cut_torn_tail,
    file_names,
    lock_directory,
    open_for_reading,
    roll,
    sync,
    write_whole,
)
from corpus.archive.members import Gap, read_member, walk_members
from corpus.archive.records import (
    digest_differs,
    exchange_records,
    parse_response,
    payload_digest,
    warcinfo_record,
)
from corpus.capture import ArchivedResponse, CaptureRecord, Exchange, Locator
from corpus.errors import ArchiveDamaged

__all__ = [
    "Archive",
    "ArchiveDamaged",
    "ArchiveLocked",
    "ArchiveReader",
    "ArchiveUnwritable",
    "ArchivedResponse",
    "CaptureRecord",
    "Exchange",
    "Locator",
]

OnDamage = Callable[[ArchiveDamaged], None]


class ArchiveReader:
    """Reads an archive, also while another process writes to it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def read(self, locator: Locator) -> ArchivedResponse:
        """The response at `locator`, with its payload even when that lies in an earlier record.

        Raises ArchiveDamaged when the file is missing, no whole response record lies there, or its body is
        not the one whose digest the record has.
        """
        response = self._read_one(locator)
        if response.payload_at is None:
            return response
        original = self._read_one(response.payload_at)
        headers = original.headers if response.status == HTTPStatus.NOT_MODIFIED else response.headers
        return response.model_copy(update={"body": original.body, "payload_headers": headers})

    def scan(self, on_damage: OnDamage | None = None) -> Iterator[tuple[Locator, ArchivedResponse]]:
        """All responses in the order they were archived; the body of a revisit is left out.

        Damage is told to `on_damage` and stepped over to the next whole record; without `on_damage` it is
        raised as ArchiveDamaged. A torn tail of the file being written is not damage.
        """
        for name in file_names(self.directory):
            with open_for_reading(self.directory, name) as file:
                yield from self._scan_file(name, file, on_damage)

    def _scan_file(
        self, name: str, file: BinaryIO, on_damage: OnDamage | None
    ) -> Iterator[tuple[Locator, ArchivedResponse]]:
        being_written = str(file.name).endswith(OPEN)
        for found in walk_members(file, begins=RECORD_START, end=os.fstat(file.fileno()).st_size):
            if isinstance(found, Gap):
                if not (found.torn and being_written):
                    _report(_damaged(self.directory / name, found.offset), on_damage)
                continue
            response = parse_response(found.content)
            if response is not None and digest_differs(response):
                _report(_altered(self.directory / name, found.offset), on_damage)
            elif response is not None:
                yield Locator(file=name, offset=found.offset, length=found.length), response

    def _read_one(self, locator: Locator) -> ArchivedResponse:
        with open_for_reading(self.directory, locator.file) as file:
            member = read_member(file, locator.offset)
        response = parse_response(member.content) if member else None
        if response is None:
            raise _damaged(self.directory / locator.file, locator.offset)
        if digest_differs(response):
            raise _altered(self.directory / locator.file, locator.offset)
        return response


class Archive(ArchiveReader):
    """The one writer of an archive. Opening it repairs the tail that a killed writer left torn.

    Raises ArchiveLocked when another process (or another Archive of this one) is writing, ArchiveUnwritable
    when the directory cannot be written.
    """

    def __init__(self, directory: Path, roll_bytes: int = 1_000_000_000) -> None:
        super().__init__(directory)
        self._roll_bytes = roll_bytes
        self._lock = lock_directory(directory)
        self._file: FileIO | None = None
        self._name = ""
        self.repaired_bytes = 0
        """How many bytes of a torn tail were cut when the archive was opened."""
        self._resume()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(
        self,
        exchange: Exchange,
        *,
        canonical_url: str | None = None,
        earlier: CaptureRecord | None = None,
        lasting: bool = True,
    ) -> CaptureRecord:
        """Puts an exchange on disk (flushed and fsynced) and returns its record for the catalog.

        One that is not `lasting` survives kill -9, but a power cut only after the next `sync`.

        `earlier` is the last good capture of the same URL: when its payload is the same, or the answer is
        304, a revisit record is written that points to that payload. `canonical_url` is only passed on.
        """
        digest = payload_digest(exchange.body)
        unchanged = _unchanged(exchange, digest, earlier)
        response, request = exchange_records(exchange, unchanged)
        file = self._writable()
        offset = write_whole(file, response + request, lasting=lasting)
        return CaptureRecord(
            url=exchange.url,
            canonical_url=canonical_url or exchange.url,
            portal=exchange.portal,
            locator=Locator(file=self._name, offset=offset, length=len(response)),
            status=exchange.status,
            content_type=exchange.header("Content-Type"),
            digest=unchanged.digest if unchanged else digest,
            etag=exchange.header("ETag"),
            last_modified=exchange.header("Last-Modified"),
            fetched_at=exchange.fetched_at,
            payload_at=unchanged.payload_locator if unchanged else None,
        )

    def sync(self) -> None:
        """Makes all that was appended last through a power cut. Raises ArchiveUnwritable."""
        if self._file is not None:
            sync(self._file)

    def close(self) -> None:
        """Gives the open file its rolled name and lets the next writer in."""
        self._roll()
        self._lock.close()

    def _resume(self) -> None:
        """Goes on in the newest file that was left open; older ones, if any, are repaired and rolled."""
        for path in sorted(self.directory.glob(f"*.warc.gz{OPEN}")):
            self._roll()
            self._file, self._name = path.open("r+b", buffering=0), path.name.removesuffix(OPEN)
            self.repaired_bytes += cut_torn_tail(self._file)
            if not self._file.tell():
                write_whole(self._file, warcinfo_record(self._name))

    def _writable(self) -> FileIO:
        """The open file; rolls it first when it is full, makes one when there is none."""
        if self._file is not None and self._file.tell() >= self._roll_bytes:
            self._roll()
        if self._file is None:
            self._file, self._name = create_open_file(self.directory)
            write_whole(self._file, warcinfo_record(self._name))
        return self._file

    def _roll(self) -> None:
        if self._file is not None:
            roll(self._file, self.directory, self._name)
            self._file = None


def _unchanged(exchange: Exchange, digest: str, earlier: CaptureRecord | None) -> CaptureRecord | None:
    """`earlier` when it has this payload already. An empty body is not worth a revisit."""
    if earlier is None:
        return None
    same = bool(exchange.body) and digest == earlier.digest
    return earlier if same or exchange.status == HTTPStatus.NOT_MODIFIED else None


def _damaged(path: Path, offset: int) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"{path}: no whole record at byte {offset}: bring the file back from a backup, or keep it and run "
        f"`tratin reparse`, which steps over the damage; `warcio check {path.name}` shows more"
    )


def _altered(path: Path, offset: int) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"{path}: the body at byte {offset} has another digest than its record says: it was altered after it "
        f"was archived; bring the file back from a backup (`warcio check {path.name}` shows more)"
    )


def _report(damage: ArchiveDamaged, on_damage: OnDamage | None) -> None:
    if on_damage is None:
        raise damage
    on_damage(damage)
