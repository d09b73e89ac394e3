"""The sample portals over real HTTP on loopback: faithful pages, honest 304s, and their bad manners."""

import io
import json
import re
import socket
import struct
import threading
import unicodedata
import zipfile
from collections.abc import Callable
from http.client import HTTPResponse
from urllib.parse import quote, urlencode

import pytest

from corpus.errors import BadConfig
from corpus.samples import expected_articles, portals_of, sample_portals, serve_samples
from corpus.samples.sites.server import Server
from corpus.samples.sites.site import Site

Ask = Callable[..., tuple[HTTPResponse, bytes]]
Sites = dict[str, Site]
ENCODINGS = {"dotnetnuke": "utf-16", "vnedu": "cp1258"}


def text_of(site: Site, body: bytes) -> str:
    return unicodedata.normalize("NFC", body.decode(ENCODINGS.get(site.platform, "utf-8-sig")))


def test_there_are_enough_portals_platforms_provinces_and_articles() -> None:
    portals, articles = sample_portals(), expected_articles()
    assert len(portals) >= 8
    assert len({article.platform for article in articles}) >= 6
    assert len({portal.province for portal in portals}) >= 6
    assert len(articles) >= 640
    assert len({article.url for article in articles}) == len(articles)
    years = {article.published.year for article in articles if article.published}
    assert years == set(range(2012, 2027))


def test_portals_are_on_consecutive_ports_and_need_no_delay() -> None:
    portals = sample_portals(9000)
    assert [portal.start_urls[0][:21] for portal in portals][:2] == [
        "http://127.0.0.1:9000",
        "http://127.0.0.1:9001",
    ]
    assert all(portal.delay_seconds == 0 and portal.allow_private_addresses for portal in portals)


def test_every_article_page_answers_with_its_title(served_sites: Sites, ask: Ask) -> None:
    for site in served_sites.values():
        for post in site.posts[::7]:
            response, body = ask(site.url(post))
            assert response.status == 200
            title = post.article.title.replace("&", "&amp;")
            assert title in text_of(site, body), site.url(post)


def test_every_attachment_is_a_real_file(served_sites: Sites, ask: Ask) -> None:
    seen = set()
    for site in served_sites.values():
        for post in site.posts:
            for place, file in enumerate(post.files[:2]):
                ending = file.name.rpartition(".")[2]
                if (site.platform, ending) in seen:
                    continue
                seen.add((site.platform, ending))
                response, body = ask(site.file_url(post, place))
                assert response.status == 200, site.file_url(post, place)
                check_file(ending, body)
    assert {ending for _, ending in seen} == {"pdf", "doc", "docx", "xlsx"}


def check_file(ending: str, body: bytes) -> None:
    if ending == "pdf":
        assert body.startswith(b"%PDF-1.4")
        assert body.rstrip().endswith(b"%%EOF")
    elif ending == "doc":
        assert body.startswith(b"{\\rtf1")
    else:
        assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None


@pytest.mark.parametrize("key", ["mau-vanhoa-kontum", "mau-tan-yen"])
def test_validators_are_honoured_with_304(served_sites: Sites, ask: Ask, key: str) -> None:
    site = served_sites[key]
    url = site.url(site.posts[0])
    first, body = ask(url)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert body
    assert ask(url, If_None_Match=etag)[0].status == 304
    assert ask(url, If_None_Match=etag)[1] == b""
    assert ask(url, If_Modified_Since=modified)[0].status == 304
    assert ask(url, If_None_Match='"other"')[0].status == 200
    assert ask(url, If_Modified_Since="Mon, 02 Jan 2006 15:04:05 GMT")[0].status == 200


def test_a_connection_is_kept_and_head_has_no_body(served_sites: Sites, ask: Ask) -> None:
    site = served_sites["mau-tan-yen"]
    response, body = ask(site.url(site.posts[0]), method="HEAD")
    assert (response.status, response.version, body) == (200, 11, b"")
    assert int(response.headers["Content-Length"]) > 1000


def test_postbacks_turn_the_pages_of_a_list(served_sites: Sites, ask: Ask) -> None:
    site = served_sites["mau-quang-yen"]
    url = f"{site.base}/donvi/TXQuangYen/Trang/ChuyenMuc.aspx?cm=12"
    html, titles = ask(url)[1].decode(), set()
    for _ in range(20):
        titles.update(re.findall(r'<a class="tieude" href="[^"]+nid=(\d+)"', html))
        if "lnkNext" not in html:
            break
        hidden = dict(re.findall(r'name="(__\w+)" id="\w+" value="([^"]*)"', html))
        form = urlencode({**hidden, "__EVENTTARGET": "ctl00$ctl40$lnkNext"})
        html = ask(url, "POST", form, Content_Type="application/x-www-form-urlencoded")[1].decode()
    assert titles == {str(post.id) for post in site.section("tin")}


def test_a_forged_view_state_gets_an_error_page_with_status_200(served_sites: Sites, ask: Ask) -> None:
    site = served_sites["mau-quang-yen"]
    form = urlencode({"__VIEWSTATE": "AAAA", "__EVENTTARGET": "ctl00$ctl40$lnkNext"})
    url = f"{site.base}/donvi/TXQuangYen/Trang/ChuyenMuc.aspx?cm=12"
    response, body = ask(url, "POST", form, Content_Type="application/x-www-form-urlencoded")
    assert response.status == 200
    assert "ID Tương quan" in body.decode()


def test_bad_manners_are_there(served_sites: Sites, ask: Ask) -> None:
    go_quao, tra_vinh = served_sites["mau-go-quao"], served_sites["mau-soyte-travinh"]
    missing = ask(f"{go_quao.base}/trang/TinTuc/9/999999/Khong-co.html")
    assert missing[0].status == 200
    assert '<div id="tieude_tin"></div>' in missing[1].decode("utf-8-sig")
    assert ask(f"{go_quao.base}/robots.txt")[1].startswith(b"\xef\xbb\xbfUser-agent")
    page = ask(tra_vinh.url(tra_vinh.posts[0]))[1].decode()
    assert ";jsessionid=" in page
    assert "redirect=http" in page
    assert unicodedata.normalize("NFD", tra_vinh.posts[0].article.lead[:40]) in page


def test_headers_lie_where_they_should(served_sites: Sites, ask: Ask) -> None:
    lies = {
        "mau-cam-lo": "windows-1252",
        "mau-giaoduc-lapvo": "iso-8859-1",
        "mau-quang-dien": "utf-16",
    }
    for key, charset in lies.items():
        site = served_sites[key]
        assert charset in ask(site.url(site.posts[0]))[0].headers["Content-Type"]
    unit = served_sites["mau-quang-yen"]
    assert ask(unit.url(unit.posts[0]))[0].headers["Content-Type"] == "text/html"


def test_nukeviet_feed_has_the_month_for_minutes(served_sites: Sites, ask: Ask) -> None:
    site = served_sites["mau-tan-yen"]
    feed = ask(f"{site.base}/vi/news/rss/")[1].decode()
    newest = site.posts[0].article.published
    stamps = re.findall(r"<pubDate>\w+, (\d+) \w+ (\d+) \d\d:(\d\d):\d\d GMT", feed)
    assert all(1 <= int(minute) <= 12 for _, _, minute in stamps)
    assert stamps[0][1] == str(newest.year)


def test_wordpress_rest_pages_hold_every_post_once(served_sites: Sites, ask: Ask) -> None:
    site = served_sites["mau-vanhoa-kontum"]
    url = f"{site.base}/wp-json/wp/v2/posts?per_page=50&page="
    response, body = ask(f"{url}1")
    pages = int(response.headers["X-WP-TotalPages"])
    links = [item["link"] for n in range(1, pages + 1) for item in json.loads(ask(f"{url}{n}")[1])]
    assert sorted(links) == sorted(site.url(post) for post in site.posts)
    assert ask(f"{url}{pages + 1}")[0].status == 400
    assert json.loads(body)[0]["content"]["rendered"].startswith("<p")


def test_sitemaps_and_prints_answer(served_sites: Sites, ask: Ask) -> None:
    site = served_sites["mau-tan-yen"]
    assert "sitemap-vi.news.xml" in ask(f"{site.base}/sitemap.xml")[1].decode()
    urls = re.findall(r"<loc>([^<]+)", ask(f"{site.base}/sitemap-vi.news.xml")[1].decode())
    assert sorted(urls) == sorted(site.url(post) for post in site.posts)
    print_view = site.path(site.posts[0]).replace("/vi/news/", "/vi/news/print/")
    assert ask(site.base + print_view)[0].status == 200


def test_every_page_says_that_it_is_fiction(served_sites: Sites, ask: Ask) -> None:
    for site in served_sites.values():
        assert "máy dựng nên" in text_of(site, ask(site.url(site.posts[-1]))[1])


def test_calendars_never_end(served_sites: Sites, ask: Ask) -> None:
    unit, kon_tum = served_sites["mau-quang-yen"], served_sites["mau-vanhoa-kontum"]
    far = f"{unit.base}/donvi/TXQuangYen/Trang/LichCongTac.aspx?ngay=2099-01-01"
    assert "ngay=2099-01-02" in ask(far)[1].decode()
    assert ask(f"{kon_tum.base}/2031/05/")[0].status == 200


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadConfig, match=rf"port {port} .*choose another"), serve_samples(base_port=port):
            pass


def test_one_portal_may_be_served_alone(ask: Ask) -> None:
    with serve_samples(["mau-tam-nong"], base_port=0) as sites:
        assert [portal.key for portal in portals_of(sites)] == ["mau-tam-nong"]
        href = sites[0].posts[0].article.title
        assert ask(sites[0].base + quote("/Default.aspx"))[0].status == 200
        assert href


def test_a_client_that_breaks_off_is_no_fault_to_tell_of(
    served_sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[object] = []
    ended = threading.Event()
    monkeypatch.setattr(Server, "handle_error", lambda self, request, address: faults.append(address))
    shut_down = Server.shutdown_request
    monkeypatch.setattr(Server, "shutdown_request", lambda self, r: (shut_down(self, r), ended.set()))
    host, port = next(iter(served_sites.values())).base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close by RST
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
    assert ended.wait(10)
    assert faults == []
