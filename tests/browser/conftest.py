"""Chromium over the real server: finds the browser, serves the small site, keeps screenshots."""

import importlib.util
import os
import re
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from indexer import IndexerSettings
from search_web import WebSettings, create_app, serve
from search_web.operators.passwords import hash_password
from search_web.operators.settings import OperatorsSettings

ROOT = Path(__file__).resolve().parents[2]
_PASSWORD = "mật khẩu đủ dài 2026"
SCREENSHOTS = ROOT / "build" / "screenshots"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("TRATIN_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _small_site() -> ModuleType:
    path = ROOT / "tests" / "search_web" / "small_site.py"
    spec = importlib.util.spec_from_file_location("small_site", path)
    assert spec
    assert spec.loader
    module = sys.modules.setdefault("small_site", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


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
def site(tmp_path_factory: pytest.TempPathFactory, trap: "Trap"):
    """The articles, served; their archived pages try to reach the trap."""
    small_site = _small_site()
    small_site.TRAP = trap.address
    made = small_site.make_site(tmp_path_factory.mktemp("site"))
    operators = OperatorsSettings(password_hash=hash_password(_PASSWORD), logins_per_minute=60)
    settings = WebSettings(port=_free_port(), operators=operators)
    app = create_app(settings, made.storage, IndexerSettings(), small_site.PORTALS)
    threading.Thread(target=serve, args=(app, settings), daemon=True).start()
    _wait_for(settings.port)
    return made


@pytest.fixture(scope="session")
def operators_password() -> str:
    return _PASSWORD


@pytest.fixture(scope="session")
def base(site) -> str:
    return f"http://127.0.0.1:{_PORTS[-1]}"


@pytest.fixture(params=[360, 768, 1280])
def page(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    """A page of a Vietnamese visitor without script; screenshots of where the test ended are kept."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": request.param, "height": 800},
        locale="vi-VN",
        java_script_enabled=False,
    )
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        opened.screenshot(path=SCREENSHOTS / f"{name}-{scheme}.png", full_page=True)
    context.close()


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


_PORTS: list[int] = []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        _PORTS.append(probe.getsockname()[1])
    return _PORTS[-1]


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the server does not answer on port {port}")
