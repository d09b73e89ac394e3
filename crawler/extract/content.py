"""Finds where the text of an article is by its looks: long unlinked paragraphs gathered under one element.

The scoring is readability's idea (paragraph points given to parent and grandparent, scaled by link density)
with our knowledge of portals: named side parts, teasers of other news, tables of documents.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from corpus.text import fold
from crawler.extract.blocks import Block, read_blocks
from crawler.extract.finder import class_names, names_of
from crawler.extract.labels import is_boilerplate, is_related_heading, is_side_part
from crawler.extract.metadata import Metadata
from crawler.extract.page import Page
from crawler.extract.published import is_date_line
from crawler.extract.title import MAX_HEADLINE_CHARS, told_titles
from crawler.extract.walk import above, children_named, first_named, is_within

MIN_PARAGRAPH_CHARS = 25
"""Shorter blocks are menu words and labels (readability's own limit)."""
KEPT_CANDIDATES = 6
MAX_WIDENING = 4
_MODULES = frozenset(
    {"portlet-boundary", "portlet", "modulewrapper", "dnnmodule", "moduletable", "panelwrapper", "ms-wpbody"}
)
"""What a CMS calls each of its modules: twins of them hold other things."""
_EDGES = frozenset({"body", "html", "[document]", "tr", "td", "th", "table", "tbody", "ul", "ol", "li", "p"})
"""Cells of one row are columns, and twins in a list are entries: neither is one text."""
TEASER_WEIGHT = 0.2
STORY_WEIGHT = 2.5
"""A notice of two lines stands beside columns of whole sentences, but it alone has a headline and a date."""
MOSTLY_LINKED = 0.8
MIN_UNMARKED_CHARS = 30
_NO_HEADLINE_ENDS = ".,;:"
ABOVE_TITLE_WEIGHT = 0.2
"""No text stands above its own title: columns before the middle one do."""
MIN_TOLD_CHARS = 15
"""A shorter part of <title> may be the word of a menu."""
WRAPPER_SHARE = 0.9
"""A part with so much of the page's prose wraps the columns, though its name may be that of one of them."""
_CONTENT_NAME = re.compile(
    r"content|article|detail|entry|noi-?_?dung|chi-?_?tiet|news|body|text|post|story|bai-?viet", re.IGNORECASE
)
_SITE_NAME = re.compile(r"(?:cổng|trang|website|portal)\b", re.IGNORECASE)
"""What <title> tells of every page: `Cổng thông tin điện tử …`; it stands in the foot too."""
_CONTACT = re.compile(
    r"(?:địa chỉ|trụ sở|điện thoại|đt|tel|fax|e-?mail|website|hotline|đường dây nóng|chịu trách nhiệm"
    r"|cơ quan chủ quản"
    r"|giấy phép|số giấy phép|trưởng ban biên tập|người chịu trách nhiệm)[^:]{0,40}:.*",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPH_TAGS = frozenset({"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKING = frozenset({"div", "p", "table", "ul", "ol", "br"})
_MAYBE_PARAGRAPHS = frozenset({"div", "td", "th", "li", "dd", "center", "blockquote"})


@dataclass(frozen=True)
class ContentCandidate:
    """An element that may hold the article's text."""

    element: Tag
    score: float


def content_candidates(page: Page) -> list[ContentCandidate]:
    """The likeliest elements, best first; empty when the page has no paragraph of text.

    Blocks that the host repeats on its pages count for nothing.
    """
    blocks = [block for block in page.blocks if not page.host.is_repeated(block.text)]
    scores: dict[int, float] = {}
    holders = _holders(blocks)
    all_points = _all_points(blocks, title_place=_title_place(blocks, page.metadata))
    for block, worth in zip(blocks, all_points, strict=True):
        for element, points in _shares(block, worth):
            scores[id(element)] = scores.get(id(element), 0.0) + points
    whole = max((holder.points for holder in holders.values()), default=0.0)
    wrappers = frozenset(key for key, h in holders.items() if h.points >= WRAPPER_SHARE * whole > 0)
    ranked = sorted(scores, key=lambda key: -scores[key])[: 4 * KEPT_CANDIDATES]
    weighed = [
        ContentCandidate(holders[key].element, scores[key] * _weight(holders[key], wrappers))
        for key in ranked
    ]
    weighed.sort(key=lambda candidate: -candidate.score)
    return weighed[:KEPT_CANDIDATES]


def widened(element: Tag) -> Tag:
    """The element, or the one above it that holds more of the same: page builders and grids cut a text into
    rows that are twins in name and class. Rows of teasers have headlines that are links: they are no text.
    """
    found = current = element
    for up in itertools.islice(above(element), MAX_WIDENING):
        if up.name in _EDGES or class_names(current) & _MODULES:
            break
        if class_names(current) and any(_is_more_text(twin) for twin in _twins(current, up)):
            found = up
        current = up
    return found


def _twins(element: Tag, parent: Tag) -> Iterator[Tag]:
    for child in children_named(parent, (element.name,)):
        if child is not element and class_names(child) == class_names(element):
            yield child


def _is_more_text(element: Tag) -> bool:
    blocks = read_blocks(element)
    return any(map(_points, blocks)) and not any(block.linked > 0.8 for block in blocks)


@dataclass
class _Holder:
    """An element and what the blocks in it come to."""

    element: Tag
    chars: int = 0
    linked_chars: float = 0.0
    blocks: int = 0
    headlines: int = 0
    points: float = 0.0
    """Of the prose in elements below. Elements with nearly all of it are no side parts, whatever their names
    (`columns-widget`, `content-sidebar-wrap`)."""

    def add(self, block: Block, points: float) -> None:
        size = len(block.text)
        self.chars += size
        self.linked_chars += size * block.linked
        self.blocks += 1
        self.headlines += block.linked > 0.8
        self.points += points


def _holders(blocks: list[Block]) -> dict[int, _Holder]:
    """id -> holder of every element that a block stands in."""
    holders: dict[int, _Holder] = {}
    for block in blocks:
        points = _points(block)
        for up in (block.element, *above(block.element)):
            holder = holders.get(id(up))
            if holder is None:
                holder = holders[id(up)] = _Holder(up)
            holder.add(block, 0.0 if up is block.element else points)
    return holders


def _all_points(blocks: list[Block], *, title_place: int) -> list[float]:
    """The points of each block; what stands above the title, and the text of a teaser, which stands below a
    linked headline and its date, have few, and what stands below an article's own has more."""
    points = [
        _points(block) * (ABOVE_TITLE_WEIGHT if place < title_place else 1.0)
        for place, block in enumerate(blocks)
    ]
    undated = [place for place, block in enumerate(blocks) if not is_date_line(block.text)]
    for place, below in itertools.pairwise(undated):
        headline = blocks[place]
        if headline.linked > MOSTLY_LINKED and len(headline.text) >= MIN_PARAGRAPH_CHARS:
            points[below] *= TEASER_WEIGHT
    for place in _story_places(blocks):
        points[place] *= STORY_WEIGHT
    return points


def _story_places(blocks: list[Block]) -> Iterator[int]:
    """The blocks behind the head of an article, a headline that is no link with a date line below it, as far
    as the element goes that holds the headline and the first paragraph, or the next linked headline."""
    headline, around = None, None
    for place in range(1, len(blocks)):
        block = blocks[place]
        if block.linked > MOSTLY_LINKED or is_related_heading(block.text):
            headline = around = None
        elif is_date_line(block.text) and _is_own_headline(blocks[place - 1]):
            headline, around = blocks[place - 1], None
        elif headline is not None and _points(block) > 0:
            around = around or next(up for up in above(headline.element) if is_within(block.element, up))
            if is_within(block.element, around):
                yield place


def _is_own_headline(block: Block) -> bool:
    text, marked = block.text, block.bold or block.element.name in _HEADINGS
    least = MIN_TOLD_CHARS if marked else MIN_UNMARKED_CHARS
    return not block.linked and least <= len(text) <= MAX_HEADLINE_CHARS and text[-1] not in _NO_HEADLINE_ENDS


def _title_place(blocks: list[Block], metadata: Metadata) -> int:
    """Which block is the first that says what <title> or OpenGraph tells; 0 when none does."""
    parts = (part for part in told_titles(metadata) if len(part) >= MIN_TOLD_CHARS)
    told = {fold(part).strip(" .") for part in parts if not _SITE_NAME.match(part)}
    sizes = {len(title) for title in told}
    for place, block in enumerate(blocks):
        text = block.text.strip(" .")
        if len(text) in sizes and block.linked < 0.5 and fold(text) in told:
            return place
    return 0


def _shares(block: Block, points: float) -> Iterator[tuple[Tag, float]]:
    """Whom a paragraph's points go to: its container in full, the two above it in part."""
    if points <= 0:
        return
    owner: Tag | None = block.element
    if owner is not None and (owner.name in _PARAGRAPH_TAGS or _is_one_paragraph(owner)):
        owner = owner.parent
    for share in (1.0, 0.6, 0.25):
        if owner is None or owner.name in ("html", "[document]"):
            return
        yield owner, points * share
        owner = owner.parent


def _points(block: Block) -> float:
    text = block.text
    if len(text) < MIN_PARAGRAPH_CHARS or block.linked > 0.4 or _is_small_print(text):
        return 0.0
    if block.element.name in _HEADINGS:
        return 0.0
    return (min(len(text) / 100, 5.0) + min(text.count(",") / 2, 2.0) + 0.5) * (1 - block.linked)


def _is_small_print(text: str) -> bool:
    return is_boilerplate(text) or is_date_line(text) or _CONTACT.fullmatch(text) is not None


def _is_one_paragraph(element: Tag) -> bool:
    """Whether a <div> or a cell is used as a paragraph: it has no block elements or line breaks inside."""
    return element.name in _MAYBE_PARAGRAPHS and first_named(element, _BREAKING) is None


def _weight(holder: _Holder, wrappers: frozenset[int]) -> float:
    linked = holder.linked_chars / max(1, holder.chars)
    headlines = holder.headlines / max(1, holder.blocks)
    weight = (1 - linked) * (1 - headlines)
    if _CONTENT_NAME.search(names_of(holder.element)):
        weight *= 1.25
    return weight * (0.2 if _is_aside(holder.element, wrappers) else 1.0)


def _is_aside(element: Tag, wrappers: frozenset[int]) -> bool:
    for up in [element, *above(element)]:
        if id(up) in wrappers:
            return False
        if up.name in ("aside", "footer", "nav"):
            return True
        if is_side_part(names_of(up)):
            return True
    return False
