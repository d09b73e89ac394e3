"""Home, article, archived copy, holdings, help, errors, robots and health."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.catalog import PortalSummary
from corpus.errors import IndexDamaged
from corpus.portal import Portal
from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.pages.holdings import holdings_page


def get(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return html.unescape(response.get_data(as_text=True))


def test_home_says_what_is_held_and_each_number_leads_there(client: FlaskClient) -> None:
    page = get(client, "/")
    assert re.search(r'<a href="/tim"><strong>30</strong> <span>tin đã lưu', page)
    assert re.search(r'<a href="/kho-tin"><strong>3</strong> <span>cổng thông tin', page)
    assert re.search(r'<a href="/tim\?xep=cu-nhat"><strong>tháng 3/2013</strong>', page)


def test_home_examples_lead_to_results(client: FlaskClient) -> None:
    page = get(client, "/")
    examples = re.findall(r'class="audience">([^<]*)</span><a href="([^"]*)"', page)
    assert [audience for audience, _ in examples] == ["Người dân", "Cán bộ", "Nhà báo"]
    for _, url in examples:
        assert "<h2>0 kết quả" not in get(client, url), url


def test_home_has_a_map_that_leads_to_provinces(client: FlaskClient) -> None:
    found = r'<a href="/tim\?tinh=an-giang&dia-gioi=hien-nay"[^>]*><title>An Giang: \d'
    assert re.search(found, get(client, "/"))


def test_home_leads_to_topics_with_as_many_articles_as_it_says(client: FlaskClient) -> None:
    found = r'<a href="(/tim\?chu-de=[^"]+)" rel="nofollow">[^<]+</a> <span class="count">\((\d+) tin'
    topics = re.findall(found, get(client, "/"))
    assert topics
    for url, count in topics:
        assert f"<h2>{count} kết quả" in get(client, url)


def test_home_shows_the_newest_meetings(client: FlaskClient, site) -> None:
    assert f'href="/tin/{site.id_of("meeting")}"' in get(client, "/")


def test_an_article_shows_all_that_was_read(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('meeting')}")
    article = site.articles["meeting"]
    words = re.sub("<[^>]+>", "", page)
    for text in (article.title, *article.body, *article.captions, "Lê Thị Mận, Phó Chủ tịch UBND huyện"):
        assert text in words
    text = re.sub("<[^>]+>", "", page[page.index('<div class="text">') :])
    assert text.count(article.body[0]) == 1, "the lead is not shown twice"
    assert "Sáng 12/7/2019" in page
    assert 'href="https://hondat.example.gov.vn/tep/bao-cao.docx" rel="noopener nofollow"' in page
    assert 'href="https://hondat.example.gov.vn/tin/hop-so-ket-nuoc-sach" rel="noopener nofollow"' in page


def test_a_cited_document_leads_to_its_page_once(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('meeting')}")
    url = "/van-ban/58/KH-UBND?co-quan=ubnd-huyen&nam=2019"
    assert page.count(f'href="{url}"') == 1
    assert "Kế hoạch 58/KH-UBND" in page
    assert site.articles["meeting"].title in get(client, url)


def total_of(client: FlaskClient, url: str) -> int:
    found = re.search(r"<h2>(\d+) kết quả", get(client, url))
    assert found
    return int(found.group(1))


def test_the_facts_of_an_article_lead_to_their_pages(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('meeting')}")
    for url in ("/co-quan/ubnd-huyen-hon-dat", "/tinh/kien-giang"):
        assert f'href="{url}"' in page
        assert "Kho có" in get(client, url)
    assert 'href="/tim?loai=cuoc-hop"' in page
    assert total_of(client, "/tim?loai=cuoc-hop") >= 1


def test_a_letterhead_is_shown_as_a_card(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('document')}")
    for words in ("/SGDĐT-QLCL", "khoảng tháng 3/2024", "Hoàng Văn Lự, PHÓ GIÁM ĐỐC"):
        assert words in page


def test_an_article_with_little_known_is_still_a_page(client: FlaskClient, site) -> None:
    assert "Chưa rõ ngày đăng" in get(client, f"/tin/{site.id_of('bare')}")


def test_a_gone_source_is_said_at_the_top_and_the_copy_offered(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('gone')}")
    assert page.index("Trang gốc không còn trên cổng") < page.index("<h1>")
    assert client.get(f"/tin/{site.id_of('gone')}").headers["X-Robots-Tag"] == "noindex"


def test_versions_are_counted_and_each_leads_to_its_copy(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('versions')}")
    assert "Tin này có 2 phiên bản." in page
    assert "Bổ sung: lịch tiếp" in page
    old = re.search(r'href="(/tin/[a-z2-7]{13}/ban-luu\?phien-ban=1)"', page)
    assert old
    frame = re.search(r'<iframe sandbox="" src="([^"]*)"', get(client, old.group(1)))
    assert frame
    assert "Bổ sung" not in get(client, frame.group(1))
    assert "Bổ sung" in get(client, f"/tin/{site.id_of('versions')}/ban-luu/khung")


@pytest.mark.parametrize("path", ["", "/ban-luu", "/ban-luu/khung", "/ban-luu/tai-ve"])
@pytest.mark.parametrize("article_id", ["aaaaaaaaaaaaa", "AAAAAAAAAAAAA", "1", "..%2f..", "a" * 200])
def test_an_unknown_article_is_not_found(client: FlaskClient, article_id: str, path: str) -> None:
    get(client, f"/tin/{article_id}{path}", 404)


def test_an_unknown_version_is_not_found(client: FlaskClient, site) -> None:
    get(client, f"/tin/{site.id_of('versions')}/ban-luu?phien-ban=9", 404)


def test_capture_time_is_vietnams_and_the_digest_is_hexadecimal(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('meeting')}")
    assert "4/5/2026 09:30" in page
    assert re.search(r"<code>[0-9a-f]{64}</code>", page)


def test_holdings_list_each_portal_with_its_span(client: FlaskClient) -> None:
    page = get(client, "/kho-tin")
    for words in ("UBND huyện Hòn Đất", "tháng 3/2013 – tháng 5/2026", "hondat.example.gov.vn", "Lào Cai"):
        assert words in page


def test_a_portal_leads_to_its_own_page(app: Flask) -> None:
    name = "Sở Y tế tỉnh Trà Vinh"
    portal = Portal(
        key="syt",
        agency=name,
        level="department",
        province="Trà Vinh",
        start_urls=("https://syt.example.gov.vn/",),
    )
    summary = PortalSummary(
        portal="syt",
        articles=1,
        first_published=None,
        last_published=None,
        last_capture=None,
        **dict.fromkeys(("pending", "in_flight", "done", "gone", "failed", "blocked"), 0),
    )
    with app.test_request_context("/kho-tin"):
        row = holdings_page((summary,), {"syt": portal}).portals[0]
    assert (row.agency, row.page_url) == (name, "/cong/syt")


def test_portals_are_known_from_the_catalog_too(site) -> None:
    app = create_app(WebSettings(), site.storage, IndexerSettings())
    assert "Sở Giáo dục và Đào tạo Lào Cai" in get(app.test_client(), "/kho-tin")


def test_help_examples_are_links_to_what_is_held(client: FlaskClient) -> None:
    page = get(client, "/tro-giup")
    found = dict(re.findall(r'<dt><a href="([^"]+)">([^<]+)</a></dt>', page))
    assert "58/KH-UBND" in found.values(), "a number of this archive"
    assert "chủ trì:Lê Thị Mận" in found.values()
    for url in found:
        assert 'id="loi-q"' not in get(client, html.unescape(url)), url


def test_help_needs_no_index(empty_client: FlaskClient) -> None:
    assert "chủ trì:Nguyễn Văn Phỉ" in get(empty_client, "/tro-giup")


def test_a_wrong_address_helps_on(client: FlaskClient) -> None:
    page = get(client, "/khong-co", 404)
    assert "Không có trang này" in page
    assert 'role="search"' in page


def test_a_wrong_method_is_refused_calmly(client: FlaskClient) -> None:
    response = client.post("/tim")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("url", ["/", "/tim?q=a", "/kho-tin"])
def test_before_the_first_crawl_a_page_says_what_to_do(empty_client: FlaskClient, url: str) -> None:
    page = get(empty_client, url, 503)
    assert "Kho tin đang được chuẩn bị" in page
    assert "tratin" in page
    assert empty_client.get(url).headers["Retry-After"] == "120"


def test_a_damaged_index_is_said_calmly(site) -> None:
    class Damaged:
        def index(self):
            raise IndexDamaged("segment_3.seg: checksum; run `tratin index --rebuild`")

        articles = index

    app = create_app(WebSettings(), site.storage, IndexerSettings(), stores=Damaged())
    page = get(app.test_client(), "/tim?q=a", 503)
    assert "Tìm kiếm tạm thời ngừng" in page
    assert "segment_3" not in page
    assert app.test_client().get("/healthz").get_json()["status"] == "index-damaged"


def test_an_unforeseen_error_is_a_page_without_details(site) -> None:
    class Broken:
        def index(self):
            raise RuntimeError("mật khẩu")

    app = create_app(WebSettings(), site.storage, IndexerSettings(), stores=Broken())
    page = get(app.test_client(), "/tim", 500)
    assert "Có lỗi xảy ra" in page
    assert "mật khẩu" not in page


def test_health_says_ok_or_why_not(client: FlaskClient, empty_client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "catalog": "ok"}
    response = empty_client.get("/healthz")
    assert response.status_code == 503
    assert response.get_json()["status"] == "index-missing"


def test_robots_keeps_bots_out_of_facets_and_lets_them_read_articles(client: FlaskClient) -> None:
    robots = get(client, "/robots.txt")
    for name in ("q", "tinh", "co-quan", "chu-de", "loai", "nam", "tu", "den", "xep"):
        assert f"Disallow: /tim?{name}=" in robots
        assert f"Disallow: /tim?*&{name}=" in robots
    assert "Disallow: /tin/\n" not in robots
    assert "trang=" not in robots


def test_an_article_leads_to_those_like_it_and_never_to_itself(client: FlaskClient, site) -> None:
    page = get(client, f"/tin/{site.id_of('news0')}")
    _, _, like = page.partition('<h2 id="tuong-tu">Tin tương tự</h2>')
    links = re.findall(r'<a href="/tin/([a-z2-7]{13})">', like.partition("</section>")[0])
    assert 1 <= len(links) <= 5
    assert site.id_of("news0") not in links
