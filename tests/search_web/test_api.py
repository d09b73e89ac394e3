"""API v1: what it answers is what the pages show; what it refuses it says why; its document is true."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import TypeAdapter

from corpus.article import AdministrativeUnit, Article, Evidence, Meeting, Person, Statement, Task
from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.api import OPERATIONS
from search_web.api.understanding import said_in
from tests.search_web import small_site


@pytest.fixture(scope="module")
def calm(site) -> Flask:
    """A site that counts nobody's requests."""
    settings = WebSettings(api_per_minute=1_000_000, exports_per_minute=1_000_000)
    return create_app(settings, site.storage, IndexerSettings(), small_site.PORTALS)


@pytest.fixture
def api(calm: Flask) -> FlaskClient:
    return calm.test_client()


@pytest.fixture(scope="module")
def document(calm: Flask) -> dict[str, Any]:
    found: dict[str, Any] = calm.test_client().get("/api/v1/openapi.json").get_json()
    return found


def get(api: FlaskClient, url: str) -> dict[str, Any]:
    answer = api.get(f"/api/v1{url}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/json"
    found: dict[str, Any] = answer.get_json()
    return found


def refused(api: FlaskClient, url: str) -> list[tuple[str, str]]:
    answer = api.get(f"/api/v1{url}")
    problem = json.loads(answer.get_data())
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert problem["status"] == 422
    assert problem["type"] == "/api#loi-tham-so"
    assert all(error["detail"] in problem["detail"] for error in problem["errors"])
    return [(error["parameter"], error["reason"]) for error in problem["errors"]]


def test_a_search_is_a_page_of_the_result_list(api: FlaskClient, site) -> None:
    found = get(api, "/search?q=hoi+nghi&tinh=Kiên+Giang")
    assert (found["total"], found["page"], found["pages"], found["per_page"]) == (1, 1, 1, 10)
    (article,) = found["articles"]
    assert article["id"] == site.id_of("meeting")
    assert article["held"] == [{"value": "2019-07-12", "precision": "day"}]
    assert [part["text"] for passage in article["passages"] for part in passage if part["marked"]]
    assert found["page_url"] == "http://localhost/tim?q=hoi+nghi&tinh=kien-giang"


def test_pages_lead_to_each_other_and_hold_every_article_once(api: FlaskClient) -> None:
    url, ids = "/search?moi-trang=7", []
    while url:
        found = get(api, url)
        ids += [article["id"] for article in found["articles"]]
        url = (found["next"] or "").removeprefix("http://localhost/api/v1")
    assert len(ids) == len(set(ids)) == found["total"] == 30
    assert found["previous"].endswith("/search?trang=4&moi-trang=7")
    links = api.get("/api/v1/search?trang=2").headers["Link"]
    assert re.findall(r'<http://localhost/api/v1(/search[^>]*)>; rel="(\w+)"', links) == [
        ("/search", "prev"),
        ("/search?trang=3", "next"),
    ]
    assert "Link" not in api.get("/api/v1/search?q=hoi+nghi").headers


def test_facet_values_are_what_the_parameters_take(api: FlaskClient) -> None:
    for facet in get(api, "/search")["facets"]:
        for value in facet["values"]:
            narrowed = get(api, f"/search?{facet['parameter']}={value['value']}")
            assert narrowed["total"] == value["count"], (facet["parameter"], value)


def test_a_long_facet_is_filtered_without_accents(api: FlaskClient) -> None:
    found = get(api, "/facets/co-quan?chua=hon+dat")
    assert [value["label"] for value in found["facet"]["values"]] == ["UBND huyện Hòn Đất"]
    assert get(api, "/facets/co-quan?nhieu-nhat=1")["total"] > 1
    assert len(get(api, "/facets/co-quan?nhieu-nhat=1")["facet"]["values"]) == 1


def test_an_article_says_all_that_its_page_says(api: FlaskClient, site) -> None:
    found, article = get(api, f"/articles/{site.id_of('meeting')}"), site.articles["meeting"]
    assert (found["title"], tuple(found["body"])) == (article.title, article.body)
    assert found["meeting"]["chairs"] == [{"name": "Lê Thị Mận", "post": "Phó Chủ tịch UBND huyện"}]
    assert [document["number"] for document in found["documents"]] == ["58/KH-UBND", "417/SNN-TL"]
    assert len(found["capture"]["sha256"]) == 64
    assert [v["version"] for v in get(api, f"/articles/{site.id_of('versions')}")["versions"]] == [1, 2]
    assert get(api, f"/articles/{site.id_of('gone')}")["gone"] is True
    assert get(api, f"/articles/{site.id_of('hostile')}")["attachments"][0]["url"] is None


def test_what_was_understood_comes_with_the_sentences_that_say_so() -> None:
    quoted = Evidence(sentence="Giao các xã rà soát trước ngày 15/8/2019.", start=0, end=4)
    deadline = small_site.day("2019-08-15")
    article = Article(
        url="https://a.gov.vn/1",
        portal="a",
        platform="generic",
        title="Họp",
        meeting=Meeting(hour="07:30", conclusions=(Statement(text="Thống nhất", evidence=quoted),)),
        tasks=(Task(task="rà soát", assignee="các xã", deadline=deadline, evidence=quoted),),
        signer=Person(name="Hoàng Văn Lự"),
        unit=AdministrativeUnit(province="Kiên Giang", district="huyện An Minh", path="kien-giang/an-minh"),
    )
    said = said_in(article)
    assert said["meeting"].conclusions[0].model_dump() == {"text": "Thống nhất", "sentence": quoted.sentence}
    assert said["tasks"][0].deadline.value == "2019-08-15"
    assert (said["unit"].name, said["unit"].level) == ("huyện An Minh", "district")


def test_similar_articles_and_suggestions_are_those_of_the_pages(api: FlaskClient, site) -> None:
    similar = get(api, f"/articles/{site.id_of('news0')}/similar?nhieu-nhat=2")["articles"]
    assert len(similar) == 2
    assert site.id_of("news0") not in {article["id"] for article in similar}
    assert get(api, "/suggestions?q=hoi+ng")["completions"]


def test_portals_are_those_that_are_held(api: FlaskClient) -> None:
    found = {portal["key"]: portal for portal in get(api, "/portals")["portals"]}
    assert found["hon-dat"]["articles"] == 27
    assert found["khac"]["agency"] is None


@pytest.mark.parametrize(
    ("url", "errors"),
    [
        ("/search?x=1", [("x", "unknown-parameter")]),
        ("/search?q=a&q=b", [("q", "repeated-parameter")]),
        ("/search?trang=0&moi-trang=101", [("trang", "bad-value"), ("moi-trang", "bad-value")]),
        ("/search?trang=", [("trang", "bad-value")]),
        ("/search?nam=19", [("nam", "bad-value")]),
        ("/search?loai=meeting", [("loai", "bad-value")]),
        ("/search?xep=hay", [("xep", "bad-value")]),
        ("/search?tu=31/2/2019", [("tu", "bad-date")]),
        ("/search?tu=2020&den=2019", [("den", "range-reversed")]),
        ("/search?q=" + "x" * 301, [("q", "text-too-long")]),
        ("/search?q=nghi*+hoi*+ket*+lang*+duong*+nong*", [("q", "query-too-many-wildcards")]),
        ("/search?lang=fr", [("lang", "bad-value")]),
        ("/facets/mau-sac", [("parameter", "bad-value")]),
        ("/articles/AAAA", [("article_id", "bad-value")]),
        ("/suggestions?q=a&moi-trang=3", [("moi-trang", "unknown-parameter")]),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    api: FlaskClient, url: str, errors: list[tuple[str, str]]
) -> None:
    assert sorted(refused(api, url)) == sorted(errors)


@pytest.mark.parametrize("url", ["/search?tu=2019", "/search?den=6/2019", "/search?tu=18/6/2019&den=2020"])
def test_half_open_ranges_are_searches(api: FlaskClient, url: str) -> None:
    assert 0 < get(api, url)["total"] < 30


@pytest.mark.parametrize("url", ["/search?tinh=xyz", "/search?q=zzzxqj", "/search?nam=1900&co-quan=abc"])
def test_an_unknown_value_finds_nothing_and_stays_selected(api: FlaskClient, url: str) -> None:
    found = get(api, url)
    assert (found["total"], found["pages"], found["articles"]) == (0, 0, [])
    selected = [v for facet in found["facets"] for v in facet["values"] if v["selected"]]
    assert all(value["count"] == 0 for value in selected)
    assert len(selected) == url.count("=") - url.count("q=")


@pytest.mark.parametrize(
    ("url", "status"),
    [("/search?trang=99", 404), ("/articles/aaaaaaaaaaaaa", 404), ("/nowhere", 404), ("/nowhere?q=%00", 404)],
)
def test_what_is_not_there_is_a_problem_too(api: FlaskClient, url: str, status: int) -> None:
    answer = api.get(f"/api/v1{url}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert json.loads(answer.get_data())["status"] == status


def test_other_methods_are_refused_with_those_that_are_allowed(api: FlaskClient) -> None:
    answer = api.post("/api/v1/search")
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_without_an_index_the_problem_says_when_to_come_back(empty_client: FlaskClient) -> None:
    answer = empty_client.get("/api/v1/search")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize("url", ["/search?q=hoi+nghi", "/portals", "/openapi.json", "/suggestions?q=ho"])
def test_an_answer_that_has_not_changed_is_not_sent_again(api: FlaskClient, url: str) -> None:
    first = api.get(f"/api/v1{url}")
    tag = {"If-None-Match": first.headers["ETag"]}
    again = api.get(f"/api/v1{url}", headers=tag)
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert api.get(f"/api/v1{url}{'&' if '?' in url else '?'}lang=en", headers=tag).status_code in (200, 304)
    assert api.get("/api/v1/search?q=khac", headers=tag).status_code == 200


def test_who_asks_too_often_waits(site) -> None:
    settings = WebSettings(api_per_minute=3, exports_per_minute=2)
    app = create_app(settings, site.storage, IndexerSettings(), small_site.PORTALS)
    client = app.test_client()
    statuses = [client.get("/api/v1/portals").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get("/api/v1/search")
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert [client.get("/tim.csv").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/tim").status_code == 200, "pages are for people"
    other = {"REMOTE_ADDR": "2001:db8::1"}
    neighbour = {"REMOTE_ADDR": "2001:db8::2"}
    stranger = {"REMOTE_ADDR": "2001:db8:0:1::1"}
    assert [client.get("/tim.csv", environ_base=other).status_code for _ in range(2)] == [200, 200]
    assert client.get("/tim.csv", environ_base=neighbour).status_code == 429, "one household has a /64"
    assert client.get("/tim.csv", environ_base=stranger).status_code == 200
    assert "Retry-After" not in client.get("/tim.csv", environ_base=stranger).headers


def test_other_sites_may_read_it(api: FlaskClient) -> None:
    assert api.get("/api/v1/search").headers["Access-Control-Allow-Origin"] == "*"


def test_the_document_describes_every_operation_and_nothing_else(
    calm: Flask, document: dict[str, Any]
) -> None:
    routes = {rule.rule for rule in calm.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    described = {f"/api/v1{path.replace('{', '<').replace('}', '>')}" for path in document["paths"]}
    assert routes == described | {"/api/v1/openapi.json"}
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://localhost/api/v1"}]


def test_the_document_has_everything_it_points_at(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    pointed = {line.split('"')[0] for line in json.dumps(document).split("#/components/schemas/")[1:]}
    assert pointed <= schemas.keys()
    assert "additionalProperties" not in json.dumps(document), "fields may be added within v1"


def test_the_document_speaks_both_languages(api: FlaskClient) -> None:
    english = api.get("/api/v1/openapi.json?lang=en").get_json()
    assert english["paths"]["/portals"]["get"]["summary"].startswith("The portals that are archived")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_answers_are_what_their_models_say(api: FlaskClient, site, operation) -> None:
    """Answers are made without being validated, for speed: here they are."""
    paths = [operation.example or operation.path]
    if "{article_id}" in operation.path:
        paths = [operation.path.replace("{article_id}", site.id_of(name)) for name in site.articles]
    if operation.name == "citing":
        paths = ["/documents/citing?so=912/QĐ-UBND"]
    for path in paths:
        TypeAdapter(operation.answer).validate_json(api.get(f"/api/v1{path}").get_data(), strict=False)


def test_every_example_of_the_guide_is_answered(api: FlaskClient) -> None:
    page = api.get("/api").get_data(as_text=True)
    examples = re.findall(r'href="(/api/v1/[^"]*)"', page)
    assert len(examples) == len(OPERATIONS) + 1
    for url in examples:
        assert api.get(url.replace("&amp;", "&")).status_code == 200, url
