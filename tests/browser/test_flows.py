"""The rest of what people come for, at every width, with script and without: meetings, documents, agencies,
files, following, help, the API's guide, the operators' pages.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import heading, open_section

MEETING = "Hội nghị sơ kết chương trình nước sạch nông thôn 6 tháng đầu năm 2019"


@pytest.mark.flow("meetings")
def test_a_past_meeting_is_found_by_its_chair_and_its_month(visitor: Page) -> None:
    open_section(visitor, "Cuộc họp")
    visitor.get_by_label("Người chủ trì").fill("le thi man")
    visitor.get_by_label("Loại cuộc họp").select_option("so-ket")
    visitor.get_by_label("Tháng họp").fill("7/2019")
    visitor.get_by_label("Nơi họp").fill("hoi truong")
    visitor.get_by_role("button", name="Xem").click()
    expect(visitor.get_by_role("link", name=MEETING)).to_be_visible()
    day = visitor.get_by_role("table").get_by_role("link").first
    day.click()
    assert re.search(r"#ngay-2019-07-\d\d$", visitor.url)
    expect(visitor.locator(":target").get_by_role("link").first).to_be_in_viewport()
    with visitor.expect_download() as calendar:
        visitor.get_by_role("link", name="Tải lịch tháng này").click()
    assert calendar.value.suggested_filename.endswith(".ics")


@pytest.mark.flow("documents")
def test_a_document_leads_to_who_cites_it(visitor: Page) -> None:
    open_section(visitor, "Văn bản")
    visitor.get_by_label("Số, ký hiệu văn bản").fill("58 kh ubnd")
    visitor.get_by_role("button", name="Xem tin nhắc tới văn bản").click()
    assert "58/KH-UBND" in heading(visitor), "the number of several documents"
    visitor.locator(".choices a").first.click()
    expect(visitor).to_have_url(re.compile(r"/van-ban/58/KH-UBND\?co-quan="))
    told = visitor.locator(".result .title a").first
    title = told.inner_text()
    told.click()
    assert heading(visitor) == title
    visitor.go_back()


@pytest.mark.flow("agency")
def test_an_agency_is_found_by_typing(visitor: Page) -> None:
    open_section(visitor, "Cơ quan")
    visitor.get_by_label("Tên cơ quan").fill("hon dat")
    visitor.get_by_role("button", name="Lọc", exact=True).click()
    visitor.get_by_role("link", name="UBND huyện Hòn Đất").click()
    assert heading(visitor) == "UBND huyện Hòn Đất"
    visitor.get_by_role("link", name="Tìm trong các tin này").click()
    expect(visitor.get_by_role("link", name="Bỏ lọc Cơ quan: UBND huyện Hòn Đất")).to_be_visible()
    visitor.go_back()


@pytest.mark.flow("province")
def test_a_province_leads_to_the_one_it_was(visitor: Page) -> None:
    open_section(visitor, "Tỉnh")
    visitor.get_by_role("link", name="An Giang", exact=True).first.click()
    assert heading(visitor) == "An Giang"
    visitor.get_by_role("link", name="Kiên Giang", exact=True).first.click()
    assert heading(visitor) == "Kiên Giang"


@pytest.mark.flow("portal")
def test_a_portal_tells_what_is_held_of_it(visitor: Page) -> None:
    open_section(visitor, "Kho tin")
    visitor.get_by_role("link", name="Sở Giáo dục và Đào tạo Lào Cai").click()
    assert heading(visitor) == "Sở Giáo dục và Đào tạo Lào Cai"
    expect(visitor.get_by_role("link", name="Mở cổng giaoduc.laocai.example.vn")).to_be_visible()
    visitor.locator("#theo-thang").scroll_into_view_if_needed()


@pytest.mark.flow("endings")
def test_what_is_listed_is_saved_in_every_form(visitor: Page) -> None:
    visitor.goto("/tim?q=nuoc+sach&nam=2019")
    links = visitor.get_by_role("navigation", name="Tải về và theo dõi").get_by_role("link")
    endings = {"CSV": "csv", "Excel": "xlsx", "Lịch": "ics", "JSON": "json"}
    for label, ending in endings.items():
        url = links.filter(has_text=label).get_attribute("href") or ""
        assert f"/tim.{ending}?q=nuoc+sach&nam=2019" in url
        assert visitor.request.get(url).status == 200
    links.first.scroll_into_view_if_needed()


@pytest.mark.flow("follow")
def test_a_search_is_followed_after_its_preview(visitor: Page) -> None:
    visitor.goto("/tim?q=xa+binh+giang")
    visitor.get_by_role("link", name="Theo dõi").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Theo dõi “xa binh giang”")
    feed = visitor.get_by_role("link", name="/tim.atom").get_attribute("href") or ""
    assert "<feed" in visitor.request.get(feed).text()


@pytest.mark.flow("help")
def test_examples_of_the_help_lead_to_answers(visitor: Page) -> None:
    open_section(visitor, "Trợ giúp")
    visitor.locator(".query-examples a").first.click()
    expect(visitor.get_by_role("status")).to_contain_text("kết quả")
    visitor.go_back()


@pytest.mark.flow("api")
def test_examples_of_the_api_lead_to_answers(visitor: Page) -> None:
    visitor.goto("/api")
    example = visitor.locator(".operation p a").first.get_attribute("href") or ""
    assert visitor.request.get(example).json()["total"] >= 0
    visitor.locator(".operation").first.scroll_into_view_if_needed()


@pytest.mark.flow("proposal")
def test_a_proposal_replaces_nothing_until_it_is_taken(visitor: Page) -> None:
    visitor.goto("/tim?q=hoi+nghi")
    expect(visitor.get_by_label("Từ cần tìm")).to_have_value("hoi nghi")
    visitor.get_by_role("link", name="hội nghị", exact=True).first.click()
    expect(visitor.get_by_label("Từ cần tìm")).to_have_value("hội nghị")
    visitor.go_back()


def log_in(visitor: Page, password: str) -> None:
    """Whoever is logged in already goes straight on."""
    visitor.goto("/quan-tri")
    if visitor.get_by_label("Mật khẩu").is_visible():
        visitor.get_by_label("Mật khẩu").fill(password)
        visitor.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.flow("operators")
def test_an_operator_sees_the_portals(visitor: Page, operators_password: str) -> None:
    log_in(visitor, operators_password)
    expect(visitor.get_by_role("heading", name="Các cổng")).to_be_visible()


@pytest.mark.flow("synonyms")
def test_a_synonym_finds_at_once_until_it_is_withdrawn(visitor: Page, operators_password: str) -> None:
    log_in(visitor, operators_password)
    visitor.get_by_role("link", name="Từ đồng nghĩa").first.click()
    assert heading(visitor) == "Từ đồng nghĩa"
    visitor.get_by_label("Người dùng viết").fill("CTNSNT")
    visitor.get_by_label("Tin viết là").fill("chương trình nước sạch nông thôn")
    visitor.get_by_role("button", name="Thêm", exact=True).click()
    assert MEETING in visitor.request.get("/tim.json?q=ctnsnt").text()
    visitor.get_by_role("button", name="Bỏ CTNSNT").click()
    expect(visitor.get_by_text("Chưa duyệt từ nào.")).to_be_visible()
    assert MEETING not in visitor.request.get("/tim.json?q=ctnsnt").text()


def test_who_leaves_has_to_log_in_again(visitor: Page, operators_password: str) -> None:
    log_in(visitor, operators_password)
    visitor.get_by_role("button", name="Đăng xuất").click()
    visitor.goto("/quan-tri")
    expect(visitor.get_by_label("Mật khẩu")).to_be_visible()
