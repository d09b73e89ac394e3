"""Enriching again: only what today's rules say otherwise changes; a killed run is taken up where it was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import crawler.enriching
from corpus.article import Article, Kind
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog
from corpus.catalog.enrichment import Enriched, EnrichmentStore
from corpus.enrich import enrich
from corpus.settings import StorageSettings
from crawler.enriching import enrich_again

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
BODY = (
    "Sáng ngày 12/3/2019, UBND huyện An Minh tổ chức hội nghị sơ kết công tác quý I năm 2019.",
    "Đồng chí Lê Thị Hoa, Phó Chủ tịch UBND huyện chủ trì hội nghị.",
)


def article(number: int) -> Article:
    url = f"https://anminh.example.vn/tin/{number}"
    return Article(
        url=url, portal="an-minh", platform="generic", title=f"Hội nghị sơ kết {number}", body=BODY
    )


@pytest.fixture
def storage(tmp_path: Path) -> StorageSettings:
    return StorageSettings(directory=tmp_path)


@pytest.fixture
def catalog(storage: StorageSettings) -> Iterator[Catalog]:
    """Five articles, 1 and 3 of them by rules of long ago."""
    with Catalog.open(storage.resolved_catalog_url) as opened:
        for number in range(1, 6):
            put(opened, number, old=number in (1, 3))
        yield opened


def put(catalog: Catalog, number: int, *, old: bool, day: int = 0) -> None:
    known = enrich(article(number))
    saved = known.model_copy(update={"kind": Kind.OTHER, "meeting": None}) if old else known
    capture = CaptureRecord(
        url=saved.url,
        canonical_url=saved.url,
        portal=saved.portal,
        locator=Locator(file="a.warc.gz", offset=number * 100 + day, length=9),
        status=200,
        digest="sha256:1",
        fetched_at=NOON + timedelta(days=day),
    )
    catalog.save_article(saved, catalog.add_capture(capture), NOON)


def changed_since(catalog: Catalog, sequence: int) -> set[str]:
    return {change.article_id for change in catalog.changes_since(sequence, 100)}


@pytest.mark.parametrize("processes", [1, 2])
def test_only_articles_that_say_something_else_change(
    storage: StorageSettings, catalog: Catalog, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawler.enriching, "_WORTH_PROCESSES", 1)
    before = catalog.last_sequence()
    report = enrich_again(storage, (), processes=processes)
    assert (report.versions, report.changed, report.taken_up_at) == (5, 2, 0)
    assert changed_since(catalog, before) == {article(1).article_id, article(3).article_id}
    for number in range(1, 6):
        stored = catalog.article(article(number).article_id)
        assert stored is not None
        assert stored.article == enrich(article(number))
        assert stored.version == 1
    settled = catalog.last_sequence()
    assert enrich_again(storage, ()).changed == 0
    assert catalog.last_sequence() == settled


def test_old_versions_are_enriched_too_and_index_nothing(storage: StorageSettings, catalog: Catalog) -> None:
    put(catalog, 6, old=True)
    put(catalog, 6, old=False, day=1)
    enrich_again(storage, ())
    before = catalog.last_sequence()
    assert {stored.article.kind for stored in catalog.versions(article(6).article_id)} == {Kind.MEETING}
    assert changed_since(catalog, before) == set()


@pytest.mark.parametrize("rules_changed", [False, True])
def test_a_killed_run_is_taken_up_unless_the_rules_changed(
    storage: StorageSettings, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, rules_changed: bool
) -> None:
    monkeypatch.setattr(crawler.enriching, "_STEP", 2)
    saved = EnrichmentStore.save
    steps: list[int] = []

    def killed(store: EnrichmentStore, changed: list[Enriched], place: int) -> int:
        steps.append(place)
        if len(steps) == 2:
            raise KeyboardInterrupt
        return saved(store, changed, place)

    monkeypatch.setattr(EnrichmentStore, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        enrich_again(storage, ())
    if rules_changed:
        monkeypatch.setattr(crawler.enriching, "_rules_digest", lambda: "others")
    report = enrich_again(storage, ())
    assert report.taken_up_at == (0 if rules_changed else 2)
    assert report.versions == (5 if rules_changed else 3)
    assert enrich_again(storage, ()).taken_up_at == 0


def test_what_was_read_meanwhile_is_not_put_back(catalog: Catalog) -> None:
    """A crawl that goes on has today's rules."""
    one = catalog.enrichment.after(0, 1)[0]
    stale = Enriched(one.number, "of another reading", one.article, "stale")
    assert catalog.enrichment.save([stale], one.number) == 0
    assert catalog.enrichment.after(0, 1)[0].digest == one.digest
