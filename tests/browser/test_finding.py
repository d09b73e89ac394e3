"""Finding with script and without: suggestions, long facets, timeline, map, units then and now, re-posts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import open_filters, tally


def suggested(page: Page, text: str) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially(text)
    expect(page.get_by_role("option").first).to_be_visible(timeout=20_000)  # the first loads the model


@pytest.mark.flow("suggestions")
def test_suggestions_stand_under_the_box(scripted: Page) -> None:
    scripted.goto("/tim?q=xa")
    scripted.get_by_role("combobox").clear()
    suggested(scripted, "hoi ng")
    scripted.get_by_role("combobox").press("ArrowDown")


def test_suggestions_are_chosen_by_keyboard(scripted: Page) -> None:
    scripted.goto("/")
    box = scripted.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    suggested(scripted, "hoi ng")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    first = scripted.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    chosen = box.input_value()
    assert chosen.lower().startswith("hội ng")
    box.press("Escape")
    expect(box).to_have_value("hoi ng")
    expect(scripted.get_by_role("listbox")).to_be_hidden()
    box.press("ArrowDown")
    expect(scripted.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(scripted).to_have_url(re.compile(r"/tim\?q="))
    expect(scripted.get_by_role("combobox")).to_have_value(chosen)


def test_suggestions_are_chosen_by_pointer_and_leave_with_the_focus(scripted: Page) -> None:
    scripted.goto("/tim")
    suggested(scripted, "hoi ng")
    scripted.get_by_role("combobox").blur()
    expect(scripted.get_by_role("listbox")).to_be_hidden()
    scripted.get_by_role("combobox").press("End")
    scripted.get_by_role("combobox").press_sequentially("h")
    scripted.get_by_role("option").first.click()
    expect(scripted).to_have_url(re.compile(r"/tim\?q="))


@pytest.mark.flow("long-facet")
def test_a_long_facet_is_narrowed_by_typing_without_accents(scripted: Page) -> None:
    scripted.goto("/tim?nam=2013")
    open_filters(scripted)
    years = scripted.locator("#nam")
    years.get_by_label("Lọc danh sách năm đăng").fill("2026")
    shown = [box.get_attribute("value") for box in years.get_by_role("checkbox").all() if box.is_visible()]
    assert shown == ["2013", "2026"], "what is ticked stays"
    years.get_by_label("Lọc danh sách năm đăng").fill("zzz")
    years.get_by_label("Lọc danh sách năm đăng").press("Enter")
    expect(scripted).to_have_url(re.compile(r"/tim\?nam=2013$"))
    years.get_by_label("Lọc danh sách năm đăng").fill("202")
    years.evaluate("each => each.scrollIntoView()")


def test_empty_boxes_leave_no_trace_in_the_address(scripted: Page) -> None:
    scripted.goto("/tim?q=xa")
    open_filters(scripted)
    scripted.locator("#tinh").get_by_role("checkbox", name="Kiên Giang").check()
    scripted.get_by_role("button", name="Áp dụng").click()
    expect(scripted).to_have_url(re.compile(r"/tim\?q=xa&tinh=kien-giang(#ket-qua)?$"))


@pytest.mark.flow("timeline")
def test_a_bar_of_the_timeline_narrows_to_its_year(visitor: Page) -> None:
    visitor.goto("/tim?q=xa")
    visitor.get_by_text("Xem dạng bảng").click()
    counts = visitor.locator(".timeline td")
    expect(visitor.get_by_role("link", name="Năm 2013")).to_be_visible()
    told = counts.first.inner_text()
    visitor.locator(".timeline svg a").first.click()
    expect(visitor).to_have_url(re.compile(r"nam=2013"))
    expect(visitor.get_by_role("link", name="Bỏ lọc Năm: 2013")).to_be_visible()
    assert tally(visitor) == f"{told} kết quả"


@pytest.mark.flow("facet-page")
def test_every_value_of_a_facet_is_on_a_page_narrowed_without_accents(visitor: Page) -> None:
    visitor.goto("/tim?q=xa")
    open_filters(visitor)
    visitor.locator("#van-ban summary").click()
    visitor.get_by_role("link", name="Chọn số văn bản").click()
    visitor.get_by_label("Lọc danh sách").fill("kh ubnd")
    visitor.get_by_role("button", name="Lọc", exact=True).click()
    visitor.get_by_role("checkbox", name="58/KH-UBND").check()
    visitor.get_by_role("button", name="Áp dụng").click()
    expect(visitor).to_have_url(re.compile("van-ban=58-kh-ubnd"))
    visitor.go_back()


@pytest.mark.flow("map")
def test_the_switch_and_the_map_speak_of_one_time(visitor: Page) -> None:
    visitor.goto("/tim")
    open_filters(visitor)
    visitor.get_by_role("radio", name="Địa giới hiện nay").check()
    visitor.get_by_role("button", name="Áp dụng").click()
    open_filters(visitor)
    expect(visitor.locator("#tinh").get_by_role("checkbox", name="Kiên Giang")).to_have_count(0)
    visitor.get_by_role("link", name="Xem trên bản đồ").click()
    expect(visitor.get_by_role("link", name="Địa giới hiện nay: 34 tỉnh, thành")).to_have_attribute(
        "aria-current", "true"
    )
    visitor.get_by_role("table").get_by_role("link", name="An Giang").click()
    expect(visitor.get_by_role("link", name="Bỏ lọc Tỉnh: An Giang")).to_be_visible()
    visitor.go_back()
    visitor.get_by_role("heading", level=1).scroll_into_view_if_needed()


@pytest.mark.flow("reposts")
def test_what_two_portals_posted_is_one_result_until_it_is_unfolded(visitor: Page) -> None:
    visitor.goto('/tim?q="nông+thôn+mới+kiểu+mẫu"')
    results = visitor.locator(".result .title").filter(has_text="Phát động phong trào nông thôn mới kiểu mẫu")
    expect(results).to_have_count(1)
    told = visitor.locator(".reposting")
    expect(told).to_contain_text("vì đã gộp 1 bản đăng lại")
    listed = visitor.locator(".result").count()
    expect(told).to_contain_text(f"Danh sách có {listed} tin")
    assert tally(visitor) == f"{listed + 1} kết quả"
    visitor.get_by_role("link", name="Hiện riêng từng bản").click()
    expect(results).to_have_count(2)
    visitor.get_by_role("link", name="Gộp các bản đăng lại").click()
    expect(results).to_have_count(1)
    visitor.get_by_text("+1 bản đăng lại").click()
    expect(visitor.locator(".reposts").get_by_role("link", name="Sở Nông nghiệp")).to_be_visible()


def test_without_script_the_box_promises_no_suggestions(browser: Browser, base: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{base}/tim")
    expect(page.get_by_role("searchbox")).to_have_count(1)
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.close()
