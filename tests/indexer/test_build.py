"""The index follows the catalog: incrementally, and by a rebuild that takes the old one's place whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.errors import IndexDamaged, NeedsRebuild
from corpus.settings import StorageSettings
from indexer import IndexerSettings, Query, open_index, update_index
from indexer.engines.whoosh import manifest

SETTINGS = IndexerSettings(segment_words=False, batch_articles=3)
MakeArticle = Callable[..., Article]


@pytest.fixture
def storage(tmp_path: Path) -> StorageSettings:
    return StorageSettings(directory=tmp_path)


def titles(storage: StorageSettings, text: str = "") -> set[str]:
    index = open_index(SETTINGS, storage)
    page = index.search(Query(text=text, per_page=100))
    index.close()
    return {"".join(fragment.text for fragment in hit.title) for hit in page.hits}


def test_the_first_update_makes_the_index(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    catalog.save(*(make_article(n, f"Tin {n}") for n in range(7)))
    report = update_index(SETTINGS, storage, catalog)
    assert (report.indexed, report.removed, report.sequence, report.rebuilt) == (7, 0, 7, True)
    assert titles(storage) == {f"Tin {n}" for n in range(7)}


def test_only_changes_are_indexed_again(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    catalog.save(make_article(1, "Cũ"), make_article(2, "Giữ"))
    update_index(SETTINGS, storage, catalog)
    catalog.save(make_article(1, "Mới"), make_article(3, "Thêm"))
    report = update_index(SETTINGS, storage, catalog)
    assert (report.indexed, report.rebuilt) == (2, False)
    assert titles(storage) == {"Mới", "Giữ", "Thêm"}
    assert update_index(SETTINGS, storage, catalog).indexed == 0


def test_what_is_no_article_any_more_leaves(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    article = make_article(1, "Đi")
    catalog.save(article, make_article(2, "Ở"))
    update_index(SETTINGS, storage, catalog)
    catalog.remove(article.article_id)
    assert update_index(SETTINGS, storage, catalog).removed == 1
    assert titles(storage) == {"Ở"}


def test_a_rebuild_gives_the_same_index(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    for n in range(5):
        catalog.save(make_article(n, f"Tin {n}"))
        update_index(SETTINGS, storage, catalog)
    before = titles(storage)
    assert update_index(SETTINGS, storage, catalog, rebuild=True).rebuilt
    assert titles(storage) == before


def test_a_rebuilt_catalog_is_indexed_anew(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    catalog.save(*(make_article(n, f"Tin {n}") for n in range(3)))
    update_index(SETTINGS, storage, catalog)
    rebuilt = type(catalog)()
    rebuilt.catalog_id = "second"
    rebuilt.save(make_article(7, "Tin khác"))
    assert update_index(SETTINGS, storage, rebuilt).rebuilt
    assert titles(storage) == {"Tin khác"}


def test_the_old_generation_goes_with_the_next_update(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    catalog.save(make_article(1))
    update_index(SETTINGS, storage, catalog)
    update_index(SETTINGS, storage, catalog, rebuild=True)
    assert len(list(storage.index_directory.glob("gen-*"))) == 2
    update_index(SETTINGS, storage, catalog)
    assert len(list(storage.index_directory.glob("gen-*"))) == 1


def test_an_index_of_another_version_needs_a_rebuild(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog.save(make_article(1))
    update_index(SETTINGS, storage, catalog)
    monkeypatch.setattr(manifest, "ANALYSIS_VERSION", manifest.ANALYSIS_VERSION + 1)
    with pytest.raises(NeedsRebuild, match="--rebuild"):
        open_index(SETTINGS, storage)
    with pytest.raises(NeedsRebuild, match="--rebuild"):
        update_index(SETTINGS, storage, catalog)


def test_a_damaged_index_is_refused_and_rebuilt(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    catalog.save(make_article(1, "Tin"))
    update_index(SETTINGS, storage, catalog)
    segment = next(storage.index_directory.glob("gen-*/*.terms"))
    segment.write_bytes(segment.read_bytes()[:-10])
    for attempt in (open_index, lambda *given: update_index(*given, catalog)):
        with pytest.raises(IndexDamaged, match="--rebuild"):
            attempt(SETTINGS, storage)
    (storage.index_directory / "CURRENT").write_text("nonsense")
    update_index(SETTINGS, storage, catalog, rebuild=True)
    assert titles(storage) == {"Tin"}


def test_progress_counts_every_article(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    catalog.save(*(make_article(n) for n in range(4)))
    seen: list[tuple[str, int, int | None]] = []
    update_index(SETTINGS, storage, catalog, progress=lambda *step: seen.append(step))
    assert seen == [("index", done, 4) for done in range(1, 5)]


def test_several_processes_analyse_the_same(
    catalog: Any, make_article: MakeArticle, storage: StorageSettings, tmp_path: Path
) -> None:
    catalog.save(*(make_article(n, f"Hội nghị {n}") for n in range(3)))
    update_index(SETTINGS, storage, catalog)
    other = StorageSettings(directory=tmp_path / "other")
    update_index(SETTINGS.model_copy(update={"analysis_processes": 2}), other, catalog)
    assert titles(other, "hoi nghi") == titles(storage, "hoi nghi") == {f"Hội nghị {n}" for n in range(3)}
