"""A scan gives what all pages together give: the same hits, order and count, of one committed state."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.errors import BadQuery
from corpus.settings import StorageSettings
from indexer import Index, IndexerSettings, Query, Sort, open_index, update_index

SETTINGS = IndexerSettings(segment_words=False, reopen_seconds=0)
TEXTS = ("", "hoi nghi", "sơ kết", '"tổng kết" OR "giao ban"', "khong co gi", "***")
MakeArticle = Callable[..., Article]


@pytest.fixture
def storage(tmp_path: Path) -> StorageSettings:
    return StorageSettings(directory=tmp_path)


@pytest.fixture
def index(catalog: Any, make_article: MakeArticle, storage: StorageSettings) -> Iterator[Index]:
    """250 articles: more than the engine reads positions for."""
    words = ("sơ kết", "tổng kết", "giao ban")
    for number in range(250):
        published = {"value": f"20{10 + number % 9}-0{1 + number % 7}", "precision": "month"}
        title = f"Hội nghị {words[number % 3]} " + "quý " * (number % 5)
        body = ("Hội nghị sơ kết xã.",) * (number % 4)
        catalog.save(
            make_article(number, title, body=body, published={**published, "source": "markup"})
            if number % 6
            else make_article(number, title, body=body)
        )
    update_index(SETTINGS, storage, catalog)
    opened = open_index(SETTINGS, storage)
    yield opened
    opened.close()


def paged(index: Index, query: Query) -> list[str]:
    first = index.search(query)
    pages = (index.search(query.model_copy(update={"page": page})) for page in range(1, first.pages + 1))
    return [hit.article_id for page in pages for hit in page.hits]


def scanned(index: Index, query: Query, limit: int = 1000) -> list[str]:
    with index.scan(query, limit) as scan:
        read = [hit.article_id for hit in scan]
        assert tuple(read) == scan.ids
        return read


def test_a_scan_is_all_pages_in_their_order(index: Index) -> None:
    for text, sort in itertools.product(TEXTS, Sort):
        query = Query(text=text, sort=sort, per_page=41, page=3)
        first = index.search(query)
        assert scanned(index, query) == paged(index, query.model_copy(update={"page": 1}))
        assert scanned(index, query, 9) == scanned(index, query)[:9]
        with index.scan(query, 5) as scan:
            assert (scan.total, scan.listed) == (first.total, first.listed)
            assert (scan.facets, scan.notes) == (first.facets, first.notes)


def test_a_scan_shows_what_hits_show_but_marks(index: Index) -> None:
    query = Query(text="so ket", per_page=20)
    hits = {hit.article_id: hit for hit in index.search(query).hits}
    with index.scan(query, 20) as scan:
        for hit in scan:
            same = hits[hit.article_id].model_copy(
                update={"title": hit.title, "snippets": (), "score": hit.score}
            )
            assert same == hit
            assert "".join(f.text for f in hits[hit.article_id].title) == hit.title[0].text


def test_a_scan_stays_with_its_state_while_a_commit_takes_over(
    index: Index, catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    query = Query(text="hoi nghi", sort=Sort.NEWEST)
    before, version = scanned(index, query), index.version()
    with index.scan(query, 1000) as scan:
        rest = iter(scan)
        half = [next(rest).article_id for _ in range(10)]
        catalog.save(make_article(999, "Hội nghị mới"))
        update_index(SETTINGS, storage, catalog)
        index.refresh()
        assert [*half, *(hit.article_id for hit in rest)] == before
        assert scan.version == version
    assert index.version() != version
    assert len(scanned(index, query)) == len(before) + 1


def test_a_scan_counts_without_reading(index: Index) -> None:
    with index.scan(Query(text="hoi nghi", sort=Sort.NEWEST), 0) as scan:
        assert (scan.total, list(scan)) == (250, [])


def test_a_refused_query_holds_nothing(index: Index) -> None:
    with pytest.raises(BadQuery):
        index.scan(Query(filters={"nothing": ("x",)}), 10)
    index.close()
