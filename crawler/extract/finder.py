"""Finds elements by the few kinds of selector that adapters need, over one index of the page.

A page is asked some two hundred selectors, and soupsieve walks the tree once for each (measured: 49 times
slower for 50 selectors on a page of 280 KB). Letter case of ids, classes and values never matters:
SharePoint farms vary it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
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


_TEXT = (NavigableString, CData)


class _Extent:
    """How far an element reaches: the place of the last element in it, and the length of its text."""

    __slots__ = ("chars", "last")

    def __init__(self, chars_before: int) -> None:
        self.last = -1
        self.chars = -chars_before

    def close(self, last: int, chars_behind: int) -> None:
        self.last = last
        self.chars += chars_behind


class Finder:
    """An index of the elements under `root` by id, class, itemprop and tag name, in document order."""

    def __init__(self, root: Tag) -> None:
        self.root = root
        self._places: dict[int, int] = {id(root): -1}
        self._extents: list[_Extent] = []
        self._by: defaultdict[str, list[Tag]] = defaultdict(list)
        self._joined: dict[tuple[str, str], str] = {}
        self._whole = _Extent(0)
        self._read(root)

    def _read(self, root: Tag) -> None:
        """One walk; an element's extent is closed when all below it has been met."""
        chars, extents, by = 0, self._extents, self._by
        stack: list[PageElement | _Extent] = [*reversed(root.contents)]
        while stack:
            node = stack.pop()
            if isinstance(node, Tag):
                extent = _Extent(chars)
                self._places[id(node)] = len(extents)
                extents.append(extent)
                _index(by, node)
                stack.append(extent)
                stack += node.contents[::-1]
            elif isinstance(node, _Extent):
                node.close(len(extents) - 1, chars)
            elif type(node) in _TEXT:
                chars += len(node)  # type: ignore[arg-type]
        self._whole.close(len(extents) - 1, chars)

    def position(self, element: Tag) -> int:
        """The element's place in document order; -1 for the root and for elements of other pages."""
        return self._places.get(id(element), -1)

    def last_position(self, element: Tag) -> int:
        """The place of the last element inside `element`; its own when it holds none."""
        return self._extent(element).last

    def text_chars(self, element: Tag) -> int:
        """The length of all text inside: hidden text and white space counted, scripts and comments not."""
        return self._extent(element).chars

    def _extent(self, element: Tag) -> "_Extent":
        place = self._places.get(id(element), -1)
        return self._extents[place] if place >= 0 else self._whole

    def all(self, selectors: str | Iterable[str], inside: Tag | None = None) -> Iterator[Tag]:
        """Elements that match, selector by selector (so the preferred selector's come first)."""
        for selector in (selectors,) if isinstance(selectors, str) else selectors:
            steps = _parsed(selector)
            if not self._may_have(steps[-1]):
                continue
            for element in self._by.get(_best_key(steps[-1]), ()):
                if _under(element, steps) and (inside is None or any(up is inside for up in above(element))):
                    yield element

    def named(self, *names: str) -> list[Tag]:
        """The elements of one of the names, in document order."""
        if len(names) == 1:
            return self._by.get(names[0], [])
        found = [element for name in names for element in self._by.get(name, ())]
        return sorted(found, key=self.position)

    def first(self, selectors: str | Iterable[str], inside: Tag | None = None) -> Tag | None:
        return next(self.all(selectors, inside), None)

    def has(self, selectors: str | Iterable[str]) -> bool:
        return self.first(selectors) is not None

    def _may_have(self, step: Compound) -> bool:
        """Whether the first value that the step wants stands in an attribute of such an element at all."""
        if step.id or step.classes or not step.attributes:
            return True
        name, _, value = step.attributes[0]
        return value in self._values(step.tag or _best_key(step), name)

    def _values(self, key: str, name: str) -> str:
        """All values of the attribute in the elements indexed under `key`, in lower case."""
        if (key, name) not in self._joined:
            elements = self._by.get(key, ())
            values = (attribute(element, name) for element in elements if name in element.attrs)
            self._joined[key, name] = "\n".join(values).lower()
        return self._joined[key, name]


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


def _index(by: defaultdict[str, list[Tag]], element: Tag) -> None:
    by[element.name].append(element)
    by["*"].append(element)
    attributes = element.attrs
    if not attributes:
        return
    if "id" in attributes:
        by["#" + attribute(element, "id").lower()].append(element)
        by["[id]"].append(element)
    if "class" in attributes:
        by["[class]"].append(element)
        for name in class_names(element):
            by["." + name].append(element)
    if "itemprop" in attributes:
        by["[itemprop]"].append(element)


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
