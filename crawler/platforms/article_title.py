"""Title and lead of an article: by its layout's selectors first, then by how and where they stand."""

from bs4 import Tag

from corpus.text import fold
from corpus.urls import canonical_url
from crawler.extract.blocks import Block, is_hidden, read_text
from crawler.extract.body import is_caption
from crawler.extract.byline import byline_of
from crawler.extract.finder import attribute
from crawler.extract.labels import is_boilerplate
from crawler.extract.letterhead import is_issuer_line, subject_line
from crawler.extract.page import Page
from crawler.extract.published import is_date_line
from crawler.extract.title import MAX_TITLE_CHARS, find_title, is_linked, machine_title, title_text
from crawler.extract.walk import is_within, links
from crawler.platforms.base import Layout
from crawler.platforms.place import Place

MIN_LEAD_CHARS = 40
MAX_LEAD_CHARS = 1500


def title_element(page: Page, layout: Layout, body: Tag) -> Tag | None:
    """By the first selector with an answer; of several elements (teasers look alike) the nearest above the
    text, else one inside it."""
    finder = page.finder
    for selector in layout.title:
        shown = [element for element in finder.all(selector) if _may_be_title(page, element)]
        higher = [element for element in shown if finder.position(element) < finder.position(body)]
        inside = [element for element in shown if element is not body and is_within(element, body)]
        if higher or inside:
            return higher[-1] if higher else inside[0]
    return find_title(finder, body, page.metadata)


def read_title(place: Place) -> str:
    """As shown, else as the record, the place where the URL was found or the page's metadata tell."""
    shown = title_text(place.title) if place.title is not None else ""
    if not shown or is_issuer_line(shown):
        lines = (block.text for block in place.region.inside)
        shown = place.record.fields.get("subject") or subject_line(lines) or shown
    hinted = place.hint.title if place.hint else None
    return shown or hinted or machine_title(place.page.metadata)


def read_lead(place: Place, title: str) -> str | None:
    """The lead in its own element: by selector, else long plain text between title and body."""
    for element in place.elements(place.layout.lead):
        if element is not place.region.body and not is_hidden(element) and place.is_before_body(element):
            text = read_text(element)
            if text and _bare(text) != _bare(title):
                return text
    text = " ".join(block.text for block in place.between if _may_be_lead(place, block))
    return text if text and len(text) <= MAX_LEAD_CHARS else None


def _may_be_title(page: Page, element: Tag) -> bool:
    """A heading that links to its own page is a title, one that links elsewhere a teaser's."""
    if is_hidden(element) or not 3 < len(title_text(element)) <= MAX_TITLE_CHARS:
        return False
    own = canonical_url(page.url)
    hrefs = (attribute(link, "href") for link in links(element))
    here = any(canonical_url(page.resolve(href) or "") == own for href in hrefs)
    return here or not is_linked(element)


def _may_be_lead(place: Place, block: Block) -> bool:
    return (
        len(block.text) >= MIN_LEAD_CHARS
        and block.linked < 0.3
        and not block.row
        and not is_caption(block)
        and not is_boilerplate(block.text)
        and not is_date_line(block.text)
        and byline_of(block.text) is None
        and not place.is_field(block)
    )


def _bare(text: str) -> str:
    return fold(text).strip(" .:…\"'")
