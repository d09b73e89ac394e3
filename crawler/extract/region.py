"""Where on a page an article stands: its text's container, its title's element, and what lies round them.

Everything that is searched for (date, byline, files) is searched inside this region only, so that side
columns, menus and lists of other articles cannot answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import Tag

from crawler.extract.blocks import Block, read_blocks
from crawler.extract.finder import Finder, names_of
from crawler.extract.labels import is_other_part, is_related_heading, is_side_part
from crawler.extract.related import is_boxed
from crawler.extract.walk import above, elements_named, inner_text, is_within, nearest_above

MAX_GROWTH = 1.5
"""A region may grow by so much text (a factor) in search of byline and files; a side column adds far more."""
MAX_CLIMB = 4
MAX_FORM_CHARS = 400
"""A newsletter's or a comment's form says a sentence or two."""
_PAGE_EDGES = frozenset({"body", "html", "[document]", "main"})


@dataclass(frozen=True)
class Region:
    """An article's surroundings. `head` runs from the title to the text, nearest to the title first and then
    what stands above the title; `inside` is the text itself; `tail` what follows it, other articles cut
    off."""

    finder: Finder
    root: Tag
    body: Tag
    head: tuple[Block, ...]
    inside: tuple[Block, ...]
    tail: tuple[Block, ...]
    related: Tag | None = None
    """The element that announces other articles behind the text, if any."""

    def side_free(self, name: list[str]) -> Iterator[Tag]:
        """Elements of these names in the region that belong to no list of other articles."""
        for element in elements_named(self.root, name):
            if not self.is_cut_off(element):
                yield element

    def is_cut_off(self, element: Tag) -> bool:
        """Whether the element stands in a side part, or behind the heading of other articles."""
        if self.related is not None and self.finder.position(element) > self.finder.position(self.related):
            return True
        return _in_other_part(element, self.root, self.body)


def read_region(finder: Finder, body: Tag, title: Tag | None) -> Region:
    """The region of the article whose text is in `body`."""
    root = _grown(finder, _common(body, title))
    first, last = finder.position(body), finder.last_position(body)
    blocks = [
        block
        for block in read_blocks(root)
        if not _in_other_part(block.element, root, body) or _in_own_footer(finder, block.element, first)
    ]
    inside = tuple(b for b in blocks if is_within(b.element, body) and not _in_tools(b.element, body))
    before = [
        block for block in blocks if not is_within(block.element, body) and _before(finder, block, first)
    ]
    after = [block for block in blocks if finder.position(block.element) > last]
    related = _first_related(inside) or _first_related(after)
    head, tail = tuple(_from_title(finder, before, title)), tuple(_until_related(after))
    return Region(finder, root, body, head, inside, tail, related)


def _first_related(blocks: Sequence[Block]) -> Tag | None:
    """The first heading of other articles behind which no text goes on."""
    headings = (place for place, block in enumerate(blocks) if is_related_heading(block.text))
    return next((blocks[place].element for place in headings if not is_boxed(blocks, place)), None)


def _before(finder: Finder, block: Block, first: int) -> bool:
    return finder.position(block.element) < first


def _from_title(finder: Finder, before: list[Block], title: Tag | None) -> list[Block]:
    if title is None:
        return before[::-1]
    start = finder.position(title)
    below = [block for block in before if finder.position(block.element) >= start]
    above = [block for block in before if finder.position(block.element) < start]
    return below + above[::-1]


def _until_related(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        if is_related_heading(block.text):
            return
        yield block


def _common(body: Tag, title: Tag | None) -> Tag:
    """The smallest element that holds both; the body when the title is unknown or inside it."""
    if title is None or is_within(title, body):
        return body
    return next((up for up in above(body) if is_within(title, up)), body)


def _grown(finder: Finder, root: Tag) -> Tag:
    """`root` or an ancestor that adds little text: bylines and files often stand just outside."""
    size = max(200, finder.text_chars(root))
    best, current = root, root
    for _ in range(MAX_CLIMB):
        parent = current.parent
        if parent is None or parent.name in _PAGE_EDGES:
            break
        if finder.text_chars(parent) > MAX_GROWTH * size:
            break
        best = current = parent
    return best


def _in_other_part(element: Tag, root: Tag, body: Tag) -> bool:
    """Whether the element is in a part of `root` that is no article; the body's ancestors never are."""
    current: Tag | None = element
    while current is not None and current is not root:
        if _is_other_part(current) and current is not body and not is_within(body, current):
            return True
        current = current.parent
    return False


def _in_own_footer(finder: Finder, element: Tag, first: int) -> bool:
    """Whether the element stands in a <footer> of the article above its text: Drupal puts the date there."""
    if finder.position(element) >= first:
        return False
    footer = nearest_above(element, ("footer",))
    return footer is not None and nearest_above(footer, ("article",)) is not None


def _in_tools(element: Tag, body: Tag) -> bool:
    """Whether a block of the text's container belongs to its tools: share buttons, ratings, counters."""
    current: Tag | None = element
    while current is not None and current is not body:
        if is_side_part(names_of(current)) or _is_small_form(current):
            return True
        current = current.parent
    return False


def _is_small_form(element: Tag) -> bool:
    """Whether the element is a form to fill in: WebForms has one round the whole page."""
    return element.name == "form" and len(inner_text(element)) <= MAX_FORM_CHARS


def _is_other_part(element: Tag) -> bool:
    if element.name in ("aside", "footer", "nav"):
        return True
    return is_other_part(names_of(element))
