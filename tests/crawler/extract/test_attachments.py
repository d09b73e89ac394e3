"""Files of an article: told by address, named as the page names them, hrefs as written."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from crawler.extract.attachments import absolute_url, is_file_link, offers_file, read_attachments


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/Lists/TinTuc/Attachments/12/Kế hoạch.doc", True),
        ("/vi/news/a-12.html?download=1&id=0", True),
        ("/documents/20182/0/cv.pdf/0a1b?t=1", True),
        ("https://docs.google.com/viewer?url=http%3A%2F%2Fx.vn%2Fa.pdf", True),
        ("/documents/20182/73604/anh.jpg/01d7", False),
        ("/vi/news/a-12.html", False),
        ("/tin/pdf-va-doc.html", False),
        ("/UploadFiles/a.PDF?v=2", True),
    ],
)
def test_is_file_link(href: str, expected: bool) -> None:
    assert is_file_link(href) is expected


def test_files_among_the_url_vectors_are_told(shared: Path) -> None:
    vectors = json.loads((shared / "hazards" / "url_canonical.json").read_text(encoding="utf-8"))
    assert all(is_file_link(vector["url"]) for vector in vectors if vector["canonical"] == "ATTACHMENT")


def attachments(html: str):
    soup = BeautifulSoup(html, "lxml")
    return read_attachments(
        soup.find_all(["a", "iframe", "embed", "object", "script"]), "https://x.vidu.vn/tin/1.html"
    )


def test_href_is_kept_and_url_is_encoded() -> None:
    (found,) = attachments('<a href="/Lists/A/Attachments/1/Công văn số 5.pdf">Công văn số 5.pdf</a>')
    assert found.href == "/Lists/A/Attachments/1/Công văn số 5.pdf"
    assert found.url == "https://x.vidu.vn/Lists/A/Attachments/1/C%C3%B4ng%20v%C4%83n%20s%E1%BB%91%205.pdf"


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<a href="/x?download=1&amp;id=0">Tập tin 1: <strong>nq.pdf</strong></a>', "nq.pdf"),
        ('<a href="/f/KH%2074.pdf">Tải về</a>', "KH 74.pdf"),
        ('<a href="/f/1.pdf">Kế hoạch năm 2024</a>', "Kế hoạch năm 2024"),
        ('<iframe src="/web/viewer.html?file=/upload/cv.pdf"></iframe>', "cv.pdf"),
        ("""<a onclick="downloadFile('5f','../upload/cv2.pdf')">Tải xuống</a>""", "cv2.pdf"),
    ],
)
def test_names(html: str, name: str) -> None:
    assert [found.name for found in attachments(html)] == [name]


def test_the_same_file_is_offered_once() -> None:
    assert len(attachments('<a href="/a.pdf"><img></a><a href="/a.pdf">Báo cáo.pdf</a>')) == 1
    assert attachments('<a href="/a.pdf"><img></a><a href="/a.pdf">Báo cáo.pdf</a>')[0].name


FILE = "https://x.vidu.vn/upload/c%C3%B4ng%20v%C4%83n.pdf"


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="/pdfjs/web/viewer.html?file=/upload/công%20văn.pdf#page=1"></iframe>',
        '<iframe src="https://docs.google.com/gview?url=https://x.vidu.vn/upload/c%C3%B4ng%20v%C4%83n.pdf'
        '&embedded=true"></iframe>',
        '<iframe data-src="https://view.officeapps.live.com/op/embed.aspx?src=https%3A%2F%2Fx.vidu.vn%2Fupload%2Fc'
        '%25C3%25B4ng%2520v%25C4%2583n.pdf" src="about:blank"></iframe>',
        '<a href="https://docs.google.com/viewer?url=https://x.vidu.vn/upload/công văn.pdf">Xem</a>',
        '<iframe src="/_layouts/15/WopiFrame.aspx?sourcedoc=/upload/công văn.pdf&action=embedview"></iframe>',
        '<object data="/upload/công văn.pdf" type="application/pdf"></object>',
        '<object type="application/pdf"><param name="src" value="/upload/công văn.pdf"></object>',
        '<embed src="../upload/công văn.pdf#toolbar=0">',
        '<script>PDFObject.embed("/upload/công văn.pdf", "#xem");</script>',
        "<script>pdfjsLib.getDocument({ url: '/upload/công văn.pdf' })</script>",
        '<a href="#" data-url="/upload/công văn.pdf">Tải về</a>',
        '<iframe src="/viewer.html?file=/upload/công văn.pdf"></iframe>'
        '<a href="/upload/công văn.pdf">công văn.pdf</a>',
    ],
)
def test_a_file_in_a_viewer_is_the_file(html: str) -> None:
    (found,) = attachments(html)
    assert (found.url, found.name) == (FILE, "công văn.pdf")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/documents/d/guest/ke-hoach-so-12-pdf", True),
        ("/documents/d/guest/anh-hoi-nghi-jpg", False),
        ("/documents/20142/0/K%E1%BA%BF+ho%E1%BA%A1ch.docx/5f3c-11?version=1.0&download=true", True),
        ("/download.aspx?file=/upload/a.pdf", True),
    ],
)
def test_files_of_liferay_and_downloads(href: str, expected: bool) -> None:
    assert is_file_link(href) is expected


def test_a_download_page_is_asked_and_not_what_it_names() -> None:
    (found,) = attachments('<a href="/download.aspx?file=/upload/a.pdf">a.pdf</a>')
    assert found.url == "https://x.vidu.vn/download.aspx?file=/upload/a.pdf"


def test_one_file_to_open_and_to_save_is_one() -> None:
    found = attachments(
        '<a href="/documents/1/0/a.pdf/x?t=1&download=true">a</a><a href="/documents/1/0/a.pdf/x">b</a>'
    )
    assert [file.name for file in found] == ["a"]
    numbered = attachments('<a href="/bai?download=1&id=0">a.doc</a><a href="/bai?download=1&id=1">b.doc</a>')
    assert len(numbered) == 2


def test_frames_and_scripts_that_show_no_file_are_none() -> None:
    other = '<iframe src="https://www.youtube.com/embed/x"></iframe><script>open("/tin.html")</script>'
    soup = BeautifulSoup(other, "lxml")
    assert not any(map(offers_file, soup.find_all(["iframe", "script"])))


def test_impossible_addresses_have_no_url() -> None:
    assert absolute_url("http://[x/a.pdf", "http://x.vidu.vn/") is None
    assert absolute_url("javascript:a.pdf", "http://x.vidu.vn/") is None
