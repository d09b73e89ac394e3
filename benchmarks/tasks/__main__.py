"""Does each user's task in Chromium: `python -m benchmarks.tasks [--images docs/images]`, which remakes every
picture of pages that the docs show.

Typing a query and sending it is one interaction; so is each tap or click. Exits 1 when a task needs more
than three or does not end with its answer. Seconds are the browser's, without reading and thinking.
"""

import argparse
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.tasks.site import PORTAL, make_site
from indexer import IndexerSettings
from search_web import WebSettings, create_app, serve

MOST = 3


class Doing:
    """A person at a page who counts what they do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0

    def search(self, text: str) -> None:
        self.interactions += 1
        self.page.get_by_role("searchbox").or_(self.page.get_by_role("combobox")).first.fill(text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def click(self, role: str, name: str) -> None:
        self.interactions += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()


def citizen(doing: Doing) -> bool:
    """When does the chairman receive citizens? On a phone, without accents."""
    doing.search("lich tiep cong dan")
    doing.click("link", "Lịch tiếp công dân của Chủ tịch")
    return "ngày 5 và ngày 20" in doing.page.inner_text("main")


def clerk(doing: Doing) -> bool:
    """Who chaired the briefing of July 2022? The list of results says it."""
    doing.search("giao ban tháng 7/2022 Phù Sa")
    first = doing.page.locator("article.result").first.inner_text()
    return "Lê Văn Chương" in first


def journalist(doing: Doing) -> bool:
    """All news of a province about schools merged, as a table: by the fields of the query, then CSV."""
    doing.search("sáp nhập trường tỉnh: Cà Mau")
    return _merged_schools(doing, doing.page.get_by_role("link", name="CSV").first)


def journalist_ticking(doing: Doing) -> bool:
    """The same with the province ticked in the panel, by somebody who knows no fields."""
    doing.search("sáp nhập trường")
    doing.interactions += 1
    doing.page.get_by_role("checkbox", name="Cà Mau").first.check()
    return _merged_schools(doing, doing.page.get_by_role("button", name="Tải CSV"))


def _merged_schools(doing: Doing, leads_to_file: Locator) -> bool:
    doing.interactions += 1
    with doing.page.expect_download() as download:
        leads_to_file.click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    return sum("Sáp nhập trường tiểu học Phù Sa" in row for row in rows) == 6


TASKS: dict[str, tuple[Callable[[Doing], bool], int, bool]] = {
    "citizen": (citizen, 360, True),
    "clerk": (clerk, 1280, True),
    "journalist": (journalist, 1280, True),
    "citizen-no-script": (citizen, 360, False),
    "clerk-no-script": (clerk, 360, False),
    "journalist-no-script": (journalist, 768, False),
    "journalist-ticking": (journalist_ticking, 1280, True),
    "journalist-ticking-no-script": (journalist_ticking, 1280, False),
}
"""Name -> what is done, width in px, with script."""
PICTURED = ("citizen", "clerk", "journalist")
"""Tasks of which docs/tasks.md shows the end."""
PICTURES: dict[str, tuple[str, int, Literal["light", "dark"]]] = {
    "home": ("/", 1280, "light"),
    "search": ("/tim?q=hoi+nghi+so+ket", 1280, "light"),
    "search-phone": ("/tim?q=hoi+nghi+so+ket", 360, "dark"),
    "meetings": ("/cuoc-hop", 1280, "light"),
    "documents": ("/van-ban", 360, "light"),
    "map": ("/ban-do?q=hoi+nghi", 1280, "dark"),
}
"""Name of the picture -> the page, width in px, theme."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tasks", description=__doc__)
    parser.add_argument("--images", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        base = _served(Path(directory))
        names = ("chromium", "chromium-browser", "google-chrome")
        path = os.environ.get("TRATIN_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        done = [_do(browser, base, name, options.images) for name in TASKS]
        if options.images:
            for name in PICTURES:
                _picture(browser, base, name, options.images)
        browser.close()
    sys.exit(0 if all(done) else 1)


def _do(browser: Browser, base: str, name: str, images: Path | None) -> bool:
    task, width, script = TASKS[name]
    context = browser.new_context(
        base_url=base, viewport={"width": width, "height": 800}, locale="vi-VN", java_script_enabled=script
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/")
    doing, began = Doing(page), time.perf_counter()
    found = task(doing)
    seconds = time.perf_counter() - began
    if images and name in PICTURED:
        page.screenshot(path=images / f"task-{name}.png")
    context.close()
    right = found and doing.interactions <= MOST
    verdict = "ok" if right else "WRONG"
    print(f"{verdict:6}{name:22}{doing.interactions} interactions  {seconds:.1f} s  {width} px")
    return right


def _picture(browser: Browser, base: str, name: str, images: Path) -> None:
    path, width, theme = PICTURES[name]
    context = browser.new_context(
        base_url=base, viewport={"width": width, "height": 800}, locale="vi-VN", color_scheme=theme
    )
    page = context.new_page()
    page.goto(path)
    page.screenshot(path=images / f"{name}.png")
    context.close()


def _served(directory: Path) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = WebSettings(port=port)
    app = create_app(settings, make_site(directory), IndexerSettings(), (PORTAL,))
    threading.Thread(target=serve, args=(app, settings), daemon=True).start()
    time.sleep(1.0)
    return f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    main()
