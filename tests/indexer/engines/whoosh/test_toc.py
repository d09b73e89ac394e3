"""Whoosh's table of contents: Whoosh reads it, and we read it only through a list of classes."""

import io
import pickle
import pickletools
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, index, query

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.codec import TraTinCodec, TraTinSegment
from indexer.engines.whoosh.schema import build_schema
from indexer.engines.whoosh.toc import CommittedSegment, encode_toc, read_toc_safely, write_toc

NAME = "_MAIN_0123456789abcdef"
SEGMENT = CommittedSegment(NAME, 10, {f"{NAME}.terms": (100, 7)}, (2, 5))
REPAIR = "tratin index --rebuild"
OF_AN_OLD_INDEX = (
    b"\x80\x02cindexer.engines.whoosh.codec.segment\nTraTinSegment\n)\x81}(X\x04\x00\x00\x00nameX\x16\x00\x00\x00"
    b"_MAIN_0123456789abcdefX\t\x00\x00\x00documentsK\nX\x05\x00\x00\x00files}X\x1c\x00\x00\x00"
    b"_MAIN_0123456789abcdef.termsKdK\x07\x86sX\x07\x00\x00\x00deleted](K\x02K\x05eub."
)
"""A segment as it is pickled since the first index. Never to be made anew: it is what stands on disks."""


def toc(directory: Path, generation: int) -> Path:
    return directory / f"_MAIN_{generation}.toc"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_toc(tmp_path, 3, encode_toc(3, build_schema(), [SEGMENT]))
    found = read_toc_safely(toc(tmp_path, 3))
    assert (found.generation, found.segments) == (3, (SEGMENT,))
    assert sorted(found.schema.names()) == sorted(build_schema().names())
    assert [path.name for path in tmp_path.iterdir()] == ["_MAIN_3.toc"]


def test_whoosh_opens_what_is_written(tmp_path: Path) -> None:
    schema = fields.Schema(key=fields.ID(stored=True))
    index.create_in(str(tmp_path), schema)
    writer = index.open_dir(str(tmp_path)).writer(codec=TraTinCodec())
    for key in "abc":
        writer.add_document(key=key)
    writer.commit()
    (segment,) = read_toc_safely(toc(tmp_path, 1)).segments
    without_one = CommittedSegment(segment.name, 3, segment.files, deleted=[1])
    write_toc(tmp_path, 2, encode_toc(2, schema, [without_one]))
    with index.open_dir(str(tmp_path)).searcher() as searcher:
        assert [hit["key"] for hit in searcher.search(query.Every())] == ["a", "c"]


def test_a_committed_generation_is_never_written_over(tmp_path: Path) -> None:
    write_toc(tmp_path, 3, encode_toc(3, build_schema(), [SEGMENT]))
    with pytest.raises(FileExistsError, match=r"_MAIN_3\.toc"):
        write_toc(tmp_path, 3, b"")
    assert read_toc_safely(toc(tmp_path, 3)).segments == (SEGMENT,)


def test_segments_of_old_indexes_still_load() -> None:
    old = pickle.loads(OF_AN_OLD_INDEX)
    assert isinstance(old, TraTinSegment)
    assert (old.name, old.documents, old.files) == (NAME, 10, {f"{NAME}.terms": (100, 7)})
    assert (list(old.deleted_docs()), old.segment_id(), old.make_filename(".terms")) == (
        [2, 5],
        NAME,
        f"{NAME}.terms",
    )
    assert pickletools.optimize(pickle.dumps(old, 2)) == OF_AN_OLD_INDEX


class Trap:
    """Unpickled, it creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (open, (str(self.path), "w"))


class Nested(Trap):
    """Reaches for a function by way of an allowed module."""

    def __reduce__(self) -> Any:
        return (eval, (f"open({str(self.path)!r}, 'w')",))


@pytest.mark.parametrize("make", [Trap, Nested])
@pytest.mark.parametrize("place", ["schema", "segments"])
def test_a_crafted_table_executes_nothing(tmp_path: Path, make: type[Trap], place: str) -> None:
    sprung = tmp_path / "sprung"
    schema: Any = make(sprung) if place == "schema" else build_schema()
    craft(toc(tmp_path, 1), schema, [make(sprung)] if place == "segments" else [])
    with pytest.raises(IndexDamaged, match=rf"_MAIN_1\.toc.*no place.*{REPAIR}"):
        read_toc_safely(toc(tmp_path, 1))
    assert not sprung.exists()
    if place == "segments":
        index.open_dir(str(tmp_path))
        assert sprung.exists(), "the trap is none"


@pytest.mark.parametrize(
    "reference",
    [
        b"cwhoosh.fields\nsys\n",
        b"cwhoosh.fields\nre.compile\n",
        b"cindexer.engines.whoosh.codec.segment\nbase\n",
        b"cbuiltins\neval\n",
        b"c__builtin__\ngetattr\n",
        b"cre\ncompile\n",
        b"\x80\x04\x8c\x0dwhoosh.fields\x8c\x0csys.exc_info\x93",
    ],
)
def test_only_the_listed_classes_are_found(tmp_path: Path, reference: bytes) -> None:
    craft(toc(tmp_path, 1), build_schema(), None, pickled=reference + b"(tR.")
    with pytest.raises(IndexDamaged, match="no place in a table of contents"):
        read_toc_safely(toc(tmp_path, 1))


def test_segments_of_another_kind_are_refused(tmp_path: Path) -> None:
    craft(toc(tmp_path, 1), build_schema(), ["a segment"])
    with pytest.raises(IndexDamaged, match="a segment of str"):
        read_toc_safely(toc(tmp_path, 1))
    stock = index.create_in(str(tmp_path), fields.Schema(body=fields.TEXT))
    stock.writer().commit()
    writer = stock.writer()
    writer.add_document(body="word")
    writer.commit()
    with pytest.raises(IndexDamaged, match="W3Segment"):
        read_toc_safely(toc(tmp_path, 2))


@given(data=st.data())
@settings(deadline=None)
def test_a_torn_or_changed_table_is_damaged_or_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    directory = tmp_path_factory.mktemp("torn")
    write_toc(directory, 1, encode_toc(1, build_schema(), [SEGMENT]))
    content = bytearray(toc(directory, 1).read_bytes())
    del content[data.draw(st.integers(1, len(content))) :]
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(0, 255))
    toc(directory, 1).write_bytes(content)
    complaint = complaint_about(toc(directory, 1))
    assert complaint is None or ("_MAIN_1.toc" in complaint and REPAIR in complaint)


def complaint_about(path: Path) -> str | None:
    try:
        read_toc_safely(path)
    except IndexDamaged as error:
        return str(error)
    return None


def craft(path: Path, schema: Any, segments: Any, pickled: bytes | None = None) -> None:
    """A table as Whoosh writes it, but for what is in it."""
    from whoosh.filedb.structfile import StructFile

    stream = io.BytesIO()
    file = StructFile(stream)
    for code in "ilf":
        file.write_varint({"i": 4, "l": 8, "f": 4}[code])
    stream.write(struct.pack("!ii", -12345, -111))
    for number in (2, 7, 4):
        file.write_varint(number)
    file.write_string(pickle.dumps(schema, 2))
    stream.write(struct.pack("!ii", 1, 0))
    stream.write(pickle.dumps(segments) if pickled is None else pickled)
    path.write_bytes(stream.getvalue())
