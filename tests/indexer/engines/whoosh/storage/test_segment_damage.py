"""Damaged segments: whatever is broken, the answer is right or an IndexDamaged that names the file."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter
from indexer.engines.whoosh.storage.segment import EXTENSIONS, SegmentFiles, SegmentReader, SegmentWriter
from tests.indexer.engines.whoosh.storage.segments import NAME, Model, answers, example, flat_of, write

T = TypeVar("T")
SMALL = Model(
    9,
    fields={"b": {b"ho": {0: [1], 4: [0, 2]}, b"so": {4: [1]}}},
    plain={"k": {b"x": {0: [0]}}},
    numbers={"n": [*range(9)]},
    refs={"r": [b"y", b"z", b"y"] * 3},
    texts={"t": [b"q", b"", b"rs"] * 3},
    stored={"s": [b"{}", None, b"a value long enough to be deflated"] * 3},
)
FILES = [f"{NAME}.{ext}" for ext in EXTENSIONS]


def expect_harmless(directory: Path, files: SegmentFiles, name: str, model: Model) -> None:
    """Right answers, or damage of this very file; and verify tells in any case."""
    with pytest.raises(IndexDamaged, match=rf"/{name} is damaged .*`tratin index --rebuild`"):
        SegmentReader(directory, NAME, files).verify()
    found, error = attempt(lambda: answers(SegmentReader(directory, NAME, files)))
    assert found == model if error is None else f"/{name} is damaged" in str(error)


def attempt(read: Callable[[], T]) -> tuple[T | None, IndexDamaged | None]:
    """What was read, or the damage that was found; any other error is a failure."""
    try:
        return read(), None
    except IndexDamaged as error:
        return None, error


@pytest.mark.parametrize("name", FILES)
def test_every_flipped_byte_is_noticed_or_harmless(tmp_path: Path, name: str) -> None:
    files = write(SMALL, tmp_path)
    good = (tmp_path / name).read_bytes()
    for place, byte in enumerate(good):
        with (tmp_path / name).open("r+b") as stream:
            stream.seek(place)
            stream.write(bytes((byte ^ 1 << place % 8,)))
        expect_harmless(tmp_path, files, name, SMALL)
        with (tmp_path / name).open("r+b") as stream:
            stream.seek(place)
            stream.write(bytes((byte,)))
    SegmentReader(tmp_path, NAME, files).verify()


@pytest.mark.parametrize("name", FILES)
def test_every_truncation_is_noticed_at_open(tmp_path: Path, name: str) -> None:
    files = write(SMALL, tmp_path)
    for size in reversed(range((tmp_path / name).stat().st_size)):
        with (tmp_path / name).open("r+b") as stream:
            stream.truncate(size)
        with pytest.raises(IndexDamaged, match=f"/{name} is damaged"):
            SegmentReader(tmp_path, NAME, files)


def break_missing(directory: Path, name: str, _other: Path) -> None:
    (directory / name).unlink()


def break_directory(directory: Path, name: str, _other: Path) -> None:
    (directory / name).unlink()
    (directory / name).mkdir()


def break_swapped_inside(directory: Path, name: str, _other: Path) -> None:
    neighbour = FILES[FILES.index(name) - 1]
    shutil.copy(directory / neighbour, directory / name)


def break_swapped_with_namesake(directory: Path, name: str, other: Path) -> None:
    shutil.copy(other / name, directory / name)


@pytest.mark.parametrize(
    "break_file", [break_missing, break_directory, break_swapped_inside, break_swapped_with_namesake]
)
@pytest.mark.parametrize("name", FILES)
def test_missing_and_swapped_files_are_noticed_at_open(
    tmp_path: Path, name: str, break_file: Callable[[Path, str, Path], None]
) -> None:
    here, other = tmp_path / "here", tmp_path / "other"
    here.mkdir()
    other.mkdir()
    files = write(SMALL, here)
    write(example(), other)
    break_file(here, name, other)
    with pytest.raises(IndexDamaged, match=f"/{name} is damaged"):
        SegmentReader(here, NAME, files)


def test_a_file_that_the_commit_does_not_know_is_not_read(tmp_path: Path) -> None:
    files = write(SMALL, tmp_path)
    del files[FILES[2]]
    with pytest.raises(IndexDamaged, match=f"/{FILES[2]} is damaged .the commit does not know it"):
        SegmentReader(tmp_path, NAME, files)


def resealed(
    source: Path, target: Path, changed: str, section: int, change: Callable[[bytes], bytes]
) -> SegmentFiles:
    """The segment with one section changed and all checksums made to fit."""
    files: SegmentFiles = {}
    for name in FILES:
        file = Sealed(source / name, NAME)
        writer = SealedWriter(target / name, NAME)
        sections = list(file.names())
        for number, part in enumerate(sections):
            data = bytes(file.section(part).all())
            writer.add(part, change(data) if name == changed and number == section % len(sections) else data)
        files[name] = writer.seal(file.about)
    return files


@st.composite
def changes(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    place, byte = draw(st.integers(0, 5000)), draw(st.binary(max_size=9))
    cut = draw(st.integers(0, 9))

    def change(data: bytes) -> bytes:
        at = place % (len(data) + 1)
        return data[:at] + byte + data[at + cut :]

    return change


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("sound")
    write(example(), directory)
    return directory


@given(name=st.sampled_from(FILES), section=st.integers(0, 20), change=changes())
@settings(max_examples=150, deadline=None)
def test_bytes_with_checksums_made_to_fit_raise_damage_at_worst(
    tmp_path_factory: pytest.TempPathFactory,
    sound: Path,
    name: str,
    section: int,
    change: Callable[[bytes], bytes],
) -> None:
    """Nobody can tell a well-made lie from the truth, but nothing else than IndexDamaged may come of it."""
    directory = tmp_path_factory.mktemp("lie")
    files = resealed(sound, directory, name, section, change)
    for read in (answers, SegmentReader.verify):
        _, error = attempt(lambda read=read: read(SegmentReader(directory, NAME, files)))
        assert error is None or str(directory) in str(error)
    shutil.rmtree(directory)


def broken_lists() -> Iterator[tuple[str, str, Callable[[SegmentWriter], None]]]:
    """What a faulty writer might say: the file at fault, what is found, and the words."""
    lists = {b"ho": {0: [1], 2: [3, 4]}, b"so": {1: [2]}}
    flat = flat_of(list(lists.values()), positions=True)
    lengths = np.array([1, 1, 2], np.uint8)

    def field(
        lengths: np.ndarray[tuple[int], np.dtype[np.uint8]], total: int
    ) -> Callable[[SegmentWriter], None]:
        def say(writer: SegmentWriter) -> None:
            writer.begin_field("body", positions=True)
            writer.add_terms(list(lists), flat)
            writer.end_field(lengths, total)

        return say

    yield "", "", field(lengths, 4)
    yield "", "", field(lengths * 10, 4)
    yield "terms", "total length", field(lengths, 5)
    yield "columns", "lengths of 'body'", field(lengths[::-1].copy(), 4)
    yield "columns", "lengths of 'body'", field(np.array([1, 3, 2], np.uint8), 4)


@pytest.mark.parametrize(("ext", "words", "say"), list(broken_lists()))
def test_verify_compares_lengths_with_postings(
    tmp_path: Path, ext: str, words: str, say: Callable[[SegmentWriter], None]
) -> None:
    writer = SegmentWriter(tmp_path, NAME)
    say(writer)
    reader = SegmentReader(tmp_path, NAME, writer.finish(3))
    if not ext:
        reader.verify()
        return
    with pytest.raises(IndexDamaged, match=f"{NAME}.{ext} is damaged .{words}"):
        reader.verify()


def test_rows_beyond_the_documents_are_damage(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path, NAME)
    writer.begin_field("body", positions=False)
    writer.add_terms([b"ho"], flat_of([{2: [0]}], positions=False))
    writer.end_field(None, 0)
    reader = SegmentReader(tmp_path, NAME, writer.finish(2))
    for read in (reader.verify, lambda: reader.postings("body", 0)):
        with pytest.raises(IndexDamaged, match=f"{NAME}.postings is damaged"):
            read()
