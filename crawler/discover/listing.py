"""List pages -> their articles: the group of alike links that looks most like a list of headlines.

Links are alike when they stand in the same kind of elements. Side columns and menus form groups too; what
tells a list is long linked headlines, headings, and a date beside each.
"""

import bisect
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from bs4 import Tag

from corpus.article import PartialDate
from corpus.remembering import remembered
from corpus.text import clean
from corpus.urls import canonical_url, path_and_query
from crawler.discover.found import Surroundings
from crawler.discover.traps import is_trap
from crawler.extract.attachments import is_file_link
from crawler.extract.blocks import is_hidden, read_blocks
from crawler.extract.finder import Finder, attribute, class_names, names_of
from crawler.extract.labels import is_boilerplate, is_other_part
from crawler.extract.page import Page
from crawler.extract.published import date_in, is_date_line
from crawler.extract.tags import BLOCK_TAGS
from crawler.extract.walk import above, children_named, inner_text, strings

MIN_HEADLINE_CHARS = 12
"""Vietnamese headlines have at least three words; menu words are shorter or lead to lists."""
SIGNATURE_DEPTH = 4
SPOTLIGHT_DEPTH = 4
_BOXES = ("div", "article", "section", "li", "td")
MIN_GROUP = 2
MAX_ITEM_CHARS = 3000
"""What is longer is no item of a list any more; the date is looked for no further up."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
DATED = 1.8
"""A date beside the first item makes a list so much likelier."""
_BY_TURNS = frozenset({"odd", "even", "alt", "first", "last", "active"})
_NUMBER_AT_END = re.compile(r"[-_]?\d+$")
"""What an item is called by its place: `odd`, `leading-0`."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class ListItem:
    """One article named by a list. `url` as found, absolute."""

    title: str
    url: str
    beside: Callable[[], PartialDate | None]
    """Reads the date beside it: most pages turn out to be no list, and nobody asks."""

    @cached_property
    def published(self) -> PartialDate | None:
        return self.beside()


@dataclass(frozen=True)
class _Link:
    element: Tag
    url: str
    canonical: str
    title: str
    role: str | None


def read_items(page: Page, around: Surroundings) -> tuple[ListItem, ...]:
    """The articles that the page lists, in its order; empty when it does not look like a list."""
    links = list(_links(page, around))
    groups: dict[tuple[str, ...], list[_Link]] = {}
    for link in links:
        groups.setdefault(_signature(link.element), []).append(link)
    found = [_Group(page.finder, members) for members in groups.values()]
    best = _likeliest(found)
    if best is None:
        return ()
    items: dict[str, ListItem] = {}
    for group in (best, *_below_spotlight(best, found)):
        for link in group.links:
            if link.canonical not in items:
                title = _best_title(link, links)
                items[link.canonical] = ListItem(title, link.url, partial(group.date_beside, link))
    return tuple(items.values())


def _links(page: Page, around: Surroundings) -> Iterator[_Link]:
    for link in page.links:
        element, url = link.element, link.url
        if url is None or is_file_link(link.href) or not around.owns(url) or is_trap(path_and_query(url)):
            continue
        role = around.role_of(url)
        canonical = canonical_url(url)
        if role in ("drop", "list") or not canonical or _is_front(canonical):
            continue
        yield _Link(element, url, canonical, _title(element), role)


def _is_front(canonical: str) -> bool:
    return path_and_query(canonical).partition("?")[0] in ("", "/")


def _title(element: Tag) -> str:
    """The words of a link; of one round a whole card its heading's, or its first line's that is no date."""
    if children_named(element, BLOCK_TAGS):
        lines = [block for block in read_blocks(element) if not is_date_line(block.text)]
        headings = (line for line in lines if line.element.name in _HEADINGS)
        told = next(headings, None) or next(iter(lines), None)
        return told.text if told and not is_boilerplate(told.text) else ""
    visible = [str(piece) for piece in strings(element) if not _in_hidden(piece.parent, element)]
    text = clean("".join(visible))
    return "" if is_boilerplate(text) else text


def _in_hidden(parent: Tag | None, link: Tag) -> bool:
    while parent is not None and parent is not link:
        if is_hidden(parent):
            return True
        parent = parent.parent
    return False


def _best_title(link: _Link, links: list[_Link]) -> str:
    """The link's own words; its title attribute where they are cut or missing (a picture)."""
    title = clean(attribute(link.element, "title"))
    if link.title and not link.title.endswith(("...", "…")):
        return link.title
    others = [other.title for other in links if other.canonical == link.canonical and other.title]
    return max([title, link.title, *others], key=len)


def _signature(element: Tag) -> tuple[str, ...]:
    """The kinds of the link and the elements above it: tag with its first class, which tells rows of a table
    only whether they are even."""
    chain = [element, *itertools.islice(above(element), SIGNATURE_DEPTH)]
    return tuple(
        _kind(attribute(up, "class"), up.name) if up.attrs and up.name != "tr" else f"{up.name}."
        for up in chain
        if up.name != "[document]"
    )


@remembered(4096)
def _kind(classes: str, name: str) -> str:
    told = {_NUMBER_AT_END.sub("", each) for each in classes.lower().split()} - _BY_TURNS
    return f"{name}.{min(told, default='')}"


class _Group:
    """Alike links: how much they look like a list of headlines, and the date beside each."""

    def __init__(self, finder: Finder, links: list[_Link]) -> None:
        self.links = links
        self._finder = finder
        self._places = [finder.position(link.element) for link in links]

    @cached_property
    def score(self) -> float:
        """How much it looks like the list of the page; 0 for what is none."""
        if not self.score_undated:
            return 0.0
        return self.score_undated * (DATED if self.date_beside(self._members[0]) is not None else 1.0)

    @cached_property
    def _members(self) -> list[_Link]:
        distinct = {link.canonical: link for link in self.links if len(link.title) >= MIN_HEADLINE_CHARS}
        articles = [link for link in distinct.values() if link.role == "article"]
        return articles or list(distinct.values())

    @cached_property
    def score_undated(self) -> float:
        """The score but for the date, which takes longest to find."""
        members = self._members
        first = members[0] if members else None
        if first is None or (
            len(members) < MIN_GROUP and not (first.role == "article" and _is_headline(first.element))
        ):
            return 0.0
        score = sum(min(len(link.title), 80) / 80 for link in members)
        if _is_headline(first.element):
            score *= 1.6
        if first.role == "article":
            score *= 2
        return score * (0.15 if _is_aside(first.element) else 1.0)

    def date_beside(self, link: _Link) -> PartialDate | None:
        """The date in the item's own element: the largest one above the link that holds no other item."""
        item = self._own_element(link)
        if not _DIGIT.search(inner_text(item)):
            return None
        for block in read_blocks(item):
            rest = block.text.replace(link.title, " ") if link.title else block.text
            if is_date_line(rest) and (found := date_in(rest)):
                return found
        return None

    @property
    def is_dated(self) -> bool:
        return bool(self._members) and self.date_beside(self._members[0]) is not None

    @property
    def spotlight(self) -> Tag | None:
        """The box of the group's one article; None where it has more, or where it is none's."""
        first = self._members[0] if len(self._members) == 1 else None
        if first is None or first.role != "article":
            return None
        ups = itertools.islice(above(first.element), SIGNATURE_DEPTH)
        return next((up for up in ups if up.name in _BOXES and attribute(up, "class")), None)

    def are_items_of(self, element: Tag) -> bool:
        """Whether each of the group's articles stands in a child of the element, or in a child of that."""
        nears = (itertools.islice(above(link.element), SPOTLIGHT_DEPTH) for link in self._members)
        return bool(self._members) and all(any(up is element for up in near) for near in nears)

    def _own_element(self, link: _Link) -> Tag:
        item: Tag = link.element
        for up in above(link.element):
            if up.name in ("body", "html", "[document]") or self._holds_another(up, link):
                break
            item = up
            if self._finder.text_chars(up) > MAX_ITEM_CHARS:
                break
        return item

    def _holds_another(self, element: Tag, link: _Link) -> bool:
        """Whether an item of another address stands in the element; links are in the page's order."""
        first = bisect.bisect_left(self._places, self._finder.position(element))
        behind = bisect.bisect_right(self._places, self._finder.last_position(element))
        return any(other.canonical != link.canonical for other in self.links[first:behind])


def _likeliest(groups: list[_Group]) -> _Group | None:
    """The group of the highest score, the first of equals; None when no score is above 0.

    Dates are looked for only where they could still decide.
    """
    best: _Group | None = None
    for group in sorted(groups, key=lambda group: -group.score_undated):
        if best is not None and group.score_undated * DATED < best.score:
            break
        if group.score > (best.score if best else 0.0):
            best = group
    return best


def _below_spotlight(best: _Group, groups: list[_Group]) -> list[_Group]:
    """Where the list opens with one story in a box of its own, the group below it: dated articles too, and
    children of the same element."""
    spot = best.spotlight
    if spot is None or spot.parent is None:
        return []
    around = spot.parent
    return [
        group
        for group in groups
        if group is not best and group.score and group.are_items_of(around) and group.is_dated
    ][:1]


def _is_headline(element: Tag) -> bool:
    return any(up.name in _HEADINGS for up in [element, *itertools.islice(above(element), 2)])


def _is_aside(element: Tag) -> bool:
    for up in above(element):
        if up.name in ("aside", "footer", "nav", "header", "marquee"):
            return True
        if is_other_part(names_of(up)):
            return True
        if _SIDE_COLUMN & class_names(up):
            return True
    return False


_SIDE_COLUMN = frozenset(
    {"cottrai", "cotphai", "leftpane", "rightpane", "left-col", "right-col", "menu", "navbar-nav"}
)
