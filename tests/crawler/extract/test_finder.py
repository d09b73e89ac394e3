"""The finder answers the selectors that adapters use, as CSS would, but for letter case."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.finder import Finder

HTML = """<div id="Main" class="Chi-Tiet big"><span id="ctl00_lblTitle" itemprop="headline">T</span>
<div class="news"><h1 class="title">A</h1><a download href="x">f</a></div></div><h1 class="title">B</h1>"""


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("#main", ["div"]),
        (".chi-tiet", ["div"]),
        ("div.big.chi-tiet", ["div"]),
        ("[id$=lbltitle]", ["span"]),
        ("[id^=ctl00]", ["span"]),
        ("span[itemprop=headline]", ["span"]),
        ("#main .title", ["h1"]),
        (".news h1", ["h1"]),
        ("h1.title", ["h1", "h1"]),
        ("a[download]", ["a"]),
        (".nothing", []),
        ("#main #nothing", []),
    ],
)
def test_selectors(selector: str, expected: list[str]) -> None:
    assert [element.name for element in Finder(BeautifulSoup(HTML, "lxml")).all(selector)] == expected
