"""What visitors do on many pages."""

from playwright.sync_api import Page


def search(page: Page, text: str) -> None:
    page.goto("/")
    page.get_by_label("Từ cần tìm").fill(text)
    page.get_by_role("button", name="Tìm", exact=True).click()


def open_filters(page: Page) -> None:
    """On a phone the filters wait behind a button; at a desk they stand beside the results."""
    drawer = page.get_by_text("Lọc và sắp xếp")
    if drawer.is_visible():
        drawer.click()


def open_section(page: Page, name: str) -> None:
    """On a phone sections wait behind a button; at a desk they stand in a row."""
    page.goto("/")
    menu = page.get_by_text("Các mục")
    if menu.is_visible():
        menu.click()
    sections = page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
    sections.locator("visible=true").first.click()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def tally(page: Page) -> str:
    """`12 kết quả`, as it stands above the results."""
    return page.get_by_role("status").get_by_role("heading").inner_text()
