"""Reading one article, at every width, with script and without: the meeting, its papers, the archived copy,
what changed, how to cite it, what is like it and who posted it again.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import heading, search

MEETING = "Hội nghị sơ kết chương trình nước sạch nông thôn"


@pytest.mark.flow("meeting-card")
def test_a_fact_of_the_meeting_leads_to_its_sentence(visitor: Page) -> None:
    search(visitor, "hoi nghi so ket nuoc sach")
    visitor.get_by_role("link", name=MEETING).click()
    expect(visitor.get_by_role("heading", name="Thông tin cuộc họp")).to_be_visible()
    visitor.get_by_role("link", name="Lê Thị Mận, Phó Chủ tịch UBND huyện").first.click()
    expect(visitor.locator(":target")).to_contain_text("Lê Thị Mận")
    expect(visitor.locator(":target")).to_be_in_viewport()


@pytest.mark.flow("cited-documents")
def test_a_cited_document_leads_to_its_page(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('meeting')}")
    cited = visitor.get_by_role("link", name="Kế hoạch 58/KH-UBND")
    cited.click()
    assert "58/KH-UBND" in heading(visitor)
    visitor.go_back()
    cited.scroll_into_view_if_needed()


@pytest.mark.flow("attachment")
def test_the_text_of_an_attached_file_is_found_and_read(visitor: Page) -> None:
    visitor.goto("/tim?q=tram+cap+nuoc+son+kien")
    expect(visitor.locator(".in-file").first).to_contain_text("trạm cấp nước Sơn Kiên")
    visitor.get_by_role("link", name=MEETING).click()
    visitor.get_by_text("Đọc chữ trong tệp").click()
    expect(visitor.get_by_text("trạm cấp nước Sơn Kiên vượt công suất")).to_be_visible()
    visitor.get_by_text("trạm cấp nước Sơn Kiên vượt công suất").scroll_into_view_if_needed()


@pytest.mark.flow("archived-copy")
def test_the_archived_copy_is_one_step_from_the_article(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('versions')}")
    expect(visitor.get_by_role("link", name="Mở trang gốc tại hondat.example.gov.vn")).to_be_visible()
    visitor.get_by_role("link", name="Xem bản lưu").click()
    frame = visitor.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Thông báo lịch tiếp công dân")).to_be_visible()


@pytest.mark.flow("gone")
def test_what_its_portal_took_down_is_still_read(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('gone')}")
    banner = visitor.get_by_role("note")
    banner.get_by_role("link", name="Xem bản lưu").click()
    assert "Ngày hội đọc sách" in heading(visitor)
    visitor.go_back()


@pytest.mark.flow("diff")
def test_what_changed_between_two_versions_is_marked(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('versions')}")
    visitor.get_by_role("link", name="Xem bản mới đổi gì").click()
    expect(visitor.locator("ins")).to_contain_text("lịch tiếp ngày 20 chuyển sang ngày 21")


@pytest.mark.flow("citation")
def test_an_article_is_cited_in_three_ways(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('meeting')}")
    visitor.get_by_text("Trích dẫn tin này").click()
    for start in ("UBND huyện Hòn Đất", "@misc{", "{{"):
        expect(visitor.locator(".citations pre").filter(has_text=start).first).to_be_visible()
    visitor.locator(".citations pre").last.scroll_into_view_if_needed()


@pytest.mark.flow("similar")
def test_an_article_leads_to_one_like_it(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('news4')}")
    alike = visitor.locator("section").filter(has=visitor.get_by_role("heading", name="Tin tương tự"))
    title = alike.get_by_role("link").first.inner_text()
    alike.get_by_role("link").first.click()
    assert heading(visitor) == title
    visitor.go_back()
    alike.get_by_role("link").last.scroll_into_view_if_needed()


@pytest.mark.flow("reposted-at")
def test_an_article_says_who_posted_it_first(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('again')}")
    expect(visitor.get_by_role("heading", name="Đăng lại tại")).to_be_visible()
    visitor.locator(".similar").get_by_role("link", name="UBND huyện Hòn Đất").first.click()
    expect(visitor).to_have_url(f"/tin/{site.id_of('story')}")
    visitor.get_by_role("heading", name="Đăng lại tại").scroll_into_view_if_needed()
