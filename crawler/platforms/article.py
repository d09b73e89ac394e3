"""Reads one page into an Article: a layout's selectors first, then labels and positions for the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cached_property

from bs4 import Tag

from corpus.article import Article, Attachment, PartialDate
from corpus.frontier import UrlHint
from corpus.portal import Portal
from corpus.text import clean, fold
from corpus.urls import canonical_url
from crawler.extract.attachments import offers_file, read_attachments
from crawler.extract.blocks import Block, inline_parts, is_hidden, read_text
from crawler.extract.body import BodyText, compose, is_caption
from crawler.extract.byline import Byline, author_name, byline_of, first_byline, is_person, source_name
from crawler.extract.finder import attribute
from crawler.extract.labels import (
    is_attachment_heading,
    is_author_part,
    is_boilerplate,
    is_related_heading,
)
from crawler.extract.metadata import Metadata
from crawler.extract.own_url import own_url
from crawler.extract.page import Page
from crawler.extract.published import date_in, is_date_line, shown_date, shown_update
from crawler.extract.record import is_field, read_fields, record_elements
from crawler.extract.region import Region, read_region
from crawler.extract.title import (
    MAX_TITLE_CHARS,
    find_title,
    is_linked,
    machine_title,
    title_stamp,
    title_text,
)
from crawler.extract.walk import above, is_within, links, nearest_above
from crawler.platforms.ambiguous_date import settled_date
from crawler.platforms.base import Layout, Platform
from crawler.platforms.body_element import MIN_TEXT_CHARS, NO_LAYOUT, find_body

MIN_LEAD_CHARS = 40
MAX_LEAD_CHARS = 1500
VIETNAM, ONE_DAY = timezone(timedelta(hours=7)), timedelta(days=1)
MOSTLY_LINKED = 0.6
SIGNATURE_BLOCKS = 2
"""A signature stands below the text at once, or below one line of tools."""


@dataclass(frozen=True)
class FoundArticle:
    """An article and how it was found: by which layout (`none`: by looks), and how much text it has."""

    article: Article
    layout: str
    text_chars: int
    has_title: bool
    headlines: float
    """Share of the blocks of the text that are links: lists of articles have many, articles hardly any."""
    is_dated: bool = False
    """Whether a date stands with the title: the page of an item has one, the page of a list has many."""


def read_article(
    page: Page, platform: Platform, *, portal: Portal | None, hint: UrlHint | None = None
) -> FoundArticle | None:
    """The article of the page; None when the page has no text that could be one."""
    layout, body = find_body(page, platform)
    if body is None:
        return None
    reader = _ArticleReader(page, platform, layout, body, hint)
    return reader.found(portal)


class _ArticleReader:
    """Holds what the parts of an article share while they are read; used for one page and thrown away."""

    def __init__(
        self, page: Page, platform: Platform, layout: Layout, body: Tag, hint: UrlHint | None
    ) -> None:
        self.page, self.platform, self.layout, self.hint = page, platform, layout, hint
        self.metadata: Metadata = page.metadata
        self.title_element = self._title_element(body)
        self.region: Region = read_region(page.finder, body, self.title_element)
        self.records = record_elements(self.region.root)

    @cached_property
    def fields(self) -> dict[str, str]:
        return read_fields(self.region.root)

    def found(self, portal: Portal | None) -> FoundArticle | None:
        title = self.title
        if not title:
            return None
        text = compose(
            self._inside(),
            title=title,
            lead=self.lead,
            fields=self.fields,
            records=self.records,
        )
        attachments = self._attachments()
        size = sum(len(paragraph) for paragraph in text.paragraphs)
        if self.layout is NO_LAYOUT and size < MIN_TEXT_CHARS and not attachments and not text.document:
            return None
        article = self._article(title, text, attachments, portal)
        headlines = sum(block.linked > MOSTLY_LINKED for block in self.region.inside)
        share = headlines / max(1, len(self.region.inside))
        dated = article.published is not None and article.published.source == "markup"
        return FoundArticle(article, self.layout.name, size, self.title_element is not None, share, dated)

    def _inside(self) -> tuple[Block, ...]:
        """The blocks of the text; where it was found by its looks, without what the host puts above and below
        each article."""
        blocks = self.region.inside
        if self.layout is not NO_LAYOUT or not self.page.host.repeated:
            return blocks
        own = [place for place, block in enumerate(blocks) if not self.page.host.is_repeated(block.text)]
        return blocks[own[0] : own[-1] + 1] if own else ()

    def _article(
        self, title: str, text: BodyText, attachments: tuple[Attachment, ...], portal: Portal | None
    ) -> Article:
        byline, published = self._byline(text), self._published(text)
        return Article(
            url=own_url(self.page),
            portal=portal.key if portal else "",
            platform=self.platform.name,
            title=title,
            lead=self.lead,
            body=text.paragraphs,
            captions=(*self._head_captions(), *text.captions),
            author=byline.author,
            source=byline.source,
            published=published,
            updated=self._updated(published),
            attachments=attachments,
            document=text.document,
        )

    # Title and lead

    def _title_element(self, body: Tag) -> Tag | None:
        """By the first selector with an answer; of several elements (teasers look alike) the nearest above
        the text, else one inside it.
        """
        finder = self.page.finder
        for selector in self.layout.title:
            shown = [element for element in finder.all(selector) if self._may_be_title(element)]
            higher = [element for element in shown if finder.position(element) < finder.position(body)]
            inside = [element for element in shown if element is not body and is_within(element, body)]
            if higher or inside:
                return higher[-1] if higher else inside[0]
        return find_title(finder, body, self.metadata)

    def _may_be_title(self, element: Tag) -> bool:
        """A heading that links to its own page is a title, one that links elsewhere a teaser's."""
        if is_hidden(element) or not 3 < len(title_text(element)) <= MAX_TITLE_CHARS:
            return False
        own = canonical_url(self.page.url)
        hrefs = (attribute(link, "href") for link in links(element))
        here = any(canonical_url(self.page.resolve(href) or "") == own for href in hrefs)
        return here or not is_linked(element)

    @cached_property
    def title(self) -> str:
        """As shown, else as the record, the place where it was found or the page's metadata tell."""
        shown = title_text(self.title_element) if self.title_element is not None else ""
        shown = shown or self.fields.get("subject", "")
        hinted = self.hint.title if self.hint else None
        return shown or hinted or machine_title(self.metadata)

    @cached_property
    def lead(self) -> str | None:
        """The lead in its own element: by selector, else long plain text between title and body."""
        for element in self._region_elements(self.layout.lead):
            if element is not self.region.body and not is_hidden(element) and self._is_before_body(element):
                text = read_text(element)
                if text and _bare(text) != _bare(self.title):
                    return text
        texts = [block.text for block in self._between if self._may_be_lead(block)]
        return " ".join(texts) if texts and len(" ".join(texts)) <= MAX_LEAD_CHARS else None

    def _is_before_body(self, element: Tag) -> bool:
        finder, body = self.page.finder, self.region.body
        return finder.position(element) < finder.position(body) and not is_within(body, element)

    @cached_property
    def _between(self) -> list[Block]:
        """The blocks below the title and above the text."""
        if self.title_element is None:
            return []
        start = self.page.finder.position(self.title_element)
        return [
            block
            for block in self.region.head
            if self.page.finder.position(block.element) > start
            and not is_within(block.element, self.title_element)
        ]

    def _is_field(self, block: Block) -> bool:
        """Whether the block belongs to a document's metadata, whose dates are not of publication."""
        return (
            block.row
            or is_attachment_heading(block.text)
            or is_related_heading(block.text)
            or is_field(block.element, self.records)
        )

    def _may_be_lead(self, block: Block) -> bool:
        return (
            len(block.text) >= MIN_LEAD_CHARS
            and block.linked < 0.3
            and not block.row
            and not is_caption(block)
            and not is_boilerplate(block.text)
            and not is_date_line(block.text)
            and byline_of(block.text) is None
            and not self._is_field(block)
        )

    def _head_captions(self) -> tuple[str, ...]:
        return tuple(block.text for block in self._between if is_caption(block))

    # Date

    def _published(self, text: BodyText) -> PartialDate | None:
        """Shown on the page, else told by machine (if the platform can be believed), URL, or where it was
        found;
        a document that nobody dated has at least the date that it bears."""
        return (
            self._believed(self._shown_date())
            or self._believed(self._machine_date())
            or self._believed(self._url_date())
            or (self.hint.published if self.hint else None)
            or (text.document.issued if text.document else None)
        )

    def _believed(self, date: PartialDate | None) -> PartialDate | None:
        """The date, unless it lies behind the day after the capture: a slip, an event's, or a wrong clock."""
        fetched = self.page.captured_at
        if date is None or fetched is None:
            return date
        latest = (fetched.astimezone(VIETNAM) + ONE_DAY).date()
        return date if date.day_number <= int(f"{latest:%Y%m%d}") else None

    def _shown_date(self) -> PartialDate | None:
        month_first = self.platform.month_first
        for element in self._region_elements(self.layout.published):
            if found := settled_date(element, month_first=month_first):
                return found
        if self.title_element is not None and (found := date_in(title_stamp(self.title_element))):
            return found
        opening = [block for block in self.region.inside[:4] if self._is_above_text(block)]
        for blocks in ((*self.region.head, *opening), self.region.tail):
            if found := shown_date(
                [block for block in blocks if not self._is_field(block)], month_first=month_first
            ):
                return found
        return None

    def _is_above_text(self, block: Block) -> bool:
        """Date lines count inside the text's container only when the title stands there too."""
        title, body = self.title_element, self.region.body
        return title is not None and title is not body and is_within(title, body)

    def _machine_date(self) -> PartialDate | None:
        if not self.platform.trusts_machine_dates:
            return None
        if self.metadata.published and (found := date_in(self.metadata.published)):
            return found
        for element in self.page.finder.all(("time[itemprop=datePublished]", "[itemprop=datePublished]")):
            raw = attribute(element, "datetime") or attribute(element, "content") or read_text(element)
            if found := date_in(raw):
                return found
        return None

    def _url_date(self) -> PartialDate | None:
        if not self.platform.url_date:
            return None
        match = re.search(self.platform.url_date, self.page.url, re.IGNORECASE)
        return date_in(match["date"], source="url") if match else None

    def _updated(self, published: PartialDate | None) -> PartialDate | None:
        around = [block for block in (*self.region.head, *self.region.tail) if not self._is_field(block)]
        shown = shown_update(around, published, month_first=self.platform.month_first)
        return shown or (date_in(self.metadata.modified) if self.metadata.modified else None)

    # Byline

    def _byline(self, text: BodyText) -> Byline:
        fields = self._byline_fields()
        around = [block for block in (*self.region.tail, *self.region.head) if block.linked < 0.5]
        lines = [line for block in around for line in (block.text, *inline_parts(block))]
        shown = fields.or_else(text.byline).or_else(first_byline(lines)).or_else(self._named_author())
        return shown.or_else(self._signed_below()).or_else(self._machine_author())

    def _signed_below(self) -> Byline:
        """A person's name alone at the right margin, right below the text's container."""
        below = (block for block in self.region.tail[:SIGNATURE_BLOCKS] if block.align == "right")
        return next((Byline(author=name) for block in below if is_person(name := block.text)), Byline())

    def _machine_author(self) -> Byline:
        """The person whom the page names to machines, where nothing is known of its CMS: those that we know
        put the account there that posted."""
        told = self.metadata.author or ""
        return Byline(author=told) if self.platform.name == "generic" and is_person(told) else Byline()

    def _named_author(self) -> Byline:
        """A person's name in an element called author, wherever no layout knows it."""
        for element in self.page.finder.called(is_author_part):
            if self._is_in_region(element) and is_person(name := clean(element.get_text(" "))):
                return Byline(author=author_name(name))
        return Byline()

    def _byline_fields(self) -> Byline:
        found = Byline()
        for element in self._region_elements(self.layout.author):
            raw = clean(element.get_text(" "))
            hidden = is_hidden(element) or any(is_hidden(up) for up in above(element))
            told = byline_of(raw) or Byline(author=author_name(raw))
            if not hidden or (told.author and is_person(told.author)):
                found = found.or_else(told)
        for element in self._region_elements(self.layout.source):
            raw = read_text(element)
            found = found.or_else(byline_of(raw) or Byline(source=source_name(raw)))
        return found

    # Files and fields

    def _attachments(self) -> tuple[Attachment, ...]:
        return read_attachments(self._file_elements(), self.page.base_url)

    def _file_elements(self) -> Iterator[Tag]:
        boxes = [id(element) for element in self._region_elements(self.layout.attachments)]
        for element in self.region.side_free(["a", "iframe", "embed", "object", "script"]):
            if attribute(element, "href").startswith(("#", "javascript:")) and not offers_file(element):
                continue
            boxed = element.name == "a" and any(id(up) in boxes for up in [element, *above(element)])
            if offers_file(element) or boxed:
                yield element

    def _region_elements(self, selectors: tuple[str, ...]) -> Iterator[Tag]:
        """Elements by selector inside the region, those among other articles left out."""
        for element in self.page.finder.all(selectors):
            if self._is_in_region(element):
                yield element

    def _is_in_region(self, element: Tag) -> bool:
        if not is_within(element, self.region.root):
            return False
        return not self.region.is_cut_off(element) or self._is_in_own_footer(element)

    def _is_in_own_footer(self, element: Tag) -> bool:
        """Whether the element stands in a <footer> above the text, in the same part of the page: Drupal 8 to
        10 put the date there."""
        footer = nearest_above(element, ("footer",))
        around = footer.parent if footer is not None else None
        return around is not None and is_within(self.region.body, around) and self._is_before_body(element)


def _bare(text: str) -> str:
    return fold(text).strip(" .:…\"'")
