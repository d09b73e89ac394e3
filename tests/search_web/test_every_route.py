"""Every route there is, refusals and failures too, answers with the headers that keep browsers safe.

Routes are taken from the app itself: a new page is tested without being named here.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.errors import ArchiveDamaged, IndexDamaged
from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.exports import EXPORTS
from tests.search_web import small_site

EXAMPLES = {
    "ending": tuple(EXPORTS),
    "filename": ("tra-tin.css", "icon.svg"),
    "part": ("tat-ca", "khong-co"),
}
"""Values of route arguments besides ids; others get one that names nothing, and one that attacks."""
NOTHING = ("khong-co", "<script>alert(1)<", "..%2f..%2fetc%2fpasswd")
ARGUMENT = re.compile(r"<(?:[^<>]*:)?(\w+)>")
QUERIES = ("", "?q=nuoc+sach&trang=1", "?q=%3Cscript%3Ealert(1)%3C/script%3E&tu=x")


@pytest.fixture(scope="module")
def calm(site) -> Flask:
    """A site that counts nobody's requests."""
    limits = WebSettings(api_per_minute=1_000_000, exports_per_minute=1_000_000)
    return create_app(limits, site.storage, IndexerSettings(), small_site.PORTALS)


def addresses(app: Flask, site) -> Iterator[str]:
    examples = {**EXAMPLES, "article_id": tuple(site.id_of(name) for name in ("meeting", "hostile", "gone"))}
    for rule in app.url_map.iter_rules():
        for url in filled(rule.rule, examples):
            yield from (url + query for query in QUERIES)


def filled(rule: str, examples: dict[str, tuple[str, ...]]) -> list[str]:
    """The rule's address with each example in turn in all places."""
    names = ARGUMENT.findall(rule)
    values = {name: (*examples.get(name, ()), *NOTHING) for name in names}
    most = max(map(len, values.values()), default=1)

    def address(turn: int) -> str:
        return ARGUMENT.sub(
            lambda found: quote(values[found[1]][min(turn, len(values[found[1]]) - 1)], safe="%"), rule
        )

    return list(dict.fromkeys(map(address, range(most))))


def check_headers(answer, what: str) -> None:
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy, what
    assert "base-uri 'none'" in policy, what
    assert "script-src 'self';" in policy or policy.startswith("sandbox;"), what
    assert "frame-ancestors 'none'" in policy or "frame-ancestors 'self'" in policy, what
    if "unsafe" in policy:
        assert policy.startswith("sandbox;"), what
    assert (headers.get("X-Frame-Options") == "DENY") == ("frame-ancestors 'none'" in policy), what
    assert headers["X-Content-Type-Options"] == "nosniff", what
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), what
    assert "camera=()" in headers["Permissions-Policy"], what
    assert "geolocation=()" in headers["Permissions-Policy"], what
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", what
    assert ("Cross-Origin-Resource-Policy" in headers) != ("Access-Control-Allow-Origin" in headers), what
    assert "charset" in headers["Content-Type"] or not answer.mimetype.startswith("text/"), what


def test_every_route_answers_with_the_headers_and_sets_no_cookie(calm: Flask, site) -> None:
    """Visitors have no accounts; the operators' cookie is set by a right password alone."""
    client, tried = calm.test_client(), 0
    for number, url in enumerate(addresses(calm, site)):
        methods = ("GET", "HEAD", "POST", "PUT", "OPTIONS") if number % 5 == 0 else ("GET",)
        for method in methods:
            answer = client.open(url, method=method, buffered=True)
            assert answer.status_code < 500, (method, url)
            check_headers(answer, f"{method} {url}")
            assert "Set-Cookie" not in answer.headers, (method, url)
            tried += 1
    assert tried > 3 * len(list(calm.url_map.iter_rules()))


def test_nothing_but_the_operators_pages_can_be_written_to(calm: Flask) -> None:
    public = (rule for rule in calm.url_map.iter_rules() if not rule.rule.startswith("/quan-tri"))
    assert all(rule.methods <= {"GET", "HEAD", "OPTIONS"} for rule in public)


@pytest.mark.parametrize("url", ["/", "/tim", "/tim.csv", "/tim.ics", "/healthz", "/kho-tin"])
def test_a_site_without_an_index_says_so_with_the_headers(empty_client: FlaskClient, url: str) -> None:
    answer = empty_client.get(url)
    assert answer.status_code >= 400
    check_headers(answer, url)


class Broken:
    """Stores that cannot be read."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def index(self):
        raise self._error

    articles = captures = index


@pytest.mark.parametrize("url", ["/", "/tim?q=x", "/tim.xlsx", "/tin/aaaaaaaaaaaaa", "/api/v1/search"])
@pytest.mark.parametrize(
    "error", [IndexDamaged("torn"), ArchiveDamaged("torn"), RuntimeError("<script>secret</script>")]
)
def test_a_failure_answers_with_the_headers_and_tells_nothing(site, error: Exception, url: str) -> None:
    app = create_app(WebSettings(), site.storage, IndexerSettings(), small_site.PORTALS, stores=Broken(error))
    answer = app.test_client().get(url)
    assert answer.status_code in (404, 500, 503)
    check_headers(answer, url)
    assert "secret" not in answer.get_data(as_text=True)


def test_a_refused_visitor_gets_the_headers_too(site) -> None:
    app = create_app(WebSettings(exports_per_minute=1), site.storage, IndexerSettings(), small_site.PORTALS)
    client = app.test_client()
    codes = []
    for _ in range(3):
        answer = client.get("/tim.csv", buffered=True)
        check_headers(answer, "/tim.csv")
        codes.append(answer.status_code)
    assert codes[-1] == 429


def test_an_answer_not_modified_keeps_the_headers(client: FlaskClient) -> None:
    first = client.get("/static/tra-tin.css", buffered=True)
    again = client.get("/static/tra-tin.css", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert again.status_code == 304
    assert again.headers["X-Content-Type-Options"] == "nosniff"
