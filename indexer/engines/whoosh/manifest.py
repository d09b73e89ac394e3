"""What a commit is: `manifest-N.json` names its segments and files; `_MAIN_N.toc` makes it valid.

Whoosh's table of contents is renamed into place last, so its number says which manifest counts; it is never
read here. A manifest and the files that it names are on disk before that, and never change.
"""

import json
import os
import re
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import NeedsRebuild
from indexer.analysis.analyzer import ANALYSIS_VERSION
from indexer.engines.whoosh.schema import SCHEMA_VERSION
from indexer.engines.whoosh.storage.sealed import REPAIR, UNREADABLE, FileSeal, damage

MANIFEST_FORMAT: Final = 2
_SEGMENT: Final = re.compile(r"_MAIN_[0-9a-z]{16}")
_FILE: Final = re.compile(r"(_MAIN_[0-9a-z]{16})\.[0-9A-Za-z.]+")
"""A file of a segment; its name leads nowhere else."""
_TABLE: Final = re.compile(r"_MAIN_(\d+)\.toc")
_MANIFEST: Final = re.compile(r"manifest-(\d+)\.json")
_OURS: Final = re.compile(r"_MAIN_.+|manifest-\d+\.json|.*\.new")


@dataclass(frozen=True, slots=True)
class DeletionsFile:
    """Which documents of a segment are deleted: packed bits in a sealed file."""

    file: str
    size: int
    crc: int
    count: int


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment of a commit. `documents` counts the deleted ones too; `files` maps name to seal."""

    name: str
    documents: int
    files: Mapping[str, FileSeal]
    deleted: DeletionsFile | None = None

    @property
    def deleted_count(self) -> int:
        return self.deleted.count if self.deleted else 0

    @property
    def all_files(self) -> dict[str, FileSeal]:
        """The segment's files and that of its deletions."""
        extra = {self.deleted.file: (self.deleted.size, self.deleted.crc)} if self.deleted else {}
        return {**self.files, **extra}


@dataclass(frozen=True, slots=True)
class Manifest:
    """One committed state."""

    generation: int
    sequence: int = 0
    segments: tuple[SegmentEntry, ...] = ()
    table: FileSeal = (0, 0)
    """Size and CRC-32 of Whoosh's table of contents."""
    format: int = MANIFEST_FORMAT
    schema_version: int = SCHEMA_VERSION
    analysis_version: int = ANALYSIS_VERSION

    @property
    def documents(self) -> int:
        """Deleted ones too."""
        return sum(segment.documents for segment in self.segments)

    @property
    def live(self) -> int:
        return self.documents - sum(segment.deleted_count for segment in self.segments)

    @property
    def file_names(self) -> set[str]:
        """Every file of this state."""
        names = {name for segment in self.segments for name in segment.all_files}
        return names | {manifest_name(self.generation), table_name(self.generation)}


def new_segment_name() -> str:
    return f"_MAIN_{secrets.token_hex(8)}"


def manifest_name(generation: int) -> str:
    return f"manifest-{generation}.json"


def table_name(generation: int) -> str:
    return f"_MAIN_{generation}.toc"


def latest_generation(directory: Path) -> int:
    """The number of the last commit. Raises IndexDamaged when there is none."""
    try:
        names = os.listdir(directory)
    except OSError as error:
        raise damage(directory, f"{error.strerror}") from error
    if found := _numbers(_TABLE, names):
        return max(found)
    if manifests := _numbers(_MANIFEST, names):
        raise damage(directory / table_name(max(manifests)), "missing")
    raise damage(directory, "no commit is in it")


def _numbers(pattern: re.Pattern[str], names: list[str]) -> list[int]:
    return [int(found.group(1)) for name in names if (found := pattern.fullmatch(name))]


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Writes it beside, syncs and renames it. Its segments' files are on disk already."""
    tree = asdict(manifest) | {"documents": manifest.documents}
    tree["crc"] = _checksum(tree)
    write_whole(directory / manifest_name(manifest.generation), json.dumps(tree).encode())


def read_manifest(directory: Path, generation: int) -> Manifest:
    """Raises IndexDamaged when it is missing, torn or edited, NeedsRebuild when another version wrote it."""
    path = directory / manifest_name(generation)
    try:
        content = path.read_bytes()
        tree = json.loads(content)
        as_written = json.dumps(tree).encode() == content
        crc = tree.pop("crc")
    except UNREADABLE as error:
        raise damage(path, f"{type(error).__name__}: {error}") from error
    if crc != _checksum(tree) or not as_written:
        raise damage(path, "checksum")
    versions = tuple(tree.get(key) for key in ("format", "schema_version", "analysis_version"))
    if versions != (MANIFEST_FORMAT, SCHEMA_VERSION, ANALYSIS_VERSION):
        raise NeedsRebuild(f"the index in {directory} was made by another version of Tra Tin; {REPAIR}")
    try:
        return _parse(tree, generation)
    except UNREADABLE as error:
        raise damage(path, f"{type(error).__name__}: {error}") from error


def drop_files(directory: Path, keep: set[str], busy_segment: str | None = None) -> None:
    """Removes files of the index that are not in `keep`: of earlier commits, of writers that were killed.

    `busy_segment` is being written: its files stay.
    """
    for name in os.listdir(directory):
        busy = busy_segment is not None and name.startswith(f"{busy_segment}.")
        if name not in keep and not busy and _OURS.fullmatch(name):
            (directory / name).unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Writes and syncs beside, then renames: there whole or not at all."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def _checksum(tree: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(tree, sort_keys=True).encode())


def _parse(tree: Mapping[str, Any], generation: int) -> Manifest:
    if tree["generation"] != generation:
        raise ValueError(f"it is of commit {tree['generation']}")
    segments = tuple(_parse_segments(tree["segments"]))
    manifest = Manifest(generation, _count(tree["sequence"]), segments, _seal(tree["table"]))
    if len({segment.name for segment in segments}) != len(segments):
        raise ValueError("it names a segment twice")
    if tree["documents"] != manifest.documents:
        raise ValueError("its documents do not add up")
    return manifest


def _parse_segments(trees: list[Mapping[str, Any]]) -> Iterator[SegmentEntry]:
    for tree in trees:
        name = str(tree["name"])
        if not _SEGMENT.fullmatch(name):
            raise ValueError(f"no name of a segment: {name!r}")
        files = {_file_of(name, file): _seal(seal) for file, seal in tree["files"].items()}
        deleted = tree["deleted"] and _parse_deletions(name, tree["deleted"])
        yield SegmentEntry(name, _count(tree["documents"]), files, deleted)


def _parse_deletions(segment: str, tree: Mapping[str, Any]) -> DeletionsFile:
    file = _file_of(segment, tree["file"])
    return DeletionsFile(file, _count(tree["size"]), _count(tree["crc"]), _count(tree["count"]))


def _file_of(segment: str, name: str) -> str:
    named = _FILE.fullmatch(name)
    if not named or named.group(1) != segment:
        raise ValueError(f"no file of {segment}: {name!r}")
    return name


def _seal(pair: list[int]) -> FileSeal:
    size, crc = pair
    return _count(size), _count(crc)


def _count(value: int) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"no count: {value!r}")
    return value
