"""How other programs find this site: sitemaps, OpenSearch, robots.txt; what search engines leave alone."""

import datetime as dt
import gzip
import re
from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient
from lxml import etree

from corpus.article import article_id
from corpus.catalog import ListedArticle
from indexer import IndexerSettings
from search_web import WebSettings, create_app, sitemaps

NAMES = {"s": sitemaps.NAMESPACE, "o": "http://a9.com/-/spec/opensearch/1.1/"}


def locations(xml: bytes) -> list[str]:
    return [str(node.text) for node in etree.fromstring(xml).iterfind(".//s:loc", NAMES)]


def test_the_sitemap_leads_to_every_article_that_is_not_gone(client: FlaskClient, site) -> None:
    parts = locations(client.get("/sitemap.xml").get_data())
    assert parts == ["http://localhost/sitemap/tat-ca.xml.gz"]
    answer = client.get("/sitemap/tat-ca.xml.gz")
    assert answer.mimetype == "application/gzip"
    found = {url.rpartition("/")[2] for url in locations(gzip.decompress(answer.get_data()))}
    assert found == {a.article_id for name, a in site.articles.items() if name != "gone"}
    assert client.get(f"/tin/{found.pop()}").status_code == 200


@pytest.mark.parametrize("part", ["a", "zz", "2"])
def test_a_part_that_is_empty_is_still_a_sitemap(client: FlaskClient, part: str) -> None:
    xml = gzip.decompress(client.get(f"/sitemap/{part}.xml.gz").get_data())
    assert all(url.startswith(f"http://localhost/tin/{part}") for url in locations(xml))


@pytest.mark.parametrize("part", ["aaa", "A", "1", "tat-ca2", "%00", "ă"])
def test_what_is_no_part_is_not_found(client: FlaskClient, part: str) -> None:
    assert client.get(f"/sitemap/{part}.xml.gz").status_code == 404


@pytest.mark.parametrize("count", [0, 1, 40_000, 40_001, 1_000_000, 1_300_000, 20_000_000])
def test_parts_hold_every_id_once_and_no_more_than_the_protocol_allows(count: int) -> None:
    ranges = [sitemaps.id_range(part) for part in sitemaps.parts_of(count)]
    ids = [article_id(f"https://a.gov.vn/{number}") for number in range(300)]
    assert all(sum(span is not None and span[0] <= i <= span[1] for span in ranges) == 1 for i in ids)
    assert count / len(ranges) < 45_000


def test_the_same_articles_give_the_same_bytes() -> None:
    when = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
    listed = [ListedArticle(article_id="a" * 13, updated_at=when)]
    one, other = (
        b"".join(sitemaps.part_gzip(sitemaps.pages_of(listed, "https://tin.vn/tin/?a=1&b=")))
        for _ in range(2)
    )
    assert one == other
    assert locations(gzip.decompress(one)) == ["https://tin.vn/tin/?a=1&b=" + "a" * 13]
    assert b"<lastmod>2026-05-04T00:00:00Z</lastmod>" in gzip.decompress(one)


def test_robots_may_read_articles_and_nothing_endless(client: FlaskClient, site) -> None:
    text = client.get("/robots.txt").get_data(as_text=True)
    assert "Sitemap: http://localhost/sitemap.xml" in text
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    for path in ("/", "/tim", f"/tin/{site.id_of('meeting')}", "/kho-tin", "/api"):
        assert robots.can_fetch("*", path), path
    for path in ("/tim.csv?q=a", "/tim.atom", "/theo-doi?q=a", "/api/v1/search", "/goi-y?q=a"):
        assert not robots.can_fetch("*", path), path


@pytest.mark.parametrize("url", ["/tim?q=xa", "/tim?loai=cuoc-hop", "/tim?trang=2"])
def test_links_to_files_facets_and_feeds_are_not_followed(client: FlaskClient, url: str) -> None:
    page = client.get(url).get_data(as_text=True)
    for link in re.findall(r'<a [^>]*href="/(?:tim\.|theo-doi|tim\?[^"]*xep=)[^>]*>', page):
        assert 'rel="nofollow"' in link, link


@pytest.mark.parametrize("url", ["/tim.json", "/tim.ics?q=xa", "/theo-doi?q=xa", "/api/v1/search"])
def test_what_is_no_page_is_not_indexed(client: FlaskClient, url: str) -> None:
    assert "noindex" in client.get(url).headers["X-Robots-Tag"]


def test_a_browser_learns_to_search_here(client: FlaskClient) -> None:
    assert '<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in (
        client.get("/").get_data(as_text=True)
    )
    description = etree.fromstring(client.get("/opensearch.xml").get_data())
    templates = {
        node.get("type"): node.get("template")
        for node in description.iterfind("o:Url", NAMES)
        if node.get("type")
    }
    assert len(str(description.findtext("o:ShortName", namespaces=NAMES))) <= 16
    for kind in ("text/html", "application/atom+xml", "application/x-suggestions+json"):
        url = str(templates[kind]).replace("{searchTerms}", "hoi+ngh").removeprefix("http://localhost")
        assert client.get(url).status_code == 200, url
    typed, texts, notes, urls = client.get("/opensearch/goi-y?q=hoi+ngh").get_json()
    assert (typed, notes) == ("hoi ngh", [])
    assert len(texts) == len(urls) > 0


def test_a_public_address_stands_in_all_that_leaves_the_site(site) -> None:
    app = create_app(WebSettings(public_url="https://tin.example.vn"), site.storage, IndexerSettings())
    client = app.test_client()
    for url in ("/sitemap.xml", "/robots.txt", "/opensearch.xml", "/tim.json?q=xa", "/tim.atom?q=xa"):
        text = client.get(url, headers={"Host": "evil.example"}).get_data(as_text=True)
        assert "https://tin.example.vn/" in text, url
        assert "evil.example" not in text, url


def test_the_export_line_offers_what_there_is(client: FlaskClient) -> None:
    page = client.get("/tim?loai=tin-tuc").get_data(as_text=True)
    assert 'href="/tim.csv?loai=tin-tuc"' in page
    assert "/tim.ics" not in page, "news stand in no calendar"
    assert 'href="/tim.ics?loai=cuoc-hop"' in client.get("/tim?loai=cuoc-hop").get_data(as_text=True)
    assert 'class="exports"' not in client.get("/tim?q=zzzxqj").get_data(as_text=True)
    assert 'href="/tim.atom?q=xa&amp;xep=moi-nhat"' in client.get("/tim?q=xa").get_data(as_text=True)
