"""pywb replays what our WARC files hold, found through our CDXJ index: an archive that others can read."""

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from corpus.archive import Archive, Exchange
from corpus.archive.cdx_index import CdxIndex

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
URL = "http://vinhan.example.vn/tin/hội-nghị?ID=7&Page=1"
PAGE = """<html><head><meta charset="utf-8"><title>Hội nghị sơ kết 6 tháng</title></head>
<body><h1>Hội nghị sơ kết 6 tháng</h1><p>Ngày 20/11, UBND huyện Vĩnh An tổ chức hội nghị.</p>
<a href="/tin/khac">Tin khác</a></body></html>""".encode()


def wayback() -> str | None:
    own = ROOT / "build" / "pywb" / "bin" / "wayback"
    return os.environ.get("TRATIN_PYWB") or (str(own) if own.exists() else shutil.which("wayback"))


def captured(url: str, body: bytes, day: int) -> Exchange:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
    return Exchange(
        url=url,
        portal="vinh-an",
        status=200,
        headers=(*headers, ("Transfer-Encoding", "chunked")),
        body=gzip.compress(body, mtime=0),
        fetched_at=NOON + timedelta(days=day),
        request_headers=(("Host", "vinhan.example.vn"),),
    )


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a pywb over an archive of ours: a page, unchanged a day later, and another page."""
    program = wayback()
    if program is None:
        pytest.skip("no pywb: `make pywb` installs it into build/pywb, or name its wayback in TRATIN_PYWB")
    directory = tmp_path_factory.mktemp("pywb")
    with Archive(directory / "warc") as archive:
        first = archive.append(captured(URL, PAGE, 0))
        assert archive.append(captured(URL, PAGE, 1), earlier=first).revisit
        other = PAGE.replace("Hội nghị sơ kết 6 tháng".encode(), "Tin khác".encode())
        archive.append(captured("http://vinhan.example.vn/tin/khac", other, 1))
    index = CdxIndex(directory / "cdx", directory / "warc")
    index.update()
    places = f"    index_paths: {index.path}\n    archive_paths: {directory / 'warc'}/\n"
    (directory / "config.yaml").write_text(f"collections:\n  tratin:\n{places}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (directory / "log").open("w") as log:
        command = [program, "-p", str(port), "-b", "127.0.0.1"]
        process = subprocess.Popen(command, cwd=directory, stdout=log, stderr=log)
    try:
        wait_for(port, process, directory / "log")
        yield f"http://127.0.0.1:{port}/tratin"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"pywb does not answer: {log.read_text()[-2000:]}")


@pytest.mark.parametrize("stamp", ["20261120050000", "20261121050000"])
def test_an_article_and_its_unchanged_revisit_are_replayed(browser: Browser, replay: str, stamp: str) -> None:
    page = browser.new_page()
    page.goto(f"{replay}/{stamp}/{URL}")
    frame = page.frame_locator("#replay_iframe")
    expect(frame.locator("h1")).to_have_text("Hội nghị sơ kết 6 tháng", timeout=20_000)
    expect(frame.locator("p")).to_contain_text("UBND huyện Vĩnh An")
    frame.locator("a").click()
    expect(frame.locator("h1")).to_have_text("Tin khác", timeout=20_000)
    page.close()
