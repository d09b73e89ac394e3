"""A selection of the archive as one WACZ file: WARC, index and list of pages in a ZIP that replay tools open.

Records are copied as they lie, byte by byte, so their digests stay theirs. A revisit brings along the record
that holds its payload. Source: WACZ 1.1.1 (Webrecorder), checked with `wacz validate` and pywb.
"""

import gzip
import hashlib
import json
import logging
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from corpus.archive.cdxj import index_line
from corpus.archive.files import RECORD_START, open_for_reading
from corpus.archive.members import Member, walk_members
from corpus.archive.records import parse_request, parse_response, warcinfo_record
from corpus.article import Frozen
from corpus.capture import CaptureRecord, Locator
from corpus.errors import ArchiveDamaged
from corpus.settings import Progress, no_progress

logger = logging.getLogger(__name__)

_INDEX_BLOCK_LINES = 3000
"""Lines per gzip block of the index: what replay tools look through for one page (as `wacz` does)."""


class WaczReport(Frozen):
    """What an export holds."""

    file: str
    responses: int
    pages: int
    bytes: int
    damaged: int = 0
    """Records that could not be read and are left out; the log names them."""


@dataclass(frozen=True)
class Page:
    """A line of the list of pages."""

    url: str
    fetched_at: datetime
    title: str


@dataclass
class _Written:
    """What is in the ZIP so far."""

    zip: zipfile.ZipFile
    moment: datetime
    resources: list[dict[str, object]] = field(default_factory=list)

    def add(self, path: str, pieces: Iterable[bytes], *, packed: bool = False) -> None:
        """Adds a file; WARC and index are gzip already and are only stored."""
        info = zipfile.ZipInfo(path, self.moment.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        name = path.rpartition("/")[2]
        self.resources.append(
            {"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}
        )


def export_wacz(  # noqa: PLR0913 - the front door
    path: Path,
    warc_directory: Path,
    captures: Iterable[CaptureRecord],
    pages: Iterable[Page],
    *,
    title: str,
    now: datetime,
    progress: Progress = no_progress,
) -> WaczReport:
    """Writes the captures to `path`, which is complete or not there. Raises OSError where it cannot."""
    aside = path.with_name(f"{path.name}.new")
    wanted = sorted({at for c in captures for at in (c.locator, c.payload_locator)}, key=_place)
    copying = _Copying(warc_directory, "data.warc.gz", progress)
    try:
        with zipfile.ZipFile(aside, "w", allowZip64=True) as archive:
            written = _Written(archive, now.astimezone(UTC))
            written.add("archive/data.warc.gz", copying.members(wanted))
            _add_index(written, sorted(copying.lines))
            listed = [_page_line(page) for page in pages]
            written.add("pages/pages.jsonl", [_PAGES_HEADER, *listed], packed=True)
            _add_descriptions(written, title)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return WaczReport(
        file=str(path),
        responses=len(copying.lines),
        pages=len(listed),
        bytes=path.stat().st_size,
        damaged=len(copying.damaged),
    )


def _place(locator: Locator) -> tuple[str, int]:
    return locator.file, locator.offset


@dataclass
class _Copying:
    """Copies records with the requests behind them into one new WARC file, and notes where they lie there."""

    directory: Path
    name: str
    progress: Progress
    lines: list[bytes] = field(default_factory=list)
    damaged: list[Locator] = field(default_factory=list)

    def members(self, wanted: list[Locator]) -> Iterator[bytes]:
        info = warcinfo_record(self.name)
        yield info
        offset = len(info)
        for number, locator in enumerate(wanted):
            if number % 100 == 0:
                self.progress("wacz", number, len(wanted))
            try:
                response, request = self._read(locator)
            except ArchiveDamaged as damage:
                logger.warning("%s; it is left out", damage)
                self.damaged.append(locator)
                continue
            self._note(response, request, offset)
            for member in filter(None, (response, request)):
                yield member.packed
                offset += len(member.packed)
        self.progress("wacz", len(wanted), len(wanted))

    def _read(self, locator: Locator) -> "tuple[_Record, _Record | None]":
        """The response record there and its request. Raises ArchiveDamaged."""
        with open_for_reading(self.directory, locator.file) as file:
            size = os.fstat(file.fileno()).st_size
            walk = walk_members(file, begins=RECORD_START, end=size, start=locator.offset)
            members = [member for member in islice(walk, 2) if isinstance(member, Member)]
            records = [_raw(file, member) for member in members]
        if not records or members[0].offset != locator.offset:
            raise ArchiveDamaged(f"{self.directory / locator.file}: no whole record at byte {locator.offset}")
        has_request = len(records) > 1 and parse_request(records[1].content) is not None
        return records[0], records[1] if has_request else None

    def _note(self, record: "_Record", request: "_Record | None", offset: int) -> None:
        response = parse_response(record.content)
        if response is None:
            return
        at = Locator(file=self.name, offset=offset, length=len(record.packed))
        asked = parse_request(request.content) if request is not None else None
        line = index_line(at, response, asked[1] if asked else b"")
        self.lines.append(line.encode("utf-8") + b"\n")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it lies in the file, and inflated."""

    packed: bytes
    content: bytes


def _raw(file: BinaryIO, member: Member) -> _Record:
    file.seek(member.offset)
    return _Record(file.read(member.length), member.content)


def _add_index(written: _Written, lines: list[bytes]) -> None:
    """The CDXJ in gzip blocks, and the index of the blocks: the first key of each, and where it lies."""
    blocks: list[bytes] = []
    entries = [_IDX_HEADER]
    offset = 0
    for begin in range(0, len(lines), _INDEX_BLOCK_LINES):
        block = gzip.compress(b"".join(lines[begin : begin + _INDEX_BLOCK_LINES]), mtime=0)
        place = {
            "offset": offset,
            "length": len(block),
            "digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
            "filename": "index.cdx.gz",
        }
        entries.append(b" ".join(lines[begin].split(b" ", 2)[:2]) + b" " + _json_line(place))
        blocks.append(block)
        offset += len(block)
    written.add("indexes/index.cdx.gz", blocks)
    written.add("indexes/index.idx", entries, packed=True)


def _page_line(page: Page) -> bytes:
    stamp = page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    identifier = hashlib.sha256(f"{page.url} {stamp}".encode()).hexdigest()[:22]
    return _json_line({"id": identifier, "url": page.url, "ts": stamp, "title": page.title})


def _add_descriptions(written: _Written, title: str) -> None:
    """What is in the ZIP, with digests, and the digest of that."""
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "software": "Tra Tin",
        "created": written.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "resources": list(written.resources),
    }
    content = json.dumps(package, ensure_ascii=False, indent=2).encode("utf-8")
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    written.add("datapackage.json", [content], packed=True)
    written.add("datapackage-digest.json", [json.dumps(digest, indent=2).encode("utf-8")], packed=True)


def _json_line(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n"


_PAGES_HEADER = _json_line({"format": "json-pages-1.0", "id": "pages", "title": "Articles"})
_IDX_HEADER = b"!meta 0 " + _json_line({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
