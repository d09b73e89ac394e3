"""Whatever stands in a URL, the answer is a page or a refusal, never a failure."""

from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.api import OPERATIONS
from search_web.exports import EXPORTS
from tests.search_web import small_site

NAMES = (
    *("q", "tinh", "don-vi", "co-quan", "loai", "loai-hop", "chu-de", "nam", "van-ban", "nguon", "dia-gioi"),
    *("tu", "den", "xep", "trang", "lang", "q[0]"),
)
API_NAMES = ("dang-lai", "moi-trang", "chua", "nhieu-nhat", "phien-ban", "tinh[]", "khong-co", "")
VALUES = st.one_of(
    st.binary(max_size=30).map(lambda octets: "".join(f"%{octet:02X}" for octet in octets)),
    st.text(max_size=40).map(lambda text: quote(text, errors="replace")),
    st.sampled_from(
        ["%00", "%C3%28", "%zz", "x" * 10_000, "9" * 5_000, "999999999999", "-1", "1e9", "%C2%B2", "%D9%A3"]
    ),
    st.sampled_from(["31/2/2019", "1/1/0001", "32/13/99999", "0000", "%22", "(((", "a*", "~", "kien-giang"]),
    st.sampled_from(["2019", "6/2019", "31/12/9999", "9999", "12/9999", "cuoc-hop", "moi-nhat", "en", "3"]),
    st.sampled_from(["kien-giang/hon-dat", "/", "a//b/", "luc-do", "hien-nay", "58-kh-ubnd", "%7C"]),
)
PARAMETERS = st.lists(st.tuples(st.sampled_from(NAMES + API_NAMES), VALUES), max_size=6)
SEGMENTS = st.sampled_from(
    ["", "aaaaaaaaaaaaa", "co-quan", "%00", "..", "%F0%9F%92%A9", "tat-ca.xml.gz", "zz"]
)
PATHS = st.one_of(
    st.sampled_from(["/", "/tim", "/tim", "/kho-tin", "/tro-giup", "/theo-doi", "/api", "/goi-y"]),
    st.sampled_from(["/opensearch.xml", "/opensearch/goi-y", "/sitemap.xml", "/robots.txt", "/tim.pdf"]),
    st.sampled_from(["/ban-do", "/tim/loc/don-vi", "/tim/loc/van-ban", "/tim/loc/nam", "/tim/loc/zz"]),
    st.sampled_from([f"/tim.{ending}" for ending in EXPORTS]),
    st.builds(
        lambda path, segment: (
            "/api/v1" + path.replace("{parameter}", segment).replace("{article_id}", segment)
        ),
        st.sampled_from([operation.path for operation in OPERATIONS]),
        SEGMENTS,
    ),
    st.builds("/{}/{}".format, st.sampled_from(["sitemap", "tin", "static", "api", "api/v1"]), SEGMENTS),
)
URLS = st.builds(
    lambda path, parameters: f"{path}?{'&'.join(f'{name}={value}' for name, value in parameters)}",
    PATHS,
    PARAMETERS,
)
REFUSALS = (301, 308, 400, 404, 422)
"""301 and 308: two slashes become one."""


@pytest.fixture(scope="module")
def calm(site) -> Flask:
    """A site that counts nobody's requests."""
    limits = WebSettings(api_per_minute=1_000_000, exports_per_minute=1_000_000)
    return create_app(limits, site.storage, IndexerSettings(), small_site.PORTALS)


def check(client: FlaskClient, url: str) -> None:
    for answer in (client.get(url), client.head(url)):
        assert answer.status_code == 200 or answer.status_code in REFUSALS, url
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.get_data() is not None


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # 2 s; 2,000 of them below
@given(URLS)
def test_no_url_makes_the_site_fail(calm: Flask, url: str) -> None:
    check(calm.test_client(), url)


@pytest.mark.quality
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(URLS)
def test_no_url_of_2000_makes_the_site_fail(calm: Flask, url: str) -> None:
    check(calm.test_client(), url)


HALF_OPEN = ("tu=2019", "den=2019", "tu=18/6/2019", "den=6/2019", "tu=2019&den=", "tu=&den=2020")


@pytest.mark.parametrize("dates", HALF_OPEN)
def test_a_range_with_one_end_is_open_at_the_other_in_every_format(calm: Flask, dates: str) -> None:
    client = calm.test_client()
    everything = int(client.get("/tim.json").headers["X-Total-Count"])
    totals = {client.get(f"/tim.{ending}?{dates}").headers["X-Total-Count"] for ending in EXPORTS}
    assert len(totals) == 1
    assert 0 < int(totals.pop()) < everything


@pytest.mark.parametrize("dates", ["tu=hom+qua", "den=31/2/2019", "tu=2020&den=2019"])
def test_dates_that_are_none_restrict_nothing_and_are_reported(calm: Flask, dates: str) -> None:
    """As the page does: it searches on and says so beside the box."""
    client = calm.test_client()
    found = client.get(f"/tim.json?{dates}").get_json()
    assert found["total"] == client.get("/tim.json").get_json()["total"]
    assert found["problems"][0]["parameter"] in ("tu", "den")
