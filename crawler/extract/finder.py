"""Finds elements by the few kinds of selector that adapters need, over one index of the page.

A page is asked some two hundred selectors, and soupsieve walks the tree once for each (measured: 49 times
slower for 50 selectors on a page of 280 KB). Letter case of ids, classes and values never matters:
SharePoint farms vary it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bs4 import Tag

from corpus.remembering import remembered
from crawler.extract.walk import TEXT_TYPES, above, first_inside, next_outside

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


_INDEXED = {name: f"[{name}]" for name in ("id", "class", "itemprop", "href", "src")}


class Finder:
    """An index of the elements under `root` by id, class, itemprop and tag name, in document order."""

    def __init__(self, root: Tag) -> None:
        self.root = root
        self.depth = 0
        """How deep elements are nested, at most."""
        self._elements: list[Tag] = []
        self._places: dict[int, int] = {id(root): -1}
        self._last: list[int] = []
        self._chars: list[int] = []
        self._whole_chars = 0
        self._read(root)
        self._by: defaultdict[str, list[Tag]] = defaultdict(list)
        self._by_names: defaultdict[str, list[Tag]] = defaultdict(list)
        self._index()
        self._joined: dict[tuple[str, str], str] = {}

    def _read(self, root: Tag) -> None:
        """One walk; an element's extent is closed when the first node behind it is met."""
        found, chars_of, last, chars = self._elements, self._chars, self._last, 0
        opened: list[int] = []
        around, node, stop = root, first_inside(root), next_outside(root)
        while node is not stop and node is not None:
            while node.parent is not around:
                place = opened.pop()
                last[place] = len(found) - 1
                chars_of[place] += chars
                around = found[opened[-1]] if opened else root
            if isinstance(node, Tag):
                opened.append(len(found))
                self._places[id(node)] = len(found)
                found.append(node)
                last.append(0)
                chars_of.append(-chars)
                around = node
                self.depth = max(self.depth, len(opened))
            elif type(node) in TEXT_TYPES:
                chars += len(node)  # type: ignore[arg-type]
            node = node.next_element
        for place in opened:
            last[place] = len(found) - 1
            chars_of[place] += chars
        self._whole_chars = chars

    def _index(self) -> None:
        by = self._by
        by["*"] = self._elements
        for element in self._elements:
            by[element.name].append(element)
            attributes = element.attrs
            for name in attributes:
                if name in _INDEXED:
                    by[_INDEXED[name]].append(element)
            if "id" in attributes:
                by["#" + attribute(element, "id").lower()].append(element)
            if "id" in attributes or "class" in attributes:
                self._by_names[names_of(element)].append(element)
            if "class" in attributes:
                for key in _class_keys(attribute(element, "class")):
                    by[key].append(element)

    def position(self, element: Tag) -> int:
        """The element's place in document order; -1 for the root and for elements of other pages."""
        return self._places.get(id(element), -1)

    def last_position(self, element: Tag) -> int:
        """The place of the last element inside `element`; its own when it holds none."""
        place = self.position(element)
        return self._last[place] if place >= 0 else len(self._elements) - 1

    def text_chars(self, element: Tag) -> int:
        """The length of all text inside: hidden text and white space counted, scripts and comments not."""
        place = self.position(element)
        return self._chars[place] if place >= 0 else self._whole_chars

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

    def called(self, predicate: Callable[[str], bool]) -> list[Tag]:
        """The elements whose classes and id satisfy the predicate, in document order."""
        found = [element for names, some in self._by_names.items() if predicate(names) for element in some]
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
        return not value or value in self._values(step.tag or _best_key(step), name)

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


@remembered(8192)
def _class_names(written: str) -> frozenset[str]:
    return frozenset(written.lower().split())


@remembered(8192)
def _class_keys(written: str) -> tuple[str, ...]:
    return tuple(f".{name}" for name in _class_names(written))


def names_of(element: Tag) -> str:
    """The element's classes and id on one line: what its author called it."""
    return f"{attribute(element, 'class')} {attribute(element, 'id')}"


def _best_key(step: Compound) -> str:
    if step.id:
        return "#" + step.id
    if step.classes:
        return "." + step.classes[0]
    named = {name for name, _, _ in step.attributes}
    for name in ("id", "itemprop", "class"):
        if name in named:
            return f"[{name}]"
    if step.tag:
        return step.tag
    return next((key for name, key in _INDEXED.items() if name in named), "*")


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
