"""The model follows the catalog, and no kill or damage hurts it."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from indexer.suggest.counting import names
from indexer.suggest.files import newest_model, replacing
from indexer.suggest.model import Model, verify_model
from indexer.suggest.training import update_model
from tests.indexer.suggest.conftest import ARTICLES, SETTINGS, Changes, article, trained


def model_of(directory: Path) -> Model:
    path = newest_model(directory)
    assert path is not None
    return Model(path)


def contents(model: Model) -> tuple[object, ...]:
    """Everything in it, whatever the ids."""
    syllables = model.syllables()
    forms, pairs, triples = syllables.forms, syllables.pairs, syllables.triples
    counted = {
        (forms[first], forms[second]): count
        for first, second, count in zip(
            pairs.firsts.tolist(), pairs.seconds.tolist(), pairs.counts.tolist(), strict=True
        )
    }
    rows = dict(zip(triples.keys.tolist(), triples.counts.tolist(), strict=True))
    return dict(zip(forms, pairs.alone.tolist(), strict=True)), counted, rows


def test_adding_counts_what_counting_everything_counts(tmp_path: Path) -> None:
    whole, grown = tmp_path / "whole", tmp_path / "grown"
    whole.mkdir()
    grown.mkdir()
    update_model(whole, Changes(ARTICLES), len(ARTICLES), SETTINGS)
    for last in range(1, len(ARTICLES) + 1):
        assert update_model(grown, Changes(ARTICLES), last, SETTINGS)
    assert contents(model_of(grown)) == contents(model_of(whole))
    named = {entry for entry in model_of(whole).entries() if entry.rank in (0, 1, 2, 4)}
    assert named <= set(model_of(grown).entries())
    assert [path.name for path in grown.iterdir()] == ["suggest-4.model"]


def test_little_news_waits(tmp_path: Path) -> None:
    lazy = SETTINGS.model_copy(update={"renewed_share": 0.5})
    assert update_model(tmp_path, Changes(ARTICLES), 3, lazy)
    assert not update_model(tmp_path, Changes(ARTICLES), 4, lazy)
    assert not update_model(tmp_path, Changes(ARTICLES), 3, SETTINGS)
    assert update_model(tmp_path, Changes(ARTICLES), 4, SETTINGS)


def test_changes_beyond_the_index_and_removed_articles_are_not_read(tmp_path: Path) -> None:
    suggester = trained(tmp_path, [ARTICLES[0], None])
    update_model(tmp_path, Changes([ARTICLES[0], None, ARTICLES[3]]), 2, SETTINGS)
    assert suggester.completions("sap nhap") == ()
    assert model_of(tmp_path).about.articles == 1


def test_names_that_do_not_fit_the_memory_are_counted_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, spilled = tmp_path / "whole", tmp_path / "spilled"
    whole.mkdir()
    spilled.mkdir()
    trained(whole)
    monkeypatch.setattr(names, "_AT_ONCE", 1)
    trained(spilled)
    assert list(model_of(spilled).entries()) == list(model_of(whole).entries())
    assert len(list(spilled.iterdir())) == 1


def test_of_many_articles_some_texts_are_read_but_all_names(tmp_path: Path) -> None:
    few = SETTINGS.model_copy(update={"articles_read": 10})
    many = [article(number, f"Tin {number} của xã", "Hội nghị bàn giao") for number in range(200)]
    update_model(tmp_path, Changes(many), len(many), few)
    model = model_of(tmp_path)
    spelling = model.spelling("nghị")
    assert model.about.text_share == 0.05
    assert spelling is not None
    assert 1 <= spelling[1] <= 30
    assert sum(entry.text.startswith("Tin ") for entry in model.entries()) >= 200


def test_what_was_typed_without_accents_teaches_none(tmp_path: Path) -> None:
    named = article(1, "Tin", "Vien chuc va nguoi lao dong", "An Minh", "Đông Hòa")
    update_model(tmp_path, Changes([named]), 1, SETTINGS)
    model = model_of(tmp_path)
    assert model.spelling("nguoi") is None
    assert model.spelling("minh") is not None


def test_a_write_that_is_broken_off_leaves_the_model_before(tmp_path: Path) -> None:
    trained(tmp_path)
    before = newest_model(tmp_path)
    with pytest.raises(ZeroDivisionError), replacing(tmp_path) as path:
        path.write_bytes(bytes([1 // 0]))
    assert newest_model(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["suggest-1.model"]


def test_every_changed_byte_is_found_and_the_model_made_anew(tmp_path: Path) -> None:
    trained(tmp_path)
    path = newest_model(tmp_path)
    assert path is not None
    content = path.read_bytes()
    for at in range(0, len(content), len(content) // 25):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :])
        with pytest.raises(IndexDamaged, match=path.name):
            verify_model(path)
    update_model(tmp_path, Changes([*ARTICLES, ARTICLES[0]]), 5, SETTINGS)
    newest = newest_model(tmp_path)
    assert newest is not None
    verify_model(newest)
    assert Model(newest).about.articles == 5


def test_a_model_of_another_format_is_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.suggest.training.write_model", _of_another_format)
    update_model(tmp_path, Changes(ARTICLES), 4, SETTINGS)
    monkeypatch.undo()
    with pytest.raises(IndexDamaged, match="format 99"):
        model_of(tmp_path)
    assert update_model(tmp_path, Changes(ARTICLES), 4, SETTINGS)
    assert model_of(tmp_path).about.sequence == 4


def _of_another_format(path: Path, about: object, *rest: object) -> None:
    from indexer.suggest.model import write_model

    write_model(path, replace(about, format=99), *rest)  # type: ignore[type-var, arg-type]
