"""A segment writer refuses what would make a segment that cannot be true."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from indexer.engines.whoosh.storage.postings import Flat
from indexer.engines.whoosh.storage.segment import EXTENSIONS, SegmentReader, SegmentWriter
from tests.indexer.engines.whoosh.storage.segments import NAME, example, flat_of, write

ONE = flat_of([{0: [0]}], positions=False)


def begin(writer: SegmentWriter, **traits: bool) -> SegmentWriter:
    writer.begin_field("body", **{"positions": False, **traits})
    return writer


@pytest.mark.parametrize(
    ("words", "say"),
    [
        ("outside of a field", lambda writer: writer.add_terms([b"a"], ONE)),
        ("outside of a field", lambda writer: writer.add_stored([b"a"])),
        ("no field is open", lambda writer: writer.end_field(None, 0)),
        ("no stored field is open", lambda writer: writer.end_stored()),
        ("'body' is still open", lambda writer: begin(writer).begin_stored("show")),
        ("'body' is still open", lambda writer: begin(begin(writer))),
        ("'body' is still open", lambda writer: begin(writer).finish(0)),
        ("positions without frequencies", lambda writer: begin(writer, positions=True, frequencies=False)),
        ("given or declared", lambda writer: begin(writer, positions=True).add_terms([b"a"], ONE)),
        ("2 terms with 1 posting", lambda writer: begin(writer).add_terms([b"a", b"b"], ONE)),
        (
            "ascend",
            lambda writer: begin(writer).add_terms([b"b", b"a"], flat_of([{0: [0]}] * 2, positions=False)),
        ),
    ],
)
def test_what_makes_no_segment_is_refused(
    tmp_path: Path, words: str, say: Callable[[SegmentWriter], object]
) -> None:
    writer = SegmentWriter(tmp_path, NAME)
    with pytest.raises(ValueError, match=words):
        say(writer)
    writer.discard()
    assert not list(tmp_path.iterdir())


def with_lengths(writer: SegmentWriter) -> None:
    begin(writer).end_field(np.zeros(2, np.uint8), 0)


def with_stored(writer: SegmentWriter) -> None:
    writer.begin_stored("show")
    writer.add_stored([b"a", b"b"])
    writer.end_stored()


@pytest.mark.parametrize(
    "add",
    [
        with_lengths,
        with_stored,
        lambda writer: writer.add_numbers("n", np.array([1, 2])),
        lambda writer: writer.add_refs("r", np.array([0, 0]), [b"x"]),
        lambda writer: writer.add_texts("t", [b"a", b"b"]),
    ],
)
def test_everything_has_one_value_per_document(tmp_path: Path, add: Callable[[SegmentWriter], None]) -> None:
    writer = SegmentWriter(tmp_path, NAME)
    add(writer)
    with pytest.raises(ValueError, match="2 values for 3 documents"):
        writer.finish(3)


def test_a_segment_is_never_written_over(tmp_path: Path) -> None:
    write(example(), tmp_path)
    with pytest.raises(FileExistsError):
        SegmentWriter(tmp_path, NAME)


def test_the_files_of_a_segment_are_those_it_names(tmp_path: Path) -> None:
    files = write(example(), tmp_path)
    assert set(files) == {path.name for path in tmp_path.iterdir()} == {f"{NAME}.{ext}" for ext in EXTENSIONS}
    assert {name: size for name, (size, _) in files.items()} == {
        path.name: path.stat().st_size for path in tmp_path.iterdir()
    }


def test_the_same_documents_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    assert write(example(), tmp_path / "one") == write(example(), tmp_path / "other")


def test_postings_of_a_field_without_frequencies_have_ones(tmp_path: Path) -> None:
    writer = begin(SegmentWriter(tmp_path, NAME), frequencies=False)
    twice = Flat(np.array([1]), np.array([0], np.int32), np.array([2], np.uint32), None)
    writer.add_terms([b"a"], twice)
    writer.end_field(None, 0)
    reader = SegmentReader(tmp_path, NAME, writer.finish(1))
    assert reader.postings("body", 0)[1].tolist() == [1]
    with pytest.raises(ValueError, match="without positions"):
        reader.positions("body", 0)


@pytest.mark.parametrize(
    "ask",
    [
        lambda reader: reader.terms("none"),
        lambda reader: reader.lengths("none"),
        lambda reader: reader.total_length("none"),
        lambda reader: reader.numbers("none"),
    ],
)
def test_unknown_names_are_key_errors(tmp_path: Path, ask: Callable[[SegmentReader], object]) -> None:
    reader = SegmentReader(tmp_path, NAME, write(example(), tmp_path))
    with pytest.raises(KeyError):
        ask(reader)


def test_a_field_that_no_document_stores_has_nothing(tmp_path: Path) -> None:
    reader = SegmentReader(tmp_path, NAME, write(example(), tmp_path))
    assert reader.stored("none", 0) is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda reader: reader.postings("body", 152),
        lambda reader: reader.postings("body", -1),
        lambda reader: reader.postings_range("body", 150, 153),
        lambda reader: reader.positions("body", 0, np.array([300])),
        lambda reader: reader.positions("body", 0, np.array([-1])),
        lambda reader: reader.stored("show", 300),
        lambda reader: reader.stored_values("show", np.array([299, 300])),
        lambda reader: reader.texts("id")[300],
    ],
)
def test_numbers_beyond_the_ends_are_index_errors_and_no_damage(
    tmp_path: Path, ask: Callable[[SegmentReader], object]
) -> None:
    reader = SegmentReader(tmp_path, NAME, write(example(), tmp_path))
    with pytest.raises(IndexError):
        ask(reader)
