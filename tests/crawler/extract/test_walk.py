"""Walks meet what Beautiful Soup's searches find, in the same order; places are told by identity."""

import pytest

from crawler.extract.finder import Finder
from crawler.extract.soup import parse_html
from crawler.extract.walk import above, children_named, elements, is_within, links, nearest_above, strings

HTML = "<div id=a><p>x <b>y</b></p><p>x <b>y</b></p><a name=n>t</a><a href=h>u<!-- c --></a></div><p>z</p>"


def test_walks_agree_with_searches() -> None:
    soup = parse_html(HTML)
    assert list(map(id, elements(soup))) == list(map(id, soup.find_all(True)))
    assert list(map(id, strings(soup))) == list(map(id, soup.find_all(string=True)))
    assert [link["href"] for link in links(soup)] == ["h"]
    assert [child.get_text() for child in children_named(soup.div, ("p",))] == ["x y", "x y"]


def test_equal_elements_are_not_the_same_place() -> None:
    soup = parse_html(HTML)
    first, second = soup.find_all("b")[:2]
    assert first == second
    assert is_within(first, first.parent)
    assert not is_within(first, second.parent)
    assert [up.name for up in above(first)] == ["p", "div", "body", "html", "[document]"]
    assert nearest_above(first, ("div", "body")) is soup.div
    assert nearest_above(first, ("td",)) is None


@pytest.mark.parametrize("name", ["div", "p", "b", "body"])
def test_index_knows_extents_and_lengths(name: str) -> None:
    soup = parse_html(HTML)
    finder, element = Finder(soup), soup.find(name)
    inside = element.find_all(True)
    assert finder.last_position(element) == finder.position(inside[-1] if inside else element)
    assert finder.text_chars(element) == len(element.get_text())
