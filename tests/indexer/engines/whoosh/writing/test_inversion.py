"""What the bulk writer puts into a segment is what Whoosh's own writer would, document by document."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import length_to_byte

from indexer.engines.whoosh.codec.opening import UnsupportedByCodec
from indexer.engines.whoosh.storage.segment import SegmentReader
from indexer.engines.whoosh.writing.flushing import write_segment
from indexer.engines.whoosh.writing.gathering import Gathered, Occurrences
from indexer.engines.whoosh.writing.inversion import Inversion, length_bytes, sort_terms
from indexer.engines.whoosh.writing.plan import plan_schema
from tests.indexer.engines.whoosh.writing.any_schema import (
    Document,
    as_text,
    bodies,
    build_schema,
    by_whoosh,
    keyed,
    newest_first,
    postings_by_whoosh,
    postings_of,
)

NAME = "_MAIN_0123456789abcdef"
PLAN = plan_schema(build_schema(), newest_by="time")
many = settings(deadline=None, suppress_health_check=list(HealthCheck))


def written(directory: Path, documents: list[Document], *, part_tokens: int = 1000) -> SegmentReader:
    gathered = Gathered(PLAN)
    for document in documents:
        gathered.add(document)
    entry = write_segment(gathered, (directory, NAME), part_tokens)
    assert entry is not None
    assert entry.documents == len({document["key"] for document in documents})
    reader = SegmentReader(directory, NAME, entry.files)
    reader.verify()
    return reader


@given(
    documents=st.lists(bodies, min_size=1, max_size=12).map(keyed), part_tokens=st.sampled_from([1, 7, 1000])
)
@many
def test_postings_and_lengths_are_those_of_whoosh(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document], part_tokens: int
) -> None:
    segment = written(tmp_path_factory.mktemp("segment"), documents, part_tokens=part_tokens)
    reader = by_whoosh(newest_first(documents))
    for name, plan in PLAN.fields.items():
        if not plan.indexed:
            continue
        assert postings_of(segment, name) == postings_by_whoosh(reader, name), name
        if plan.scored and name in segment.fields:
            expected = [reader.doc_field_length(row, name) for row in range(len(documents))]
            lengths = segment.lengths(name)
            assert lengths is not None
            assert lengths.tolist() == [length_to_byte(length) for length in expected]
            assert segment.total_length(name) == reader.field_length(name)


@given(documents=st.lists(bodies, min_size=1, max_size=12).map(keyed))
@many
def test_columns_and_stored_values_are_those_given(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document]
) -> None:
    segment = written(tmp_path_factory.mktemp("segment"), documents)
    reader = by_whoosh(newest_first(documents))
    for name, plan in PLAN.fields.items():
        if plan.column and name in segment.columns:
            expected = list(reader.column_reader(name, translate=False))
            assert column(segment, name, plan) == expected, name
    for row in range(len(documents)):
        stored = {name: segment.stored(name, row) for name in segment.stored_fields}
        found = {name: json.loads(value) for name, value in stored.items() if value is not None}
        assert found == {key: value for key, value in reader.stored_fields(row).items() if value is not None}


def column(segment: SegmentReader, name: str, plan: Any) -> list[Any]:
    kind = segment.columns[name]
    if kind == "texts":
        return list(segment.texts(name))
    if kind == "refs":
        codes, uniques = segment.refs(name)
        return [uniques[code] for code in codes.tolist()]
    numbers = segment.numbers(name).astype(np.int64)
    views = {"d": np.float64, "Q": np.uint64}
    found: list[Any] = numbers.view(views.get(plan.type.column_type._typecode, np.int64)).tolist()
    return found


def test_documents_lie_newest_first_then_by_key(tmp_path: Path) -> None:
    given = [("b", 3), ("a", 3), ("c", 0), ("d", 9), ("e", None)]
    segment = written(tmp_path, [{"key": key, "time": time} for key, time in given])
    assert list(segment.texts("key")) == [b"d", b"a", b"b", b"c", b"e"]
    assert segment.numbers("time").tolist() == [9, 3, 3, 0, 0]


def test_the_last_document_of_a_key_counts(tmp_path: Path) -> None:
    gathered = Gathered(PLAN)
    for key, word in (("a", "old"), ("b", "kept"), ("a", "new"), ("c", "dropped")):
        gathered.add({"key": key, "placed": [word], "note": word, "kind": word.encode()})
    gathered.drop(b"c")
    gathered.drop(b"never there")
    entry = write_segment(gathered, (tmp_path, NAME), 1000)
    assert entry is not None
    segment = SegmentReader(tmp_path, NAME, entry.files)
    segment.verify()
    assert set(postings_of(segment, "placed")) == {b"new", b"kept"}
    assert [segment.stored("note", row) for row in range(2)] == [b'"new"', b'"kept"']
    assert segment.refs("kind")[1] == [b"kept", b"new"]


def test_documents_all_dropped_leave_no_segment(tmp_path: Path) -> None:
    gathered = Gathered(PLAN)
    gathered.add({"key": "a", "placed": ["x"]})
    gathered.drop(b"a")
    assert write_segment(gathered, (tmp_path, NAME), 1000) is None
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_breaks_off_is_left_out(tmp_path: Path) -> None:
    gathered = Gathered(PLAN)
    gathered.add({"key": "a", "placed": ["x"]})
    with pytest.raises(KeyError):
        gathered.add({"key": "b", "placed": ["x"], "no such field": 1})
    gathered.add({"key": "c", "placed": ["x"]})
    entry = write_segment(gathered, (tmp_path, NAME), 1000)
    assert entry is not None
    segment = SegmentReader(tmp_path, NAME, entry.files)
    assert list(segment.texts("key")) == [b"a", b"c"]
    assert postings_of(segment, "placed") == {b"x": [(0, 1, [0]), (1, 1, [0])]}


def test_stored_bytes_stay_as_they_are(tmp_path: Path) -> None:
    segment = written(tmp_path, [{"key": "a", "note": b'{"ready": 1}'}])
    assert segment.stored("note", 0) == b'{"ready": 1}'


def test_terms_given_as_text_and_as_bytes_are_one_term() -> None:
    gathered = Gathered(PLAN)
    numbers = [gathered.vocabulary[term] for term in ("b", b"a", "a", b"b", "c")]
    terms, ranks = sort_terms(gathered.vocabulary)
    assert terms == [b"a", b"b", b"c"]
    assert ranks[numbers].tolist() == [1, 0, 0, 1, 2]


def test_a_very_long_document_keeps_every_position(tmp_path: Path) -> None:
    words = ["a", "b", "a"] * 60_000
    segment = written(tmp_path, [{"key": "1", "placed": words}, {"key": "2", "placed": ["b"]}])
    found = postings_of(segment, "placed")
    assert found[b"b"] == [(0, 60_000, list(range(1, 180_000, 3))), (1, 1, [0])]
    assert found[b"a"][0][1] == 120_000


def test_tokens_too_wide_for_64_bits_are_sorted_in_ranges_of_terms() -> None:
    """30 bits of rows and 31 of positions leave three for terms."""
    high_row, high, terms = 2**30 - 1, 2**31 - 1, 50
    occurrences = Occurrences()
    occurrences.add(0, list(range(terms)) * 2, [high] * terms + list(range(terms)))
    occurrences.add(1, [7], [high])
    rows, ranks = np.array([high_row, 5], np.int32), np.arange(terms, dtype=np.uint32)[::-1].copy()
    parts = list(Inversion(occurrences, rows, ranks, positions=True).parts(1000))
    assert [found.tolist() for found, _flat in parts] == [
        list(range(low, min(low + 8, terms))) for low in range(0, terms, 8)
    ]
    flat = parts[42 // 8][1]
    assert flat.counts.tolist() == [1, 1, 2, 1, 1, 1, 1, 1]
    assert flat.rows.tolist() == [high_row, high_row, 5, *[high_row] * 6]
    assert flat.positions is not None
    assert flat.positions.tolist()[:7] == [9, high, 8, high, high, 7, high]


@given(st.lists(st.integers(0, 300_000)))
def test_length_bytes_are_those_of_whoosh(lengths: list[int]) -> None:
    assert length_bytes(np.array(lengths, np.int64)).tolist() == [length_to_byte(n) for n in lengths]


def test_fields_that_segments_cannot_hold_are_refused() -> None:
    from whoosh import columns, fields

    for text, why in ((fields.TEXT(vector=True), "vectors"), (fields.TEXT(chars=True), "Characters")):
        with pytest.raises(UnsupportedByCodec, match=why):
            plan_schema(fields.Schema(text=text))
    with pytest.raises(ValueError, match="Struct"):
        plan_schema(fields.Schema(x=fields.COLUMN(columns.StructColumn("ii", (0, 0)))))
    with pytest.raises(ValueError, match="no column of numbers"):
        plan_schema(build_schema(), newest_by="kind")


def test_tokens_are_what_whoosh_finds_in_their_text() -> None:
    assert as_text(["a", "b"]) == "a b"
