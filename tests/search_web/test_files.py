"""Attached files: a hit that only a file explains says so; an article tells how its files stand."""

import datetime as dt
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.article import Article, Attachment
from corpus.attachment import AttachedFile, FetchedFile, FileState, ReadFile, file_key
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, FrontierUrl, VisitedPage
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index
from search_web import WebSettings, create_app
from search_web.parts.file_notes import note_of

NOON = dt.datetime(2026, 5, 4, 5, tzinfo=dt.UTC)
FILE = "https://xa.vidu.gov.vn/tep/ke-hoach.pdf"
ARTICLE = Article(
    url="https://xa.vidu.gov.vn/tin/1",
    portal="xa",
    platform="generic",
    title="Họp bàn chống hạn",
    body=("Xã họp bàn việc chống hạn.",),
    attachments=(
        Attachment(name="Kế hoạch <chi tiết>.pdf", href=FILE, url=FILE),
        Attachment(name="Bản đồ.rar", href="/a.rar", url="https://xa.vidu.gov.vn/a.rar"),
    ),
)


def capture(number: int, url: str) -> CaptureRecord:
    return CaptureRecord(
        url=url,
        canonical_url=url,
        portal="xa",
        locator=Locator(file="a.warc.gz", offset=number, length=9),
        status=200,
        digest=f"sha256:{number}",
        fetched_at=NOON,
    )


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    storage = StorageSettings(directory=tmp_path)
    with Catalog.open(storage.resolved_catalog_url) as catalog:
        catalog.save_article(ARTICLE, catalog.add_capture(capture(1, ARTICLE.url)), NOON)
        key = file_key(FILE)
        asked = FrontierUrl(url=FILE, canonical_url=key, role="attachment")
        catalog.record_page(
            VisitedPage(
                asked,
                capture(2, FILE),
                article=None,
                discovered=(),
                outcome="done",
                now=NOON,
                file=FetchedFile(key=key),
            )
        )
        text = "Đắp đập thời vụ trên rạch Cái Sắn."
        catalog.files.save_text(key, ReadFile(text=text, kind="pdf", bytes=340_000), NOON)
        update_index(IndexerSettings(segment_words=False), storage, catalog)
    return create_app(WebSettings(), storage, IndexerSettings()).test_client()


def test_a_hit_in_a_file_says_so(client: FlaskClient) -> None:
    page = client.get("/tim?q=rach+cai+san").text
    assert "trong tệp đính kèm Kế hoạch &lt;chi tiết&gt;.pdf:" in page
    assert "<mark>rạch Cái Sắn</mark>" in page
    assert "trong tệp đính kèm" not in client.get("/tim?q=chong+han").text


def test_the_articles_page_says_how_its_files_stand(client: FlaskClient) -> None:
    page = client.get(f"/tin/{ARTICLE.article_id}").text
    assert "PDF, 340 KB, tìm được theo nội dung" in page
    assert "Bản đồ.rar" in page


@pytest.mark.parametrize(
    ("state", "reason", "note"),
    [
        ("waiting", "", "đang chờ đọc"),
        ("unread", "encrypted", "có mật khẩu, không đọc được"),
        ("unread", "reader-crashed", "không đọc được"),
        ("skipped", "", ""),
    ],
)
def test_notes(client: FlaskClient, state: FileState, reason: str, note: str) -> None:
    with client.application.test_request_context():
        assert note_of(AttachedFile(name="a", url=None, state=state, reason=reason)) == note
