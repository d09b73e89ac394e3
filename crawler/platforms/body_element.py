"""Which element of a page holds the article's text: a layout's, a document's record, or by its looks."""

from bs4 import Tag

from crawler.extract.attachments import offers_file
from crawler.extract.blocks import is_hidden, read_blocks
from crawler.extract.finder import names_of
from crawler.extract.labels import is_other_part
from crawler.extract.page import Page
from crawler.extract.record import find_record
from crawler.extract.title import find_title
from crawler.extract.walk import above, elements_named, first_named
from crawler.platforms.base import Layout, Platform
from crawler.platforms.generic import MICRODATA, find_content

MIN_TEXT_CHARS = 40
"""A body shorter than this is an empty template, unless it offers files."""
_SHOWN = ("img", "iframe", "video")
NO_LAYOUT = Layout(name="none", body=(), published=("time[datetime]",))
RECORD = Layout(name="record", body=())
"""A page that is the record of a document: a table of number, issuer, signer, and the file."""


def find_body(page: Page, platform: Platform) -> tuple[Layout, Tag | None]:
    """The text's element and the layout that knew it; the element is None when nothing reads like an article.

    In turn: a layout's element with text, a document's record, a layout's element with few words (pictures,
    a film) under a title of that layout, and the element that looks most like text. schema.org's names come
    behind the platform's own.
    """
    layouts = dict.fromkeys((*platform.layouts, MICRODATA))
    for layout in layouts:
        if body := _layout_body(page, layout, MIN_TEXT_CHARS):
            return layout, body
    if record := find_record(page.finder):
        return RECORD, record
    for layout in layouts:
        if page.finder.has(layout.title) and (body := _layout_body(page, layout, 1)):
            return layout, body
    return NO_LAYOUT, find_content(page) or _find_file(page)


def _find_file(page: Page) -> Tag | None:
    """What holds the first file below a title that <title> or OpenGraph tells, on a page without prose."""
    title = find_title(page.finder, None, page.metadata)
    if title is None:
        return None
    for element in page.finder.named("iframe", "embed", "object", "a"):
        below = page.finder.position(element) > page.finder.position(title)
        if below and offers_file(element) and not any(is_other_part(names_of(up)) for up in above(element)):
            return element.parent
    return None


def _layout_body(page: Page, layout: Layout, min_chars: int) -> Tag | None:
    """The fullest element of the first selector whose fullest element has at least so many characters."""
    for selector in layout.body:
        elements = [element for element in page.finder.all(selector) if not is_hidden(element)]
        if layout.single and len(elements) > 1:
            continue
        fullest = max(elements, key=_text_chars, default=None)
        if fullest is not None and _text_chars(fullest) >= min_chars:
            return fullest
    return None


def _text_chars(element: Tag) -> int:
    """Characters of text that is not inside links; a file on offer counts as enough, a picture or a film as
    one."""
    blocks = read_blocks(element)
    size = int(sum(len(block.text) * (1 - block.linked) for block in blocks))
    if size < MIN_TEXT_CHARS and any(
        offers_file(part) for part in elements_named(element, ("a", "iframe", "embed"))
    ):
        return MIN_TEXT_CHARS
    return max(size, 1) if first_named(element, _SHOWN) is not None else size
