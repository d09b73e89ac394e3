"""Files of articles: which are asked for, how they are named; crawled, killed, read again without network."""

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.article import Article, Attachment
from corpus.catalog import Catalog
from corpus.portal import Portal
from corpus.settings import StorageSettings
from crawler import CrawlerSettings, reparse
from crawler.attachments.settings import AttachmentSettings
from crawler.files import fetched_file, files_to_fetch
from crawler.guard import file_refusal
from tests.crawler.attachments import made_files as made

if TYPE_CHECKING:
    LoopbackSite = CrawlProcess = Any

PORTAL = Portal(
    key="a",
    agency="A",
    level="district",
    start_urls=("https://so.vidu.gov.vn/sites/so/",),
    paths=("/sites/so/",),
)


def offering(*urls: str) -> Article:
    files = tuple(Attachment(name="tệp", href=url, url=url) for url in urls)
    return Article(url="https://so.vidu.gov.vn/tin/1", portal="a", platform="x", title="T", attachments=files)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://so.vidu.gov.vn/documents/1/2/a.pdf", None),
        ("https://tep.vidu.gov.vn/a.pdf", None),
        ("https://vidu.gov.vn/a.pdf", None),
        ("https://khac.gov.vn/a.pdf", "off-portal"),
        ("https://drive.google.com/file/d/1/view", "off-portal"),
        ("http://127.0.0.1/a.pdf", "off-portal"),
        ("ftp://so.vidu.gov.vn/a.pdf", "bad-scheme"),
        ("https://x:y@so.vidu.gov.vn/a.pdf", "credentials-in-url"),
    ],
)
def test_files_may_lie_anywhere_in_the_portals_domain(url: str, reason: str | None) -> None:
    assert file_refusal(url, PORTAL) == reason


def test_what_is_asked_for() -> None:
    same = "https://so.vidu.gov.vn/t%E1%BB%87p.pdf"
    urls = [
        same,
        "https://so.vidu.gov.vn/tệp.pdf",
        "https://so.vidu.gov.vn/phim.mp4",
        "https://khac.vn/a.pdf",
    ]
    (asked,) = files_to_fetch(offering(*urls), PORTAL, CrawlerSettings())
    assert (asked.url, asked.role) == (same, "attachment")
    assert asked.hint is not None
    assert asked.hint.found_on == "https://so.vidu.gov.vn/tin/1"
    many = [f"https://so.vidu.gov.vn/{at}.pdf" for at in range(9)]
    few = CrawlerSettings(attachments=AttachmentSettings(max_files_per_article=3))
    assert [file.url for file in files_to_fetch(offering(*many), PORTAL, few)] == many[:3]
    none = CrawlerSettings(attachments=AttachmentSettings(fetch=False))
    assert files_to_fetch(offering(*many), PORTAL, none) == ()
    assert files_to_fetch(None, PORTAL, few) == ()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="ke hoach.pdf"', "ke hoach.pdf"),
        ("attachment; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf", "kế hoạch.pdf"),
        ('attachment; filename="' + "kế hoạch.pdf".encode().decode("latin-1") + '"', "kế hoạch.pdf"),
        ("attachment; filename=k%E1%BA%BF.pdf", "kế.pdf"),
        ("attachment; filename=C:\\tep\\a.doc", "a.doc"),
        ("inline", "tệp.aspx"),
        (None, "tệp.aspx"),
        ("attachment; filename*=x'y'%ff", "tệp.aspx"),
    ],
)
def test_names_of_files(disposition: str | None, name: str) -> None:
    headers = (("Content-Disposition", disposition),) if disposition else ()
    found = fetched_file("k", "https://x.vn/t%E1%BB%87p.aspx?id=1", headers).name
    assert found == name or (disposition or "").startswith("attachment; filename*=x")


def with_files(site: "LoopbackSite", number: int, *links: str) -> str:
    """An article in NukeViet's markup that offers files."""
    path = site.article(number)
    served = site.pages[path]
    rows = "".join(f'<a href="{link}">Tải về</a> ' for link in links)
    files = f'<div class="news-download-file">{rows}</div></div></div><script>'
    served.body = served.body.replace(b"</div></div><script>", files.encode(), 1)
    return path


def portal_with_files(site: "LoopbackSite") -> dict[str, Any]:
    paths = [
        with_files(site, 1, "/tep/ke-hoach.docx", "/tep/chuyen.html?download=1&id=2", "/tep/phim.mp4"),
        with_files(site, 2, "/tep/ke-hoach.docx", "/tep/khoa.odt", "/tep/mat.pdf"),
    ]
    site.list_page("/", paths)
    page = site.pages["/"].__class__
    site.pages["/tep/ke-hoach.docx"] = page(made.docx_file())
    site.pages["/tep/chuyen.html?download=1&id=2"] = page(
        status=302, headers={"Location": "/luu/bao%20cao.rtf"}
    )
    site.pages["/luu/bao%20cao.rtf"] = page(made.rtf_file("Báo cáo xâm nhập mặn"))
    site.pages["/tep/khoa.odt"] = page(made.odt_file(encrypted=True))
    return dict(site.portal())


def files_of(catalog_url: str) -> dict[str, tuple[str, str, int]]:
    with Catalog.open(catalog_url, read_only=True) as catalog:
        articles = [change.article for change in catalog.changes_since(0, 100) if change.article]
        found = [file for article in articles for file in catalog.files.of_article(article)]
    return {str(file.url).partition("/tep/")[2]: (file.state, file.reason, file.chars) for file in found}


def texts_of(catalog_url: str) -> set[str]:
    with Catalog.open(catalog_url, read_only=True) as catalog:
        articles = [change.article for change in catalog.changes_since(0, 100) if change.article]
    return {file.text.partition("\n")[0] for article in articles for file in article.attachments if file.text}


EXPECTED = {
    "ke-hoach.docx": ("read", "", len(made.SAID) + len(" | ".join(made.ROW)) + 1),
    "chuyen.html?download=1&id=2": ("read", "", 20),
    "phim.mp4": ("skipped", "", 0),
    "khoa.odt": ("unread", "encrypted", 0),
    "mat.pdf": ("unread", "http-404", 0),
}
SAID = {made.SAID, "Báo cáo xâm nhập mặn"}


def test_files_are_fetched_once_and_what_a_killed_run_left_is_read(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    portal = portal_with_files(site)
    result = crawled(portal)
    assert result.report["ok"], result.report
    assert result.report["files"] == {"encrypted": 1, "read": 2}
    assert files_of(crawled.catalog_url) == EXPECTED
    assert texts_of(crawled.catalog_url) == SAID
    (asked,) = [headers for path, headers in site.asked if path == "/tep/ke-hoach.docx"]
    assert asked["Referer"].endswith("bai-viet-1.html")
    with Catalog.open(crawled.catalog_url) as catalog:
        assert catalog.files.read_again() == 3  # as kill -9 before the first text was saved leaves them
    assert crawled(portal).report["files"] == {"encrypted": 1, "read": 2}
    assert files_of(crawled.catalog_url) == EXPECTED
    assert site.times_asked("/tep/ke-hoach.docx") == 1


def test_a_file_that_was_changed_in_its_place_is_read_again(
    site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    portal, soon = portal_with_files(site), {"attachments": {"revisit_days": [0.000001, 0.000002]}}
    page = site.pages["/"].__class__
    for path, version in (("/tep/ke-hoach.docx", '"mot"'), ("/luu/bao%20cao.rtf", '"hai"')):
        site.pages[path].headers["ETag"] = version
    crawled(portal, **soon)
    site.pages["/tep/ke-hoach.docx"] = page(made.rtf_file("Kế hoạch đã sửa"), headers={"ETag": '"ba"'})
    assert crawled(portal, **soon).report["ok"]
    assert texts_of(crawled.catalog_url) == {"Kế hoạch đã sửa", "Báo cáo xâm nhập mặn"}
    second = [headers for path, headers in site.asked if path == "/tep/ke-hoach.docx"][1]
    assert second["If-None-Match"] == '"mot"'


def test_robots_txt_holds_for_files_too(site: "LoopbackSite", crawled: "CrawlProcess") -> None:
    portal = portal_with_files(site)
    site.pages["/robots.txt"] = site.pages["/"].__class__(b"User-agent: *\nDisallow: /tep/ke-hoach\n")
    crawled(portal)
    assert site.times_asked("/tep/ke-hoach.docx") == 0
    assert files_of(crawled.catalog_url)["ke-hoach.docx"] == ("unread", "robots-txt", 0)


def test_reading_again_without_the_network_gives_the_same(
    site: "LoopbackSite", crawled: "CrawlProcess", monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = portal_with_files(site)
    crawled(portal)
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        sequence = catalog.last_sequence()
    asked = len(site.asked)
    result = crawled(portal, verb="reparse")
    assert result.report["files"] == {"encrypted": 1, "read": 2}
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert catalog.last_sequence() == sequence, "nothing reads differently"
    for file in crawled.directory.glob("catalog.sqlite*"):
        file.unlink()
    storage = StorageSettings(directory=Path(crawled.directory))
    monkeypatch.setattr(socket, "socket", None)
    report = reparse(storage, [Portal.model_validate(portal)])
    monkeypatch.undo()
    assert report.files == {"encrypted": 1, "read": 2}
    assert files_of(crawled.catalog_url) == EXPECTED
    assert texts_of(crawled.catalog_url) == SAID
    assert len(site.asked) == asked
