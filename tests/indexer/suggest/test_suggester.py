"""Suggestions of an open index: they follow the model, and never stand in the way."""

import threading
from pathlib import Path
from typing import Any

import pytest

from corpus.settings import StorageSettings
from indexer import Index, IndexerSettings, open_index, update_index
from indexer.suggest.files import newest_model
from indexer.suggest.suggester import Suggesters
from indexer.suggest.training import update_model
from tests.indexer.suggest.conftest import ARTICLES, SETTINGS, Changes

INDEX_SETTINGS = IndexerSettings(segment_words=False, reopen_seconds=0.0)


@pytest.fixture
def index(tmp_path: Path, catalog: Any) -> Any:
    catalog.save(*ARTICLES)
    update_index(INDEX_SETTINGS, StorageSettings(directory=tmp_path), catalog)
    opened = open_index(INDEX_SETTINGS, StorageSettings(directory=tmp_path))
    yield opened
    opened.close()


def only_model(tmp_path: Path) -> Path:
    (path,) = tmp_path.rglob("suggest-*.model")
    return path


def test_an_index_suggests(index: Index) -> None:
    found = index.suggest("hoi ng", 3)
    assert found.completions[0].text == "Hội nghị"
    assert found.problem is None
    assert index.propose("hoi nghi so ket").proposal == index.suggest("hoi nghi so ket").proposal
    assert index.propose("hoi nghi so ket").completions == ()
    assert index.status().suggestions_problem is None


def test_the_next_update_is_followed(index: Index, tmp_path: Path, catalog: Any) -> None:
    assert index.suggest("khuyen").completions == ()
    more = ARTICLES[0].model_copy(update={"url": "https://huyen.gov.vn/9", "title": "Khuyến nông về xã"})
    catalog.save(more)
    update_index(INDEX_SETTINGS, StorageSettings(directory=tmp_path), catalog)
    assert index.suggest("khuyen nong").completions[0].text == "Khuyến nông"


def test_a_rebuild_counts_anew(index: Index, tmp_path: Path, catalog: Any) -> None:
    catalog.remove(ARTICLES[3].article_id)
    storage = StorageSettings(directory=tmp_path)
    update_index(INDEX_SETTINGS, storage, catalog)
    assert index.suggest("sap nhap").completions  # nothing is taken away by an update
    update_index(INDEX_SETTINGS, storage, catalog, rebuild=True)
    index.refresh()
    assert index.suggest("sap nhap").completions == ()


@pytest.mark.parametrize(
    "spoil", [lambda content: b"", lambda content: content[:-9], lambda content: b"x" * len(content)]
)
def test_a_damaged_model_stops_no_search(tmp_path: Path, index: Index, spoil: Any) -> None:
    path = only_model(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    fresh = open_index(INDEX_SETTINGS, StorageSettings(directory=tmp_path))
    found = fresh.suggest("hoi ng")
    assert (found.completions, found.proposal) == ((), None)
    assert found.problem is not None
    assert path.name in found.problem
    assert fresh.status().suggestions_problem == found.problem
    fresh.close()


def test_damage_met_while_reading_ends_the_suggestions(tmp_path: Path) -> None:
    update_model(tmp_path, Changes(ARTICLES), 4, SETTINGS)
    path = newest_model(tmp_path)
    assert path is not None
    content = bytearray(path.read_bytes())
    content[:3000] = bytes(3000)
    path.write_bytes(content)
    suggesters = Suggesters(SETTINGS, every_seconds=60)
    assert path.name in (suggesters.suggest(tmp_path, "hoi ng").problem or "")
    assert path.name in (suggesters.problem(tmp_path) or "")


def test_without_a_model_the_command_is_named(tmp_path: Path) -> None:
    assert "tratin index" in (Suggesters(SETTINGS, every_seconds=0).problem(tmp_path) or "")
    assert Suggesters(SETTINGS, every_seconds=0).suggest(tmp_path / "gone", "hoi").completions == ()


def test_threads_share_what_is_open(tmp_path: Path) -> None:
    update_model(tmp_path, Changes(ARTICLES), 4, SETTINGS)
    suggesters = Suggesters(SETTINGS, every_seconds=0)
    wanted = suggesters.suggest(tmp_path, "hoi nghi so ket")
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(20):
            found = suggesters.suggest(tmp_path, "hoi nghi so ket")
            if found != wanted:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    update_model(tmp_path, Changes([*ARTICLES, None]), 5, SETTINGS)
    for thread in threads:
        thread.join()
    assert wrong == []
