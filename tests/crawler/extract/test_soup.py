"""The tree is Beautiful Soup's own, element by element, for golden pages and for any markup."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import Doctype, NavigableString, PageElement
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.decode import decode
from crawler.extract.soup import parse_html

PAGES = sorted((Path(__file__).parents[1] / "platforms" / "golden").glob("*.html"))
PIECES = (
    *("<div class='a  b'>", "</div>", "<p>", "</p>", "<td>", "<table>", "</table>", "<br>", "<b>", "</i>"),
    *("<script>a<b</script>", "<style>p{}</style>", "<pre> \n </pre>", "<template>x<p>y</template>", "<li>"),
    *("<!-- c -->", "<?php x ?>", "&nbsp;", "&#7879;", "&amp", " ", "\n", "chữ", "</body>", "</html>"),
)


def walked(soup: BeautifulSoup) -> Iterator[tuple[object, ...]]:
    """What is met from element to element; white space between the roots of a page is nobody's."""
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        top = node.parent is soup
        if not isinstance(node, Doctype) and not (top and isinstance(node, NavigableString)):
            kind = Tag if isinstance(node, Tag) else type(node)
            yield kind, getattr(node, "attrs", None), node.name or str(node), node.parent.name
        node = node.next_element


def assert_same(html: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stock = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    ours = parse_html(html)
    assert list(walked(ours)) == list(walked(stock))
    assert ours.get_text() == stock.get_text() or "\n" in html or " " in html
    assert all(child.parent is tag for tag in ours.find_all(True) for child in tag.contents)
    assert all(node.next_sibling.previous_sibling is node for node in ours.descendants if node.next_sibling)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_golden_pages_have_the_tree_of_beautiful_soup(path: Path) -> None:
    assert_same(decode(path.read_bytes()).text)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=80, deadline=None)
def test_any_markup_has_the_tree_of_beautiful_soup(pieces: list[str]) -> None:
    assert_same("<body>" + "".join(pieces))


@pytest.mark.parametrize("html", ["", " ", "<!-- only -->", "<!DOCTYPE html>", "just words"])
def test_what_has_no_element_is_parsed_too(html: str) -> None:
    assert parse_html(html).get_text().strip() == ("just words" if "words" in html else "")
