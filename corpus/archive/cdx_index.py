"""The CDXJ index beside an archive: one sorted file, brought up to date by reading what was appended since.

`index.cdxj` is for replay tools and for people with grep; nothing of ours needs it, and it can be made anew
from the WARC files at any time. `index.json` says up to which byte each WARC file is in it, and its digest.
"""

import hashlib
import heapq
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ValidationError

from corpus.archive.cdxj import indexed_responses
from corpus.archive.files import file_names, fsync_directory, open_for_reading
from corpus.article import Frozen
from corpus.settings import Progress, no_progress

_RUN_LINES = 300_000
"""Sorted in memory at once (100 MB); more are sorted piece by piece and merged."""


class _Sealed(Frozen):
    """One state of index.cdxj: what it must be, and what is in it."""

    sha256: str
    size_bytes: int
    lines: int
    indexed: dict[str, int]
    """WARC file -> how many of its bytes are in the index."""


class _State(BaseModel):
    """index.json. Two states, because two files cannot be renamed at once: the index is one of them."""

    version: int = 1
    now: _Sealed | None = None
    before: _Sealed | None = None


class CdxReport(Frozen):
    """What an update did; counts are of lines, one per response."""

    lines: int
    added: int
    rebuilt: bool
    """True when there was no index, or one that could not be trusted."""


class CdxIndex:
    """The index in `directory` over the WARC files in `warc_directory`."""

    def __init__(self, directory: Path, warc_directory: Path) -> None:
        self.directory, self.warc_directory = directory, warc_directory
        self.path = directory / "index.cdxj"
        self._state_path = directory / "index.json"

    def update(self, *, rebuild: bool = False, progress: Progress = no_progress) -> CdxReport:
        """Adds what was archived since the last time; reads everything when `rebuild`, or when there is no
        index that can be trusted. May run beside a crawl, not beside another update.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        known = None if rebuild else self._sealed()
        with tempfile.TemporaryDirectory(dir=self.directory) as aside, ExitStack() as opened:
            sorter = _Sorter(Path(aside), opened)
            indexed = self._read_new(known, sorter, progress)
            if known is not None and not sorter.lines:
                return CdxReport(lines=known.lines, added=0, rebuilt=False)
            old = opened.enter_context(self.path.open("rb")) if known else ()
            merged = Path(aside) / "index.cdxj"
            sealed = _write_merged(merged, [old, *sorter.runs()], indexed)
            self._write_state(_State(now=sealed, before=known))
            merged.replace(self.path)
            fsync_directory(self.directory)
        added = sealed.lines - (known.lines if known else 0)
        return CdxReport(lines=sealed.lines, added=added, rebuilt=known is None)

    def _read_new(self, known: _Sealed | None, sorter: "_Sorter", progress: Progress) -> dict[str, int]:
        indexed = dict(known.indexed) if known else {}
        names = file_names(self.warc_directory)
        for number, name in enumerate(names):
            progress("cdxj", number, len(names))
            start = indexed.get(name, 0)
            with open_for_reading(self.warc_directory, name) as file:
                if os.fstat(file.fileno()).st_size <= start:
                    continue
            for found in indexed_responses(self.warc_directory, name, start):
                sorter.add(found.line)
                indexed[name] = found.end
        progress("cdxj", len(names), len(names))
        return indexed

    def _sealed(self) -> _Sealed | None:
        """The state that index.cdxj is in; None when there is none, or it is not what was written."""
        try:
            state = _State.model_validate_json(self._state_path.read_bytes())
            size = self.path.stat().st_size
            candidates = [s for s in (state.now, state.before) if s is not None and s.size_bytes == size]
            digest = _digest(self.path) if candidates else ""
        except (OSError, ValidationError):
            return None
        return next((sealed for sealed in candidates if sealed.sha256 == digest), None)

    def _write_state(self, state: _State) -> None:
        aside = self._state_path.with_suffix(".new")
        with aside.open("w", encoding="utf-8") as file:
            file.write(state.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._state_path)
        fsync_directory(self.directory)


class _Sorter:
    """Lines in any order; given back as few sorted runs, those that do not fit into memory on disk."""

    def __init__(self, directory: Path, opened: ExitStack) -> None:
        self._directory, self._opened = directory, opened
        self._held: list[bytes] = []
        self._files: list[BinaryIO] = []
        self.lines = 0

    def add(self, line: str) -> None:
        self._held.append(line.encode("utf-8") + b"\n")
        self.lines += 1
        if len(self._held) >= _RUN_LINES:
            self._spill()

    def _spill(self) -> None:
        file = self._opened.enter_context((self._directory / f"run-{len(self._files)}").open("w+b"))
        file.writelines(sorted(self._held))
        file.seek(0)
        self._files.append(file)
        self._held = []

    def runs(self) -> list[Iterable[bytes]]:
        return [*self._files, sorted(self._held)]


def _write_merged(path: Path, runs: Iterable[Iterable[bytes]], indexed: dict[str, int]) -> _Sealed:
    """Writes the lines of all sorted runs in order, each once, down to the disk."""
    digest, lines, size = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for line in _each_once(heapq.merge(*runs)):
            file.write(line)
            digest.update(line)
            lines, size = lines + 1, size + len(line)
        file.flush()
        os.fsync(file.fileno())
    return _Sealed(sha256=digest.hexdigest(), size_bytes=size, lines=lines, indexed=indexed)


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = None
    for line in lines:
        if line != last:
            yield line
        last = line


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
