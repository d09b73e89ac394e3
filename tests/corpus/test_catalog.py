"""The catalog's captures, articles, portals and safety. The frontier: test_catalog_frontier.py."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.article import Article, PartialDate
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, CatalogMissing, CatalogUnusable, FrontierUrl, VisitedPage
from corpus.portal import Portal

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
PAGE = "https://vinhan.example.vn/tin/1"


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}") as opened:
        yield opened


def capture(number: int = 1, url: str = PAGE, **changes: object) -> CaptureRecord:
    values: dict[str, object] = {
        "url": url,
        "canonical_url": url,
        "portal": "vinh-an",
        "locator": Locator(file="a.warc.gz", offset=number * 100, length=90),
        "status": 200,
        "digest": f"sha256:{number}",
        "fetched_at": NOON + timedelta(days=number),
    }
    return CaptureRecord.model_validate({**values, **changes})


def article(title: str = "Hội nghị sơ kết", url: str = PAGE, published: str = "2026-11-20") -> Article:
    date = PartialDate(value=published, precision="day", source="markup")
    return Article(url=url, portal="vinh-an", platform="wordpress", title=title, published=date)


def link(number: int, role: str = "article") -> FrontierUrl:
    url = f"https://vinhan.example.vn/tin/{number}"
    return FrontierUrl.model_validate({"url": url, "canonical_url": url, "role": role})


def save(catalog: Catalog, number: int, saved: Article) -> str:
    return catalog.save_article(saved, catalog.add_capture(capture(number, saved.url)), NOON)


# captures


def test_capture_is_kept_once_and_given_back(catalog: Catalog) -> None:
    kept = capture(etag='"v1"', payload_at=Locator(file="b.warc.gz", offset=0, length=7))
    assert catalog.add_capture(kept) == catalog.add_capture(kept)
    assert list(catalog.captures()) == [kept]


def test_last_capture_is_the_newest_one_with_a_payload(catalog: Catalog) -> None:
    assert catalog.last_capture(PAGE) is None
    good = capture(1)
    for kept in (good, capture(2, status=500), capture(3, status=404)):
        catalog.add_capture(kept)
    assert catalog.last_capture(PAGE) == good
    unchanged = capture(4, status=304, payload_at=good.locator)
    catalog.add_capture(unchanged)
    assert catalog.last_capture(PAGE) == unchanged


# articles


def test_saving_says_new_same_changed_and_keeps_every_version(catalog: Catalog) -> None:
    assert save(catalog, 1, article()) == "new"
    assert save(catalog, 1, article()) == "same"
    assert save(catalog, 2, article()) == "same"
    assert save(catalog, 3, article("Hội nghị tổng kết")) == "changed"
    stored = catalog.article(article().article_id)
    assert stored is not None
    assert (stored.article.title, stored.version) == ("Hội nghị tổng kết", 2)
    assert stored.capture == capture(3)
    assert stored.first_seen == capture(1).fetched_at
    assert stored.updated_at == capture(3).fetched_at
    assert [v.article.title for v in catalog.versions(article().article_id)] == [
        "Hội nghị sơ kết",
        "Hội nghị tổng kết",
    ]


def test_reading_old_captures_again_changes_nothing(catalog: Catalog) -> None:
    readings = {1: article("A"), 2: article("B"), 3: article("B"), 4: article("A")}
    for number, read in readings.items():
        save(catalog, number, read)
    before = catalog.versions(article().article_id)
    sequence = catalog.last_sequence()
    for number, read in reversed(readings.items()):
        assert save(catalog, number, read) == "same"
    assert catalog.versions(article().article_id) == before
    assert catalog.last_sequence() == sequence
    assert len(before) == 3


def test_a_better_reader_corrects_versions_in_place(catalog: Catalog) -> None:
    save(catalog, 1, article("Hội nghị (lượt xem: 1)"))
    save(catalog, 2, article("Hội nghị (lượt xem: 2)"))
    assert save(catalog, 1, article("Hội nghị")) == "same"  # the newest version still speaks
    assert save(catalog, 2, article("Hội nghị")) == "changed"
    assert [v.article.title for v in catalog.versions(article().article_id)] == ["Hội nghị"]


def test_page_that_is_no_article_after_all_is_withdrawn(catalog: Catalog) -> None:
    catalog.record_page(
        VisitedPage(link(1), capture(), article=article(), discovered=[], outcome="done", now=NOON)
    )
    catalog.record_page(
        VisitedPage(link(1), capture(), article=None, discovered=[], outcome="done", now=NOON)
    )
    assert catalog.article(article().article_id) is None
    assert catalog.article_count() == 0
    assert [change.article for change in catalog.changes_since(0, 10)] == [None]


def test_article_found_under_its_right_url_leaves_the_wrong_one(catalog: Catalog) -> None:
    capture_id = catalog.add_capture(capture())
    catalog.save_article(article(), capture_id, NOON)
    right = article(url=f"{PAGE}.html")
    assert catalog.save_article(right, capture_id, NOON) == "new"
    assert catalog.article_count() == 1
    assert {c.article_id: c.article for c in catalog.changes_since(0, 10)} == {
        article().article_id: None,
        right.article_id: right,
    }


def test_gone_article_stays_readable_until_it_is_back(catalog: Catalog) -> None:
    save(catalog, 1, article())
    catalog.mark_article_gone(article().article_id, NOON + timedelta(days=5))
    stored = catalog.article(article().article_id)
    assert stored is not None
    assert stored.gone
    assert catalog.changes_since(0, 10)[0].gone
    save(catalog, 1, article())  # read again from before: still gone
    assert catalog.changes_since(0, 10)[0].gone
    assert save(catalog, 9, article()) == "same"
    assert not catalog.changes_since(0, 10)[0].gone


def test_each_change_is_told_once_and_in_order(catalog: Catalog) -> None:
    for number in range(1, 6):
        save(catalog, number, article(url=link(number).url))
    first = catalog.changes_since(0, 2)
    assert [c.article.url for c in first if c.article] == [link(1).url, link(2).url]
    save(catalog, 9, article("Sửa", url=link(1).url))
    rest = catalog.changes_since(first[-1].sequence, 10)
    assert [c.article.url for c in rest if c.article] == [link(n).url for n in (3, 4, 5, 1)]
    assert rest[-1].sequence == catalog.last_sequence()
    assert catalog.changes_since(catalog.last_sequence(), 10) == []


# pages


def test_page_is_recorded_with_its_article_and_links_at_once(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [link(1)], NOON)
    claimed = catalog.claim([], NOON)
    assert claimed is not None
    done = catalog.record_page(
        VisitedPage(
            claimed.url_id,
            capture(),
            article=article(),
            discovered=[link(1), link(2), link(3)],
            outcome="done",
            now=NOON,
        )
    )
    assert (done.article, done.new_urls) == ("new", 2)
    assert catalog.pending_count() == 2
    assert catalog.article_count() == 1


def test_page_that_cannot_be_recorded_whole_is_not_recorded_at_all(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [link(1)], NOON)
    claimed = catalog.claim([], NOON)
    assert claimed is not None
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(Exception, match="time zone"):
        catalog.record_page(
            VisitedPage(
                claimed.url_id, capture(), article=article(), discovered=[link(2)], outcome="done", now=naive
            )
        )
    assert catalog.article_count() == 0
    assert list(catalog.captures()) == []
    assert catalog.release_in_flight() == 1


def test_url_that_is_gone_marks_its_article(catalog: Catalog) -> None:
    save(catalog, 1, article())
    missing = capture(2, status=404)
    catalog.record_page(
        VisitedPage(
            link(1), missing, article=None, discovered=[], outcome="gone", now=NOON, reason="http-404"
        )
    )
    stored = catalog.article(article().article_id)
    assert stored is not None
    assert stored.gone
    assert stored.article == article()


# portals and overview


def test_portals_keep_their_order(catalog: Catalog) -> None:
    saved = tuple(
        Portal(key=key, agency=f"UBND {key}", level="district", start_urls=(f"https://{key}.example.vn/",))
        for key in ("vinh-an", "an-phu", "ben-luc")
    )
    catalog.save_portals(saved)
    assert catalog.portals() == saved
    catalog.save_portals(saved[:1])
    assert catalog.portals() == saved[:1]


def test_summary_counts_what_each_portal_has(catalog: Catalog) -> None:
    save(catalog, 1, article(published="2019-06-18"))
    save(catalog, 2, article(url=link(2).url, published="2026-11-20"))
    catalog.add_urls("vinh-an", [link(n) for n in (1, 2, 3)], NOON)
    claimed = catalog.claim([], NOON)
    assert claimed is not None
    catalog.finish(claimed.url_id, "failed", "http-500", NOON)
    (portal,) = catalog.summary()
    assert (portal.portal, portal.articles, portal.pending, portal.failed) == ("vinh-an", 2, 2, 1)
    assert (portal.first_published, portal.last_published) == ("2019-06-18", "2026-11-20")
    assert portal.last_capture == capture(2).fetched_at
    (problem,) = catalog.problems()
    assert (problem.url, problem.state, problem.reason) == (link(1).url, "failed", "http-500")


# safety


def test_catalog_is_read_while_it_is_written(catalog: Catalog, tmp_path: Path) -> None:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}", read_only=True) as reader:
        save(catalog, 1, article())
        assert reader.article_count() == 1
        with pytest.raises(CatalogUnusable, match="for reading only"):
            reader.mark_article_gone(article().article_id, NOON + timedelta(days=9))
        assert reader.catalog_id == catalog.catalog_id


def test_reader_does_not_make_a_catalog(tmp_path: Path) -> None:
    with pytest.raises(CatalogMissing, match="tratin crawl"):
        Catalog.open(f"sqlite:///{tmp_path / 'none.sqlite'}", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"<html>not a database</html>", b"SQLite format 3\0" + b"\xff" * 3000])
def test_file_of_another_sort_is_named_with_the_repair(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(content)
    with pytest.raises(CatalogUnusable, match=r"catalog\.sqlite.*tratin reparse"):
        Catalog.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table bookmarks(url text)")
    with pytest.raises(CatalogUnusable, match="holds no catalog"):
        Catalog.open(f"sqlite:///{path}")


def test_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    Catalog.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as other:
        other.execute("update facts set value = '99' where name = 'schema_version'")
    with pytest.raises(CatalogUnusable, match="newer Tra Tin"):
        Catalog.open(f"sqlite:///{path}")


def test_times_without_a_zone_are_refused(catalog: Catalog) -> None:
    with pytest.raises(Exception, match="time zone"):
        catalog.add_urls("vinh-an", [link(1)], NOON.replace(tzinfo=None))
