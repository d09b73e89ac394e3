"""Pages made in processes of their own: the same pages, and a site that outlives a lost worker."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.operators.passwords import hash_password
from search_web.operators.settings import OperatorsSettings
from search_web.serving.workers import WORKED_ROOMS, Workers

PAGES = (
    "/",
    "/tim?q=hop",
    "/tim?q=hop&lang=en",
    "/cuoc-hop",
    "/kho-tin",
    "/tro-giup",
    "/tim?q=hop&trang=999",
)


@pytest.fixture(scope="module")
def working(site) -> Iterator[Flask]:
    """An app with one worker that is ready."""
    operators = OperatorsSettings(password_hash=hash_password("một mật khẩu dài"))
    settings = WebSettings(workers=1, page_cache_mb=0, operators=operators)
    app = create_app(settings, site.storage, IndexerSettings())
    workers = app.config["WORKERS"]
    workers.start()
    _wait(lambda: workers.ready == 1)
    yield app
    workers.stop()


def test_a_page_is_the_same_whoever_makes_it(working: Flask, site) -> None:
    alone = create_app(WebSettings(page_cache_mb=0), site.storage, IndexerSettings()).test_client()
    for url in PAGES:
        made, plain = working.test_client().get(url), alone.get(url)
        assert (made.status, made.data) == (plain.status, plain.data), url
        assert made.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]


def test_pages_are_made_by_the_worker_and_its_loss_is_mended(working: Flask) -> None:
    client, workers = working.test_client(), working.config["WORKERS"]
    lost = next(iter(workers.processes()))
    os.kill(lost, signal.SIGSTOP)
    os.kill(lost, signal.SIGKILL)
    assert client.get("/tim?q=hop").status_code == 500
    assert client.get("/tim?q=hop").status_code == 200, "made here while another worker begins"
    _wait(lambda: workers.ready == 1)
    assert set(workers.processes()) - {lost}
    assert client.get("/tim?q=hop").status_code == 200


def test_what_a_worker_did_not_find_is_counted_here(working: Flask) -> None:
    working.test_client().get("/tim?q=zyxwv")
    assert working.config["UNFOUND"].often(1, 10) == [("zyxwv", 1)]


def test_a_worker_that_cannot_begin_leaves_the_pages_to_us(caplog: pytest.LogCaptureFixture) -> None:
    workers = Workers(1, _cannot)
    workers.start()
    _wait(lambda: bool(caplog.records))
    assert "did not begin" in caplog.text
    assert not workers.processes()
    assert workers.make({"PATH_INFO": "/"}) is None


def test_workers_are_stopped_before_the_process_that_serves_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_end: list[Callable[[], None]] = []
    monkeypatch.setattr("atexit.register", at_the_end.append)
    workers = Workers(0, _cannot)
    workers.start()
    assert at_the_end == [workers.stop]


def test_stopping_before_a_worker_began_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    workers = Workers(1, _slow)
    workers.start()
    _wait(lambda: bool(workers.processes()))
    workers.stop()
    _wait(lambda: not workers.processes())
    assert not caplog.records


def test_rooms_of_pages_exist(app: Flask) -> None:
    assert set(app.blueprints) >= WORKED_ROOMS


def _cannot() -> Flask:
    raise SystemExit(1)


def _slow() -> Flask:
    time.sleep(60)
    raise SystemExit(1)


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(600):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("it took more than 30 s")
