"""A sealed file: what was written is read, and nothing else is."""

import weakref
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.storage import sealed
from indexer.engines.whoosh.storage.sealed import PAGE_BYTES, FileSeal, Sealed, SealedWriter

SECTIONS = {"a": b"one", "empty": b"", "long": bytes(range(256)) * 200, "b/c": b"\0" * 7}


def written(path: Path, sections: dict[str, bytes], segment: str = "seg") -> FileSeal:
    writer = SealedWriter(path, segment)
    for name, data in sections.items():
        writer.add(name, data)
    return writer.seal({"fields": ["title"]})


@given(
    sections=st.dictionaries(st.text(max_size=5), st.binary(max_size=200), max_size=5),
    parts=st.integers(1, 70_000),
)
@settings(max_examples=50, deadline=None)
def test_sections_are_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, sections: dict[str, bytes], parts: int
) -> None:
    path = tmp_path_factory.mktemp("sealed") / "f"
    writer = SealedWriter(path, "seg")
    for name, data in sections.items():
        long = data * 400
        writer.begin(name)
        for start in range(0, len(long), parts):
            writer.write(long[start : start + parts])
    file = Sealed(path, "seg", writer.seal())
    assert {name: bytes(file.section(name).all()) for name in sections} == {
        name: data * 400 for name, data in sections.items()
    }
    file.verify()


def test_sections_begin_where_any_number_may(tmp_path: Path) -> None:
    written(tmp_path / "f", SECTIONS)
    file = Sealed(tmp_path / "f", "seg")
    assert file.section("long").array("<u8").flags.aligned
    assert file.about == {"fields": ["title"]}


def test_opening_reads_no_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "f", {"long": bytes(20 * PAGE_BYTES)})
    checked: list[int] = []
    crc32 = sealed.zlib.crc32
    monkeypatch.setattr(sealed.zlib, "crc32", lambda data: checked.append(len(data)) or crc32(data))
    file = Sealed(tmp_path / "f", "seg")
    assert max(checked) < PAGE_BYTES
    checked.clear()
    section = file.section("long")
    section.read(5, 6)
    section.read(6, 7)
    section.read(PAGE_BYTES - 1, PAGE_BYTES + 1)
    assert checked == [PAGE_BYTES, PAGE_BYTES]


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "f"
    sections = {"a": b"one", "b": b"twelve bytes"}
    seal = written(path, sections)
    good = path.read_bytes()
    for place in range(len(good)):
        for bit in range(8):
            path.write_bytes(good[:place] + bytes((good[place] ^ 1 << bit,)) + good[place + 1 :])
            with pytest.raises(IndexDamaged, match=r"/f is damaged .*tratin index --rebuild"):
                Sealed(path, "seg", seal).verify()


def test_every_truncation_and_extension_is_noticed_at_open(tmp_path: Path) -> None:
    path = tmp_path / "f"
    written(path, {"a": b"one"})
    good = path.read_bytes()
    for size in range(len(good)):
        path.write_bytes(good[:size])
        with pytest.raises(IndexDamaged, match="/f is damaged"):
            Sealed(path, "seg")
    path.write_bytes(good + b"\0")
    with pytest.raises(IndexDamaged, match="/f is damaged"):
        Sealed(path, "seg")


def test_a_file_under_anothers_name_is_noticed(tmp_path: Path) -> None:
    seal = written(tmp_path / "a", SECTIONS)
    written(tmp_path / "b", SECTIONS)
    (tmp_path / "b").replace(tmp_path / "a")
    with pytest.raises(IndexDamaged, match="it is b of seg"):
        Sealed(tmp_path / "a", "seg", seal)


@pytest.mark.parametrize("change", [{"segment": "other"}, {"sections": {**SECTIONS, "a": b"two"}}])
def test_another_files_bytes_under_this_name_are_noticed(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "f"
    seal = written(path, SECTIONS)
    path.unlink()
    written(path, **{"sections": SECTIONS, **change})  # type: ignore[arg-type]
    with pytest.raises(IndexDamaged, match="/f is damaged"):
        Sealed(path, "seg", seal)


def test_missing_files_and_sections_are_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=r"/none is damaged.*FileNotFoundError"):
        Sealed(tmp_path / "none", "seg")
    written(tmp_path / "f", SECTIONS)
    file = Sealed(tmp_path / "f", "seg")
    with pytest.raises(IndexDamaged, match="no section 'z'"):
        file.section("z")
    with pytest.raises(IndexDamaged, match="of a section of 3"):
        file.section("a").read(0, 4)


def test_what_was_handed_out_outlives_close(tmp_path: Path) -> None:
    written(tmp_path / "f", SECTIONS)
    file = Sealed(tmp_path / "f", "seg")
    section = file.section("a")
    view = section.all()
    file.close()
    assert bytes(view) == b"one"
    with pytest.raises(RuntimeError, match="closed"):
        section.all()


def test_a_closed_file_is_no_longer_mapped(tmp_path: Path) -> None:
    written(tmp_path / "f", SECTIONS)
    file = Sealed(tmp_path / "f", "seg")
    assert file.section("a").all() == b"one"
    file.close()
    assert file._map.closed


def test_a_file_that_nobody_holds_is_no_longer_mapped(tmp_path: Path) -> None:
    """At once and not when cycles are next collected: the disk of a replaced index is given back with it."""
    written(tmp_path / "f", SECTIONS)
    file = Sealed(tmp_path / "f", "seg")
    gone = weakref.ref(file._map)
    section = file.section("a")
    del file
    assert bytes(section.all()) == b"one"
    del section
    assert gone() is None


def test_a_sealed_file_is_never_written_over(tmp_path: Path) -> None:
    written(tmp_path / "f", SECTIONS)
    with pytest.raises(FileExistsError):
        SealedWriter(tmp_path / "f", "seg")


def test_sections_have_one_name_each_and_hold_all_that_is_written(tmp_path: Path) -> None:
    writer = SealedWriter(tmp_path / "f", "seg")
    with pytest.raises(ValueError, match="outside of a section"):
        writer.write(b"x")
    writer.add("a", b"")
    with pytest.raises(ValueError, match="already"):
        writer.begin("a")
    writer.discard()
    assert not (tmp_path / "f").exists()


def test_a_scratch_file_of_any_size_has_no_name_and_ends_with_its_writer(tmp_path: Path) -> None:
    for end in (SealedWriter.discard, SealedWriter.seal):
        writer = SealedWriter(tmp_path / "f", "seg")
        scratch = writer.scratch()
        scratch.write(bytes(3 << 20))
        assert [path.name for path in tmp_path.iterdir()] == ["f"]
        end(writer)
        assert scratch.closed


def test_pieces_are_one_section(tmp_path: Path) -> None:
    writer = SealedWriter(tmp_path / "f", "seg")
    writer.add_pieces("a", iter([b"on", b"", b"e"]))
    assert bytes(Sealed(tmp_path / "f", "seg", writer.seal()).section("a").all()) == b"one"
