"""The title as the page shows it, when no adapter knows where it stands.

The shown heading that agrees with <title> or og:title wins; else the nearest heading above the text. Names of
the site and of modules ("Tin chi tiết") are no titles.
"""

import itertools
import re
from collections.abc import Iterator

from bs4 import Tag

from corpus.remembering import remembered
from corpus.text import clean, fold
from crawler.extract.blocks import Block, is_hidden, read_blocks, read_text
from crawler.extract.byline import byline_of
from crawler.extract.finder import Finder, attribute, names_of
from crawler.extract.labels import is_boilerplate, is_other_part, is_related_heading
from crawler.extract.metadata import Metadata
from crawler.extract.published import is_date_line
from crawler.extract.walk import above, elements, first_named, inner_text, is_within, links, nearest_above

MAX_TITLE_CHARS = 500
MIN_TITLE_CHARS = 8
"""Shorter headings are words of menus; one that <title> repeats may be shorter (`BDTX`)."""
MAX_HEADLINE_CHARS = 260
"""An unmarked line that is longer is a lead; the longest headlines of portals have some 200 characters."""
MIN_LEAD_CHARS = 80
MAX_CLIMB = 4
MAX_LINES_ABOVE = 12
"""Title, date, tools, lead and a caption stand between a module's top and the text; more is another
column.
"""
_NOT_IN_TITLES = frozenset({"p", "table", "ul", "form", "input"})
_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_NAME = re.compile(r"title|tieu-?_?de|headline|heading|tentin|ten-?tin|tieude", re.IGNORECASE)
_MODULE_NAME = re.compile(
    r"(?:tin|bài|nội dung)?\s*chi tiết(?: (?:tin|bài viết|bài|tin tức|văn bản|nội dung))?|tin tức(?:"
    r" [-–] sự kiện| sự kiện)?"
    r"|trang chủ|tin hoạt động|thông báo|văn bản(?: chỉ đạo(?: điều hành)?)?|chi tiết|home|tin (?:mới"
    r"|đọc nhiều|ảnh)(?: cập nhật| nhất)?|sự kiện"
    r"|tin nổi bật|bài viết",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"[(\[](?:(?:ngày|cập nhật|đăng)\s*:?\s*)*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"(?P<clock>[\s,|-]+(?:lúc\s+)?\d{1,2}\s*[:hg]\s*\d{2}(?::\d{2})?(?:\s*(?:SA|CH|AM|PM))?)?[)\]]$",
    re.IGNORECASE,
)
_SITE_SEPARATOR = re.compile(r"\s+(?:[|–—»>•·]|-|::)\s+")


def find_title(finder: Finder, body: Tag | None, metadata: Metadata) -> Tag | None:
    """The element that shows the title; None when no element does."""
    limit, around = _end(finder, body), _around(body)
    shown = [
        element
        for element in _candidates(finder, around)
        if finder.position(element) <= limit and _is_title_long(_shown_text(element), metadata)
    ]
    agreeing = [element for element in shown if _agrees(_shown_text(element), metadata)]
    agreeing = [element for element in agreeing if not _wraps_told(element, agreeing, metadata)]
    if agreeing:
        return max(agreeing, key=lambda element: (len(_shown_text(element)), finder.position(element)))
    if body is None:
        return None
    if told := _told_line(body, metadata):
        return told
    higher = [
        e
        for e in shown
        if finder.position(e) < finder.position(body) or (e is not body and is_within(e, body))
    ]
    if higher:
        return _above_lead(higher)
    return _unmarked_title(body)


def _above_lead(headings: list[Tag]) -> Tag:
    """The last heading; where it is a lead in large type, the one above it beside it."""
    last, text = headings[-1], _shown_text(headings[-1])
    beside = [e for e in headings[:-1] if e.parent is last.parent and e.name in _HEADINGS]
    return beside[-1] if beside and text.endswith(".") and len(text) > MIN_LEAD_CHARS else last


def _wraps_told(element: Tag, others: list[Tag], metadata: Metadata) -> bool:
    """Whether a heading inside the element has the told title's exact words, and it has more: a counter."""
    told = set(map(fold, told_titles(metadata)))
    inner = (other for other in others if other is not element and is_within(other, element))
    return any(fold(_shown_text(other)) in told for other in inner)


def _is_title_long(text: str, metadata: Metadata) -> bool:
    return len(text) >= MIN_TITLE_CHARS or fold(text) in map(fold, told_titles(metadata))


def machine_title(metadata: Metadata) -> str:
    """The title from og:title or <title>, the site's name taken off; empty when there is none."""
    if metadata.title:
        return metadata.title
    page_title = metadata.page_title or ""
    if metadata.site_name and page_title.endswith(metadata.site_name):
        page_title = page_title[: -len(metadata.site_name)].rstrip(" -–—|»:")
    return max(_SITE_SEPARATOR.split(page_title), key=len) if page_title else ""


def told_titles(metadata: Metadata) -> list[str]:
    """What is told to machines and may be the title: og:title, the parts of <title> between separators."""
    return [*filter(None, [metadata.title]), *_SITE_SEPARATOR.split(metadata.page_title or "")]


def title_text(element: Tag) -> str:
    """The words of a title's element, without the portal's stamp behind them."""
    text = clean(_shown_text(element))
    return text.removesuffix(title_stamp(element)).rstrip()


def title_stamp(element: Tag) -> str:
    """The date in brackets that a portal sets behind its titles: with a clock, or in an element of its own.
    Empty where there is none: an anniversary's day is part of the title."""
    stamp = _STAMP.search(clean(_shown_text(element)))
    if stamp is None or not stamp.start():
        return ""
    apart = any(clean(inner_text(part)) == stamp[0] for part in elements(element))
    return stamp[0] if stamp["clock"] or apart else ""


def is_marked_title(element: Tag, metadata: Metadata) -> bool:
    """Whether more than its place tells that the element is a title: its tag, its name, or <title>."""
    named = element.name in _HEADINGS or _is_title_name(names_of(element))
    return named or _agrees(_shown_text(element), metadata)


def _told_line(body: Tag, metadata: Metadata) -> Tag | None:
    """A line near the text's beginning that <title> repeats, though nothing marks it as a title."""
    around, told = _around(body), [fold(part) for part in told_titles(metadata)]
    for block in (*_lines_above(body), *read_blocks(body)[:3]):
        if fold(block.text) in told and _is_headline(block, around):
            return _exact_element(block)
    return None


def _unmarked_title(body: Tag) -> Tag | None:
    """The title in a theme that marks it in no way: a short line above a date line at the text's very
    beginning, a bold one below it, or the nearest headline-like one above it."""
    inside, around = read_blocks(body)[:3], _around(body)
    if len(inside) > 1 and _is_headline(inside[0], around) and is_date_line(inside[1].text):
        return _exact_element(inside[0])
    if (
        len(inside) > 1
        and is_date_line(inside[0].text)
        and inside[1].bold
        and _is_headline(inside[1], around)
    ):
        return _exact_element(inside[1])
    nearest = next((block for block in _lines_above(body) if _is_headline(block, around)), None)
    if (
        nearest is None
        and inside
        and inside[0].bold
        and _is_headline(inside[0], around)
        and inside[0].text[-1] not in ".;"
    ):
        nearest = inside[0]
    return _exact_element(nearest) if nearest else None


def _lines_above(body: Tag) -> list[Block]:
    """The blocks above the text, nearest first, as far as they share a near ancestor with it."""
    lines: list[Block] = []
    for up in itertools.islice(above(body), MAX_CLIMB):
        blocks = read_blocks(up)
        first = next((n for n, block in enumerate(blocks) if is_within(block.element, body)), 0)
        if first > MAX_LINES_ABOVE:
            break
        lines = blocks[:first][::-1]
    return lines


def _is_headline(block: Block, around: frozenset[int]) -> bool:
    text = block.text
    if (
        not 15 <= len(text) <= MAX_HEADLINE_CHARS
        or block.linked > 0.2
        or block.row
        or text.endswith((",", ";", ":"))
    ):
        return False
    if (
        byline_of(text)
        or is_boilerplate(text)
        or is_date_line(text)
        or _MODULE_NAME.fullmatch(text)
        or is_related_heading(text)
    ):
        return False
    return not any(is_other_part(names_of(up)) and id(up) not in around for up in above(block.element))


def _around(body: Tag | None) -> frozenset[int]:
    """The ids of the elements that hold the text: whatever they are called, they are no side part."""
    return frozenset(map(id, above(body))) if body is not None else frozenset()


def _exact_element(block: Block) -> Tag:
    """The innermost element with the block's text and no other."""
    exact = [element for element in elements(block.element) if read_text(element) == block.text]
    return exact[-1] if exact else block.element


def _candidates(finder: Finder, around: frozenset[int]) -> Iterator[Tag]:
    seen: set[int] = set()
    named = finder.called(_is_title_name)
    for element in sorted([*finder.all(_HEADINGS), *named], key=finder.position):
        if id(element) not in seen and _may_be_title(element, around):
            seen.add(id(element))
            yield element


@remembered(4096)
def _is_title_name(names: str) -> bool:
    return _TITLE_NAME.search(names) is not None


def _may_be_title(element: Tag, around: frozenset[int]) -> bool:
    if element.name in (
        "a",
        "img",
        "meta",
        "title",
        "li",
        "ul",
        "table",
        "form",
        "body",
        "head",
        "html",
        "input",
    ):
        return False
    if is_hidden(element) or first_named(element, _NOT_IN_TITLES) is not None:
        return False
    text = _shown_text(element)
    if not 2 < len(text) <= MAX_TITLE_CHARS or is_boilerplate(text) or is_related_heading(text):
        return False
    if _MODULE_NAME.fullmatch(text) or is_linked(element):
        return False
    return not any(
        up.name in ("footer", "aside", "nav", "li") or _is_site_header(up) or is_other_part(names_of(up))
        for up in above(element)
        if id(up) not in around
    )


def _is_site_header(element: Tag) -> bool:
    """Whether a <header> is the page's; an article has one of its own."""
    return element.name == "header" and nearest_above(element, ("article",)) is None


def is_linked(element: Tag) -> bool:
    """Whether the heading leads elsewhere: the headline of another article, or the site's name."""
    if any(up.name == "a" and "href" in up.attrs and _leads_elsewhere(up) for up in above(element)):
        return True
    inside = [link for link in links(element) if _leads_elsewhere(link)]
    return 2 * sum(len(clean(inner_text(link))) for link in inside) > len(clean(inner_text(element)))


def _leads_elsewhere(link: Tag) -> bool:
    return not attribute(link, "href").startswith(("#", "javascript"))


def _shown_text(element: Tag) -> str:
    return read_text(element)


def _agrees(text: str, metadata: Metadata) -> bool:
    """Whether a heading is what og:title or the first part of <title> says (which may be cut with dots)."""
    folded = fold(text).strip(" .")
    if metadata.site_name and fold(metadata.site_name) == folded:
        return False
    for machine in (metadata.title, metadata.page_title):
        told = fold(machine or "").rstrip(" .…")
        if told and (told.startswith(folded) or (len(told) > 30 and folded.startswith(told))):
            return True
    return False


def _end(finder: Finder, body: Tag | None) -> int:
    if body is None:
        return 1 << 60
    inner = list(itertools.islice(elements(body), 12))
    return finder.position(inner[-1]) if inner else finder.position(body)
