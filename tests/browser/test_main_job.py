"""The main job as a person does it: search without accents, narrow, widen, read, check the archived copy."""

import re

from playwright.sync_api import Page, expect


def search(page: Page, text: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("button", name="Tìm").click()


def open_filters(page: Page) -> None:
    """On a phone the filters wait behind a button; at a desk they stand beside the results."""
    drawer = page.get_by_text("Lọc và sắp xếp")
    if drawer.is_visible():
        drawer.click()


def test_home_offers_the_box_examples_and_newest_meetings(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm trong tin của các cổng thông tin nhà nước")
    expect(page.get_by_role("heading", name="Cuộc họp mới đăng")).to_be_visible()
    page.get_by_role("link", name="lich tiep cong dan").click()
    expect(page.get_by_role("link", name="Thông báo lịch tiếp công dân tháng 5/2026")).to_be_visible()
    page.go_back()


def test_searching_without_accents_finds_and_marks_accented_text(page: Page) -> None:
    search(page, "hoi nghi so ket nuoc sach")
    first = page.get_by_role("listitem").get_by_role("article").first
    expect(first.get_by_role("link").first).to_contain_text("Hội nghị sơ kết chương trình nước sạch")
    expect(first.locator("mark").first).to_contain_text("Hội")


def test_a_facet_narrows_and_its_chip_widens_again(page: Page) -> None:
    search(page, "xa binh giang")
    before = page.get_by_role("status").get_by_role("heading").inner_text()
    open_filters(page)
    page.get_by_role("checkbox", name="UBND huyện Hòn Đất").check()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page).to_have_url(re.compile(r"q=xa\+binh\+giang&.*co-quan=ubnd-huyen-hon-dat"))
    heading = page.get_by_role("status").get_by_role("heading")
    expect(heading).not_to_have_text(before)
    page.get_by_role("link", name="Bỏ lọc Cơ quan: UBND huyện Hòn Đất").click()
    expect(heading).to_have_text(before)


def test_a_typed_date_range_is_applied_and_said(page: Page) -> None:
    search(page, "xa binh giang")
    open_filters(page)
    page.get_by_label("Từ ngày").fill("tháng 6/2019")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_role("status")).to_contain_text("đăng từ tháng 6/2019")
    expect(page.get_by_role("link", name="Bỏ lọc Từ ngày: tháng 6/2019")).to_be_visible()


def test_a_bad_date_is_answered_beside_its_box(page: Page) -> None:
    page.goto("/tim?q=xa&tu=hom+kia")
    expect(page.get_by_label("Từ ngày")).to_have_value("hom kia")
    expect(page.locator("#loi-tu")).to_contain_text("Nhập ngày, ví dụ 18/6/2019")
    expect(page.get_by_role("link", name="Từ ngày: Nhập ngày, ví dụ 18/6/2019")).to_be_visible()


def test_paging_goes_on_and_back(page: Page) -> None:
    page.goto("/tim")
    page.get_by_role("link", name="Trang sau").click()
    expect(page).to_have_url(re.compile("trang=2"))
    expect(page.locator("[aria-current=page]").filter(has_text="2")).to_be_visible()
    page.get_by_role("link", name="Trang trước").click()
    expect(page).to_have_url(re.compile("/tim$"))


def test_nothing_found_offers_a_way_that_works(page: Page) -> None:
    page.goto("/tim?q=lich+tiep+cong+dan&tinh=lao-cai")
    page.get_by_role("link", name="Bỏ lọc Tỉnh: Lào Cai").last.click()
    expect(page.get_by_role("link", name="Thông báo lịch tiếp công dân tháng 5/2026")).to_be_visible()
    page.go_back()


def test_an_article_opens_with_its_meeting_papers_and_source(page: Page) -> None:
    search(page, "hoi nghi so ket nuoc sach")
    page.get_by_role("link", name="Hội nghị sơ kết chương trình nước sạch").click()
    expect(page.get_by_role("heading", name="Thông tin cuộc họp")).to_be_visible()
    expect(page.get_by_text("Lê Thị Mận, Phó Chủ tịch UBND huyện").first).to_be_visible()
    expect(page.get_by_role("link", name="Kế hoạch 58/KH-UBND")).to_be_visible()
    expect(page.get_by_role("link", name="Mở trang gốc tại hondat.example.gov.vn")).to_be_visible()


def test_the_archived_copy_is_one_step_from_the_article(page: Page, site) -> None:
    page.goto(f"/tin/{site.id_of('versions')}")
    page.get_by_role("link", name="Xem bản lưu").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Thông báo lịch tiếp công dân")).to_be_visible()
