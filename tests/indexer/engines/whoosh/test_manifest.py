"""What a commit says of itself, and that no torn or edited manifest is believed."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.engines.whoosh.deletions import read_deletions, write_deletions
from indexer.engines.whoosh.manifest import (
    DeletionsFile,
    Manifest,
    SegmentEntry,
    drop_files,
    latest_generation,
    manifest_name,
    read_manifest,
    table_name,
    write_manifest,
)

NAME, OTHER = "_MAIN_0123456789abcdef", "_MAIN_zzzzzzzzzzzzzzzz"
ENTRY = SegmentEntry(NAME, 10, {f"{NAME}.pst": (100, 7)}, DeletionsFile(f"{NAME}.3.deleted", 20, 8, count=2))
MANIFEST = Manifest(
    generation=3, sequence=41, segments=(ENTRY, SegmentEntry(OTHER, 5, {f"{OTHER}.x": (1, 2)}))
)
REPAIR = "tratin index --rebuild"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path, 3) == MANIFEST
    assert (MANIFEST.documents, MANIFEST.live) == (15, 13)


def test_file_names_are_all_that_a_commit_needs() -> None:
    expected = {f"{NAME}.pst", f"{NAME}.3.deleted", f"{OTHER}.x", "manifest-3.json", "_MAIN_3.toc"}
    assert MANIFEST.file_names == expected


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    path = tmp_path / manifest_name(3)
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(IndexDamaged, match=REPAIR) as raised:
            read_manifest(tmp_path, 3)
        assert path.name in str(raised.value)


@given(cut=st.integers(0, 400))
def test_a_cut_manifest_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    directory = tmp_path_factory.mktemp("cut")
    write_manifest(directory, MANIFEST)
    path = directory / manifest_name(3)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(IndexDamaged, match=path.name):
        read_manifest(directory, 3)


def test_a_missing_manifest_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=REPAIR):
        read_manifest(tmp_path, 3)


def test_a_manifest_under_another_number_is_refused(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    (tmp_path / manifest_name(3)).rename(tmp_path / manifest_name(4))
    with pytest.raises(IndexDamaged, match="commit 3"):
        read_manifest(tmp_path, 4)


@pytest.mark.parametrize("version", ["format", "schema_version", "analysis_version"])
def test_another_version_asks_for_a_rebuild(tmp_path: Path, version: str) -> None:
    write_manifest(tmp_path, Manifest(generation=1, **{version: 99}))
    with pytest.raises(NeedsRebuild, match=REPAIR):
        read_manifest(tmp_path, 1)


@pytest.mark.parametrize("name", ["../../etc/passwd", f"{NAME}.pst/../x", f"{OTHER}.pst", NAME, ""])
def test_a_file_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    write_manifest(tmp_path, Manifest(1, segments=(SegmentEntry(NAME, 1, {name: (1, 1)}),)))
    with pytest.raises(IndexDamaged, match="no file of"):
        read_manifest(tmp_path, 1)


@pytest.mark.parametrize("documents", [-1, 1.5, True, None, "3"])
def test_counts_are_counts(tmp_path: Path, documents: object) -> None:
    segment = SegmentEntry(NAME, documents, {})  # type: ignore[arg-type]
    object.__setattr__(manifest := Manifest(1, segments=(segment,)), "sequence", documents)
    try:
        write_manifest(tmp_path, manifest)
    except TypeError:
        return
    with pytest.raises(IndexDamaged):
        read_manifest(tmp_path, 1)


def test_the_last_commit_is_the_highest_number(tmp_path: Path) -> None:
    for generation in (9, 10, 2):
        (tmp_path / table_name(generation)).touch()
    (tmp_path / manifest_name(11)).touch()
    (tmp_path / "_MAIN_12.toc.new").touch()
    assert latest_generation(tmp_path) == 10


def test_a_folder_without_a_commit_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=REPAIR):
        latest_generation(tmp_path)
    with pytest.raises(IndexDamaged, match=REPAIR):
        latest_generation(tmp_path / "nowhere")


def test_only_files_of_the_index_are_dropped(tmp_path: Path) -> None:
    for name in [*MANIFEST.file_names, f"{NAME}.2.deleted", "_MAIN_2.toc", "manifest-2.json", "notes.txt"]:
        (tmp_path / name).touch()
    drop_files(tmp_path, keep=MANIFEST.file_names)
    assert {path.name for path in tmp_path.iterdir()} == MANIFEST.file_names | {"notes.txt"}


@given(st.lists(st.booleans(), min_size=1, max_size=70))
def test_deletions_come_back(tmp_path_factory: pytest.TempPathFactory, deleted: list[bool]) -> None:
    directory = tmp_path_factory.mktemp("deletions")
    mask = np.array(deleted)
    file = write_deletions(directory, NAME, 5, mask)
    assert file.count == sum(deleted)
    read = read_deletions(directory, SegmentEntry(NAME, len(mask), {}, file))
    assert read is not None
    assert read.tolist() == deleted


def test_no_deletions_are_no_mask(tmp_path: Path) -> None:
    assert read_deletions(tmp_path, SegmentEntry(NAME, 3, {})) is None


@pytest.mark.parametrize(
    ("documents", "count"), [(9, 1), (3, 2)], ids=["another size of segment", "another number deleted"]
)
def test_deletions_of_another_state_are_refused(tmp_path: Path, documents: int, count: int) -> None:
    file = write_deletions(tmp_path, NAME, 5, np.array([True, False, False]))
    wrong = DeletionsFile(file.file, file.size, file.crc, count)
    with pytest.raises(IndexDamaged, match=file.file):
        read_deletions(tmp_path, SegmentEntry(NAME, documents, {}, wrong))


def test_broken_deletions_are_refused(tmp_path: Path) -> None:
    file = write_deletions(tmp_path, NAME, 5, np.array([True, False, False]))
    path = tmp_path / file.file
    content = path.read_bytes()
    path.write_bytes(json.dumps({}).encode().ljust(len(content)))
    with pytest.raises(IndexDamaged, match=file.file):
        read_deletions(tmp_path, SegmentEntry(NAME, 3, {}, file))
