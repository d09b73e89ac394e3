"""The rest of what people come for, at every width, with script and without: meetings, documents, agencies,
files, following, help, the API's guide, the operators' pages.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

MEETING = "Hội nghị sơ kết chương trình nước sạch nông thôn 6 tháng đầu năm 2019"
VISITORS = [(width, script) for width in (360, 768, 1280) for script in (True, False)]


@pytest.fixture(
    scope="module", params=VISITORS, ids=lambda one: f"{one[0]}-{'script' if one[1] else 'plain'}"
)
def visitor(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    width, script = request.param
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": 800},
        locale="vi-VN",
        java_script_enabled=script,
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def open_section(page: Page, name: str) -> None:
    """On a phone sections wait behind a button; at a desk they stand in a row."""
    page.goto("/")
    menu = page.get_by_text("Các mục")
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).locator(
        "visible=true"
    ).first.click()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_past_meeting_is_found_by_its_chair_and_its_month(visitor: Page) -> None:
    open_section(visitor, "Cuộc họp")
    visitor.get_by_label("Người chủ trì").fill("le thi man")
    visitor.get_by_label("Tháng họp").fill("7/2019")
    visitor.get_by_role("button", name="Xem").click()
    expect(visitor.get_by_role("link", name=MEETING)).to_be_visible()
    day = visitor.get_by_role("table").get_by_role("link").first
    day.click()
    assert re.search(r"#ngay-2019-07-\d\d$", visitor.url)
    expect(visitor.locator(":target").get_by_role("link").first).to_be_in_viewport()
    with visitor.expect_download() as calendar:
        visitor.get_by_role("link", name="Tải lịch tháng này").click()
    assert calendar.value.suggested_filename.endswith(".ics")


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


def test_an_agency_is_found_by_typing_and_leads_to_its_province(visitor: Page) -> None:
    open_section(visitor, "Cơ quan")
    visitor.get_by_label("Tên cơ quan").fill("hon dat")
    visitor.get_by_role("button", name="Lọc", exact=True).click()
    visitor.get_by_role("link", name="UBND huyện Hòn Đất").click()
    assert heading(visitor) == "UBND huyện Hòn Đất"
    visitor.get_by_role("link", name="Tìm trong các tin này").click()
    expect(visitor.get_by_role("link", name="Bỏ lọc Cơ quan: UBND huyện Hòn Đất")).to_be_visible()
    open_section(visitor, "Tỉnh")
    visitor.get_by_role("link", name="An Giang", exact=True).first.click()
    assert heading(visitor) == "An Giang"


@pytest.mark.parametrize("label", ["CSV", "Excel", "JSON"])
def test_what_is_listed_is_saved_as_a_file(visitor: Page, label: str) -> None:
    visitor.goto("/tim?q=xa+binh+giang&nam=2019")
    ending = {"Excel": "xlsx"}.get(label, label.lower())
    link = visitor.get_by_role("navigation", name="Tải về và theo dõi").get_by_role("link", name=label)
    assert f"/tim.{ending}?q=xa+binh+giang&nam=2019" in (link.get_attribute("href") or "")
    assert visitor.request.get(link.get_attribute("href") or "").status == 200


def test_a_search_is_followed_after_its_preview(visitor: Page) -> None:
    visitor.goto("/tim?q=xa+binh+giang")
    visitor.get_by_role("link", name="Theo dõi").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Theo dõi “xa binh giang”")
    feed = visitor.get_by_role("link", name="/tim.atom").get_attribute("href") or ""
    assert "<feed" in visitor.request.get(feed).text()


def test_help_examples_and_the_guide_of_the_api_lead_to_answers(visitor: Page) -> None:
    open_section(visitor, "Trợ giúp")
    visitor.locator(".query-examples a").first.click()
    expect(visitor.get_by_role("status")).to_contain_text("kết quả")
    visitor.goto("/api")
    example = visitor.locator(".operation p a").first.get_attribute("href") or ""
    assert visitor.request.get(example).json()["total"] >= 0


def test_a_proposal_replaces_nothing_until_it_is_taken(visitor: Page) -> None:
    visitor.goto("/tim?q=hoi+nghi")
    expect(visitor.get_by_label("Từ cần tìm")).to_have_value("hoi nghi")
    visitor.get_by_role("link", name="hội nghị", exact=True).first.click()
    expect(visitor.get_by_label("Từ cần tìm")).to_have_value("hội nghị")


def test_an_operator_logs_in_looks_and_leaves(visitor: Page, operators_password: str) -> None:
    visitor.goto("/quan-tri")
    visitor.get_by_label("Mật khẩu").fill(operators_password)
    visitor.get_by_role("button", name="Đăng nhập").click()
    expect(visitor.get_by_role("heading", name="Các cổng")).to_be_visible()
    visitor.get_by_role("link", name="Từ đồng nghĩa").first.click()
    assert heading(visitor) == "Từ đồng nghĩa"
    visitor.go_back()
    visitor.get_by_role("button", name="Đăng xuất").click()
    visitor.goto("/quan-tri")
    expect(visitor.get_by_label("Mật khẩu")).to_be_visible()
