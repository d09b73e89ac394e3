"""Finding with script and without: suggestions, long facets narrowed, timeline, map, units then and now."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

WIDTHS = (360, 768, 1280)


@pytest.fixture(params=WIDTHS)
def scripted(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    """A page of a visitor whose browser runs scripts; what goes wrong in them fails the test."""
    context = browser.new_context(
        base_url=base, viewport={"width": request.param, "height": 800}, locale="vi-VN"
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.set_default_timeout(10_000)
    yield opened
    context.close()
    assert faults == []


def open_filters(page: Page) -> None:
    drawer = page.get_by_text("Lọc và sắp xếp")
    if drawer.is_visible():
        drawer.click()


def suggested(page: Page, text: str) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially(text)
    expect(page.get_by_role("option").first).to_be_visible(timeout=20_000)  # the first loads the model


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


def test_empty_boxes_leave_no_trace_in_the_address(scripted: Page) -> None:
    scripted.goto("/tim?q=xa")
    open_filters(scripted)
    scripted.get_by_role("checkbox", name="Kiên Giang").check()
    scripted.get_by_role("button", name="Áp dụng").click()
    expect(scripted).to_have_url(re.compile(r"/tim\?q=xa&tinh=kien-giang(#ket-qua)?$"))


def test_a_bar_of_the_timeline_narrows_to_its_year(scripted: Page) -> None:
    scripted.goto("/tim")
    scripted.locator(".timeline a").first.click()
    expect(scripted).to_have_url(re.compile(r"nam=2013"))
    expect(scripted.get_by_role("link", name="Bỏ lọc Năm: 2013")).to_be_visible()


def test_without_script_the_same_is_had_by_pages(page: Page) -> None:
    page.goto("/tim?q=xa")
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_text("Xem dạng bảng").click()
    expect(page.get_by_role("link", name="Năm 2019")).to_be_visible()
    open_filters(page)
    page.locator("#van-ban summary").click()
    page.get_by_role("link", name="Chọn số văn bản").click()
    page.get_by_label("Lọc danh sách").fill("kh ubnd")
    page.get_by_role("button", name="Lọc").click()
    page.get_by_role("checkbox", name="58/KH-UBND").check()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page).to_have_url(re.compile("van-ban=58-kh-ubnd"))


def test_the_switch_and_the_map_speak_of_one_time(page: Page) -> None:
    page.goto("/tim")
    open_filters(page)
    page.get_by_role("radio", name="Địa giới hiện nay").check()
    page.get_by_role("button", name="Áp dụng").click()
    open_filters(page)
    expect(page.get_by_role("checkbox", name="Kiên Giang")).to_have_count(0)
    page.get_by_role("link", name="Xem trên bản đồ").click()
    expect(page.get_by_role("link", name="Địa giới hiện nay: 34 tỉnh, thành")).to_have_attribute(
        "aria-current", "true"
    )
    page.get_by_role("table").get_by_role("link", name="An Giang").click()
    expect(page.get_by_role("link", name="Bỏ lọc Tỉnh: An Giang")).to_be_visible()
