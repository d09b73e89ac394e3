"""A snapshot shows segments as one, without deleted documents, and counts as Whoosh does."""

import weakref
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.deletions import write_deletions
from indexer.engines.whoosh.manifest import Manifest, SegmentEntry, table_name, write_manifest
from indexer.engines.whoosh.reading import snapshot as module
from indexer.engines.whoosh.reading.docsets import DocSet
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.writing.flushing import write_segment
from indexer.engines.whoosh.writing.gathering import Gathered
from indexer.engines.whoosh.writing.plan import plan_schema
from tests.indexer.engines.whoosh.evaluate.corpora import WORDS, Corpus, corpora, opened, packed, schema

few = settings(deadline=None, max_examples=25)
names = st.sampled_from(["title", "body", "tag"])


@given(corpora(), names)
@few
def test_postings_are_of_live_documents_and_count_dead_ones(corpus: Corpus, name: str) -> None:
    documents = corpus.documents
    with opened(corpus) as snapshot:
        for word in [*WORDS, "a"]:
            found = snapshot.postings(name, word.encode())
            counts = [document.tokens(name).count(word) for document in documents]
            assert found.rows.tolist() == [row for row in corpus.live if counts[row]]
            assert found.frequencies.tolist() == [counts[row] for row in found.rows.tolist()]
            assert found.document_frequency == sum(map(bool, counts))
            assert snapshot.document_frequency(name, word.encode()) == sum(map(bool, counts))
            assert snapshot.documents(name, word.encode()).rows.tolist() == found.rows.tolist()


@given(corpora(), st.data())
@few
def test_positions_are_read_for_the_rows_asked(corpus: Corpus, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(WORDS))
    asked = sorted(data.draw(st.sets(st.sampled_from(corpus.live)))) if corpus.live else []
    places = [[at for at, w in enumerate(corpus.documents[row].body) if w == word] for row in asked]
    with opened(corpus) as snapshot:
        rows = np.array(asked, dtype=np.int32)
        for line in (snapshot.line("body"), snapshot.line("body", wide=True)):
            starts = line.starts(rows).tolist()
            expected = [start + at for start, found in zip(starts, places, strict=True) for at in found]
            found = snapshot.places_in("body", word.encode(), line, DocSet.from_rows(rows, snapshot.size))
            every = snapshot.places("body", word.encode(), line)
            assert found.tolist() == expected
            assert every[np.isin(line.rows(every), rows)].tolist() == expected


@given(corpora(), st.sampled_from(["", "b", "h", "ho", "x"]), names)
@few
def test_terms_of_a_prefix(corpus: Corpus, prefix: str, name: str) -> None:
    documents = corpus.documents
    words = {w for d in documents for w in d.tokens(name) if w.startswith(prefix)}
    with opened(corpus) as snapshot:
        ordinals = snapshot.prefix(name, prefix.encode())
        assert snapshot.texts_of(name, ordinals) == sorted(word.encode() for word in words)
        having = [row for row in corpus.live if words & set(documents[row].tokens(name))]
        assert snapshot.documents_of(name, ordinals).rows.tolist() == having
        assert snapshot.documents_of(name, [list(here) for here in ordinals]).rows.tolist() == having
        assert snapshot.posting_count(name, ordinals) == sum(
            len(words & set(document.tokens(name))) for document in documents
        )


@given(corpora())
@few
def test_columns_run_over_all_segments(corpus: Corpus) -> None:
    with opened(corpus) as snapshot:
        codes, uniques = snapshot.refs("colour")
        assert [uniques[code] for code in codes.tolist()] == [packed(d.colours) for d in corpus.documents]
        assert snapshot.numbers("day").tolist() == [document.day for document in corpus.documents]
        assert np.count_nonzero(snapshot.lengths("title")) == sum(bool(d.title) for d in corpus.documents)
        total = sum(len(document.title) for document in corpus.documents)
        assert snapshot.average_length("title") == pytest.approx(total / snapshot.size)
        assert (snapshot.size, snapshot.live_count) == (len(corpus.documents), len(corpus.live))
        assert snapshot.live.rows.tolist() == corpus.live


@given(corpora())
@few
def test_frequent_terms_are_kept_and_joined(corpus: Corpus) -> None:
    """As `documents_of` does with lists of 16,384 postings and more, here from the second on."""
    with pytest.MonkeyPatch.context() as patch, opened(corpus) as snapshot:
        patch.setattr("indexer.engines.whoosh.reading.snapshot.FREQUENT", 2)
        patch.setattr("indexer.engines.whoosh.reading.decoding.FREQUENT", 2)
        found = snapshot.documents_of("title", snapshot.prefix("title", b""))
    assert found.rows.tolist() == [row for row in corpus.live if corpus.documents[row].title]


def commit(folder: Path, generation: int, segments: list[SegmentEntry], sequence: int = 7) -> None:
    write_manifest(folder, Manifest(generation, sequence, tuple(segments)))
    (folder / table_name(generation)).touch()


def segment(folder: Path, *titles: str) -> SegmentEntry:
    gathered = Gathered(plan_schema(schema()))
    for title in titles:
        gathered.add({"title": title.split()})
    entry = write_segment(gathered, (folder, "_MAIN_" + titles[0].split()[0].zfill(16)), 1 << 20)
    assert entry is not None
    return entry


def test_the_last_commit_is_opened_with_its_deletions(tmp_path: Path) -> None:
    first, second = segment(tmp_path, "an", "ba"), segment(tmp_path, "so an")
    deleted = write_deletions(tmp_path, first.name, 2, np.array([True, False]))
    commit(tmp_path, 1, [first])
    commit(tmp_path, 2, [SegmentEntry(first.name, 2, first.files, deleted), second], sequence=9)
    snapshot = Snapshot.open(tmp_path, cache_bytes=1000)
    assert (snapshot.generation, snapshot.sequence, snapshot.size, snapshot.live_count) == (2, 9, 3, 2)
    assert snapshot.postings("title", b"an").rows.tolist() == [2]
    snapshot.close()


def test_an_opening_that_a_commit_overtakes_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = segment(tmp_path, "an")
    commit(tmp_path, 1, [entry])
    read: Counter[int] = Counter()

    def overtaken(directory: Path, generation: int) -> Any:
        read[generation] += 1
        if generation == 1:
            commit(tmp_path, 2, [entry])
            raise IndexDamaged("a file is gone")
        return read_manifest(directory, generation)

    read_manifest = module.read_manifest
    monkeypatch.setattr(module, "read_manifest", overtaken)
    assert Snapshot.open(tmp_path, cache_bytes=0).generation == 2
    assert read == {1: 1, 2: 1}


def test_damage_is_not_taken_for_a_commit(tmp_path: Path) -> None:
    commit(tmp_path, 1, [segment(tmp_path, "an")])
    next(tmp_path.glob("*.postings")).write_bytes(b"")
    with pytest.raises(IndexDamaged, match="postings"):
        Snapshot.open(tmp_path, cache_bytes=0)


def test_a_state_that_nobody_holds_is_gone_without_the_collector() -> None:
    """Page workers freeze what the collector would have to find."""
    gone = weakref.ref(Snapshot([], []))
    assert gone() is None
