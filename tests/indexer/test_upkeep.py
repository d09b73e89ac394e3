"""Verifying and compacting the index in use."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.errors import NeedsRebuild
from corpus.settings import StorageSettings
from indexer import IndexBusy, IndexerSettings, Query, compact_index, open_index, update_index, verify_index
from indexer.generations import writing
from indexer.settings import MergeSettings

SETTINGS = IndexerSettings(segment_words=False, batch_articles=3, merging=MergeSettings(deleted_share=0.9))
MakeArticle = Callable[..., Article]


@pytest.fixture
def storage(tmp_path: Path, catalog: Any, make_article: MakeArticle) -> StorageSettings:
    """An index of four articles in three commits, one of them replaced and one removed."""
    storage = StorageSettings(directory=tmp_path)
    catalog.save(*(make_article(n, f"Tin số {n}") for n in range(5)))
    update_index(SETTINGS, storage, catalog)
    catalog.save(make_article(1, "Tin mới"))
    update_index(SETTINGS, storage, catalog)
    catalog.remove(make_article(2).article_id)
    update_index(SETTINGS, storage, catalog)
    return storage


def index_files(storage: StorageSettings) -> list[Path]:
    return sorted(path for path in storage.index_directory.glob("gen-*/*") if path.stat().st_size)


def test_a_sound_index_is_read_to_the_last_posting(storage: StorageSettings) -> None:
    verification = verify_index(SETTINGS, storage)
    assert verification.problem is None
    assert verification.found is not None
    assert (verification.found.articles, verification.found.sequence) == (4, 7)
    assert verification.found.postings > verification.found.terms > 10


def test_every_changed_byte_is_found_and_named(storage: StorageSettings) -> None:
    """A table of contents is Whoosh's, and is not read: only its number counts."""
    for path in index_files(storage):
        if path.suffix == ".toc":
            continue
        content = path.read_bytes()
        for at in range(0, len(content), max(len(content) // 5, 1)):
            path.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])
            problem = verify_index(SETTINGS, storage).problem
            assert (at, problem is not None and path.name in problem) == (at, True), path.name
            assert "tratin index --rebuild" in (problem or "")
        path.write_bytes(content)
    assert verify_index(SETTINGS, storage).problem is None


def test_compacting_drops_what_was_deleted_and_nothing_else(storage: StorageSettings) -> None:
    done = compact_index(SETTINGS, storage)
    assert done.before.articles == done.after.articles == 4
    assert done.before.deleted == 2
    assert (done.after.deleted, done.after.segments) == (0, 1)
    assert done.after.size_bytes < done.before.size_bytes
    assert done.after.sequence == done.before.sequence == 7
    assert verify_index(SETTINGS, storage).problem is None
    index = open_index(SETTINGS, storage)
    assert index.search(Query(text="tin moi")).total == 1
    assert index.search(Query()).total == 4
    index.close()


def test_compacting_waits_for_no_other_writer(storage: StorageSettings) -> None:
    with writing(storage.index_directory), pytest.raises(IndexBusy):
        compact_index(SETTINGS, storage)


@pytest.mark.parametrize("task", [verify_index, compact_index])
def test_without_an_index_there_is_nothing_to_look_after(
    tmp_path: Path, task: Callable[[IndexerSettings, StorageSettings], object]
) -> None:
    (tmp_path / "index").mkdir()
    with pytest.raises(NeedsRebuild):
        task(SETTINGS, StorageSettings(directory=tmp_path))
