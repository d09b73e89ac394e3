"""A crash after any single write, sync, rename or removal leaves the last commit whole.

The operations of a real session are recorded and replayed one by one into another directory, which is opened
after each: as the kernel would keep them after `kill -9`, and as a disk might after a power cut, without
anything that was not forced to it.
"""

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.manifest import latest_generation
from indexer.engines.whoosh.verifying import verify_index
from indexer.engines.whoosh.writing import merges
from indexer.engines.whoosh.writing.writer import create_index_of
from tests.indexer.engines.whoosh.writing.test_writer import SCHEMA, document, held, opened

Operation = tuple[str, str, Any]
"""(create | write | sync | rename | remove | sync names, name, bytes or new name)"""


class Recorder:
    """Sees every file operation below one directory, from any thread."""

    def __init__(self, directory: Path) -> None:
        self.directory = str(directory)
        self.operations: list[Operation] = []
        self._lock = threading.RLock()

    def note(self, kind: str, path: Any, more: Any = None) -> None:
        path = os.fspath(path)
        if path == self.directory:
            self.operations.append((kind, "", more))
        elif os.path.dirname(path) == self.directory:
            self.operations.append((kind, os.path.basename(path), more))

    @contextmanager
    def watching(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(io, "open", self._open(io.open))
            patch.setattr(os, "fsync", self._fsync(os.fsync))
            for name, kind in (("rename", "rename"), ("replace", "rename"), ("unlink", "remove")):
                patch.setattr(os, name, self._named(kind, getattr(os, name)))
            yield

    def _open(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
            if "b" not in mode or mode[0] not in "wx" or os.path.dirname(file) != self.directory:
                return original(file, mode, buffering, *more, **named)
            with self._lock:
                raw = original(file, mode, 0)
                self.note("create", file)
            return io.BufferedWriter(_Recorded(raw, os.fspath(file), self), max(buffering, 8192))

        return opened

    def _fsync(self, original: Callable[[int], None]) -> Callable[[int], None]:
        def fsync(handle: int) -> None:
            with self._lock:
                original(handle)
                path = os.readlink(f"/proc/self/fd/{handle}")
                self.note("sync names" if path == self.directory else "sync", path)

        return fsync

    def _named(self, kind: str, original: Callable[..., None]) -> Callable[..., None]:
        def operate(path: Any, *more: Any, **named: Any) -> None:
            with self._lock:
                original(path, *more, **named)
                self.note(kind, path, os.path.basename(more[0]) if more else None)

        return operate


class _Recorded(io.RawIOBase):
    """A file opened for writing whose writes are noted."""

    def __init__(self, raw: Any, path: str, recorder: Recorder) -> None:
        self._raw, self._path, self._recorder = raw, path, recorder

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._raw.seek(offset, whence))

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def write(self, data: Any) -> int:
        with self._recorder._lock:
            self._recorder.note("write", self._path, bytes(data))
            return int(self._raw.write(data))

    def close(self) -> None:
        self._raw.close()
        super().close()


@dataclass
class Disk:
    """What is in a directory after some operations, and how much of it would survive a power cut."""

    files: dict[str, bytes] = field(default_factory=dict)
    safe_bytes: dict[str, int] = field(default_factory=dict)
    safe_names: set[str] = field(default_factory=set)

    def apply(self, operation: Operation) -> None:
        kind, name, more = operation
        if kind == "create":
            self.files[name], self.safe_bytes[name] = b"", 0
            self.safe_names.discard(name)
        elif kind == "write":
            self.files[name] += more
        elif kind == "sync":
            self.safe_bytes[name] = len(self.files[name])
        elif kind == "rename":
            self.files[more] = self.files.pop(name)
            self.safe_bytes[more] = self.safe_bytes.pop(name)
            self.safe_names -= {name, more}
        elif kind == "remove":
            del self.files[name], self.safe_bytes[name]
        elif kind == "sync names":
            self.safe_names = set(self.files)

    def after_kill(self) -> dict[str, bytes]:
        return dict(self.files)

    def after_power_cut(self) -> dict[str, bytes]:
        """Names that were not forced are gone, but for the table that was renamed: the worst order."""
        return {
            name: content[: self.safe_bytes[name]]
            for name, content in self.files.items()
            if name in self.safe_names or name.endswith(".toc")
        }


class Session:
    """Updates, replacements, removals, merges here and beside, a cancelled batch, compaction."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.directory = directory
        self.states: list[dict[str, int]] = []
        """What each generation holds."""
        recorder = Recorder(directory)
        with recorder.watching(monkeypatch):
            create_index_of(directory, SCHEMA)
            self._note_state()
            for small in (1000, 0):
                monkeypatch.setattr(merges, "_SMALL_DOCUMENTS", small)
                self._commit_five_times()
            self._compact()
        self.operations = recorder.operations

    def _commit_five_times(self) -> None:
        writer = opened(self.directory)
        for number in range(5):
            writer.put(document(f"k{number}", number))
            writer.put(document(f"k{number % 3}", 10 + number))
            writer.remove(f"k{number - 4}")
            writer._merges.adopt(wait=True)
            writer.commit(number)
            self._note_state()
        writer.put(document("never committed", 1))
        writer.cancel()

    def _compact(self) -> None:
        writer = opened(self.directory)
        writer.put(document("last", 1))
        writer.compact()
        self._note_state()
        writer.close()
        self._note_state()

    def _note_state(self) -> None:
        if latest_generation(self.directory) == len(self.states):
            self.states.append(held(self.directory))


@pytest.mark.faults
@pytest.mark.parametrize("crash", [Disk.after_kill, Disk.after_power_cut])
def test_every_prefix_of_the_operations_holds_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash: Callable[[Disk], dict[str, bytes]]
) -> None:
    (tmp_path / "index").mkdir()
    session = Session(tmp_path / "index", monkeypatch)
    operations, states = session.operations, session.states
    assert {kind for kind, _name, _more in operations} == {
        "create", "write", "sync", "rename", "remove", "sync names"
    }  # fmt: skip
    assert len(states) > 10
    disk, commits = Disk(), 0
    for number, operation in enumerate(operations):
        disk.apply(operation)
        commits += operation[0] == "rename" and str(operation[2]).endswith(".toc")
        directory = tmp_path / f"crash-{number}"
        directory.mkdir()
        for name, content in crash(disk).items():
            (directory / name).write_bytes(content)
        if commits:
            assert held(directory) == states[commits - 1], operation[:2]
            assert_writing_goes_on(directory, states[commits - 1])
        else:
            with pytest.raises(IndexDamaged):
                verify_index(directory, deep=True)
    assert commits == len(states)


def assert_writing_goes_on(directory: Path, state: dict[str, int]) -> None:
    writer = opened(directory)
    writer.put(document("new", 5))
    writer.commit(99)
    writer.close()
    assert held(directory) == state | {"new": 5}
