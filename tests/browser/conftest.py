"""Chromium over the real server: finds the browser, serves the small site, takes pictures of where flows end.

`pytest tests/browser -m flow --images docs/images/flows` makes the pictures of docs/flows.md.
"""

import base64
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from indexer import IndexerSettings
from search_web import WebSettings, create_app, serve
from search_web.operators.passwords import hash_password
from search_web.operators.settings import OperatorsSettings
from tests.browser.more_articles import add_more
from tests.search_web import small_site

_PASSWORD = "mật khẩu đủ dài 2026"
WIDTHS = (360, 768, 1280)
VISITORS = [(width, script) for width in WIDTHS for script in (True, False)]
PICTURED_PORT = 8600
PICTURE_QUALITY = 50
"""Of 100: a screen is some 20 KB of WebP, its text still sharp."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--images", type=Path, help="where to keep a picture of the end of every flow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("TRATIN_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        missing = "no Chromium found: install chromium, or name one in TRATIN_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def port(request: pytest.FixtureRequest) -> int:
    """The server's; always the same in pictures, of which some show addresses."""
    return PICTURED_PORT if request.config.getoption("images", None) else _free_port()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, trap: "Trap", port: int):
    """The articles, served; their archived pages try to reach the trap."""
    small_site.TRAP = trap.address
    made = small_site.make_site(tmp_path_factory.mktemp("site"), add_more)
    operators = OperatorsSettings(password_hash=hash_password(_PASSWORD), logins_per_minute=60)
    settings = WebSettings(port=port, operators=operators)
    app = create_app(settings, made.storage, IndexerSettings(reopen_seconds=0), small_site.PORTALS)
    threading.Thread(target=serve, args=(app, settings), daemon=True).start()
    _wait_for(settings.port)
    return made


@pytest.fixture(scope="session")
def operators_password() -> str:
    return _PASSWORD


@pytest.fixture(scope="session")
def base(site, port: int) -> str:
    return f"http://127.0.0.1:{port}"


@pytest.fixture(
    scope="module", params=VISITORS, ids=lambda one: f"{one[0]}-{'script' if one[1] else 'plain'}"
)
def visiting(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    width, script = request.param
    with _opened(browser, base, width, script=script) as page:
        yield page


@pytest.fixture
def visitor(request: pytest.FixtureRequest, visiting: Page) -> Iterator[Page]:
    """A page of a Vietnamese visitor, at every width, with script and without."""
    yield visiting
    _keep_picture(request, visiting)


@pytest.fixture(params=WIDTHS)
def scripted(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    """A page of a visitor whose browser runs scripts, and has nothing to complain of."""
    faults: list[str] = []
    with _opened(browser, base, request.param, script=True) as page:
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        yield page
        _keep_picture(request, page)
    assert faults == []


@contextmanager
def _opened(browser: Browser, base: str, width: int, *, script: bool) -> Iterator[Page]:
    """A page in which no script of ours may fail."""
    faults: list[str] = []
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": 800},
        locale="vi-VN",
        java_script_enabled=script,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def _keep_picture(request: pytest.FixtureRequest, page: Page) -> None:
    """`<flow>-<width>.webp`, and `<flow>-<width>-plain.webp` without script, of the phone alone."""
    images, flow = request.config.getoption("images", None), request.node.get_closest_marker("flow")
    if images is None or flow is None:
        return
    assert page.viewport_size
    width, plain = page.viewport_size["width"], "-plain]" in request.node.name
    if plain and width != WIDTHS[0]:
        return
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": PICTURE_QUALITY})
    session.detach()
    images.mkdir(parents=True, exist_ok=True)
    name = f"{flow.args[0]}-{width}{'-plain' if plain else ''}.webp"
    (images / name).write_bytes(base64.b64decode(taken["data"]))


class Trap:
    """A listening socket that archived pages try to reach: `caught()` counts who came."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def caught(self) -> int:
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1


@pytest.fixture(scope="session")
def trap() -> Trap:
    return Trap()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the server does not answer on port {port}")
