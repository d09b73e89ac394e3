"""Where on a page an article was found, and what all that read its parts ask of that place.

Reads no part itself: title and lead, dates, byline have a module each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bs4 import Tag

from corpus.frontier import UrlHint
from crawler.extract.blocks import Block
from crawler.extract.labels import is_attachment_heading, is_related_heading
from crawler.extract.page import Page
from crawler.extract.record import Record
from crawler.extract.region import Region
from crawler.extract.walk import is_within, nearest_above
from crawler.platforms.base import Layout, Platform


@dataclass(frozen=True)
class Place:
    """The article's region on its page, and what is known of who made it. `title` is the element that shows
    the title; None when no element does."""

    page: Page
    portal: str
    """The key of the portal that it belongs to; empty when nobody said."""
    platform: Platform
    layout: Layout
    region: Region
    record: Record
    title: Tag | None
    hint: UrlHint | None

    def elements(self, selectors: tuple[str, ...]) -> Iterator[Tag]:
        """Elements by selector inside the region, those among other articles left out."""
        return (element for element in self.page.finder.all(selectors) if self.holds(element))

    def holds(self, element: Tag) -> bool:
        """Whether the element stands in the region and in no part of other articles."""
        if not is_within(element, self.region.root):
            return False
        return not self.region.is_cut_off(element) or self._is_in_own_footer(element)

    def is_before_body(self, element: Tag) -> bool:
        """Whether the element begins above the text and does not wrap it."""
        finder, body = self.page.finder, self.region.body
        return finder.position(element) < finder.position(body) and not is_within(body, element)

    def is_field(self, block: Block) -> bool:
        """Whether the block belongs to a document's metadata, whose dates are not of publication."""
        return (
            block.row
            or is_attachment_heading(block.text)
            or is_related_heading(block.text)
            or self.record.holds(block.element)
        )

    @cached_property
    def between(self) -> list[Block]:
        """The blocks below the title and above the text."""
        if self.title is None:
            return []
        position, title = self.page.finder.position, self.title
        below = (block for block in self.region.head if position(block.element) > position(title))
        return [block for block in below if not is_within(block.element, title)]

    def _is_in_own_footer(self, element: Tag) -> bool:
        """Whether the element stands in a <footer> above the text, in the same part of the page: Drupal 8 to
        10 put the date there."""
        footer = nearest_above(element, ("footer",))
        around = footer.parent if footer is not None else None
        return around is not None and is_within(self.region.body, around) and self.is_before_body(element)
