"""Reading in another process: whatever a file does there, the next one is read."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest

from crawler.attachments.limits import FileText, ReadLimits
from crawler.attachments.reader import FileReader
from tests.crawler.attachments import made_files as made

LIMITS = ReadLimits(seconds=20, ocr_pages=0, memory_mb=700)


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader(LIMITS) as opened:
        yield opened


def test_a_file_is_read_as_in_this_process(reader: FileReader) -> None:
    assert reader.read(made.rtf_file(), name="ke hoach.doc") == FileText("rtf", made.SAID)
    assert reader.read(made.odt_file(encrypted=True), name="a.odt") == FileText("odf", reason="encrypted")


def test_memory_is_bounded(reader: FileReader) -> None:
    """A sheet of 90 MB of spaces in one cell's XML, packed into 90 kB."""
    cell = '<worksheet><sheetData><row><c t="inlineStr"><is><t>' + "a" * 90_000_000
    parts = {
        "[Content_Types].xml": "<x/>",
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": cell,
    }
    found = reader.read(made.zip_file(parts), name="a.xlsx")
    assert found.reason in ("broken", "too-large", "reader-crashed")
    assert reader.read(made.rtf_file(), name="b.rtf").text == made.SAID


def test_a_reader_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from crawler.attachments import worker

    monkeypatch.setattr(worker, "_GRACE_SECONDS", 0.1)
    monkeypatch.setattr(worker, "read_file", lambda *_a, **_k: signal.pause())
    assert work(worker, seconds=0.1) == "reader-timeout"


@pytest.mark.parametrize(
    ("number", "reason"), [(signal.SIGKILL, "reader-crashed"), (signal.SIGXCPU, "reader-timeout")]
)
def test_a_reader_that_crashes_is_a_reason(monkeypatch: pytest.MonkeyPatch, number: int, reason: str) -> None:
    from crawler.attachments import worker

    monkeypatch.setattr(worker, "read_file", lambda *_a, **_k: os.kill(os.getpid(), number))
    assert work(worker, seconds=5.0) == reason


def work(worker: object, seconds: float) -> str:
    from tempfile import TemporaryDirectory

    limits = {"seconds": seconds, "ocr_pages": 0}
    with TemporaryDirectory() as place:
        with open(os.path.join(place, "content"), "wb") as file:
            file.write(b"x")
        job = {"directory": place, "name": "a", "content_type": None, "limits": limits}
        return worker._work(job)  # type: ignore[attr-defined]


def test_a_worker_that_was_killed_is_replaced(reader: FileReader) -> None:
    assert reader.read(made.rtf_file(), name="a.rtf").text == made.SAID
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    assert reader.read(made.rtf_file(), name="a.rtf").text == made.SAID


def test_limits_are_handed_over(reader: FileReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_limits", replace(LIMITS, max_chars=20))
    assert reader.read(made.rtf_file(), name="a.rtf").text == "Hội nghị sơ kết"
