"""A short link is named by the page that it leads to; nothing else on a page renames it."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.own_url import own_url
from crawler.extract.page import Page

WHOLE = "https://vinhan.example.vn/giao-duc/khai-giang.html"
SHORT = "https://vinhan.example.vn/?p=88"
DECLARED = f'<link rel="canonical" href="{WHOLE}?utm_source=a"><link rel="shortlink" href="/?p=88">'


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        (SHORT, DECLARED, WHOLE),
        (WHOLE, DECLARED, WHOLE),
        ("https://vinhan.example.vn/?p=89", DECLARED, "https://vinhan.example.vn/?p=89"),
        (SHORT, f'<link rel="canonical" href="{WHOLE}">', SHORT),
        (SHORT, '<link rel="shortlink" href="/?p=88">', SHORT),
        (SHORT, DECLARED.replace("https://vinhan", "https://khac"), SHORT),
        (SHORT, '<link rel="shortlink" href="http://["><link rel="canonical" href="javascript:">', SHORT),
    ],
)
def test_short_link_stands_for_what_its_page_declares(url: str, html: str, expected: str) -> None:
    page = Page(url, 200, {}, html, BeautifulSoup(f"<html><head>{html}</head></html>", "lxml"))
    assert own_url(page) == expected
