"""A page comes from memory while index and catalog stay as they are, and never after."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import StorageSettings
from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.serving.page_cache import LARGEST_SHARE, PageCache
from tests.search_web import small_site


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def own(site) -> Flask:
    return create_app(WebSettings(), site.storage, IndexerSettings(), small_site.PORTALS)


@pytest.mark.parametrize(
    "url", ["/", "/tim?q=nuoc+sach", "/tim?q=nuoc+sach&lang=en", "/tro-giup", "/kho-tin"]
)
def test_the_second_answer_is_the_first_one(own: Flask, url: str) -> None:
    client, cache = own.test_client(), own.config["PAGE_CACHE"]
    first, second = client.get(url), client.get(url)
    assert (cache.hits, cache.misses) == (1, 1)
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert first.headers["Cache-Control"] == "no-cache", "browsers ask whether it is still so"


def test_who_has_the_page_already_gets_no_body(own: Flask) -> None:
    client = own.test_client()
    tag = client.get("/tim?q=nuoc").headers["ETag"]
    for _ in range(2):
        again = client.get("/tim?q=nuoc", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    assert client.get("/tim?q=nuoc", headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_head_is_answered_from_the_page_too(own: Flask) -> None:
    client = own.test_client()
    page = client.get("/tim?q=nuoc")
    head = client.head("/tim?q=nuoc")
    assert head.data == b""
    assert head.headers["ETag"] == page.headers["ETag"]
    assert head.content_length == len(page.data)


@pytest.mark.parametrize(
    "url",
    ["/healthz", "/robots.txt", "/tim.csv", "/tim.json", "/khong-co", "/tim?trang=999", "/api/v1/portals"],
)
def test_what_is_no_page_is_not_kept(own: Flask, url: str) -> None:
    own.test_client().get(url, buffered=True)
    assert len(own.config["PAGE_CACHE"]) == 0


def test_other_hosts_and_texts_have_other_pages(own: Flask) -> None:
    client = own.test_client()
    urls = ("/tim?q=nuoc", "/tim?q=nu%E1%BB%9Bc", "/tim?q=nuoc&lang=en", "/tim?q=nuoc&trang=1")
    for host in ("a.example", "b.example"):
        for url in urls:
            client.get(url, headers={"Host": host})
    assert own.config["PAGE_CACHE"].hits == 0


def test_a_new_state_of_the_index_is_shown_at_once(site, own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, cache = own.test_client(), own.config["PAGE_CACHE"]
    client.get("/tim?q=nuoc")
    monkeypatch.setattr(own.config["STORES"].index(), "version", lambda: "another")
    client.get("/tim?q=nuoc")
    assert (cache.hits, cache.misses) == (0, 2)


def test_another_catalog_in_its_place_is_shown_at_once(site, tmp_path: Path) -> None:
    directory = tmp_path / "own"
    shutil.copytree(site.storage.directory, directory)
    app = create_app(WebSettings(), StorageSettings(directory=directory), IndexerSettings())
    client: FlaskClient = app.test_client()
    client.get("/kho-tin")
    copy = directory / "copy.sqlite"
    shutil.copy(directory / "catalog.sqlite", copy)
    copy.replace(directory / "catalog.sqlite")
    client.get("/kho-tin")
    assert app.config["PAGE_CACHE"].hits == 0
    app.config["STORES"].articles().close()


def test_a_cache_of_no_size_keeps_nothing(site) -> None:
    app = create_app(WebSettings(page_cache_mb=0), site.storage, IndexerSettings())
    client = app.test_client()
    assert client.get("/tim").data == client.get("/tim").data
    assert app.config["PAGE_CACHE"].hits == 0


def test_a_page_too_old_is_dropped() -> None:
    clock = Clock()
    cache = PageCache(100_000, 60, clock)
    cache.keep(("a",), b"x", ())
    clock.now = 59
    assert cache.get(("a",))
    clock.now = 61
    assert cache.get(("a",)) is None
    assert cache.size_bytes == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4000)), max_size=80))
def test_it_never_grows_beyond_its_size(pages: list[tuple[int, int]]) -> None:
    cache = PageCache(20_000, 60, Clock())
    for name, size in pages:
        cache.keep((name,), b"x" * size, ())
        assert cache.size_bytes <= 20_000
        fits = size + 1000 <= 20_000 // LARGEST_SHARE
        assert not fits or cache.get((name,)) is not None, "the newest is there"
