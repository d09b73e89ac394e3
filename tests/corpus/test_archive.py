"""The archive: what is appended is read back, unchanged payloads are kept once, readers do not wait."""

import gzip
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.archive import Archive, ArchiveLocked, ArchiveReader, ArchiveUnwritable, Exchange, Locator
from corpus.errors import ArchiveDamaged, SkipItem

NOON = datetime(2026, 11, 22, 5, 0, 0, 123456, tzinfo=UTC)
PAGE = "<html><title>Hội nghị sơ kết</title></html>".encode()


def exchange(url: str = "https://vinhan.example.vn/tin/1", **changes: object) -> Exchange:
    values: dict[str, object] = {
        "url": url,
        "portal": "vinh-an",
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"v1"')),
        "body": PAGE,
        "fetched_at": NOON,
        "request_headers": (("User-Agent", "TraTin"),),
    }
    return Exchange.model_validate({**values, **changes})


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        capture = archive.append(exchange(), canonical_url="https://vinhan.example.vn/tin/1")
        response = archive.read(capture.locator)
    assert response.body == PAGE
    assert (response.url, response.portal, response.status) == (capture.url, "vinh-an", 200)
    assert response.fetched_at == NOON
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert capture.etag == '"v1"'
    assert not capture.revisit


def test_locator_survives_rolling_and_printing(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        locator = archive.append(exchange()).locator
        assert ArchiveReader(tmp_path).read(locator).body == PAGE
    assert ArchiveReader(tmp_path).read(Locator.parse(str(locator))).body == PAGE


@pytest.mark.parametrize(
    "text", ["", "a:1", "../x.warc.gz:0:1", "x.warc.gz:-1:5", "x.warc.gz:0:x", "/etc/passwd:0:9"]
)
def test_locator_refuses_what_it_did_not_print(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # pydantic's own message
        Locator.parse(text)


def test_unchanged_payload_becomes_a_revisit_that_reads_as_the_original(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.append(exchange())
        second = archive.append(exchange(fetched_at=NOON + timedelta(days=1)), earlier=first)
        third = archive.append(exchange(fetched_at=NOON + timedelta(days=2)), earlier=second)
        assert second.revisit
        assert third.payload_at == first.locator
        assert third.digest == first.digest
        read = archive.read(third.locator)
    assert read.body == PAGE
    assert read.fetched_at == NOON + timedelta(days=2)


def test_changed_payload_is_no_revisit(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.append(exchange())
        assert not archive.append(exchange(body=PAGE + b" "), earlier=first).revisit


def test_not_modified_reads_as_the_earlier_payload_with_its_coding(tmp_path: Path) -> None:
    packed = exchange(body=gzip.compress(PAGE, mtime=0), headers=(("Content-Encoding", "gzip"),))
    with Archive(tmp_path) as archive:
        first = archive.append(packed)
        second = archive.append(exchange(status=304, body=b"", headers=(("ETag", '"v1"'),)), earlier=first)
        read = archive.read(second.locator)
    assert read.status == 304
    assert read.body == gzip.compress(PAGE, mtime=0)
    assert read.decoded_body() == PAGE


def test_scan_gives_back_every_capture_record(tmp_path: Path) -> None:
    with Archive(tmp_path, roll_bytes=1500) as archive:
        kept = [archive.append(exchange(f"https://vinhan.example.vn/tin/{n}")) for n in range(8)]
        kept.append(archive.append(exchange("https://vinhan.example.vn/tin/7"), earlier=kept[-1]))
        kept.append(
            archive.append(exchange("https://vinhan.example.vn/ds", method="POST", request_body=b"t=2"))
        )
        found = list(archive.scan())
    assert len(list(tmp_path.glob("*.warc.gz"))) > 2
    assert [response.capture_record(locator, response.url) for locator, response in found] == kept
    assert [response.method for _, response in found][-1] == "POST"


def test_target_uris_are_ascii_as_replay_tools_need_them(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.append(exchange("https://vinhan.example.vn/tin/hội nghị?a=%20b"))
        again = archive.append(exchange(first.url, fetched_at=NOON + timedelta(days=1)), earlier=first)
        urls = [archive.read(capture.locator).url for capture in (first, again)]
    assert set(urls) == {"https://vinhan.example.vn/tin/h%E1%BB%99i%20ngh%E1%BB%8B?a=%20b"}


def test_header_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    name = 'attachment; filename="Kế hoạch.doc"'
    odd = exchange(
        headers=(("Content-Disposition", name), ("Transfer-Encoding", "chunked"), ("X", "a\r\nY: b"))
    )
    with Archive(tmp_path) as archive:
        read = archive.read(archive.append(odd).locator)
    assert read.header("Content-Disposition") == name
    assert read.header("Transfer-Encoding") is None
    assert read.header("Y") is None


def test_every_warc_reader_can_read_the_files(tmp_path: Path) -> None:
    with Archive(tmp_path, roll_bytes=2000) as archive:
        first = archive.append(
            exchange(body=gzip.compress(PAGE, mtime=0), headers=(("Content-Encoding", "gzip"),))
        )
        for day in range(5):
            archive.append(exchange(fetched_at=NOON + timedelta(days=day)), earlier=first)
    files = [str(path) for path in sorted(tmp_path.glob("*.warc.gz"))]
    command = [sys.executable, "-c", "from warcio.cli import main; main()", "check", "-v", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "digest pass" in run.stdout


def test_second_writer_is_told_so(tmp_path: Path) -> None:
    with Archive(tmp_path), pytest.raises(ArchiveLocked, match="another crawl"):
        Archive(tmp_path)
    Archive(tmp_path).close()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, no folder")
    with pytest.raises(ArchiveUnwritable, match=r"var/warc: cannot be written \(Not a directory\)"):
        Archive(tmp_path / "var" / "warc")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match=r"gone\.warc\.gz is missing"):
        ArchiveReader(tmp_path).read(Locator(file="gone.warc.gz", offset=0, length=5))


def test_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    bomb = exchange(body=gzip.compress(bytes(5_000_000), mtime=0), headers=(("Content-Encoding", "gzip"),))
    with Archive(tmp_path) as archive:
        read = archive.read(archive.append(bomb).locator)
    assert len(read.decoded_body()) == 5_000_000
    with pytest.raises(SkipItem, match="body-too-large"):
        read.decoded_body(max_decoded_bytes=4_999_999)
