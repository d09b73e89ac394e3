"""The main job as people do it: search without accents, narrow, widen, page on, find a way out of nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_filters, search, tally


@pytest.mark.flow("home")
def test_home_offers_the_box_examples_and_newest_meetings(visitor: Page) -> None:
    visitor.goto("/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(
        "Tìm trong tin của các cổng thông tin nhà nước"
    )
    expect(visitor.get_by_role("heading", name="Cuộc họp mới đăng")).to_be_visible()
    visitor.get_by_role("link", name="lich tiep cong dan").click()
    expect(visitor.get_by_role("link", name="Thông báo lịch tiếp công dân tháng 5/2026")).to_be_visible()
    visitor.go_back()


@pytest.mark.flow("search")
def test_searching_without_accents_finds_and_marks_accented_text(visitor: Page) -> None:
    search(visitor, "hoi nghi so ket nuoc sach")
    first = visitor.get_by_role("listitem").get_by_role("article").first
    expect(first.get_by_role("link").first).to_contain_text("Hội nghị sơ kết chương trình nước sạch")
    expect(first.locator("mark").first).to_contain_text("Hội")


@pytest.mark.flow("facets")
def test_a_facet_narrows_and_its_chip_widens_again(visitor: Page) -> None:
    visitor.goto("/tim?q=xa+binh+giang")
    before = tally(visitor)
    open_filters(visitor)
    visitor.get_by_role("checkbox", name="UBND huyện Hòn Đất").check()
    visitor.get_by_role("button", name="Áp dụng").click()
    expect(visitor).to_have_url(re.compile(r"q=xa\+binh\+giang&.*co-quan=ubnd-huyen-hon-dat"))
    assert tally(visitor) != before
    expect(visitor.get_by_role("status")).to_contain_text("của UBND huyện Hòn Đất")
    visitor.get_by_role("link", name="Bỏ lọc Cơ quan: UBND huyện Hòn Đất").click()
    assert tally(visitor) == before
    visitor.go_back()


@pytest.mark.flow("dates")
def test_a_typed_date_range_is_applied_and_said(visitor: Page) -> None:
    visitor.goto("/tim?q=xa+binh+giang")
    open_filters(visitor)
    visitor.get_by_label("Từ ngày").fill("tháng 6/2019")
    visitor.get_by_role("button", name="Áp dụng").click()
    expect(visitor.get_by_role("status")).to_contain_text("đăng từ tháng 6/2019")
    expect(visitor.get_by_role("link", name="Bỏ lọc Từ ngày: tháng 6/2019")).to_be_visible()


@pytest.mark.flow("bad-date")
def test_a_bad_date_is_answered_beside_its_box(visitor: Page) -> None:
    visitor.goto("/tim?q=xa&tu=hom+kia")
    expect(visitor.get_by_label("Từ ngày")).to_have_value("hom kia")
    expect(visitor.locator("#loi-tu")).to_contain_text("Nhập ngày, ví dụ 18/6/2019")
    expect(visitor.get_by_role("link", name="Từ ngày: Nhập ngày, ví dụ 18/6/2019")).to_be_visible()


@pytest.mark.flow("paging")
def test_paging_goes_on_and_back(visitor: Page) -> None:
    visitor.goto("/tim")
    visitor.get_by_role("link", name="Trang sau").click()
    expect(visitor).to_have_url(re.compile("trang=2"))
    expect(visitor.locator("[aria-current=page]").filter(has_text="2")).to_be_visible()
    visitor.get_by_role("link", name="Trang trước").click()
    expect(visitor).to_have_url(re.compile("/tim$"))


@pytest.mark.flow("nothing")
def test_nothing_found_offers_ways_that_hold_what_they_promise(visitor: Page) -> None:
    visitor.goto("/tim?q=lich+tiep+cong+dan&tinh=lao-cai")
    way = visitor.locator(".ways li").filter(has_text="Bỏ lọc Tỉnh: Lào Cai")
    promised = way.locator(".count").inner_text().strip("()")
    way.get_by_role("link").click()
    assert tally(visitor) == promised
    expect(visitor.get_by_role("link", name="Thông báo lịch tiếp công dân tháng 5/2026")).to_be_visible()
    visitor.go_back()


@pytest.mark.flow("selected-at-zero")
def test_what_was_chosen_stays_chosen_at_zero(visitor: Page) -> None:
    visitor.goto("/tim?q=lich+tiep+cong+dan&tinh=lao-cai")
    open_filters(visitor)
    chosen = visitor.locator("#tinh").get_by_role("checkbox", name=re.compile(r"^Lào Cai \(0"))
    expect(chosen).to_be_checked()
    expect(chosen).to_be_visible()
    expect(visitor.get_by_role("link", name="Bỏ lọc Tỉnh: Lào Cai").first).to_be_visible()
