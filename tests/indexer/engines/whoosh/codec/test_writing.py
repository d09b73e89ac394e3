"""Whoosh's own writer making segments of ours: what comes out, and what is refused rather than lost."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields, formats, index, query
from whoosh.analysis import KeywordAnalyzer, StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage
from whoosh.multiproc import SerialMpWriter
from whoosh.sorting import FieldFacet, add_sortable

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.codec import TraTinCodec
from indexer.engines.whoosh.codec.field_writer import decode_positions
from indexer.engines.whoosh.codec.opening import UnsupportedByCodec, open_segment


def create(directory: Path, **schema: Any) -> Any:
    return index.create_in(str(directory), fields.Schema(**schema))


def put(opened: Any, *documents: dict[str, Any], **how: Any) -> None:
    writer = opened.writer(codec=TraTinCodec())
    for document in documents:
        writer.add_document(**document)
    writer.commit(**how or {"merge": False})


def segment_files(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir() if path.name.startswith("MAIN_") and path.suffix}


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        (fields.TEXT(vector=True), "a", "vectors"),
        (fields.TEXT(chars=True), "a", "Characters"),
        (fields.FieldType(formats.PositionBoosts(), KeywordAnalyzer()), "a", "PositionBoosts"),
        (fields.TEXT(field_boost=2.0), "a", "field_boost"),
        (fields.TEXT(analyzer=StemmingAnalyzer(), spelling=True), "a", "spelling"),
        (fields.DATETIME(stored=True), dt.datetime(2025, 7, 1), "JSON"),
        (fields.STORED(), b"bytes", "JSON"),
        (fields.STORED(), ("a", "tuple"), "JSON"),
        (fields.STORED(), [("a", "tuple")], "JSON"),
        (fields.STORED(), {1: "key"}, "JSON"),
        (fields.COLUMN(columns.PickleColumn(columns.VarBytesColumn())), object(), "PickleColumn"),
        (fields.COLUMN(columns.StructColumn("ii", (0, 0))), (1, 2), "StructColumn"),
    ],
)
def test_what_would_not_come_back_is_refused(tmp_path: Path, field: Any, value: Any, why: str) -> None:
    writer = create(tmp_path, refused=field).writer(codec=TraTinCodec())
    with pytest.raises(UnsupportedByCodec, match=f"'refused'.*{why}"):
        writer.add_document(refused=value)
    writer.cancel()
    assert segment_files(tmp_path) == set()


@pytest.mark.parametrize("field", [fields.TEXT(), fields.TEXT(phrase=False), fields.ID()])
@pytest.mark.parametrize("boost", [0.5, 1.5, 2.0])
def test_boosts_are_refused_and_nothing_is_left(tmp_path: Path, field: Any, boost: float) -> None:
    writer = create(tmp_path, body=field).writer(codec=TraTinCodec())
    writer.add_document(body="aa bb", _boost=boost)
    with pytest.raises(UnsupportedByCodec, match=rf"'body'.*weight {boost}"):
        writer.commit()
    if not writer.is_closed:
        writer.cancel()
    assert segment_files(tmp_path) == set()


def test_an_index_in_memory_is_refused() -> None:
    opened = RamStorage().create_index(fields.Schema(body=fields.TEXT))
    with pytest.raises(UnsupportedByCodec, match="directory"):
        opened.writer(codec=TraTinCodec())


def test_what_is_cancelled_leaves_no_file(tmp_path: Path) -> None:
    writer = create(tmp_path, body=fields.TEXT(stored=True)).writer(codec=TraTinCodec())
    writer.add_document(body="aa")
    writer.cancel()
    assert segment_files(tmp_path) == set()


def test_merged_segments_are_removed_by_whoosh(tmp_path: Path) -> None:
    opened = create(tmp_path, body=fields.TEXT(stored=True))
    for number in range(3):
        put(opened, {"body": f"word{number}"})
    put(opened, optimize=True)
    assert len(segment_files(tmp_path)) == 5
    with opened.searcher() as searcher:
        assert sorted(hit["body"] for hit in searcher.search(query.Every())) == ["word0", "word1", "word2"]


def test_merging_keeps_the_exact_length_of_a_field(tmp_path: Path) -> None:
    """A document's length is known to one byte only, here 118 as 119; the sum stays what it was."""
    opened = create(tmp_path, body=fields.TEXT)
    for _ in range(2):
        put(opened, {"body": ["word"] * 118})
    put(opened, optimize=True)
    with opened.reader() as reader:
        assert reader.doc_field_length(0, "body") == 119
        assert reader.field_length("body") == 236


def test_a_merge_of_deleted_documents_only_is_empty(tmp_path: Path) -> None:
    opened = create(tmp_path, key=fields.ID(unique=True))
    put(opened, {"key": "a"})
    writer = opened.writer(codec=TraTinCodec())
    writer.delete_by_term("key", "a")
    writer.commit(optimize=True)
    with opened.reader() as reader:
        assert (reader.doc_count_all(), list(reader.all_terms())) == (0, [])


def test_a_deletion_can_be_taken_back(tmp_path: Path) -> None:
    opened = create(tmp_path, key=fields.ID(stored=True))
    put(opened, {"key": "a"}, {"key": "b"})
    for delete, left in ((True, ["b"]), (False, ["a", "b"])):
        writer = opened.writer(codec=TraTinCodec())
        writer.delete_document(0, delete=delete)
        writer.commit(merge=False)
        with opened.searcher() as searcher:
            assert [hit["key"] for hit in searcher.search(query.Every())] == left


def test_a_list_of_numbers_is_one_posting_for_each_term(tmp_path: Path) -> None:
    opened = create(tmp_path, year=fields.NUMERIC)
    put(opened, {"year": [2024, 2025]}, {"year": [2025, 2025]})
    with opened.searcher() as searcher:
        assert [hit.docnum for hit in searcher.search(query.NumericRange("year", 2025, 2030))] == [0, 1]
        assert [hit.docnum for hit in searcher.search(query.Term("year", 2024))] == [0]
    (segment,) = opened._segments()
    open_segment(opened.storage, segment).verify()


def test_suggestions_come_from_the_terms(tmp_path: Path) -> None:
    opened = create(tmp_path, body=fields.TEXT(spelling=True))
    put(opened, {"body": "rendering shading"}, {"body": "rendering"})
    with opened.searcher() as searcher:
        assert searcher.suggest("body", "renderng") == ["rendering"]


def test_several_processes_write_whole_segments(tmp_path: Path) -> None:
    opened = create(tmp_path, key=fields.ID(stored=True), body=fields.TEXT)
    writer = opened.writer(procs=2, multisegment=True, batchsize=2, codec=TraTinCodec())
    for number in range(6):
        writer.add_document(key=str(number), body="word")
    writer.commit()
    with opened.searcher() as searcher:
        found = searcher.search(query.Term("body", "word"), limit=None)
        assert sorted(hit["key"] for hit in found) == ["0", "1", "2", "3", "4", "5"]


def test_several_processes_on_one_segment_are_refused(tmp_path: Path) -> None:
    opened = create(tmp_path, body=fields.TEXT)
    writer = SerialMpWriter(opened, procs=2, codec=TraTinCodec())
    writer.add_document(body="word")
    writer.add_document(body="word")
    with pytest.raises(UnsupportedByCodec, match="multisegment=True"):
        writer.commit()


def test_a_column_added_later_is_refused(tmp_path: Path) -> None:
    opened = create(tmp_path, key=fields.ID(stored=True))
    put(opened, {"key": "a"})
    with (
        opened.writer(codec=TraTinCodec()) as writer,
        pytest.raises(UnsupportedByCodec, match="never changes"),
    ):
        add_sortable(writer, "key", FieldFacet("key"))


def test_a_file_that_is_gone_makes_whoosh_look_again(tmp_path: Path) -> None:
    """A commit may have removed it. What is torn stays torn."""
    opened = create(tmp_path, body=fields.TEXT)
    put(opened, {"body": "word"})
    (torn,) = tmp_path.glob("*.postings")
    torn.write_bytes(torn.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match=torn.name):
        opened.reader()
    torn.unlink()
    with pytest.raises(FileNotFoundError, match=torn.name):
        opened.reader()


def test_positions_are_decoded_without_classes() -> None:
    assert decode_positions(formats.Positions().encode([3, 5, 9])) == [3, 5, 9]
    assert decode_positions(formats.Positions().encode([5, 3])) == [3, 5]
    with pytest.raises(Exception, match=r"posix\.system"):
        decode_positions(b"\0\0\0\1cposix\nsystem\n(S'true'\ntR.")
