"""Boxes of other articles that editors set into a text: where they end, and the text goes on.

A heading of other articles (`Tin liên quan`) cuts all that comes behind it, unless it and its links are alone
in an element of their own and a paragraph follows.
"""

from collections.abc import Sequence

from bs4 import Tag

from crawler.extract.blocks import Block
from crawler.extract.labels import is_boilerplate, is_related_heading
from crawler.extract.walk import above, is_within

MIN_PROSE_CHARS = 60
MAX_LINKED = 0.3
"""A paragraph of text may have a linked word or two."""
MIN_LINKED = 0.5
"""A headline may have a date beside it."""


def end_of_box(blocks: Sequence[Block], heading: int) -> int | None:
    """The index behind the box that `blocks[heading]` announces; None when it has none of its own, or no text
    comes behind it."""
    end = None
    for up in above(blocks[heading].element):
        behind = _end_inside(blocks, heading, up)
        if behind is None:
            break
        end = behind if behind > heading + 1 else end
    return end if end is not None and _goes_on(blocks[end:]) else None


def is_boxed(blocks: Sequence[Block], heading: int) -> bool:
    """Whether the text goes on behind the box."""
    return end_of_box(blocks, heading) is not None


def _end_inside(blocks: Sequence[Block], heading: int, box: Tag) -> int | None:
    """The index behind the blocks in `box`; None when it holds more than the heading and linked headlines."""
    if heading and is_within(blocks[heading - 1].element, box):
        return None
    for place in range(heading + 1, len(blocks)):
        if not is_within(blocks[place].element, box):
            return place
        if blocks[place].linked < MIN_LINKED:
            return None
    return len(blocks)


def _goes_on(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph stands among the blocks before the next heading of other articles."""
    for block in blocks:
        if is_related_heading(block.text):
            return False
        if (
            block.linked < MAX_LINKED
            and len(block.text) >= MIN_PROSE_CHARS
            and not is_boilerplate(block.text)
        ):
            return True
    return False
