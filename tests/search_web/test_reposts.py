"""An article that several portals posted is one result; the URL says whether each is to be shown."""

import datetime as dt
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.archive import Archive
from corpus.article import Article
from corpus.catalog import Catalog
from corpus.reposts import cluster_reposts
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index
from search_web import create_app
from search_web.search_state import SearchState
from search_web.settings import WebSettings
from tests.search_web.small_site import NOW, day, keep

STORY = (
    "Sáng ngày 12/3/2019, UBND huyện Hòn Đất sơ kết 5 năm thực hiện phong trào nông thôn mới.",
    "Đồng chí Lê Thị Hoa, Phó Chủ tịch UBND huyện, chủ trì; dự có đại diện 14 xã, thị trấn.",
    "Theo báo cáo, toàn huyện có 9/14 xã đạt chuẩn; thu nhập bình quân đạt 46,5 triệu đồng/người/năm.",
    "Kết luận, đồng chí Lê Thị Hoa yêu cầu các xã rà soát tiêu chí môi trường trước ngày 30/6/2019.",
)


def article(portal: str, published: str, *more: str) -> Article:
    return Article(
        url=f"https://{portal}.example.gov.vn/tin/1",
        portal=portal,
        platform="generic",
        title="Sơ kết phong trào nông thôn mới",
        body=(*STORY, *more),
        agency=f"Cổng {portal}",
        published=day(published),
    )


FIRST, AGAIN = article("hon-dat", "2019-03-12"), article("kien-giang", "2019-03-13", "Lượt xem: 5")
OTHER = article("rach-gia", "2019-03-14").model_copy(update={"body": ("Nông thôn mới: họp giao ban.",)})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    storage = StorageSettings(directory=Path(tmp_path_factory.mktemp("reposts")))
    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        for number, one in enumerate((FIRST, AGAIN, OTHER)):
            keep(catalog, archive, one, NOW + dt.timedelta(minutes=number))
        cluster_reposts(catalog)
        update_index(IndexerSettings(), storage, catalog)
    return create_app(WebSettings(), storage, IndexerSettings(), ()).test_client()


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_reposts_are_one_result_under_the_first_publisher(client: FlaskClient) -> None:
    text = page(client, "/tim?q=nong+thon+moi")
    assert "3 kết quả" in text
    assert "Danh sách có 2 tin vì đã gộp 1 bản đăng lại." in text
    assert text.count('<article class="result">') == 2
    assert "+1 bản đăng lại" in text
    assert f'<h3 class="title"><a href="/tin/{FIRST.article_id}">' in text
    assert f'<li><a href="/tin/{AGAIN.article_id}">Cổng kien-giang</a>' in text
    assert "/tim?q=nong+thon+moi&amp;dang-lai=1" in text


def test_the_url_shows_each_for_itself_and_keeps_doing_so(client: FlaskClient) -> None:
    text = page(client, "/tim?q=nong+thon+moi&dang-lai=1")
    assert text.count('<article class="result">') == 3
    assert "bản đăng lại</summary>" not in text
    assert '<input type="hidden" name="dang-lai" value="1">' in text
    assert "Gộp các bản đăng lại" in text


def test_an_article_says_where_it_was_posted_too(client: FlaskClient) -> None:
    text = page(client, f"/tin/{AGAIN.article_id}")
    assert "Đăng lại tại" in text
    assert f'<a href="/tin/{FIRST.article_id}">Cổng hon-dat</a>' in text
    assert "Đăng lại tại" not in page(client, f"/tin/{OTHER.article_id}")


def test_what_is_similar_is_named_once_whoever_posted_it(client: FlaskClient) -> None:
    similar = page(client, f"/tin/{OTHER.article_id}").partition("Tin tương tự")[2]
    assert sum(f"/tin/{one.article_id}" in similar for one in (FIRST, AGAIN)) == 1
    assert (
        f"/tin/{FIRST.article_id}"
        not in page(client, f"/tin/{AGAIN.article_id}").partition("Tin tương tự")[2]
    )


@pytest.mark.parametrize(("typed", "apart"), [("1", True), ("0", False), ("co", False), ("", False)])
def test_only_one_spelling_asks_for_reposts_apart(typed: str, apart: bool) -> None:
    state = SearchState.parse([("q", "a"), ("dang-lai", typed), ("trang", "2")]).state
    assert state.apart is apart
    assert state.to_query(10).fold is not apart
    assert SearchState.parse([*state.to_pairs()]).state == state
    assert state.with_reposts(not apart).page == 1
