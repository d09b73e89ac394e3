"""The writer over many commits: what is committed is there, whatever was merged or cancelled meanwhile."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import columns, fields, index
from whoosh.analysis import SpaceSeparatedTokenizer

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.deletions import read_deletions
from indexer.engines.whoosh.manifest import Manifest, latest_generation, read_manifest
from indexer.engines.whoosh.storage.segment import SegmentReader
from indexer.engines.whoosh.verifying import verify_index
from indexer.engines.whoosh.writing import merges
from indexer.engines.whoosh.writing.tiers import TierPolicy
from indexer.engines.whoosh.writing.writer import IndexWriter, WriterOptions, create_index_of
from tests.indexer.engines.whoosh.writing.any_schema import postings_of

SCHEMA = fields.Schema(
    key=fields.ID(unique=True, sortable=columns.VarBytesColumn()),
    text=fields.TEXT(analyzer=SpaceSeparatedTokenizer()),
    time=fields.COLUMN(columns.NumericColumn("q")),
    note=fields.STORED(),
)
EAGER = TierPolicy(segments_per_tier=2, floor_documents=1, largest_documents=10_000)
many = settings(deadline=None, suppress_health_check=list(HealthCheck))


def opened(directory: Path, memory_bytes: int = 1 << 24, policy: TierPolicy = EAGER) -> IndexWriter:
    return IndexWriter(directory, SCHEMA, WriterOptions(memory_bytes, policy, "time"))


def document(key: str, note: int) -> dict[str, Any]:
    return {"key": key, "text": [f"word{note % 3}", key, f"word{note % 3}"], "time": note % 5, "note": note}


def manifest_of(directory: Path) -> Manifest:
    return read_manifest(directory, latest_generation(directory))


def held(directory: Path) -> dict[str, int]:
    """Key -> note of all live documents, after comparing columns, stored values and postings."""
    found: dict[str, int] = {}
    for entry in manifest_of(directory).segments:
        segment = SegmentReader(directory, entry.name, entry.files)
        segment.verify()
        mask = read_deletions(directory, entry)
        keys = [key.decode() for key in segment.texts("key")]
        words = postings_of(segment, "text")
        order = list(zip((-segment.numbers("time").astype(np.int64)).tolist(), keys, strict=True))
        assert order == sorted(order)
        for row, key in enumerate(keys):
            note = json.loads(segment.stored("note", row) or b"null")
            assert (row, 1, [1]) in words[key.encode()]
            assert (row, 2, [0, 2]) in words[f"word{note % 3}".encode()]
            if mask is None or not mask[row]:
                assert key not in found
                found[key] = note
    return found


steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 9), st.integers(0, 99)),
        st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
        st.tuples(
            st.sampled_from(["commit", "commit", "compact", "close", "cancel", "flush"]),
            st.just(0),
            st.just(0),
        ),
    ),
    max_size=40,
)


@given(steps=steps, inline=st.booleans())
@many
def test_committed_is_there_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    steps: list[tuple[str, int, int]],
    inline: bool,
) -> None:
    monkeypatch.setattr(merges, "_SMALL_DOCUMENTS", 1000 if inline else 0)
    directory = tmp_path_factory.mktemp("index")
    create_index_of(directory, SCHEMA)
    writer = opened(directory)
    now: dict[str, int] = {}
    committed: dict[str, int] = {}
    for sequence, (step, key, note) in enumerate(steps):
        if step == "put":
            writer.put(document(f"k{key}", note))
            now[f"k{key}"] = note
        elif step == "remove":
            writer.remove(f"k{key}")
            now.pop(f"k{key}", None)
        elif step == "flush":
            writer._flush()
            writer._merges.start()
        elif step in ("commit", "compact"):
            writer.commit(sequence) if step == "commit" else writer.compact()
            committed = dict(now)
        else:
            getattr(writer, step)()
            now = dict(committed)
            writer = opened(directory)
        assert held(directory) == committed
    writer.close()
    assert held(directory) == committed
    assert {path.name for path in directory.iterdir()} == manifest_of(directory).file_names


def commit_each(directory: Path, batches: Sequence[Sequence[dict[str, Any]]], **given: Any) -> None:
    writer = opened(directory, **given)
    for sequence, batch in enumerate(batches, 1):
        for one in batch:
            writer.put(one)
        writer.commit(sequence)
    writer.close()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    create_index_of(tmp_path, SCHEMA)
    return tmp_path


def test_a_new_index_holds_nothing(directory: Path) -> None:
    manifest = manifest_of(directory)
    assert (manifest.generation, manifest.sequence, manifest.segments) == (0, 0, ())


def test_many_single_commits_keep_few_segments_and_files(directory: Path) -> None:
    batches = [[document(f"k{number:04}", number)] for number in range(100)]
    commit_each(directory, batches, policy=TierPolicy(segments_per_tier=4, floor_documents=10))
    manifest = manifest_of(directory)
    assert manifest.sequence == 100
    assert len(manifest.segments) <= 8
    assert len(list(directory.iterdir())) == len(manifest.file_names)
    assert len(held(directory)) == 100


def test_space_of_replaced_documents_is_taken_back(directory: Path) -> None:
    policy = TierPolicy(segments_per_tier=4, floor_documents=10)
    batches = [[document(f"k{number}", round_) for number in range(20)] for round_ in range(15)]
    commit_each(directory, batches, policy=policy)
    manifest = manifest_of(directory)
    assert manifest.live == 20
    assert manifest.documents <= 20 / (1 - policy.deleted_share)


def test_a_batch_larger_than_memory_becomes_visible_at_once(directory: Path) -> None:
    writer = opened(directory, memory_bytes=200_000, policy=TierPolicy())
    for number in range(600):
        writer.put(document(f"k{number:04}", number))
        if number % 50 == 0:
            assert held(directory) == {}
    assert len(writer._segments) > 1
    writer.commit(1)
    assert len(manifest_of(directory).segments) > 1
    assert len(held(directory)) == 600
    writer.close()


def test_compacting_leaves_one_segment_without_deletions(directory: Path) -> None:
    writer = opened(directory, policy=TierPolicy())
    for number in range(6):
        writer.put(document(f"k{number}", number))
        writer.commit(number)
    writer.remove("k3")
    writer.commit(9)
    writer.compact()
    manifest = manifest_of(directory)
    assert [(s.documents, s.deleted) for s in manifest.segments] == [(5, None)]
    assert manifest.sequence == 9
    writer.close()
    assert len(held(directory)) == 5


def test_no_merge_makes_a_segment_that_the_memory_cannot_hold(directory: Path) -> None:
    writer = opened(directory, memory_bytes=256 * 100)
    for number in range(250):
        writer.put(document(f"k{number:03}", number))
        writer.commit(number)
    writer.compact()
    sizes = [segment.documents for segment in manifest_of(directory).segments]
    assert (len(sizes), sum(sizes)) == (3, 250)
    assert max(sizes) <= 100
    writer.close()


def test_removing_everything_leaves_no_segment(directory: Path) -> None:
    commit_each(directory, [[document("a", 1), document("b", 2)]])
    writer = opened(directory)
    writer.remove("a")
    writer.remove("b")
    writer.remove("never there")
    writer.commit(2)
    writer.close()
    assert manifest_of(directory).segments == ()


@pytest.fixture
def slow_merges(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Merges in the background wait until the test sets the event."""
    import threading

    gate = threading.Event()
    original = merges.merge_segments

    def wait_first(*given: Any) -> Any:
        gate.wait(30)
        return original(*given)

    monkeypatch.setattr(merges, "merge_segments", wait_first)
    monkeypatch.setattr(merges, "_SMALL_DOCUMENTS", 0)
    yield [gate]
    gate.set()


def merging(directory: Path) -> IndexWriter:
    """A writer after a few commits, with a merge of the first ones under way."""
    writer = opened(directory)
    for number in range(20):
        writer.put(document(f"k{number}", number))
        writer.commit(number)
        if writer._merges.busy_segment is not None:
            return writer
    raise AssertionError("nothing to merge")


def test_deletions_during_a_merge_are_carried_over(directory: Path, slow_merges: list[Any]) -> None:
    writer = merging(directory)
    expected = held(directory) | {"k0": 50}
    writer.put(document("k0", 50))
    writer.remove("k1")
    del expected["k1"]
    writer.commit(77)
    assert held(directory) == expected
    slow_merges[0].set()
    writer.close()
    assert held(directory) == expected
    assert manifest_of(directory).sequence == 77


def test_cancelling_breaks_a_merge_off(directory: Path, slow_merges: list[Any]) -> None:
    writer = merging(directory)
    before = manifest_of(directory)
    writer.put(document("k9", 9))
    slow_merges[0].set()
    writer.cancel()
    assert manifest_of(directory) == before
    assert {path.name for path in directory.iterdir()} == before.file_names


def commit_one_by_one(writer: IndexWriter) -> None:
    for number in range(50):
        writer.put(document(f"k{number}", number))
        writer.commit(number)
        writer._merges._pool.submit(int).result()


def test_a_failed_merge_is_told_at_the_next_commit(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any) -> None:
        raise IndexDamaged("a file; repair")

    monkeypatch.setattr(merges, "merge_segments", fail)
    monkeypatch.setattr(merges, "_SMALL_DOCUMENTS", 0)
    writer = opened(directory)
    with pytest.raises(IndexDamaged):
        commit_one_by_one(writer)
    writer.cancel()
    assert verify_index(directory, deep=True).articles > 0


def test_whoosh_itself_reads_each_commit(directory: Path) -> None:
    commit_each(directory, [[document("a", 1)], [document("b", 2), document("a", 4)]], policy=TierPolicy())
    with index.open_dir(str(directory)).searcher() as searcher:
        from whoosh.query import Phrase, Term

        assert [hit["note"] for hit in searcher.search(Term("text", "a"))] == [4]
        assert [hit["note"] for hit in searcher.search(Phrase("text", ["word2", "b"]))] == [2]
        assert searcher.doc_count() == 2


def test_leftovers_of_a_killed_writer_are_removed(directory: Path) -> None:
    commit_each(directory, [[document("a", 1)]])
    for name in (
        "_MAIN_0123456789abcdef.terms",
        "manifest-99.json",
        "_MAIN_99.toc.new",
        "manifest-2.json.new",
    ):
        (directory / name).write_bytes(b"x")
    opened(directory).close()
    assert {path.name for path in directory.iterdir()} == manifest_of(directory).file_names


def test_the_state_before_stays_readable_until_the_commit_after_next(directory: Path) -> None:
    writer = opened(directory)
    writer.put(document("a", 1))
    writer.commit(1)
    first = manifest_of(directory)
    writer.put(document("a", 2))
    writer.commit(2)
    assert all((directory / name).exists() for name in first.file_names)
    writer.put(document("a", 3))
    writer.commit(3)
    assert not any((directory / name).exists() for name in first.file_names)
    writer.close()


def test_inspection_counts_what_is_there(directory: Path) -> None:
    policy = TierPolicy(deleted_share=0.9)
    commit_each(directory, [[document("a", 1), document("b", 1)], [document("a", 2)]], policy=policy)
    quick, deep = verify_index(directory, deep=False), verify_index(directory, deep=True)
    assert (quick.sequence, quick.articles, quick.deleted, quick.segments) == (2, 2, 1, 2)
    assert quick.size_bytes == sum(path.stat().st_size for path in directory.iterdir())
    assert (quick.terms, quick.postings) == (None, None)
    assert (deep.terms, deep.postings) == (2 + 1 + 3 + 2, 2 + 1 + 4 + 2)
