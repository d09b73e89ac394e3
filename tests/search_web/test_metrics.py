"""What /metrics and /healthz tell, and to whom."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.serving.metrics import Metrics
from tests.search_web import small_site


def samples(client: FlaskClient) -> dict[tuple[str, ...], float]:
    text = client.get("/metrics").get_data(as_text=True)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def own(site) -> Flask:
    return create_app(WebSettings(), site.storage, IndexerSettings(), small_site.PORTALS)


def test_answers_are_counted_by_kind_of_page_and_status(own: Flask, site) -> None:
    client = own.test_client()
    for url in ("/tim?q=nuoc", "/tim?q=nuoc", "/tim?q=dat", "/khong-co", "/tin/aaaaaaaaaaaaa"):
        client.get(url)
    found = samples(client)
    assert found["tratin_requests_total", "search.results", "200"] == 3
    assert found["tratin_requests_total", "none", "404"] == 1
    assert found["tratin_requests_total", "article.show", "404"] == 1
    assert found["tratin_request_seconds_count", "search.results"] == 3
    assert found["tratin_page_cache_hits",] == 1
    assert found["tratin_index_articles",] == len(site.articles)
    assert found["tratin_index_usable",] == 1


def test_no_metric_tells_what_was_asked_or_by_whom(own: Flask) -> None:
    client = own.test_client()
    client.get("/tim?q=biMatCuaToi", headers={"User-Agent": "toi"}, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    text = client.get("/metrics").get_data(as_text=True)
    assert "biMat" not in text
    assert "10.1.2.3" not in text


@pytest.mark.parametrize(
    ("address", "headers", "code"),
    [
        ("127.0.0.1", {}, 200),
        ("127.9.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 404),
        ("192.0.2.1", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "198.51.100.2"}, 404),
        ("127.0.0.1", {"Forwarded": "for=198.51.100.2"}, 404),
        ("127.0.0.1", {"Via": "1.1 proxy"}, 404),
    ],
)
def test_only_this_machine_may_read_them(client: FlaskClient, address: str, headers, code: int) -> None:
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == code


@pytest.mark.parametrize(("visitor", "code"), [("10.0.0.7", 200), ("10.0.1.7", 404), ("127.0.0.1", 404)])
def test_behind_a_trusted_proxy_the_visitors_address_decides(site, visitor: str, code: int) -> None:
    settings = WebSettings(metrics_networks=("10.0.0.0/24",), trusted_proxies=1)
    client = create_app(settings, site.storage, IndexerSettings()).test_client()
    assert client.get("/metrics", headers={"X-Forwarded-For": f"127.0.0.1, {visitor}"}).status_code == code


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.1/8"):
        WebSettings(metrics_networks=("10.0.0.1/8",))


def test_without_an_index_they_say_so(empty_client: FlaskClient) -> None:
    assert samples(empty_client)["tratin_index_usable",] == 0
    health = empty_client.get("/healthz")
    assert health.status_code == 503
    assert health.get_json()["status"] == "index-missing"
    assert health.get_json()["catalog"] != "ok"


def test_health_is_asked_anew_each_time(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.get_json() == {"status": "ok", "catalog": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_speed_is_that_of_pages_that_were_made() -> None:
    metrics = Metrics()
    for milliseconds in range(1, 101):
        metrics.note("search.results", 200, milliseconds / 1000, made=True)
    metrics.note("search.results", 200, 9.0, made=False)
    metrics.note("search.results", 500, 9.0, made=True)
    (speed,) = metrics.speeds()
    assert (speed.answers, round(speed.p50), round(speed.p95), round(speed.slowest)) == (100, 51, 96, 100)
