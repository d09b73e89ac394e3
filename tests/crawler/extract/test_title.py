"""The title's element, among wrappers and modules of any name."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.finder import Finder
from crawler.extract.metadata import Metadata
from crawler.extract.title import find_title, title_text

TITLE = "Xã Lâm Hạ trồng thêm hai nghìn cây phân tán"


@pytest.mark.parametrize("name", ["columns-widget", "elementor-widget", "content-sidebar-wrap", "no-menu"])
def test_a_wrapper_of_the_text_is_no_side_part_whatever_its_name(name: str) -> None:
    html = f'<div class="{name}"><div><h1>{TITLE}</h1></div><div id="t"><p>Sáng nay trời mưa.</p></div></div>'
    assert _title(html, TITLE) == TITLE


def test_a_short_heading_is_the_title_where_the_page_says_so() -> None:
    html = '<h2>BDTX</h2><div id="t"><p>Sáng nay trời mưa to.</p></div>'
    assert _title(html, "BDTX | Trường mẫu") == "BDTX"
    assert _title(html, "Bồi dưỡng thường xuyên") is None


def _title(html: str, page_title: str) -> str | None:
    finder = Finder(BeautifulSoup(f"<body>{html}</body>", "lxml"))
    found = find_title(finder, finder.first("#t"), Metadata(page_title=page_title))
    return found.get_text() if found is not None else None


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<h1>Khai giảng lớp xóa mù chữ (05/09/2023 07:30)</h1>", "Khai giảng lớp xóa mù chữ"),
        ("<h1>Khai giảng lớp xóa mù chữ <small>(05/09/2023)</small></h1>", "Khai giảng lớp xóa mù chữ"),
        ("<h1>Kỷ niệm ngày thành lập Đội (15/05/1941)</h1>", "Kỷ niệm ngày thành lập Đội (15/05/1941)"),
    ],
)
def test_a_stamp_behind_the_title_is_no_part_of_it_but_an_anniversary_is(markup: str, title: str) -> None:
    heading = BeautifulSoup(markup, "lxml").h1
    assert heading is not None
    assert title_text(heading) == title
