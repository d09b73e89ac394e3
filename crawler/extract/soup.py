"""HTML -> the tree that everything here reads: Beautiful Soup's elements, built from lxml's tree in one walk.

Beautiful Soup's own way asks some ten functions of Python for each tag and string (measured on real pages
of 87 KB: 11.9 ms a page with it, 2.3 ms so, the garbage collector aside). The elements are the same, but that
`class` and `rel` stay one string (`finder.attribute` reads both), and there are neither line numbers nor a
DOCTYPE.
"""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import (
    AttributeValueList,
    CData,
    Comment,
    HTMLAttributeDict,
    NavigableString,
    PageElement,
)
from lxml import etree

_ASCII_SPACES = " \n\t\f\r"
_CONTAINERS = HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS
"""Script, style and template: their text is of a class of its own, which `get_text` leaves out."""
_KEEPS_SPACES = HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS
_EMPTY = HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or set()
_SHOWN_STRINGS: set[type[NavigableString]] = {NavigableString, CData}
_NO_NAMESPACES: dict[str, str] = {}
_EVENTS = ("start", "end", "comment", "pi")
_new_string = str.__new__


class Element(Tag):
    """A tag of a parsed page. What is the same for all of them stands here once: an element with twenty
    values of its own takes twice the time to build, and to throw away."""

    parser_class = BeautifulSoup
    namespace = prefix = sourceline = sourcepos = None
    known_xml = hidden = False
    cdata_list_attributes = None
    attribute_value_list_class = AttributeValueList
    preserve_whitespace_tags = _KEEPS_SPACES
    interesting_string_types = _SHOWN_STRINGS
    can_be_empty_element = False
    _namespaces = _NO_NAMESPACES


def parse_html(html: str) -> BeautifulSoup:
    """The tree of a decoded page. Total: any text has one."""
    return BeautifulSoup(html, builder=_Builder(multi_valued_attributes=None, store_line_numbers=False))


class _Builder(LXMLTreeBuilder):
    """Parses with the parser of its base class, then makes the elements without asking back for each."""

    def feed(self, markup: Any) -> None:
        parser = etree.HTMLParser(huge_tree=True, recover=True)
        parser.feed(markup)
        try:
            root = parser.close()
        except etree.LxmlError:
            root = None
        if self.soup is None or root is None:  # not one element, only a comment or nothing at all
            super().feed(markup)
        else:
            _Planter(self.soup).plant(root)


class _Planter:
    """Fills an empty soup with the elements of lxml's tree, in document order."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._parent: Tag = soup
        self._last: PageElement = soup
        self._containers: list[type[NavigableString]] = [NavigableString]
        self._kept_spaces = 0

    def plant(self, root: Any) -> None:
        for node in _top_level(root):
            if isinstance(node.tag, str):
                self._plant_tree(node)
            else:
                self._add(_new_string(Comment, node.text or ""))

    def _plant_tree(self, root: Any) -> None:
        for event, node in etree.iterwalk(root, events=_EVENTS):
            if event == "start":
                self._open(node)
                if text := node.text:
                    self._add_text(text)
                continue
            if event == "end":
                self._close(node.tag)
            else:
                self._add(_new_string(Comment, node.text or ""))
            if (tail := node.tail) and node is not root:
                self._add_text(tail)

    def _open(self, node: Any) -> None:
        tag = Element.__new__(Element)
        tag.name = name = node.tag
        tag.attrs = attributes = HTMLAttributeDict()
        if written := node.items():
            dict.update(attributes, written)
        tag.contents = []
        self._add(tag)
        self._parent = tag
        if name in _EMPTY:
            tag.can_be_empty_element = True
        if name in _CONTAINERS:
            self._containers.append(_CONTAINERS[name])
            tag.interesting_string_types = {_CONTAINERS[name]}
        if name in _KEEPS_SPACES:
            self._kept_spaces += 1

    def _close(self, name: str) -> None:
        if name in _CONTAINERS:
            self._containers.pop()
        if name in _KEEPS_SPACES:
            self._kept_spaces -= 1
        self._parent = self._parent.parent or self._parent

    def _add_text(self, text: str) -> None:
        """As Beautiful Soup does: of white space alone, one character is left."""
        if text.isspace() and not self._kept_spaces and not text.strip(_ASCII_SPACES):
            text = "\n" if "\n" in text else " "
        self._add(_new_string(self._containers[-1], text))

    def _add(self, element: PageElement) -> None:
        """Links an element with the one before it and with its parent."""
        parent, last = self._parent, self._last
        siblings = parent.contents
        before = siblings[-1] if siblings else None
        element.parent, element.previous_element, element.next_element = parent, last, None
        element.previous_sibling, element.next_sibling = before, None
        last.next_element = element
        if before is not None:
            before.next_sibling = element
        siblings.append(element)
        self._last = element


def _top_level(root: Any) -> Iterator[Any]:
    """The root with the comments around it; what stands behind </html> may be a second root."""
    yield from reversed(list(root.itersiblings(preceding=True)))
    yield root
    yield from root.itersiblings()
