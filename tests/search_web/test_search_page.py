"""`/tim`: facets, chips, sort, paging, errors and the help when nothing is found."""

import html
import re
from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient


def get(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return html.unescape(response.get_data(as_text=True))


def total(page: str) -> int:
    found = re.search(r"<h2>([\d.]+) kết quả</h2>", page)
    assert found
    return int(found.group(1).replace(".", ""))


def titles(page: str) -> list[str]:
    found = re.findall(r'<h3 class="title"><a [^>]*>(.*?)</a></h3>', page, re.S)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def count_of(page: str, parameter: str, value: str) -> int:
    pattern = rf'name="{parameter}" value="{value}".*?\(([\d.]+)<'
    found = re.search(pattern, page, re.S)
    assert found, (parameter, value)
    return int(found.group(1).replace(".", ""))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("!!!", "Trong câu tìm không có chữ hay số nào."),
        ("(a OR " * 20, "Câu tìm lồng quá nhiều lớp ngoặc đơn."),
        ("cơ quan:Sở Không Đâu", "Trong kho không có tên nào như bạn ghi sau dấu hai chấm."),
        ("1* aa* bb* cc* dd* ee*", "Chỉ dùng được dấu * ở nhiều nhất bốn từ."),
    ],
)
def test_what_is_wrong_with_a_query_is_said_beside_its_box(
    client: FlaskClient, text: str, sentence: str
) -> None:
    page = get(client, f"/tim?q={quote_plus(text)}")
    assert re.search(rf'id="loi-q">{re.escape(sentence)}', page)


def test_quotes_that_find_nothing_may_be_left_out(client: FlaskClient) -> None:
    page = get(client, "/tim?q=" + quote_plus('"tháng tiếp công dân"'))
    assert "Tìm không cần đúng cụm từ: “tháng tiếp công dân”" in page


def test_help_survives_texts_that_come_apart(client: FlaskClient) -> None:
    deep = "(a OR " * 20
    assert total(get(client, "/tim?q=" + quote_plus(f'"{deep}"'))) == 0


def test_an_empty_search_shows_everything_newest_first(client: FlaskClient) -> None:
    page = get(client, "/tim")
    assert total(page) == 30
    assert titles(page)[0] == "Thông báo lịch tiếp công dân tháng 5/2026"
    assert "Xếp theo" in page


def test_words_without_accents_find_and_mark_words_with_accents(client: FlaskClient) -> None:
    page = get(client, "/tim?q=hoi+nghi+so+ket+nuoc+sach")
    assert titles(page)[0] == "Hội nghị sơ kết chương trình nước sạch nông thôn 6 tháng đầu năm 2019"
    assert re.search(r"<mark>Hội</mark>|<mark>Hội nghị", page)


def test_a_hit_says_where_when_who_and_which_papers(client: FlaskClient) -> None:
    page = get(client, "/tim?q=hoi+nghi+so+ket+nuoc+sach")
    for words in (
        "UBND huyện Hòn Đất",
        "Kiên Giang (nay: An Giang)",
        "Cuộc họp: sơ kết",
        '<time datetime="2019-07-12">12/7/2019</time>',
        "12/7/2019 15:40",
        "Chủ trì: Lê Thị Mận",
        "58/KH-UBND",
        "1 tệp đính kèm",
    ):
        assert words in page, words


def test_a_partial_date_is_said_with_khoang(client: FlaskClient) -> None:
    assert "khoảng tháng 3/2024" in get(client, "/tim?q=tuyen+sinh+lop+10")


def test_an_article_without_date_or_agency_says_so(client: FlaskClient) -> None:
    page = get(client, "/tim?q=ra+quan+lam+sach+lien+ap")
    assert "Chưa rõ ngày đăng" in page


def test_values_of_one_facet_widen_and_facets_narrow_each_other(client: FlaskClient) -> None:
    kien_giang, lao_cai = "/tim?tinh=kien-giang", "/tim?tinh=lao-cai"
    one, other = total(get(client, kien_giang)), total(get(client, lao_cai))
    assert total(get(client, "/tim?tinh=kien-giang&tinh=lao-cai")) == one + other
    assert total(get(client, "/tim?tinh=kien-giang&loai=thong-bao")) == 1


def test_a_count_is_what_its_facet_would_give_without_its_own_selection(client: FlaskClient) -> None:
    page = get(client, "/tim?tinh=kien-giang")
    assert count_of(page, "tinh", "lao-cai") == total(get(client, "/tim?tinh=lao-cai"))
    assert count_of(page, "loai", "thong-bao") == total(get(client, "/tim?tinh=kien-giang&loai=thong-bao"))


def test_counts_are_part_of_the_label_for_screen_readers(client: FlaskClient) -> None:
    page = get(client, "/tim")
    label = r'<label class="choice"><input[^>]*name="tinh" value="lao-cai"[^>]*>'
    assert re.search(label + r'.*?<span class="visually-hidden"> kết quả</span>', page, re.S)


def test_a_selected_value_stays_at_zero(client: FlaskClient) -> None:
    page = get(client, "/tim?q=tiep+cong+dan&tinh=lao-cai")
    assert re.search(r'value="lao-cai" checked', page)
    assert count_of(page, "tinh", "lao-cai") == 0


def test_each_filter_has_a_chip_that_removes_just_it(client: FlaskClient) -> None:
    page = get(client, "/tim?q=xa&tinh=kien-giang&nam=2019&tu=1/2019")
    chips = dict(re.findall(r'<a class="chip" href="([^"]*)" rel="nofollow">(.*?)</a>', page))
    assert {url: re.sub("<.*?>|×", "", name).strip() for url, name in chips.items()} == {
        "/tim?q=xa&nam=2019&tu=1/2019": "Bỏ lọc Tỉnh: Kiên Giang",
        "/tim?q=xa&tinh=kien-giang&tu=1/2019": "Bỏ lọc Năm: 2019",
        "/tim?q=xa&tinh=kien-giang&nam=2019": "Bỏ lọc Từ ngày: 1/2019",
    }
    assert '<a class="clear" href="/tim?q=xa" rel="nofollow">Xóa tất cả bộ lọc</a>' in page


def test_the_heading_is_a_sentence_of_what_is_filtered(client: FlaskClient) -> None:
    page = get(client, "/tim?tinh=kien-giang&tinh=lao-cai&tu=6/2019&den=2024")
    assert "trong Kiên Giang hoặc Lào Cai, đăng từ 6/2019 đến 2024" in page


def test_a_half_open_range_restricts(client: FlaskClient) -> None:
    whole, from_2019, to_2018 = (total(get(client, url)) for url in ("/tim", "/tim?tu=2019", "/tim?den=2018"))
    undated = 1
    assert from_2019 + to_2018 == whole - undated


@pytest.mark.parametrize(("sort", "first"), [("moi-nhat", "24"), ("cu-nhat", "1")])
def test_sort_by_date(client: FlaskClient, sort: str, first: str) -> None:
    assert titles(get(client, f"/tim?q=xa+binh+giang&xep={sort}"))[0].endswith(f"đợt {first}")


def test_paging_walks_through_all_hits_once(client: FlaskClient) -> None:
    seen = [title for n in (1, 2, 3) for title in titles(get(client, f"/tim?trang={n}"))]
    assert len(seen) == len(set(seen)) == 30
    page = get(client, "/tim?trang=2")
    assert re.search(r'href="/tim" ?>|rel="prev" href="/tim"', page)
    assert 'rel="next" href="/tim?trang=3"' in page
    assert 'aria-current="page"' in page
    assert "trang 2" in re.findall(r"<title>(.*?)</title>", page)[0]


@pytest.mark.parametrize("number", ["4", "999999999999", "9" * 300])
def test_a_page_beyond_the_last_is_not_found(client: FlaskClient, number: str) -> None:
    get(client, f"/tim?trang={number}", 404)


@pytest.mark.parametrize(
    ("url", "field", "sentence"),
    [
        ("/tim?tu=hôm+qua", "tu", "Nhập ngày, ví dụ 18/6/2019"),
        ("/tim?tu=2020&den=2019", "den", "Ngày này đứng trước “Từ ngày”"),
        ("/tim?trang=hai", "trang", "Số trang phải là số"),
        ("/tim?xep=gia", "xep", "Không có cách xếp này"),
        ("/tim?nam=19", "nam", "Năm phải có bốn chữ số"),
    ],
)
def test_errors_stand_beside_their_field(client: FlaskClient, url: str, field: str, sentence: str) -> None:
    page = get(client, url)
    assert re.search(rf'<p class="error" id="loi-{field}">[^<]*{sentence}', page)


def test_a_bad_date_stays_in_its_box(client: FlaskClient) -> None:
    page = get(client, "/tim?tu=hôm+qua")
    assert re.search(
        r'name="tu"[^>]*value="hôm qua"[^>]*aria-describedby="[^"]*loi-tu"[^>]*aria-invalid="true"', page
    )
    assert '<details class="drawer" open>' in page


def test_errors_in_the_panel_are_told_above_the_results_and_lead_to_their_box(client: FlaskClient) -> None:
    page = get(client, "/tim?nam=19&tu=hôm+qua&den=abc")
    told = re.findall(r'<a class="error" href="#([^"]*)">([^:]*): ', page[: page.index("<aside")])
    assert told == [("nam", "Năm đăng"), ("tu", "Từ ngày"), ("den", "Đến ngày")]
    assert all(f'id="{box}"' in page for box, _ in told)
    assert 'class="error"' not in get(client, "/tim?nam=2019&tu=2019")


def test_the_province_facet_says_why_an_article_counts_twice(client: FlaskClient) -> None:
    page = get(client, "/tim")
    assert re.search(r'aria-describedby="tinh-goi-y"', page)
    assert re.search(r'id="tinh-goi-y">Tên cũ, tên mới đều tìm được', page)


def test_the_dates_stand_beside_the_years(client: FlaskClient) -> None:
    page = get(client, "/tim")
    years, dates, kinds = (page.index(part) for part in ('id="nam"', 'id="tu"', 'id="loai"'))
    assert years < dates < kinds


def test_the_skip_link_leads_past_the_filters(client: FlaskClient) -> None:
    page = get(client, "/tim")
    target = re.findall(r'<a class="skip" href="#([^"]*)"', page)[0]
    assert page.index("</aside>") < page.index(f'id="{target}"') < page.index('class="result"')


def test_zero_results_offer_ways_out_with_true_counts(client: FlaskClient) -> None:
    page = get(client, "/tim?q=tiep+cong+dan&tinh=lao-cai&tu=2020")
    assert "Chưa có tin nào khớp với: “tiep cong dan” trong Lào Cai, đăng từ 2020" in page
    ways = re.findall(r'<li><a href="([^"]*)" rel="nofollow">([^<]*)</a> <span class="count">\((\d+)', page)
    assert "Bỏ lọc Tỉnh: Lào Cai" in [label for _, label, _ in ways]
    for url, label, count in ways:
        assert total(get(client, url)) == int(count), label


def test_zero_results_say_what_the_archive_holds(client: FlaskClient) -> None:
    page = get(client, "/tim?q=tiep+cong+dan&tinh=lao-cai")
    assert "Kho đang giữ 30 tin, đăng từ tháng 3/2013 đến tháng 5/2026." in page
    assert "Riêng tin trong Lào Cai: 2 tin, đăng từ tháng 4/2022 đến tháng 3/2024." in page


def test_zero_results_keep_the_facets(client: FlaskClient) -> None:
    page = get(client, "/tim?q=tiep+cong+dan&tinh=lao-cai")
    assert page.count('<details class="facet"') == 8


def test_an_unknown_unit_is_said_to_be_unknown(client: FlaskClient) -> None:
    page = get(client, "/tim?tinh=xu-la")
    assert "Kho chưa có tin nào trong xu-la." in page


def test_filtered_sorted_and_paged_results_are_not_for_search_engines(client: FlaskClient) -> None:
    assert client.get("/tim").headers.get("X-Robots-Tag") is None
    for url in ("/tim?q=xa", "/tim?tinh=kien-giang", "/tim?trang=2", "/tim?xep=cu-nhat"):
        assert client.get(url).headers["X-Robots-Tag"] == "noindex, follow"
        assert '<meta name="robots" content="noindex, follow">' in get(client, url)


def test_a_long_facet_hides_the_rest_behind_more(client: FlaskClient) -> None:
    page = get(client, "/tim")
    assert "Xem thêm năm đăng" in page
    years = page[page.index(">Năm đăng<") :]
    assert years[: years.index("Xem thêm")].count('type="checkbox"') == 10


def test_the_form_repeats_the_whole_state_but_the_page(client: FlaskClient) -> None:
    page = get(client, "/tim?q=xa&tinh=kien-giang&xep=cu-nhat&trang=2&lang=vi")
    assert re.search(r'name="q"[^>]*value="xa"', page)
    assert re.search(r'name="tinh" value="kien-giang" checked', page)
    assert re.search(r'name="xep" value="cu-nhat" checked', page)
    assert '<input type="hidden" name="lang" value="vi">' in page
    assert 'name="trang"' not in page


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (
            "/tim?q=tiep+cong+dan&tinh=lao-cai",
            "khớp “tiep cong dan”, nhưng không có tin nào trong Lào Cai.",
        ),
        ("/tim?q=qwzk+hoi", "Chưa tin nào trong kho có “qwzk”, dù viết có dấu hay không dấu."),
        (
            "/tim?tinh=kien-giang&dia-gioi=hien-nay",
            "Kiên Giang không còn là một tỉnh sau ngày 30/6/2025; nay thuộc An Giang.",
        ),
        (
            "/tim?tinh=kien-giang&dia-gioi=luc-do&tu=2027",
            "Kiên Giang không còn là một tỉnh sau ngày 30/6/2025; nay thuộc An Giang.",
        ),
    ],
)
def test_zero_results_say_why(client: FlaskClient, url: str, reason: str) -> None:
    page = get(client, url)
    if "qwzk" in url and total(page):
        page = get(client, url.replace("+hoi", ""))
    assert total(page) == 0
    assert reason in page


def test_a_former_province_leads_to_its_heir(client: FlaskClient) -> None:
    page = get(client, "/tim?tinh=kien-giang&dia-gioi=hien-nay")
    assert "Kho chưa có tin nào trong Kiên Giang" not in page, "there is, under its name of the time"
    way = '<a href="/tim?tinh=an-giang&dia-gioi=hien-nay" rel="nofollow">Tìm trong An Giang, tên hiện nay</a>'
    assert way in page
    both = "Tính cả tên cũ lẫn tên mới của nơi đã chọn"
    assert f'<a href="/tim?tinh=kien-giang" rel="nofollow">{both}</a>' in page
