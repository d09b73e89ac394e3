"""A merged segment is what one segment of the same live documents would have been."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.segment import SegmentReader
from indexer.engines.whoosh.writing.flushing import write_segment
from indexer.engines.whoosh.writing.gathering import Gathered
from indexer.engines.whoosh.writing.inversion import DEAD
from indexer.engines.whoosh.writing.merging import Merged, Source, merge_segments
from indexer.engines.whoosh.writing.plan import FieldPlan, as_numbers, plan_schema
from indexer.engines.whoosh.writing.uniting import sorted_places, term_ranges, unite
from tests.indexer.engines.whoosh.writing.any_schema import (
    Document,
    bodies,
    build_schema,
    keyed,
    newest_first,
    postings_of,
)

PLAN = plan_schema(build_schema(), newest_by="time")
many = settings(deadline=None, suppress_health_check=list(HealthCheck))
groups = st.lists(st.lists(bodies, min_size=1, max_size=6), min_size=1, max_size=4)


def name(number: int) -> str:
    return f"_MAIN_{number:016}"


def segment(directory: Path, number: int, documents: Sequence[Document]) -> SegmentReader:
    gathered = Gathered(PLAN)
    for document in documents:
        gathered.add(document)
    entry = write_segment(gathered, (directory, name(number)), 1000)
    assert entry is not None
    return SegmentReader(directory, entry.name, entry.files)


def merge(directory: Path, sources: Sequence[Source], memory_bytes: int) -> Merged:
    return merge_segments(sources, PLAN, (directory, name(99)), memory_bytes)


def contents(reader: SegmentReader) -> dict[str, object]:
    """Everything that can be read of a segment; where it has no such field, what that means."""
    found: dict[str, object] = {"documents": reader.document_count}
    for field, plan in PLAN.fields.items():
        if plan.indexed:
            found[field] = indexed(reader, field)
        if plan.column:
            found[f"{field} column"] = column(reader, plan)
        if plan.stored:
            there = field in reader.stored_fields
            rows = range(reader.document_count)
            found[f"{field} stored"] = [reader.stored(field, row) if there else None for row in rows]
    return found


def indexed(reader: SegmentReader, field: str) -> object:
    if not (postings := postings_of(reader, field)):
        return None
    lengths = reader.lengths(field)
    return postings, reader.total_length(field), None if lengths is None else lengths.tolist()


def column(reader: SegmentReader, plan: FieldPlan) -> object:
    kind = reader.columns.get(plan.name)
    if kind is None:
        default = as_numbers(plan.type, [plan.default])[0] if plan.column == "numbers" else plan.default
        return [default] * reader.document_count
    if kind == "numbers":
        return reader.numbers(plan.name).tolist()
    if kind == "texts":
        return list(reader.texts(plan.name))
    codes, uniques = reader.refs(plan.name)
    assert uniques == sorted({uniques[code] for code in codes.tolist()})
    return [uniques[code] for code in codes.tolist()]


@given(
    given_groups=groups, chance=st.randoms(use_true_random=False), memory=st.sampled_from([1, 6000, 1 << 20])
)
@settings(many, max_examples=40)
def test_merged_is_as_if_written_at_once(
    tmp_path_factory: pytest.TempPathFactory,
    given_groups: list[list[Document]],
    chance: random.Random,
    memory: int,
) -> None:
    directory = tmp_path_factory.mktemp("merge")
    sources, left = [], []
    for number, group in enumerate(given_groups):
        documents = newest_first(keyed(group, first=10 * number))
        deleted = np.array([chance.random() < 0.3 for _ in documents])
        left += [document for document, gone in zip(documents, deleted, strict=True) if not gone]
        mask = deleted if deleted.any() else None
        sources.append(Source(segment(directory, number, documents), mask))
    merged = merge(directory, sources, memory)
    if merged.entry is None:
        assert left == []
        return
    reader = SegmentReader(directory, merged.entry.name, merged.entry.files)
    reader.verify()
    at_once = segment(directory, 50, left)
    assert contents(reader) == contents(at_once)
    assert_rows_follow(sources, merged, reader)


def assert_rows_follow(sources: Sequence[Source], merged: Merged, reader: SegmentReader) -> None:
    keys = reader.texts("key")
    for source, rows in zip(sources, merged.new_rows, strict=True):
        for row, new_row in enumerate(rows.tolist()):
            gone = source.deleted is not None and source.deleted[row]
            assert (new_row == DEAD) == gone
            if not gone:
                assert keys[new_row] == source.reader.texts("key")[row]


def test_nothing_left_makes_no_segment(tmp_path: Path) -> None:
    source = Source(segment(tmp_path, 1, keyed([{"placed": ["a"]}])), np.array([True]))
    before = set(tmp_path.iterdir())
    merged = merge(tmp_path, [source], 1000)
    assert (merged.entry, merged.new_rows[0].tolist()) == (None, [DEAD])
    assert set(tmp_path.iterdir()) == before


def test_breaking_off_leaves_no_files(tmp_path: Path) -> None:
    class Stop(Exception): ...

    source = Source(segment(tmp_path, 1, keyed([{"placed": ["a"], "note": 1, "kind": b"x"}])), None)
    before = set(tmp_path.iterdir())
    for patience in range(100):
        calls = iter(range(patience))

        def proceed(calls: Iterator[int] = calls) -> None:
            if next(calls, None) is None:
                raise Stop

        try:
            merge_segments([source], PLAN, (tmp_path, name(2)), 1000, proceed)
        except Stop:
            assert set(tmp_path.iterdir()) == before
        else:
            break
    assert 4 < patience < 99


class Terms:
    """A dictionary of terms, as merging asks of one."""

    def __init__(self, frequencies: dict[bytes, int]) -> None:
        self.sorted = sorted(frequencies)
        self.frequencies = np.array([frequencies[term] for term in self.sorted], np.int64)

    def __len__(self) -> int:
        return len(self.sorted)

    def text(self, ordinal: int) -> bytes:
        return self.sorted[ordinal]

    def at_or_after(self, term: bytes) -> int:
        return sum(other < term for other in self.sorted)

    def document_frequencies(self, lo: int, hi: int) -> np.ndarray:
        return self.frequencies[lo:hi]


dictionaries = st.lists(
    st.dictionaries(st.binary(min_size=1, max_size=2), st.integers(1, 50), max_size=30).map(Terms),
    min_size=1,
    max_size=4,
)


@given(dictionaries, st.integers(1, 300))
def test_ranges_cover_every_term_once_and_keep_to_the_bound(given: list[Terms], postings: int) -> None:
    at = [0] * len(given)
    for ranges in term_ranges(given, [10**9] * len(given), postings):
        texts = [d.sorted[lo:hi] for d, (lo, hi) in zip(given, ranges, strict=True)]
        several = [d.frequencies[lo:hi] for d, (lo, hi) in zip(given, ranges, strict=True) if hi - lo > 1]
        assert [lo for lo, _hi in ranges] == at
        later = [d.sorted[hi:] for d, (_lo, hi) in zip(given, ranges, strict=True)]
        assert max(t[-1] for t in texts if t) < min((t[0] for t in later if t), default=b"\xff" * 3)
        assert sum(int(frequencies.sum()) for frequencies in several) <= postings + len(given)
        at = [hi for _lo, hi in ranges]
    assert at == [len(d) for d in given]


@given(st.lists(st.sets(st.binary(max_size=3)), min_size=1, max_size=4))
def test_unite_says_where_each_stands(sets: list[set[bytes]]) -> None:
    lists = [sorted(given) for given in sets]
    united, places = unite(lists)
    assert united == sorted(set().union(*sets))
    assert [[united[place] for place in own.tolist()] for own in places] == lists


@given(st.sets(st.tuples(st.integers(0, 2**40), st.integers(0, 2**30)), max_size=50))
def test_sorted_places_whatever_the_width(pairs: set[tuple[int, int]]) -> None:
    given = list(pairs)
    terms = np.array([term for term, _row in given], np.int64)
    rows = np.array([row for _term, row in given], np.int32)
    assert [given[place] for place in sorted_places(terms, rows)] == sorted(given)


def stored_segment(directory: Path, number: int, dictionary: bytes | None) -> SegmentReader:
    """1,300 documents with notes worth a dictionary."""
    gathered = Gathered(PLAN)
    for key in range(number * 10_000, number * 10_000 + 1300):
        note = {"title": f"Hội nghị sơ kết công tác {key}", "text": f"Sáng ngày {key}, " * 60}
        gathered.add({"key": f"{key:06}", "time": key % 7, "note": note})
    given = {} if dictionary is None else {"note": dictionary}
    entry = write_segment(gathered, (directory, name(number)), 1000, given)
    assert entry is not None
    return SegmentReader(directory, entry.name, entry.files)


@pytest.mark.parametrize("shared", [True, False])
def test_stored_values_survive_whatever_dictionaries_they_had(tmp_path: Path, shared: bool) -> None:
    first = stored_segment(tmp_path, 1, None)
    dictionary = first.stored_dictionary("note")
    second = stored_segment(tmp_path, 2, dictionary if shared else b"another" * 3000)
    small = segment(tmp_path, 3, [{"key": "a", "note": {"small": 1}}, {"key": "b"}])
    assert (second.stored_dictionary("note") == dictionary) is shared
    merged = merge(tmp_path, [Source(one, None) for one in (first, second, small)], 1 << 20)
    assert merged.entry is not None
    reader = SegmentReader(tmp_path, merged.entry.name, merged.entry.files)
    reader.verify()
    assert reader.stored_dictionary("note") == dictionary
    for source, rows in zip((first, second, small), merged.new_rows, strict=True):
        for row, new_row in enumerate(rows.tolist()):
            assert reader.stored("note", new_row) == source.stored("note", row)


def test_terms_of_most_documents_are_merged_one_by_one() -> None:
    everywhere = Terms({b"a": 900, b"b": 950, b"c": 1, b"d": 2, b"e": 1000})
    assert list(term_ranges([everywhere], [1000], 5000)) == [[(0, 1)], [(1, 4)], [(4, 5)]]
    assert list(term_ranges([everywhere], [10**9], 5000)) == [[(0, 5)]]
