"""The archived copy in a browser that runs scripts: what was captured can still not run, load or navigate."""

from playwright.sync_api import Browser, expect


def test_an_archived_page_can_neither_run_nor_reach_anything(browser: Browser, base: str, site, trap) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url.removeprefix(base)))
    page.goto(f"/tin/{site.id_of('versions')}/ban-luu")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Thông báo lịch tiếp công dân")).to_be_visible()
    frame.get_by_role("button", name="Gửi").click()
    page.wait_for_timeout(800)
    assert trap.caught() == 0
    own = f"/tin/{site.id_of('versions')}/ban-luu"
    assert [url for url in answered if not url.startswith((own, "/static/"))] == []
    context.close()


def test_opened_alone_it_is_just_as_powerless(browser: Browser, base: str, site, trap) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.goto(f"/tin/{site.id_of('versions')}/ban-luu/khung")
    page.wait_for_timeout(800)
    assert "/ban-luu/khung" in page.url
    assert page.title() == "Thông báo lịch tiếp công dân tháng 5/2026"
    assert trap.caught() == 0
    context.close()
