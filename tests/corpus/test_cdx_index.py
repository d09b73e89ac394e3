"""The CDXJ index has every response once, sorted, however it grew; a WACZ file stands for itself."""

import gzip
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.archive import Archive, ArchiveReader, CaptureRecord, Exchange
from corpus.archive.cdx_index import CdxIndex
from corpus.archive.records import parse_response
from corpus.archive.url_key import url_key
from corpus.archive.wacz import Page, export_wacz
from corpus.errors import ArchiveDamaged

NOON = datetime(2026, 11, 22, 5, 0, 0, 123456, tzinfo=UTC)


def exchange(url: str = "https://vinhan.example.vn/tin/1", **changes: object) -> Exchange:
    values: dict[str, object] = {
        "url": url,
        "portal": "vinh-an",
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": "<html><title>Hội nghị sơ kết</title></html>".encode(),
        "fetched_at": NOON,
        "request_headers": (("User-Agent", "TraTin"),),
    }
    return Exchange.model_validate({**values, **changes})


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.vinhan.gov.vn/", "vn,gov,vinhan)/"),
        ("http://vinhan.vn:80/Tin//a/../b/?B=2&a=1", "vn,vinhan)/tin/b?a=1&b=2"),
        ("https://vinhan.vn:8443/x/", "vn,vinhan:8443)/x"),
        ("http://127.0.0.1:8701/tin/1", "1,0,0,127:8701)/tin/1"),
        ("http://a.vn/(S(abcdefghijklmnopqrstuvwx))/p.aspx?x=1", "vn,a)/p.aspx?x=1"),
        ("http://a.vn/?PHPSESSID=0123456789abcdef0123456789abcdef&a=1", "vn,a)/?a=1"),
        ("https://đàn.vn/bài viết?q=hội", "vn,xn--n-rfa0m)/b%c3%a0i%20vi%e1%ba%bft?q=h%e1%bb%99i"),
        ("http://a.vn/%2541/x?", "vn,a)/a/x"),
        ("", "-"),
    ],
)
def test_keys_are_those_of_replay_tools(url: str, key: str) -> None:
    assert url_key(url) == key


def fill(archive: Archive, first: int, count: int) -> list[CaptureRecord]:
    return [archive.append(exchange(f"https://vinhan.example.vn/tin/{first + n}")) for n in range(count)]


def lines(index: CdxIndex) -> list[str]:
    return index.path.read_text(encoding="utf-8").splitlines()


def test_index_grows_by_what_is_new_and_equals_one_made_anew(tmp_path: Path) -> None:
    index = CdxIndex(tmp_path / "cdx", tmp_path / "warc")
    with Archive(tmp_path / "warc", roll_bytes=4000) as archive:
        kept = fill(archive, 0, 7)
        assert index.update().added == 7
        kept.append(archive.append(exchange(fetched_at=NOON + timedelta(days=1)), earlier=kept[1]))
        form = exchange("https://vinhan.example.vn/ds", method="POST", request_body=b"trang=2")
        kept.append(archive.append(form))
        report = index.update()
        assert (report.added, report.rebuilt) == (2, False)
        assert index.update().added == 0
    grown = lines(index)
    assert grown == sorted(grown)
    assert index.update(rebuild=True).lines == len(kept)
    assert lines(index) == grown
    fields = [json.loads(line.split(" ", 2)[2]) for line in grown]
    places = {f"{each['filename']}:{each['offset']}:{each['length']}" for each in fields}
    assert places == {str(capture.locator) for capture in kept}
    assert [each["mime"] for each in fields].count("warc/revisit") == 1
    assert sum("__wb_method=post&trang=2" in line for line in grown) == 1


@pytest.mark.parametrize("harm", ["cut", "altered", "state", "gone"])
def test_an_index_that_cannot_be_trusted_is_made_anew(tmp_path: Path, harm: str) -> None:
    index = CdxIndex(tmp_path / "cdx", tmp_path / "warc")
    with Archive(tmp_path / "warc") as archive:
        fill(archive, 0, 5)
    index.update()
    whole = index.path.read_bytes()
    if harm == "cut":
        index.path.write_bytes(whole[:-9])
    elif harm == "altered":
        index.path.write_bytes(whole.replace(b"200", b"404", 1))
    elif harm == "state":
        (tmp_path / "cdx" / "index.json").write_text("{")
    else:
        index.path.unlink()
    assert index.update().rebuilt
    assert index.path.read_bytes() == whole


def test_a_kill_between_state_and_index_costs_nothing(tmp_path: Path) -> None:
    index = CdxIndex(tmp_path / "cdx", tmp_path / "warc")
    with Archive(tmp_path / "warc") as archive:
        fill(archive, 0, 3)
        index.update()
        before = index.path.read_bytes()
        fill(archive, 3, 2)
    index.update()
    index.path.write_bytes(before)
    report = index.update()
    assert (report.lines, report.added, report.rebuilt) == (5, 2, False)


def test_a_body_with_another_digest_is_damage(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first, second = fill(archive, 0, 2)
    path = tmp_path / first.locator.file
    raw = path.read_bytes()
    begin, end = first.locator.offset, first.locator.offset + first.locator.length
    forged = gzip.compress(
        gzip.decompress(raw[begin:end]).replace("sơ kết".encode(), "tổng".encode() + b"  ")
    )
    path.write_bytes(raw[:begin] + forged + raw[end:])
    with pytest.raises(ArchiveDamaged, match="another digest"):
        ArchiveReader(tmp_path).read(first.locator)
    told: list[ArchiveDamaged] = []
    assert len(list(ArchiveReader(tmp_path).scan(told.append))) == 1
    assert len(told) == 1
    assert second.digest == first.digest


def test_wacz_holds_the_selection_and_what_its_revisits_point_to(tmp_path: Path) -> None:
    with Archive(tmp_path / "warc", roll_bytes=1000) as archive:
        kept = fill(archive, 0, 4)
        again = archive.append(exchange(kept[2].url, fetched_at=NOON + timedelta(days=1)), earlier=kept[2])
    page = Page(again.url, again.fetched_at, "Hội nghị sơ kết")
    file = tmp_path / "chon.wacz"
    report = export_wacz(
        file,
        tmp_path / "warc",
        [kept[0], again],
        [page],
        title="Chọn",
        now=datetime(2026, 11, 22, tzinfo=UTC),
    )
    assert (report.responses, report.pages, report.damaged) == (3, 1, 0)
    with zipfile.ZipFile(file) as packed:
        warc = packed.read("archive/data.warc.gz")
        index = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()
        pages = packed.read("pages/pages.jsonl").decode().splitlines()
    assert index == sorted(index)
    assert json.loads(pages[1])["title"] == "Hội nghị sơ kết"
    urls = []
    for line in index:
        fields = json.loads(line.split(" ", 2)[2])
        offset, length = int(fields["offset"]), int(fields["length"])
        response = parse_response(gzip.decompress(warc[offset : offset + length]))
        assert response is not None
        assert response.url == fields["url"]
        urls.append(response.url)
    assert urls == [kept[0].url, kept[2].url, kept[2].url]
