"""An entry comes once: its id outlives everything, its date changes with the article's words alone."""

import datetime as dt

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.archive import Archive
from corpus.article import Article
from corpus.capture import CaptureRecord
from corpus.catalog import Catalog, StoredArticle
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index
from search_web import WebSettings, create_app, feeds
from search_web.pages.follow import rate_sentence
from tests.search_web import small_site

FIRST = dt.datetime(2026, 5, 4, 2, 30, tzinfo=dt.UTC)
LATER = FIRST + dt.timedelta(days=9)
ARTICLE = Article(
    url="https://hondat.example.gov.vn/tin/nuoc-sach",
    portal="hon-dat",
    platform="generic",
    title="Hội nghị về nước sạch",
    lead="Sáng 12/7, huyện họp về nước sạch.",
    body=("Sáng 12/7, huyện họp về nước sạch.", "Có 58 hộ chưa có nước. Lượt xem: 120"),
    published=small_site.day("2019-07-12"),
)


def site_of(directory, *versions: tuple[Article, dt.datetime]) -> StorageSettings:
    storage = StorageSettings(directory=directory)
    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        catalog.save_portals(small_site.PORTALS)
        for article, when in versions:
            small_site.keep(catalog, archive, article, when)
        update_index(IndexerSettings(segment_words=False), storage, catalog)
    return storage


def app_of(storage: StorageSettings, **settings: object) -> Flask:
    return create_app(WebSettings(**settings), storage, IndexerSettings(segment_words=False))


def entry_of(storage: StorageSettings, **settings: object) -> tuple[str, str]:
    feed = feedparser.parse(app_of(storage, **settings).test_client().get("/tim.atom?q=nuoc+sach").get_data())
    (entry,) = feed.entries
    return entry.id, entry.updated


COSMETIC = {
    "visit counter": {"body": ("Sáng 12/7, huyện họp về nước sạch.", "Có 58 hộ chưa có nước. Lượt xem: 999")},
    "spaces and capitals": {"title": "HỘI NGHỊ  VỀ NƯỚC SẠCH"},
    "paragraphs joined": {"body": ("Sáng 12/7, huyện họp về nước sạch. Có 58 hộ chưa có nước.",)},
    "lead found": {"lead": None},
    "quotes": {"title": "“Hội nghị” về nước sạch"},
    "better enriched": {"province": "Kiên Giang", "agency": "UBND huyện Hòn Đất", "topics": ("moi-truong",)},
    "date read": {"published": small_site.day("2019-07-12T08:00:00+07:00")},
}
REAL = {
    "a number": {"body": ("Sáng 12/7, huyện họp về nước sạch.", "Có 85 hộ chưa có nước. Lượt xem: 120")},
    "an accent": {"title": "Hội nghi về nước sạch"},
    "a paragraph": {"body": (*ARTICLE.body, "Kết luận: giao các xã rà soát.")},
    "the lead": {"lead": "Chiều 12/7, huyện họp về nước sạch."},
}


def stored(article: Article, when: dt.datetime, version: int) -> StoredArticle:
    capture = CaptureRecord.model_construct(fetched_at=when)
    return StoredArticle.model_construct(article=article, capture=capture, version=version)


@pytest.mark.parametrize("change", COSMETIC.values(), ids=COSMETIC)
def test_a_cosmetic_change_is_no_news(change: dict[str, object]) -> None:
    changed = ARTICLE.model_copy(update=change)
    assert changed != ARTICLE
    assert feeds.text_changed_at([stored(ARTICLE, FIRST, 1), stored(changed, LATER, 2)]) == FIRST


@pytest.mark.parametrize("change", REAL.values(), ids=REAL)
def test_new_words_are(change: dict[str, object]) -> None:
    changed = ARTICLE.model_copy(update=change)
    versions = [stored(ARTICLE, FIRST, 1), stored(changed, LATER, 2)]
    assert feeds.text_changed_at(versions) == LATER
    assert feeds.text_changed_at([*versions, stored(changed, LATER + dt.timedelta(days=1), 3)]) == LATER
    back = stored(ARTICLE, LATER + dt.timedelta(days=1), 3)
    assert feeds.text_changed_at([*versions, back]) == back.capture.fetched_at


def test_an_entry_keeps_its_id_when_its_date_changes(tmp_path) -> None:
    changed = ARTICLE.model_copy(update=REAL["a number"])
    entry_id, updated = entry_of(site_of(tmp_path / "before", (ARTICLE, FIRST)))
    after = entry_of(site_of(tmp_path / "after", (ARTICLE, FIRST), (changed, LATER)))
    assert updated == FIRST.isoformat(timespec="seconds")
    assert after == (entry_id, LATER.isoformat(timespec="seconds"))


def test_an_index_made_anew_and_another_address_give_the_same_entry(tmp_path) -> None:
    storage = site_of(tmp_path, (ARTICLE, FIRST))
    before = entry_of(storage)
    with Catalog.open(storage.resolved_catalog_url) as catalog:
        update_index(IndexerSettings(segment_words=False), storage, catalog, rebuild=True)
    assert entry_of(storage, public_url="https://tin.example.vn") == before
    assert before[0] == f"tag:tra-tin.localhost,2026:tin:{ARTICLE.article_id}"


def test_a_feed_says_where_it_is_and_what_it_is_of(client: FlaskClient, site) -> None:
    body = client.get("/tim.atom?q=nuoc+sach&xep=moi-nhat").get_data()
    feed = feedparser.parse(body)
    assert feed.version == "atom10"
    assert not feed.bozo
    links = {link.rel: link.href for link in feed.feed.links}
    assert links == {
        "self": "http://localhost/tim.atom?q=nuoc+sach&xep=moi-nhat",
        "alternate": "http://localhost/tim?q=nuoc+sach&xep=moi-nhat",
    }
    (entry,) = feed.entries
    assert entry.link == f"http://localhost/tin/{site.id_of('meeting')}"
    assert [link.rel for link in entry.links] == ["alternate", "via"]
    assert entry.published == "2019-07-12T15:40:00+07:00"
    assert entry.summary == site.articles["meeting"].lead


def test_a_month_is_no_day(client: FlaskClient) -> None:
    (entry,) = feedparser.parse(client.get("/tim.atom?q=tuyen+sinh").get_data()).entries
    assert "published" not in entry
    assert feeds.known_moment(small_site.day("2024-03")) is None


def test_an_empty_feed_is_a_feed(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get("/tim.atom?q=zzzxqj").get_data())
    assert (feed.version, feed.entries, feed.bozo) == ("atom10", [], False)


def test_a_long_lead_is_cut_between_words() -> None:
    text = feeds.summary(ARTICLE.model_copy(update={"lead": "nước sạch " * 100}))
    assert len(text) <= feeds.SUMMARY_CHARS + 2
    assert text.endswith("nước …") or text.endswith("sạch …")


def test_the_page_before_following_says_how_many_come(site) -> None:
    app = create_app(WebSettings(), site.storage, IndexerSettings(), small_site.PORTALS)
    app.config["TODAY"] = lambda: dt.date(2024, 12, 5)
    page = app.test_client().get("/theo-doi?q=binh+giang").get_data(as_text=True)
    assert "Trong 12 tháng qua có 2 tin như vậy." in page
    assert page.count('<th scope="row">') == 12
    assert 'href="/tim?q=binh+giang&amp;tu=3/2024&amp;den=3/2024"' in page
    assert "http://localhost/tim.atom?q=binh+giang&amp;xep=moi-nhat" in page
    late = app.test_client().get("/theo-doi?q=binh+giang&den=2015").get_data(as_text=True)
    assert "chỉ lấy tin đăng đến 31/12/2015" in late


@pytest.mark.parametrize(
    ("total", "says"),
    [
        (0, "không có tin nào"),
        (1, "có 1 tin"),
        (11, "có 11 tin"),
        (12, "1 tin mỗi tháng"),
        (240, "20 tin mỗi"),
    ],
)
def test_the_rate_is_said_as_people_say_it(app: Flask, total: int, says: str) -> None:
    with app.test_request_context():
        assert says in rate_sentence(total)
