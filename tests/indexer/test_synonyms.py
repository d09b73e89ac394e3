"""Approved synonyms: found with the next search, gone with the next one after they are taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from corpus.article import Article
from corpus.sealed import SealBroken
from corpus.settings import StorageSettings
from indexer import (
    Index,
    IndexerSettings,
    Query,
    Synonym,
    open_index,
    read_synonyms,
    save_synonyms,
    update_index,
)
from indexer.query.language import parse_query
from indexer.query.synonyms import with_synonyms

SETTINGS = IndexerSettings(segment_words=False, reopen_seconds=0)


@pytest.fixture
def storage(tmp_path: Path) -> StorageSettings:
    return StorageSettings(directory=tmp_path)


@pytest.fixture
def index(catalog: Any, make_article: Callable[..., Article], storage: StorageSettings):
    catalog.save(
        make_article(1, "Kiểm tra công tác dân vận khéo ở các ấp"),
        make_article(2, "Ra mắt mô hình chăn nuôi dê sinh sản"),
        make_article(3, "Mô hình nuôi dê của hộ ông Sáu, sinh sản tốt"),
        make_article(4, "Kế hoạch mua sắm DVK năm 2024"),
    )
    update_index(SETTINGS, storage, catalog)
    with_closing = open_index(SETTINGS, storage)
    yield with_closing
    with_closing.close()


def titles(index: Index, text: str) -> list[str]:
    return ["".join(f.text for f in hit.title) for hit in index.search(Query(text=text)).hits]


def test_the_other_words_are_found_and_the_typed_ones_stay_first(index: Index, storage) -> None:
    assert titles(index, "DVK") == ["Kế hoạch mua sắm DVK năm 2024"]
    save_synonyms(storage, [Synonym(written="DVK", meant="dân vận khéo")])
    found = titles(index, "dvk")
    assert found == ["Kế hoạch mua sắm DVK năm 2024", "Kiểm tra công tác dân vận khéo ở các ấp"]
    save_synonyms(storage, [])
    assert titles(index, "DVK") == ["Kế hoạch mua sắm DVK năm 2024"]


def test_several_words_stand_for_others_beside_what_else_is_asked(index: Index, storage) -> None:
    assert titles(index, "de sinh san gia suc nho") == titles(index, "de sinh san")
    save_synonyms(storage, [Synonym(written="gia súc nhỏ", meant="nuôi dê")])
    assert set(titles(index, "gia suc nho")) == set(titles(index, "nuôi dê"))
    assert titles(index, "gia súc nhỏ ra mắt")[0].startswith("Ra mắt")


def test_each_state_of_the_synonyms_has_a_version(index: Index, storage) -> None:
    bare = index.version()
    save_synonyms(storage, [Synonym(written="a", meant="b")])
    one = index.version()
    save_synonyms(storage, [Synonym(written="a", meant="c")])
    assert len({bare, one, index.version()}) == 3
    save_synonyms(storage, [])
    assert index.version() == bare


def test_a_damaged_file_is_refused_and_searches_go_on(index: Index, storage) -> None:
    save_synonyms(storage, [Synonym(written="DVK", meant="dân vận khéo")])
    assert len(titles(index, "DVK")) == 2
    path = storage.directory / "synonyms.json"
    path.write_text(path.read_text().replace("khéo", "kheo"))
    with pytest.raises(SealBroken, match="by hand"):
        read_synonyms(storage)
    assert len(titles(index, "DVK")) == 2
    for torn in ("", "{", "[]", '{"kind": "x", "version": 1, "sha256": "", "value": []}'):
        path.write_text(torn)
        with pytest.raises(SealBroken):
            read_synonyms(storage)


@pytest.mark.parametrize("text", ["", " ", "---", "!?", "x" * 101, "mot " * 20])
def test_what_cannot_be_read_is_no_synonym(text: str) -> None:
    with pytest.raises(ValidationError):
        Synonym(written=text, meant="một")


@pytest.mark.parametrize("text", ['"dvk"', "-dvk", "van dvk1", "khac"])
def test_what_is_quoted_denied_or_other_stays(text: str) -> None:
    tree = parse_query(text, max_chars=2000, max_syllables=64)
    assert with_synonyms(tree, text, [Synonym(written="dvk", meant="dân vận khéo")]) == tree


def test_two_synonyms_do_not_eat_each_other() -> None:
    text = "hop dvk ban gsn"
    tree = parse_query(text, max_chars=2000, max_syllables=64)
    rules = [Synonym(written="dvk", meant="dân vận khéo"), Synonym(written="gsn", meant="gia súc nhỏ")]
    found = with_synonyms(tree, text, rules)
    assert [(unit.start, unit.end) for unit in found.units] == [(unit.start, unit.end) for unit in tree.units]
    assert [len(unit.ways) for unit in found.units] > [len(unit.ways) for unit in tree.units]
