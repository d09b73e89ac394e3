"""A portal on loopback whose pages a test writes, and `crawl` run over it in a process of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).with_name("run_crawl.py")


@dataclass
class Served:
    """An answer of the loopback portal. `body` goes out as it is; a callable writes to the socket itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[Any], None] | None = None


@dataclass
class LoopbackSite:
    """A portal on loopback: `pages` maps a path with query to its answer, `asked` is the log of requests."""

    port: int
    pages: dict[str, Served] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def html(self, path: str, body: str, **headers: str) -> None:
        head = "<head><meta charset='utf-8'><title>Cổng</title></head>"
        page = f"<!DOCTYPE html><html lang='vi'>{head}{body}</html>"
        named = {"Content-Type": "text/html; charset=utf-8", **headers}
        self.pages[path] = Served(page.encode(), headers=named)

    def article(self, number: int, title: str | None = None) -> str:
        """Adds article `number`, in the markup of a NukeViet portal; returns its path."""
        title = title or f"Hội nghị số {number} của huyện Vĩnh An về chuyển đổi số"
        text = "".join(f"<p>{title}. {_SENTENCE} Đoạn {n} của bài {number}.</p>" for n in range(4))
        path = f"/vi/news/Tin-tuc/bai-viet-{number}.html"
        self.html(
            path,
            '<body><div class="news_column panel panel-default"><div class="panel-body">'
            f'<h1 class="title margin-bottom-lg" itemprop="headline">{title}</h1>'
            '<span class="h5">Thứ hai - 10/06/2024 08:15</span>'
            f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{text}</div></div></div>'
            '<script>var nv_base_siteurl="/";</script></body>',
        )
        return path

    def list_page(self, path: str, links: list[str], following: str | None = None, **headers: str) -> None:
        """Adds a page of links, with a way to the next one."""
        items = "".join(f'<li><h3><a href="{link}">Tin tức {link}</a></h3></li>' for link in links)
        pager = (
            f'<ul class="pagination"><li><a class="next" href="{following}">Trang sau</a></li></ul>'
            if following
            else ""
        )
        self.html(path, f"<body><ul class='news'>{items}</ul>{pager}</body>", **headers)

    def times_asked(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)

    def portal(self, **changes: Any) -> dict[str, Any]:
        """The portal as config.toml would name it."""
        return {
            "key": "vinh-an",
            "agency": "UBND huyện Vĩnh An",
            "level": "district",
            "province": "Kiên Giang",
            "start_urls": [f"{self.url}/"],
            "delay_seconds": 0,
            "allow_private_addresses": True,
            **changes,
        }


_SENTENCE = (
    "Sáng ngày 10 tháng 6, Ủy ban nhân dân huyện tổ chức hội nghị triển khai kế hoạch chuyển đổi số trên địa"
    " bàn, đại biểu các xã, thị trấn và các phòng ban chuyên môn đến dự đông đủ."
)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: two would wait 40 ms for each other (Nagle, delayed ACK)
    site: LoopbackSite

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers.items())))
        served = self.site.pages.get(self.path, Served(b"<html><h1>404</h1></html>", 404))
        if served.write is not None:
            self.close_connection = True
            served.write(self.wfile)
            return
        etag = served.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            served = Served(status=304)
        self.send_response(served.status)
        for name, value in served.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(served.body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(served.body)

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        form = self.rfile.read(size).decode()
        self.path = f"{self.path} POST {form}"
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextlib.contextmanager
def serving() -> Iterator[LoopbackSite]:
    """A running loopback portal."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site = LoopbackSite(server.server_address[1])
    handler.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with serving() as running:
        yield running


@pytest.fixture
def other_site() -> Iterator[LoopbackSite]:
    """A second host beside `site`."""
    with serving() as running:
        yield running


@dataclass
class Crawled:
    """What a crawl in its own process left: its report, its log, and its exit code (negative: the signal)."""

    report: dict[str, Any]
    log: str
    exit_code: int


@dataclass
class RunningCrawl:
    """A crawl under way in its own process; its output is in `files`."""

    files: Path

    @property
    def ended(self) -> bool:
        return (self.files / "exit").exists()

    def send(self, number: int) -> None:
        """Sends a signal; nothing happens when the crawl has ended already."""
        pid = int(_text_of(self.files / "pid"))
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    def wait_for_exit(self) -> int:
        return int(_text_of(self.files / "exit"))

    def wait(self) -> Crawled:
        code = self.wait_for_exit()
        output = (self.files / "out").read_text()
        return Crawled(json.loads(output) if output else {}, (self.files / "log").read_text(), code)


def _text_of(file: Path, seconds: float = 100) -> str:
    """The text of a file that another process writes."""
    end = time.monotonic() + seconds
    while not (text := file.read_text() if file.exists() else ""):
        assert time.monotonic() < end, f"no {file.name} after {seconds} s"
        time.sleep(0.01)
    return text


@dataclass
class CrawlProcess:
    """Runs `crawl` or `reparse` with a storage of its own, in processes of their own."""

    server: "subprocess.Popen[str]"
    directory: Path
    started: list[RunningCrawl] = field(default_factory=list)

    @property
    def catalog_url(self) -> str:
        return f"sqlite:///{self.directory / 'catalog.sqlite'}"

    def start(
        self, *portals: dict[str, Any], verb: str = "crawl", mode: str = "all", **settings: Any
    ) -> RunningCrawl:
        files = self.directory.with_name(f"run-{len(self.started)}")
        files.mkdir()
        task = {
            "verb": verb,
            "mode": mode,
            "directory": str(self.directory),
            "files": str(files),
            "portals": portals,
            "settings": {"retry_delay_seconds": 0.2, "max_tries": 2, "host_failure_limit": 4, **settings},
        }
        assert self.server.stdin is not None
        assert self.server.poll() is None, "the crawl server died: see its output above"
        self.server.stdin.write(json.dumps(task) + "\n")
        self.server.stdin.flush()
        self.started.append(RunningCrawl(files))
        return self.started[-1]

    def __call__(self, *portals: dict[str, Any], **how: Any) -> Crawled:
        """How: the verb, the mode, and settings of [crawler]."""
        return self.start(*portals, **how).wait()


@pytest.fixture(scope="session")
def crawl_server() -> Iterator["subprocess.Popen[str]"]:
    """The process that forks a crawl for each test."""
    command = [sys.executable, RUN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=RUN.parents[2]) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture
def crawled(crawl_server: "subprocess.Popen[str]", tmp_path: Path) -> Iterator[CrawlProcess]:
    """Call it with portals (and settings) to crawl them. What still runs after the test is killed."""
    process = CrawlProcess(crawl_server, tmp_path / "var")
    yield process
    for running in process.started:
        if not running.ended:
            running.send(signal.SIGKILL)
