"""HTML -> the tree that everything here reads: Beautiful Soup's elements, built from lxml's tree in one walk.

Beautiful Soup's own way asks some ten functions of Python for each tag and string (measured on real pages
of 87 KB: 11.9 ms a page with it, 3.9 ms so, the garbage collector aside). The elements are the same, but that
`class` and `rel` stay one string (`finder.attribute` reads both), and there are neither line numbers nor a
DOCTYPE.
"""

from collections.abc import Collection, Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Comment, HTMLAttributeDict, NavigableString, PageElement
from lxml import etree

_ASCII_SPACES = " \n\t\f\r"
_CONTAINERS = HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS
"""Script, style and template: their text is of a class of its own, which `get_text` leaves out."""
_KEEPS_SPACES = HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS
_OWN = frozenset({"name", "attrs", "contents", "parent", "can_be_empty_element"})
"""What differs from element to element; all else is as in any other of the same page."""


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
            _Planter(self.soup, self).plant(root)


class _Planter:
    """Fills an empty soup with the elements of lxml's tree, in document order."""

    def __init__(self, soup: BeautifulSoup, builder: LXMLTreeBuilder) -> None:
        self._common = {
            name: value for name, value in vars(Tag(soup, builder, "x")).items() if name not in _OWN
        }
        self._empty: Collection[str] = builder.empty_element_tags or frozenset()
        self._parent: Tag = soup
        self._last: PageElement = soup
        self._containers: list[type[NavigableString]] = [NavigableString]
        self._kept_spaces = 0

    def plant(self, root: Any) -> None:
        for node in _top_level(root):
            if isinstance(node.tag, str):
                self._plant_tree(node)
            else:
                self._add(_string(Comment, node.text or ""))

    def _plant_tree(self, root: Any) -> None:
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._open(node)
                self._add_text(node.text)
                continue
            if event == "end":
                self._close(node.tag)
            else:
                self._add(_string(Comment, node.text or ""))
            if node is not root:
                self._add_text(node.tail)

    def _open(self, node: Any) -> None:
        name, attributes = node.tag, HTMLAttributeDict()
        for key, value in node.items():
            dict.__setitem__(attributes, key, value)
        tag = Tag.__new__(Tag)
        fields = tag.__dict__
        fields.update(self._common)
        fields["name"], fields["attrs"], fields["contents"] = name, attributes, []
        fields["can_be_empty_element"] = name in self._empty
        self._add(tag)
        self._parent = tag
        if name in _CONTAINERS:
            self._containers.append(_CONTAINERS[name])
            fields["interesting_string_types"] = {_CONTAINERS[name]}
        self._kept_spaces += name in _KEEPS_SPACES

    def _close(self, name: str) -> None:
        if name in _CONTAINERS:
            self._containers.pop()
        self._kept_spaces -= name in _KEEPS_SPACES
        self._parent = self._parent.parent or self._parent

    def _add_text(self, text: str | None) -> None:
        """As Beautiful Soup does: of white space alone, one character is left."""
        if not text:
            return
        if not self._kept_spaces and text.isspace() and not text.strip(_ASCII_SPACES):
            text = "\n" if "\n" in text else " "
        self._add(_string(self._containers[-1], text))

    def _add(self, element: PageElement) -> None:
        """Links an element with the one before it and with its parent."""
        siblings = self._parent.contents
        before = siblings[-1] if siblings else None
        fields = element.__dict__
        fields["parent"], fields["previous_element"], fields["next_element"] = self._parent, self._last, None
        fields["previous_sibling"], fields["next_sibling"] = before, None
        self._last.next_element = element
        if before is not None:
            before.next_sibling = element
        siblings.append(element)
        self._last = element


def _string(kind: type[NavigableString], text: str) -> NavigableString:
    """A string as its class makes it, its links left to whoever adds it."""
    return str.__new__(kind, text)


def _top_level(root: Any) -> Iterator[Any]:
    """The root with the comments around it; what stands behind </html> may be a second root."""
    yield from reversed(list(root.itersiblings(preceding=True)))
    yield root
    yield from root.itersiblings()
