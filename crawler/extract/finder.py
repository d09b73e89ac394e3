"""Finds elements by the few kinds of selector that adapters need, over one index of the page.

A page is asked some two hundred selectors, and soupsieve walks the tree once for each (measured: 49 times
slower for 50 selectors on a page of 280 KB). Letter case of ids, classes and values never matters:
SharePoint farms vary it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bs4 import Tag
from bs4.element import CData, NavigableString, PageElement

from crawler.extract.walk import above

_COMPOUND = re.compile(
    r"""(?P<tag>[a-z][\w:]*|\*)|\#(?P<id>[\w:-]+)|\.(?P<cls>[\w-]+)
    |\[(?P<attr>[\w:-]+)(?:(?P<op>[\^$*]?=)"?(?P<value>[^\]"]*)"?)?\]""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Compound:
    """One step of a selector: `span#title.big[itemprop=headline]`."""

    tag: str | None = None
    id: str | None = None
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()

    def matches(self, element: Tag) -> bool:
        if self.tag and element.name != self.tag:
            return False
        if self.id and attribute(element, "id").lower() != self.id:
            return False
        if self.classes and not set(self.classes) <= class_names(element):
            return False
        return all(_attribute_matches(element, *wanted) for wanted in self.attributes)


class Finder:
    """An index of the elements under `root` by id, class, itemprop and tag name, in document order."""

    def __init__(self, root: Tag) -> None:
        self.root = root
        self._order: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._chars_before: dict[int, int] = {}
        self._chars_behind: dict[int, int] = {}
        self._by: dict[str, list[Tag]] = {}
        self._read(root)

    def _read(self, root: Tag) -> None:
        """One walk; an element is left when all below it has been met."""
        position, chars = -1, 0
        stack: list[PageElement | int] = [*reversed(root.contents)]
        while stack:
            node = stack.pop()
            if isinstance(node, Tag):
                position += 1
                key = id(node)
                self._order[key], self._chars_before[key] = position, chars
                for name in _keys(node):
                    self._by.setdefault(name, []).append(node)
                stack.append(key)
                stack += node.contents[::-1]
            elif isinstance(node, int):
                self._last[node], self._chars_behind[node] = position, chars
            elif type(node) in (NavigableString, CData):
                chars += len(node)  # type: ignore[arg-type]
        self._last[id(root)], self._chars_behind[id(root)] = position, chars

    def position(self, element: Tag) -> int:
        """The element's place in document order; -1 for the root and for elements of other pages."""
        return self._order.get(id(element), -1)

    def last_position(self, element: Tag) -> int:
        """The place of the last element inside `element`; its own when it holds none."""
        return self._last.get(id(element), -1)

    def text_chars(self, element: Tag) -> int:
        """The length of all text inside, scripts and comments aside, hidden text and white space not."""
        return self._chars_behind.get(id(element), 0) - self._chars_before.get(id(element), 0)

    def all(self, selectors: str | Iterable[str], inside: Tag | None = None) -> Iterator[Tag]:
        """Elements that match, selector by selector (so the preferred selector's come first)."""
        for selector in (selectors,) if isinstance(selectors, str) else selectors:
            steps = _parsed(selector)
            for element in self._by.get(_best_key(steps[-1]), ()):
                if _under(element, steps) and (inside is None or any(up is inside for up in above(element))):
                    yield element

    def first(self, selectors: str | Iterable[str], inside: Tag | None = None) -> Tag | None:
        return next(self.all(selectors, inside), None)

    def has(self, selectors: str | Iterable[str]) -> bool:
        return self.first(selectors) is not None


def attribute(element: Tag, name: str) -> str:
    """The attribute as one string, empty when absent (bs4 gives lists for class, rel and headers)."""
    value = element.attrs.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def class_names(element: Tag) -> frozenset[str]:
    """The element's classes in lower case."""
    return _class_names(attribute(element, "class"))


@lru_cache(maxsize=8192)
def _class_names(written: str) -> frozenset[str]:
    return frozenset(written.lower().split())


def names_of(element: Tag) -> str:
    """The element's classes and id on one line: what its author called it."""
    return f"{attribute(element, 'class')} {attribute(element, 'id')}"


def _keys(element: Tag) -> list[str]:
    keys = [element.name, "*"]
    attributes: Mapping[str, object] = element.attrs
    if not attributes:
        return keys
    if "id" in attributes:
        keys += ["#" + attribute(element, "id").lower(), "[id]"]
    if "class" in attributes:
        keys.append("[class]")
        keys += ["." + name for name in class_names(element)]
    if "itemprop" in attributes:
        keys.append("[itemprop]")
    return keys


def _best_key(step: Compound) -> str:
    if step.id:
        return "#" + step.id
    if step.classes:
        return "." + step.classes[0]
    named = {name for name, _, _ in step.attributes}
    for name in ("id", "itemprop", "class"):
        if name in named:
            return f"[{name}]"
    return step.tag or "*"


def _under(element: Tag, steps: tuple[Compound, ...]) -> bool:
    if not steps[-1].matches(element):
        return False
    if len(steps) == 1:
        return True
    ancestors = above(element)
    return all(any(step.matches(up) for up in ancestors) for step in reversed(steps[:-1]))


def _attribute_matches(element: Tag, name: str, operator: str, value: str) -> bool:
    if name not in element.attrs:
        return False
    found = attribute(element, name).lower()
    if operator == "=":
        return found == value
    if operator == "^=":
        return found.startswith(value)
    if operator == "$=":
        return found.endswith(value)
    return operator != "*=" or value in found


@lru_cache(maxsize=4096)
def _parsed(selector: str) -> tuple[Compound, ...]:
    return tuple(_parsed_step(step) for step in selector.split())


def _parsed_step(step: str) -> Compound:
    tag = identity = None
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    for part in _COMPOUND.finditer(step):
        if part["tag"]:
            tag = None if part["tag"] == "*" else part["tag"].lower()
        elif part["id"]:
            identity = part["id"].lower()
        elif part["cls"]:
            classes.append(part["cls"].lower())
        else:
            attributes.append((part["attr"].lower(), part["op"] or "", (part["value"] or "").lower()))
    return Compound(tag, identity, tuple(classes), tuple(attributes))
