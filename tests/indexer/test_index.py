"""The front door: a Query in, a ResultPage out, always of the newest commit."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.errors import BadQuery, NeedsRebuild
from corpus.settings import StorageSettings
from indexer import FACETS, Boundaries, Index, IndexerSettings, Query, Sort, open_index, update_index

SETTINGS = IndexerSettings(segment_words=False, reopen_seconds=0)
MakeArticle = Callable[..., Article]


def dated(value: str) -> dict[str, str]:
    precision = {4: "year", 7: "month", 10: "day"}[len(value)]
    return {"value": value, "precision": precision, "source": "markup"}


@pytest.fixture
def storage(tmp_path: Path) -> StorageSettings:
    return StorageSettings(directory=tmp_path)


@pytest.fixture
def index(catalog: Any, make_article: MakeArticle, storage: StorageSettings) -> Iterator[Index]:
    kien_giang = {"province": "Kiên Giang", "province_now": "An Giang", "agency": "UBND huyện Gò Quao"}
    tra_vinh = {"province": "Trà Vinh", "province_now": "Vĩnh Long", "agency": "UBND huyện Tiểu Cần"}
    catalog.save(
        make_article(1, "Hội nghị sơ kết", kind="meeting", published=dated("2019-06-18"), **kien_giang),
        make_article(2, "Hội nghị tổng kết", kind="meeting", published=dated("2021-01"), **tra_vinh),
        make_article(3, "Thông báo lịch họp", kind="notice", published=dated("2021-03-02"), **tra_vinh),
        make_article(4, "Công văn chấn chỉnh kỷ cương", kind="document", topics=("giao-duc", "y-te")),
    )
    update_index(SETTINGS, storage, catalog)
    opened = open_index(SETTINGS, storage)
    yield opened
    opened.close()


def titles(index: Index, **query: Any) -> list[str]:
    return ["".join(f.text for f in hit.title) for hit in index.search(Query(**query)).hits]


def counts(index: Index, facet: str, **query: Any) -> dict[str, int]:
    return {value.value: value.count for value in index.search(Query(**query)).facets[facet]}


def test_accents_may_be_left_out(index: Index) -> None:
    assert (
        titles(index, text="hoi nghi so ket") == titles(index, text="hội nghị sơ kết") == ["Hội nghị sơ kết"]
    )


def test_a_page_as_json_has_all_values_of_its_facets(index: Index) -> None:
    page = index.search(Query(text="hoi nghi"))
    written = page.model_dump(mode="json")["facets"]
    assert written["kind"]
    for facet, values in page.facets.items():
        assert [value["label"] for value in written[facet]] == [value.label for value in values]


def test_hits_show_what_the_page_shows(index: Index) -> None:
    (hit,) = index.search(Query(text="so ket")).hits
    assert [(f.text, f.marked) for f in hit.title] == [("Hội nghị ", False), ("sơ kết", True)]
    assert (hit.province, hit.province_now, hit.agency) == ("Kiên Giang", "An Giang", "UBND huyện Gò Quao")
    assert hit.published is not None
    assert hit.score > 0


def test_old_and_new_names_of_a_province_both_find(index: Index) -> None:
    assert titles(index, filters={"province": ("kien-giang",)}) == ["Hội nghị sơ kết"]
    assert titles(index, filters={"province": ("an-giang",)}) == ["Hội nghị sơ kết"]
    assert titles(index, filters={"province": ("Kiên Giang",)}) == ["Hội nghị sơ kết"]


def test_or_inside_a_facet_and_between_facets(index: Index) -> None:
    chosen = {"kind": ("meeting", "notice"), "province": ("tra-vinh",)}
    assert set(titles(index, filters=chosen)) == {"Hội nghị tổng kết", "Thông báo lịch họp"}


def test_each_facet_is_counted_without_its_own_selection(index: Index) -> None:
    chosen = {"kind": ("meeting",)}
    assert counts(index, "kind", filters=chosen) == {"meeting": 2, "document": 1, "notice": 1}
    assert counts(index, "agency", filters=chosen) == {"ubnd-huyen-go-quao": 1, "ubnd-huyen-tieu-can": 1}
    assert counts(index, "year") == {"2021": 2, "2019": 1}


def test_facet_values_come_selected_first_then_by_count(index: Index) -> None:
    page = index.search(Query(filters={"kind": ("notice", "other")}))
    shown = [(value.value, value.count, value.selected) for value in page.facets["kind"]]
    assert shown == [("notice", 1, True), ("other", 0, True), ("meeting", 2, False), ("document", 1, False)]
    assert list(page.facets) == list(FACETS)


def test_a_selected_value_keeps_its_label_at_zero(index: Index) -> None:
    page = index.search(Query(text="kỷ cương", filters={"province": ("tra-vinh",)}))
    assert [(v.label, v.count) for v in page.facets["province"] if v.selected] == [("Trà Vinh", 0)]


def test_date_ranges_take_partial_dates_that_may_lie_in_them(index: Index) -> None:
    def between(first: str | None, last: str | None) -> set[str]:
        given = {"published_from": first, "published_to": last}
        return set(titles(index, **{k: dt.date.fromisoformat(v) for k, v in given.items() if v}))

    assert between("2021-01-31", None) == {"Hội nghị tổng kết", "Thông báo lịch họp"}
    assert between("2021-02-01", None) == {"Thông báo lịch họp"}
    assert between(None, "2021-01-01") == {"Hội nghị sơ kết", "Hội nghị tổng kết"}
    assert between("2022-01-01", "2021-01-01") == set()


def test_undated_articles_come_last_in_both_orders_of_time(index: Index) -> None:
    newest, oldest = (titles(index, sort=sort) for sort in (Sort.NEWEST, Sort.OLDEST))
    assert newest == [
        "Thông báo lịch họp",
        "Hội nghị tổng kết",
        "Hội nghị sơ kết",
        "Công văn chấn chỉnh kỷ cương",
    ]
    assert oldest[:3] == newest[2::-1]
    assert oldest[3] == newest[3]


def test_pages_are_slices_and_a_page_beyond_is_empty(index: Index) -> None:
    pages = [index.search(Query(page=number, per_page=3)) for number in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [3, 1, 0]
    assert {page.total for page in pages} == {4}
    assert pages[0].pages == 2


def test_unknown_facets_and_endless_queries_are_refused(index: Index) -> None:
    with pytest.raises(BadQuery, match="colour"):
        index.search(Query(filters={"colour": ("red",)}))
    with pytest.raises(BadQuery):
        index.search(Query(text="a" * 5000))


def test_a_misspelt_syllable_still_finds(index: Index) -> None:
    assert titles(index, text="hội ngị sơ kết")[0] == "Hội nghị sơ kết"


def test_a_commit_is_seen_without_opening_again(
    index: Index, catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    for number, rebuild in ((5, False), (6, True), (7, False)):
        catalog.save(make_article(number, f"Bài mới {number}"))
        update_index(SETTINGS, storage, catalog, rebuild=rebuild)
        index.refresh()
        assert titles(index, text="bài mới", sort=Sort.NEWEST)[-1] in {
            f"Bài mới {n}" for n in range(5, number + 1)
        }
        assert index.status().articles == number
        assert index.status().sequence == catalog.sequence


def test_a_broken_newer_state_leaves_the_last_good_one_answering(
    index: Index, storage: StorageSettings
) -> None:
    (storage.index_directory / "CURRENT").write_text("nonsense")
    index.refresh()
    assert titles(index, text="sơ kết") == ["Hội nghị sơ kết"]
    assert "--rebuild" in str(index.status().problem)


def test_many_threads_search_while_commits_come(
    index: Index, catalog: Any, make_article: MakeArticle, storage: StorageSettings
) -> None:
    wrong: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                found = titles(index, text="hội nghị")
                if len(found) < 2:
                    wrong.append(found)
            except Exception as error:  # noqa: BLE001 the test reports whatever a thread met
                wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10, 16):
        catalog.save(make_article(number, f"Hội nghị {number}"))
        update_index(SETTINGS, storage, catalog)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_without_an_index_the_error_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(NeedsRebuild, match="tratin index"):
        open_index(SETTINGS, StorageSettings(directory=tmp_path / "none"))


def test_text_that_is_no_utf_8_is_a_query_that_can_be_printed(index: Index) -> None:
    page = index.search(Query(text="hội nghị \udcff", filters={"year": ("\udcff", "2019")}))
    assert page.query.text.encode()
    assert page.query.filters["year"][0].encode()
    assert index.search(Query(text="\ud800")).query.text == "?"


@pytest.mark.parametrize(
    "text", ["OR OR", '"" ()', "-", '"a', "😀", "\0", "\u202e", "!" * 900, "a OR " * 200, "x" * 1000]
)
def test_any_text_is_a_query(index: Index, text: str) -> None:
    assert index.search(Query(text=text)).total >= 0


def placed(path: str, *names: str) -> dict[str, Any]:
    province, *below = names
    levels = dict(zip(("district", "commune"), below, strict=False))
    return {"province": province, "path": path, **levels}


@pytest.fixture
def places(catalog: Any, make_article: MakeArticle, storage: StorageSettings) -> Iterator[Index]:
    """One article of An Minh before the merger, one of Long Xuyên before it, one of An Giang after."""
    then = {"province": "Kiên Giang", "province_now": "An Giang"}
    catalog.save(
        make_article(
            1,
            "a",
            portal="an-minh",
            unit=placed("kien-giang/an-minh/dong-hoa", "Kiên Giang", "huyện An Minh", "xã Đông Hòa"),
            units_now=[placed("an-giang/dong-hoa", "An Giang") | {"commune": "xã Đông Hòa"}],
            meeting={"event_type": "sơ kết"},
            references=[
                {"raw": "Kế hoạch 74/KH-UBND", "number": "74/KH-UBND"},
                {"raw": "74/KH-UBND", "number": "74/KH-UBND"},
            ],
            **then,
        ),
        make_article(2, "b", portal="long-xuyen", province="An Giang", province_now="An Giang"),
        make_article(3, "c", portal="long-xuyen", province="An Giang", province_now="An Giang"),
    )
    update_index(SETTINGS, storage, catalog)
    opened = open_index(SETTINGS, storage)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("boundaries", "provinces", "units"),
    [
        (
            Boundaries.EITHER,
            {"an-giang": 3, "kien-giang": 1},
            {"kien-giang/an-minh", "kien-giang/an-minh/dong-hoa", "an-giang/dong-hoa"},
        ),
        (
            Boundaries.THEN,
            {"an-giang": 2, "kien-giang": 1},
            {"kien-giang/an-minh", "kien-giang/an-minh/dong-hoa"},
        ),
        (Boundaries.NOW, {"an-giang": 3}, {"an-giang/dong-hoa"}),
    ],
)
def test_places_are_those_of_the_boundaries_asked_for(
    places: Index, boundaries: Boundaries, provinces: dict[str, int], units: set[str]
) -> None:
    asked = {"boundaries": boundaries, "counted": ("province", "unit")}
    assert counts(places, "province", **asked) == provinces
    assert set(counts(places, "unit", **asked)) == units
    for facet, values in (("province", provinces), ("unit", dict.fromkeys(units, 1))):
        for value, count in values.items():
            page = places.search(Query(filters={facet: (value,)}, boundaries=boundaries))
            assert (page.total, [v.count for v in page.facets[facet] if v.selected]) == (count, [count])


def test_only_facets_asked_for_are_counted(places: Index) -> None:
    page = places.search(Query(counted=("event_type",), filters={"portal": ("an-minh",)}))
    assert {
        facet: [(v.value, v.label, v.count) for v in values] for facet, values in page.facets.items()
    } == {
        "event_type": [("so-ket", "sơ kết", 1)],
        "portal": [("an-minh", "an-minh", 1), ("long-xuyen", "long-xuyen", 2)],
    }
    assert places.search(Query(counted=())).facets == {}


def test_a_document_cited_twice_counts_once(places: Index) -> None:
    assert counts(places, "document", counted=("document",)) == {"74-kh-ubnd": 1}
    with pytest.raises(BadQuery, match="unknown-facet"):
        places.search(Query(counted=("colour",)))
