"""Clusters: by first publisher, the same in any order of arrival, kept up to date by every kind of change."""

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus.reposts.clustering
from corpus.article import Article
from corpus.catalog import Catalog
from corpus.catalog.repost_store import RepostStore
from corpus.reposts import cluster_reposts
from corpus.reposts.candidates import Candidates
from corpus.reposts.sketch import Sketch, sketch_of
from corpus.reposts.texts import RepostText
from tests.corpus.reposts.conftest import NOON, STORY, Put, article, form

CLOSING = "Hội nghị kết thúc lúc 11 giờ cùng ngày trong sự phấn khởi của các đại biểu tham dự."
FIRST = article("vinh-an")
AGAIN = article("tinh", (*STORY[:3], *STORY[4:], "Lượt xem: 5"), "2019-03-13")
LATEST = article("so", ("Nguồn: Cổng TTĐT huyện", *STORY, CLOSING), "2019-03-14")
OTHER = article("truong", form(number="12", day="8", place="Vĩnh An", school="Tân Phú", storm="5"))
OTHER_FORM = article("truong-2", form(number="3", day="9", place="An Hòa", school="Hòa Hưng", storm="6"))


def clusters(catalog: Catalog, *articles: Article) -> list[tuple[str, ...]]:
    return [catalog.reposts.members(one.article_id) for one in articles]


@pytest.mark.parametrize("order", list(permutations([FIRST, AGAIN, LATEST, OTHER]))[::5])
def test_a_cluster_is_named_by_its_first_publisher_in_any_order(
    catalog: Catalog, put: Put, order: tuple[Article, ...]
) -> None:
    for one in (*order, OTHER_FORM):
        put(one)
        cluster_reposts(catalog)
    together = (FIRST.article_id, AGAIN.article_id, LATEST.article_id)
    assert clusters(catalog, FIRST, AGAIN, LATEST, OTHER, OTHER_FORM) == [together] * 3 + [()] * 2
    changes = {change.article_id: change.cluster for change in catalog.changes_since(0, 100)}
    assert [changes[one] for one in together] == [FIRST.article_id] * 3
    assert changes[OTHER.article_id] is None


def test_of_equal_dates_the_first_captured_is_first_and_undated_ones_are_last(
    catalog: Catalog, put: Put
) -> None:
    undated = put(article("a", published=None))
    second = put(article("c"))
    third = put(article("b"))
    cluster_reposts(catalog)
    assert catalog.reposts.members(third) == (second, third, undated)


def test_only_what_came_into_a_cluster_counts_as_changed(catalog: Catalog, put: Put) -> None:
    put(FIRST)
    put(OTHER)
    cluster_reposts(catalog)
    before = catalog.last_sequence()
    put(LATEST)
    report = cluster_reposts(catalog)
    assert report.moved == 2
    assert {change.article_id for change in catalog.changes_since(before, 100)} == {
        FIRST.article_id,
        LATEST.article_id,
    }
    assert cluster_reposts(catalog).moved == 0
    settled = catalog.last_sequence()
    assert cluster_reposts(catalog).read == 0
    assert catalog.last_sequence() == settled


def test_an_article_that_is_corrected_leaves_its_cluster(catalog: Catalog, put: Put) -> None:
    for one in (FIRST, AGAIN):
        put(one)
    cluster_reposts(catalog)
    put(AGAIN.model_copy(update={"body": OTHER.body}))
    assert cluster_reposts(catalog).clusters == 0
    assert clusters(catalog, FIRST, AGAIN) == [(), ()]
    put(AGAIN)
    assert cluster_reposts(catalog).clustered == 2


def test_an_article_that_is_withdrawn_leaves_its_cluster(catalog: Catalog, put: Put) -> None:
    for one in (FIRST, AGAIN, LATEST):
        put(one)
    cluster_reposts(catalog)
    withdraw(catalog, FIRST)
    cluster_reposts(catalog)
    assert clusters(catalog, AGAIN) == [(AGAIN.article_id, LATEST.article_id)]
    assert clusters(catalog, FIRST) == [()]
    withdraw(catalog, LATEST)
    cluster_reposts(catalog)
    assert clusters(catalog, AGAIN, LATEST) == [(), ()]


def withdraw(catalog: Catalog, gone: Article) -> None:
    """As when a better reader sees that the page holds no article."""
    from corpus.catalog.articles import save_reading

    with catalog._database.writing() as connection:
        number = next(
            at for at, capture in enumerate(catalog.captures(), 1) if capture.canonical_url == gone.url
        )
        save_reading(connection, number, None, NOON)


def test_articles_with_one_text_need_no_pairs(catalog: Catalog, put: Put) -> None:
    """A hundred copies are one text: their number squared is never looked at."""
    copies = [put(article(f"p{number:03}", published=f"2019-04-{number:02}")) for number in range(1, 20)]
    cluster_reposts(catalog)
    assert catalog.reposts.members(copies[7]) == tuple(copies)
    assert len(list(catalog.reposts.sketches())) == 1


def test_a_run_that_is_killed_is_finished_by_the_next(
    catalog: Catalog, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (FIRST, OTHER, AGAIN, OTHER_FORM, LATEST):
        put(one)
    monkeypatch.setattr(corpus.reposts.clustering, "_STEP", 2)
    saved = RepostStore.save
    steps: list[int] = []

    def killed(store: RepostStore, step: object) -> object:
        steps.append(1)
        if len(steps) == 2:
            raise KeyboardInterrupt
        return saved(store, step)  # type: ignore[arg-type]

    monkeypatch.setattr(RepostStore, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        cluster_reposts(catalog)
    cluster_reposts(catalog)
    assert len(catalog.reposts.members(AGAIN.article_id)) == 3


def test_sketches_of_another_version_are_made_anew(
    catalog: Catalog, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (FIRST, AGAIN):
        put(one)
    cluster_reposts(catalog)
    monkeypatch.setattr(corpus.reposts.clustering, "SKETCH_VERSION", 99)
    report = cluster_reposts(catalog)
    assert (report.read, report.clustered, report.moved) == (2, 2, 0)


words = st.sampled_from([f"tu{number}" for number in range(60)])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(words, min_size=40, max_size=80), min_size=2, max_size=6), st.randoms())
def test_candidates_are_the_same_however_they_come(texts: list[list[str]], chance: random.Random) -> None:
    sketches = [sketch_of(RepostText("Tin", (" ".join(words),))) for words in texts]
    known = {sketch.key: sketch for sketch in sketches if sketch is not None}

    def found(order: list[Sketch], size: int) -> set[tuple[frozenset[str], float]]:
        candidates = Candidates()
        near: set[tuple[frozenset[str], float]] = set()
        for at in range(0, len(order), size):
            for sketch in order[at : at + size]:
                candidates.add(sketch)
            keys = [sketch.key for sketch in order[at : at + size]]
            near |= {(frozenset((a, b)), estimate) for a, b, estimate in candidates.near(keys, 0.0)}
        return near

    order = list(known.values())
    at_once = found(order, len(order) or 1)
    chance.shuffle(order)
    assert found(order, 1) == at_once


def test_a_removed_text_is_no_candidate() -> None:
    sketches = [sketch_of(RepostText("Tin", body)) for body in (STORY, (*STORY, CLOSING))]
    candidates = Candidates()
    for sketch in sketches:
        assert sketch is not None
        candidates.add(sketch)
    keys = [sketch.key for sketch in sketches if sketch]
    assert len(list(candidates.near(keys[:1], 0.4))) == 1
    candidates.remove(keys[1])
    assert not list(candidates.near(keys[:1], 0.4))
    assert keys[1] not in candidates
    assert len(candidates) == 1
