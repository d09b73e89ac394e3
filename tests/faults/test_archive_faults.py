"""The archive under kill -9, torn tails, rot in the middle and a full disk."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.archive import Archive, ArchiveDamaged, ArchiveLocked, ArchiveReader, Exchange
from corpus.archive.files import ArchiveUnwritable

pytestmark = pytest.mark.faults

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def exchange(number: int, size: int = 3000) -> Exchange:
    body = random.Random(number).randbytes(size)  # not compressible, so every byte of the record matters
    return Exchange(url=f"https://a.example.vn/{number}", portal="a", status=200, body=body, fetched_at=NOON)


def open_file(directory: Path) -> Path:
    (path,) = directory.glob("*.warc.gz.open")
    return path


def abandoned(directory: Path, records: int) -> Path:
    """An archive whose writer vanished without closing it."""
    archive = Archive(directory)
    for number in range(records):
        archive.append(exchange(number))
    archive._lock.close()
    return open_file(directory)


def urls(directory: Path) -> list[str]:
    return [response.url for _, response in ArchiveReader(directory).scan()]


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_archive_faults import exchange
from corpus.archive import Archive
archive = Archive(Path(sys.argv[1]), roll_bytes=200_000)
for number in range(100_000):
    print(archive.append(exchange(number, 20_000)).locator, flush=True)
"""


@pytest.mark.parametrize("run", range(10))
def test_nothing_reported_done_is_lost_by_kill_9(tmp_path: Path, run: int) -> None:
    directory = tmp_path / "warc"
    command = [sys.executable, "-c", WRITER, str(directory), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline()]
        time.sleep(random.Random(run).uniform(0.01, 0.4))
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    reported = [line.strip() for line in told if line.endswith("\n")]
    with Archive(directory) as archive:
        found = [str(locator) for locator, _ in archive.scan()]
        archive.append(exchange(7))
    assert found[: len(reported)] == reported
    assert len(found) <= len(reported) + 1
    check = [
        sys.executable,
        "-c",
        "from warcio.cli import main; main()",
        "check",
        *map(str, directory.glob("*.gz")),
    ]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0


def test_any_torn_tail_is_cut_to_the_last_whole_record(tmp_path: Path) -> None:
    path = abandoned(tmp_path, 3)
    whole = path.read_bytes()
    ends = [locator.offset + locator.length for locator, _ in ArchiveReader(tmp_path).scan()]
    for size in sorted({*range(0, len(whole), 397), *(end - 1 for end in ends), *ends, len(whole) - 1}):
        path.write_bytes(whole[:size])
        archive = Archive(tmp_path)
        assert len(urls(tmp_path)) == sum(end <= size for end in ends)
        archive.append(exchange(9))
        assert urls(tmp_path)[-1] == "https://a.example.vn/9"
        archive._lock.close()


def test_zeros_behind_the_last_record_are_cut(tmp_path: Path) -> None:
    path = abandoned(tmp_path, 2)
    path.write_bytes(path.read_bytes() + bytes(70_000))  # the file grew before its data came
    with Archive(tmp_path) as archive:
        assert archive.repaired_bytes == 70_000
        archive.append(exchange(9))
    assert len(urls(tmp_path)) == 3


def test_damage_in_the_middle_costs_only_its_record(tmp_path: Path) -> None:
    path = abandoned(tmp_path, 5)
    locators = [locator for locator, _ in ArchiveReader(tmp_path).scan()]
    with path.open("r+b") as file:
        file.seek(locators[2].offset + 500)
        file.write(b"rotten")
    with Archive(tmp_path) as archive:
        assert archive.repaired_bytes == 0
        reports: list[ArchiveDamaged] = []
        found = [response.url[-1] for _, response in archive.scan(on_damage=reports.append)]
        assert found == ["0", "1", "3", "4"]
        (report,) = reports
        assert f"{locators[2].file}: no whole record at byte {locators[2].offset}" in str(report)
        with pytest.raises(ArchiveDamaged, match="tratin reparse"):
            archive.read(locators[2])
        with pytest.raises(ArchiveDamaged):
            list(archive.scan())


def test_rolled_file_that_was_cut_short_is_reported(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        for number in range(3):
            archive.append(exchange(number))
    (path,) = tmp_path.glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-2000])
    reports: list[ArchiveDamaged] = []
    assert len(list(ArchiveReader(tmp_path).scan(on_damage=reports.append))) == 2
    assert len(reports) == 1


def test_gzip_inside_a_torn_record_is_not_taken_for_a_record(tmp_path: Path) -> None:
    path = abandoned(tmp_path, 1)
    whole = path.read_bytes()
    with Archive(tmp_path) as archive:
        page = gzip.compress(random.Random(1).randbytes(5000), mtime=0)
        archive.append(exchange(2).model_copy(update={"body": page + random.Random(2).randbytes(9000)}))
    (path,) = tmp_path.glob("*.warc.gz")
    torn = path.read_bytes()[: len(whole) + 6000]
    path.unlink()
    open_path = path.with_name(path.name + ".open")
    open_path.write_bytes(torn)
    with Archive(tmp_path) as archive:
        assert archive.repaired_bytes == 6000
    assert urls(tmp_path) == ["https://a.example.vn/0"]


def test_lock_dies_with_its_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(ArchiveLocked):
            Archive(tmp_path)
        writer.kill()
    Archive(tmp_path).close()


def test_full_disk_leaves_no_half_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive(tmp_path) as archive:
        archive.append(exchange(0))
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", _no_space)
            with pytest.raises(ArchiveUnwritable, match="free some space"):
                archive.append(exchange(1))
        archive.append(exchange(2))
    assert urls(tmp_path) == ["https://a.example.vn/0", "https://a.example.vn/2"]


def _no_space(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_reader_sees_whole_records_while_they_are_written(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        counts = [len(urls(tmp_path)) for _ in range(5)]
        writer.kill()
    assert counts == sorted(counts)
    assert counts[-1] >= 1
