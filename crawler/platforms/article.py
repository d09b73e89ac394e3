"""Reads one page into an Article: finds its place on the page, and asks who reads each part."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from corpus.article import Article, Attachment
from corpus.frontier import UrlHint
from corpus.portal import Portal
from crawler.extract.attachments import offers_file, read_attachments
from crawler.extract.blocks import Block
from crawler.extract.body import BodyText, compose, is_caption
from crawler.extract.finder import attribute
from crawler.extract.own_url import own_url
from crawler.extract.page import Page
from crawler.extract.record import Record, read_record
from crawler.extract.region import read_region
from crawler.extract.title import is_marked_title
from crawler.extract.walk import above
from crawler.platforms.article_byline import read_byline
from crawler.platforms.article_dates import read_published, read_updated
from crawler.platforms.article_title import read_lead, read_title, title_element
from crawler.platforms.base import Layout, Platform
from crawler.platforms.body_element import MIN_TEXT_CHARS, NO_LAYOUT, RECORD, find_body
from crawler.platforms.entry import is_entry
from crawler.platforms.place import Place

MOSTLY_LINKED = 0.6


@dataclass(frozen=True)
class FoundArticle:
    """An article and how it was found: by which layout (`none`: by looks), and how much text it has."""

    article: Article
    layout: str
    text_chars: int
    has_title: bool
    headlines: float
    """Share of the blocks of the text that are links: lists of articles have many, articles hardly any."""
    is_entry: bool = False
    """Whether the text is an entry of a list that shows whole texts: its own heading leads elsewhere."""
    is_dated: bool = False
    """Whether a date stands with the title: the page of an item has one, the page of a list has many."""


def read_article(
    page: Page, platform: Platform, *, portal: Portal | None, hint: UrlHint | None = None
) -> FoundArticle | None:
    """The article of the page; None when the page has no text that could be one."""
    place = _find_place(page, platform, portal.key if portal else "", hint)
    title = read_title(place) if place else ""
    if place is None or not title:
        return None
    lead, files = read_lead(place, title), read_attachments(_file_elements(place), page.base_url)
    text = compose(_inside(place), title=title, lead=lead, record=place.record)
    size = sum(map(len, text.paragraphs))
    if place.layout is NO_LAYOUT and size < MIN_TEXT_CHARS and not files and not text.document:
        return None
    article = _article(place, title, lead, text, files)
    headlines = sum(block.linked > MOSTLY_LINKED for block in place.region.inside)
    return FoundArticle(
        article,
        layout=place.layout.name,
        text_chars=size,
        has_title=place.title is not None,
        headlines=headlines / max(1, len(place.region.inside)),
        is_entry=is_entry(page, place.region.body),
        is_dated=article.published is not None and article.published.source == "markup",
    )


def _find_place(page: Page, platform: Platform, portal: str, hint: UrlHint | None) -> Place | None:
    layout, body = find_body(page, platform)
    if body is None:
        return None
    title = title_element(page, layout, body)
    region = read_region(page.finder, body, title)
    record = read_record(region.root)
    if title and _is_subject_likelier(layout, record, title, page):
        title = None
    return Place(page, portal, platform, layout, region, record, title, hint)


def _is_subject_likelier(layout: Layout, record: Record, title: Tag, page: Page) -> bool:
    """Whether a record's own subject is the title rather than a line that nothing but its place makes one."""
    return layout is RECORD and "subject" in record.fields and not is_marked_title(title, page.metadata)


def _inside(place: Place) -> tuple[Block, ...]:
    """The blocks of the text; where it was found by its looks, without what the host puts above and below
    each article."""
    blocks, host = place.region.inside, place.page.host
    if place.layout is not NO_LAYOUT or not host.repeated:
        return blocks
    own = [number for number, block in enumerate(blocks) if not host.is_repeated(block.text)]
    return blocks[own[0] : own[-1] + 1] if own else ()


def _article(
    place: Place, title: str, lead: str | None, text: BodyText, files: tuple[Attachment, ...]
) -> Article:
    byline, published = read_byline(place, text.byline), read_published(place, text.document)
    captions = (block.text for block in place.between if is_caption(block))
    return Article(
        url=own_url(place.page),
        portal=place.portal,
        platform=place.platform.name,
        title=title,
        lead=lead,
        body=text.paragraphs,
        captions=(*captions, *text.captions),
        author=byline.author,
        source=byline.source,
        published=published,
        updated=read_updated(place, published),
        attachments=files,
        document=text.document,
    )


def _file_elements(place: Place) -> Iterator[Tag]:
    boxes = [id(element) for element in place.elements(place.layout.attachments)]
    for element in place.region.side_free(["a", "iframe", "embed", "object", "script"]):
        if attribute(element, "href").startswith(("#", "javascript:")) and not offers_file(element):
            continue
        boxed = element.name == "a" and any(id(up) in boxes for up in [element, *above(element)])
        if offers_file(element) or boxed:
            yield element
