"""The filter panel and its pages: units then and now, further facets, the list of a facet, timeline, map."""

import html
import re

import pytest
from flask.testing import FlaskClient

from indexer import Boundaries
from search_web.pages.map import PROVINCES, shapes
from search_web.search_state import SearchState


def get(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return html.unescape(response.get_data(as_text=True))


def total(client: FlaskClient, url: str) -> int:
    found = re.search(r"<h2>([\d.]+) kết quả</h2>", get(client, url))
    assert found
    return int(found.group(1))


def offered(page: str, parameter: str) -> dict[str, int]:
    found = re.findall(rf'name="{parameter}" value="([^"]+)"[^>]*>.*?\((\d+)<', page)
    return {value: int(count) for value, count in found}


@pytest.mark.parametrize(
    ("switch", "provinces", "absent"),
    [
        ("", {"kien-giang", "an-giang", "lao-cai"}, set()),
        ("luc-do", {"kien-giang", "lao-cai"}, {"an-giang"}),
        ("hien-nay", {"an-giang", "lao-cai"}, {"kien-giang"}),
    ],
)
def test_the_switch_chooses_whose_map_the_provinces_are_of(
    client: FlaskClient, switch: str, provinces: set[str], absent: set[str]
) -> None:
    found = offered(get(client, f"/tim?dia-gioi={switch}"), "tinh")
    assert provinces <= found.keys()
    assert not absent & found.keys()
    for province in provinces:
        assert total(client, f"/tim?tinh={province}&dia-gioi={switch}") == found[province]


def test_the_sentence_says_whose_map_is_meant(client: FlaskClient) -> None:
    assert "trong An Giang, theo địa giới hiện nay" in get(client, "/tim?tinh=an-giang&dia-gioi=hien-nay")
    assert "theo địa giới" not in get(client, "/tim?dia-gioi=hien-nay")
    assert 'id="tinh-goi-y"' not in get(client, "/tim?dia-gioi=hien-nay"), "nothing counts twice then"


def test_districts_are_offered_under_a_chosen_province(client: FlaskClient) -> None:
    assert not offered(get(client, "/tim"), "don-vi")
    assert offered(get(client, "/tim?tinh=kien-giang"), "don-vi") == {"kien-giang/hon-dat": 1}
    now = offered(get(client, "/tim?tinh=an-giang&dia-gioi=hien-nay"), "don-vi")
    assert now == {"an-giang/hon-dat": 1, "an-giang/my-thuan": 1}
    page = get(client, "/tim?don-vi=kien-giang/hon-dat")
    assert "Bỏ lọc Huyện, xã: huyện Hòn Đất" in re.sub("<.*?>", "", page)
    assert "thuộc huyện Hòn Đất" in page


@pytest.mark.parametrize(
    ("parameter", "value", "sentence"),
    [
        ("loai-hop", "so-ket", "kiểu họp sơ kết"),
        ("van-ban", "58-kh-ubnd", "nhắc tới văn bản 58/KH-UBND"),
        ("nguon", "so-gd-lao-cai", "trên Sở Giáo dục và Đào tạo Lào Cai"),
    ],
)
def test_further_facets_filter_and_are_said(
    client: FlaskClient, parameter: str, value: str, sentence: str
) -> None:
    listed = offered(get(client, f"/tim/loc/{parameter}"), parameter)
    assert total(client, f"/tim?{parameter}={value}") == listed[value] > 0
    page = get(client, f"/tim?{parameter}={value}")
    assert sentence in page
    assert re.search(rf'name="{parameter}" value="{value}" checked', page)


def test_facets_that_are_not_shown_lead_to_their_page(client: FlaskClient) -> None:
    page = get(client, "/tim?q=xa")
    assert not offered(page, "van-ban")
    assert not offered(page, "loai-hop")
    assert offered(get(client, "/tim?loai=cuoc-hop"), "loai-hop") == offered(
        get(client, "/tim/loc/loai-hop?loai=cuoc-hop"), "loai-hop"
    )
    assert '<a href="/tim/loc/van-ban?q=xa" rel="nofollow">Chọn số văn bản</a>' in page


def test_the_list_of_a_facet_is_narrowed_without_accents(client: FlaskClient) -> None:
    assert set(offered(get(client, "/tim/loc/tinh?chua=kien"), "tinh")) == {"kien-giang"}
    kept = offered(get(client, "/tim/loc/tinh?chua=kien&tinh=lao-cai"), "tinh")
    assert set(kept) == {"kien-giang", "lao-cai"}, "what is ticked stays"
    page = get(client, "/tim/loc/tinh?q=xa&nam=2019&chua=zzz")
    assert "Không có lựa chọn nào khớp." in page
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page)
    assert {("q", "xa"), ("nam", "2019")} <= set(hidden)
    get(client, "/tim/loc/mau-sac", 404)


def test_each_bar_of_the_timeline_leads_to_as_many(client: FlaskClient) -> None:
    page = get(client, "/tim?q=xa")
    bars = re.findall(r'<a href="([^"]+)" rel="nofollow" tabindex="-1"><title>Năm (\d+): (\d+)</title>', page)
    rows = re.findall(
        r'<th scope="row"><a href="([^"]+)" rel="nofollow">Năm (\d+)</a></th><td><span>(\d+)', page
    )
    assert bars == rows
    assert len(bars) > 1
    for url, year, count in bars:
        assert url == f"/tim?q=xa&nam={year}"
        assert total(client, url) == int(count)


def test_one_year_is_shown_by_month(client: FlaskClient) -> None:
    page = get(client, "/tim?nam=2019")
    rows = re.findall(r'<a href="([^"]+)" rel="nofollow">tháng (\d+)/2019</a></th><td><span>(\d+)', page)
    assert ("/tim?tu=7/2019&den=7/2019", "7", "1") in rows
    for url, _, count in rows:
        assert total(client, url) == int(count)


@pytest.mark.parametrize("boundaries", PROVINCES)
def test_the_map_has_every_province_once(boundaries: Boundaries) -> None:
    found = shapes(boundaries)
    assert len({shape.slug for shape in found}) == len(found) == PROVINCES[boundaries]
    for shape in found:
        assert re.fullmatch(r"(M\d+ \d+l[-0-9 ]+z)+", shape.path), shape.slug


def test_the_map_has_the_islands_far_out_at_sea() -> None:
    """Hoàng Sa belongs to Đà Nẵng, Trường Sa to Khánh Hòa."""
    for boundaries in PROVINCES:
        for slug in ("da-nang", "khanh-hoa"):
            path = next(shape.path for shape in shapes(boundaries) if shape.slug == slug)
            assert max(int(x) for x in re.findall(r"M(\d+) ", path)) > 300, slug


@pytest.mark.parametrize("switch", ["luc-do", "hien-nay"])
def test_each_province_of_the_map_leads_to_as_many_as_its_row_says(client: FlaskClient, switch: str) -> None:
    page = get(client, f"/ban-do?q=xa&tinh=lao-cai&dia-gioi={switch}")
    drawn = re.findall(r'<a href="([^"]+)" rel="nofollow" tabindex="-1"><title>([^:]+): (\d+)</title>', page)
    rows = re.findall(
        r'<th scope="row"><a href="([^"]+)" rel="nofollow">([^<]+)</a></th><td>(\d+)</td>', page
    )
    assert sorted(drawn) == sorted(rows)
    assert rows
    for url, _, count in rows:
        assert total(client, url) == int(count)
    assert page.count("<path ") >= PROVINCES[SearchState.parse([("dia-gioi", switch)]).state.boundaries]


def test_a_map_is_of_one_time(client: FlaskClient) -> None:
    page = get(client, "/ban-do?q=xa")
    assert 'href="/ban-do?q=xa&dia-gioi=luc-do"' in page
    assert '<a href="/ban-do?q=xa&dia-gioi=hien-nay" rel="nofollow" aria-current="true">' in page
    assert "Xem trên bản đồ" in get(client, "/tim?q=xa")


def test_pages_of_facets_and_maps_keep_the_language_and_are_not_indexed(client: FlaskClient) -> None:
    for url in ("/tim/loc/co-quan?lang=en", "/ban-do?q=xa&lang=en"):
        response = client.get(url)
        assert response.headers["Content-Language"] == "en"
        assert "noindex" in response.headers["X-Robots-Tag"]
    assert 'name="lang" value="en"' in get(client, "/tim/loc/co-quan?lang=en")


def test_script_and_style_stay_small(client: FlaskClient) -> None:
    import gzip

    sent = b"".join(client.get(f"/static/tra-tin.{ending}").data for ending in ("css", "js"))
    assert len(gzip.compress(sent)) < 60_000
