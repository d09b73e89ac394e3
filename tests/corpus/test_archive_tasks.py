"""Exports take along what belongs to the chosen portals and articles; a check finds all damage."""

import gzip
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.archive import Archive, CaptureRecord, Exchange
from corpus.archive_tasks import ExportUnwritable, check_archive, export_selection, update_cdx
from corpus.article import Article, Attachment, article_id
from corpus.catalog import Catalog
from corpus.errors import BadQuery
from corpus.settings import StorageSettings

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
HOST = "https://vinhan.example.vn"


def fetched(url: str, portal: str, day: int) -> Exchange:
    return Exchange(
        url=url,
        portal=portal,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=f"<h1>{url}</h1>".encode(),
        fetched_at=NOON + timedelta(days=day),
    )


@pytest.fixture
def storage(tmp_path: Path) -> StorageSettings:
    """Two portals of two articles; the first article has a file and was looked at twice."""
    storage = StorageSettings(directory=tmp_path / "var")
    (tmp_path / "var").mkdir()
    with Archive(storage.warc_directory) as archive, Catalog.open(storage.resolved_catalog_url) as catalog:

        def keep(url: str, portal: str, day: int = 0, earlier: CaptureRecord | None = None) -> CaptureRecord:
            record = archive.append(fetched(url, portal, 0 if earlier else day), earlier=earlier)
            catalog.add_capture(record)
            return record

        for portal in ("vinh-an", "tan-hoa"):
            for number in range(2):
                url = f"{HOST}/{portal}/{number}"
                file = Attachment(name="Kế hoạch", href="kh.pdf", url=f"{HOST}/kh-{portal}-{number}.pdf")
                record = keep(url, portal)
                article = Article(
                    url=url, portal=portal, platform="x", title=f"Tin {number}", attachments=(file,)
                )
                catalog.save_article(article, catalog.add_capture(record), NOON)
                keep(file.url or "", portal)
        first = catalog.last_capture(f"{HOST}/vinh-an/0")
        keep(f"{HOST}/vinh-an/0", "vinh-an", earlier=first)
    return storage


def urls_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as packed:
        lines = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()
    return sorted(json.loads(line.split(" ", 2)[2])["url"].removeprefix(HOST) for line in lines)


def test_a_portal_is_exported_whole(storage: StorageSettings, tmp_path: Path) -> None:
    report = export_selection(storage, tmp_path / "a.wacz", ["tan-hoa"], [], now=NOON)
    assert (report.responses, report.pages) == (4, 2)
    assert all("tan-hoa" in url for url in urls_in(tmp_path / "a.wacz"))


def test_an_article_takes_its_files_and_all_its_captures_along(
    storage: StorageSettings, tmp_path: Path
) -> None:
    chosen = [article_id(f"{HOST}/vinh-an/0")]
    report = export_selection(storage, tmp_path / "a.wacz", [], chosen, now=NOON)
    assert report.pages == 1
    assert urls_in(tmp_path / "a.wacz") == ["/kh-vinh-an-0.pdf", "/vinh-an/0", "/vinh-an/0"]


def test_what_is_not_there_or_cannot_be_written_is_told(storage: StorageSettings, tmp_path: Path) -> None:
    with pytest.raises(BadQuery, match="nothing-chosen"):
        export_selection(storage, tmp_path / "a.wacz", [], [], now=NOON)
    with pytest.raises(BadQuery, match="'khac'"):
        export_selection(storage, tmp_path / "a.wacz", ["khac"], [], now=NOON)
    with pytest.raises(BadQuery, match="'0123'"):
        export_selection(storage, tmp_path / "a.wacz", [], ["0123"], now=NOON)
    with pytest.raises(ExportUnwritable, match=r"no/a\.wacz"):
        export_selection(storage, tmp_path / "no" / "a.wacz", ["tan-hoa"], [], now=NOON)


def test_check_names_every_damaged_place(storage: StorageSettings) -> None:
    assert check_archive(storage).responses == update_cdx(storage).lines == 9
    path = next(storage.warc_directory.glob("*.warc.gz"))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    report = check_archive(storage)
    assert len(report.damaged) == 1
    assert path.name in report.damaged[0]
