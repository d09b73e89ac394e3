"""The way to the next page of a list: rel=next, a link that says so, or the number after the current one."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from corpus.frontier import PostRequest
from corpus.remembering import remembered
from corpus.text import clean
from crawler.discover.postback import form_action, is_calendar, is_postback, read_postback, turns_grid
from crawler.extract.finder import attribute, class_names, names_of
from crawler.extract.page import Page
from crawler.extract.walk import above, inner_text, strings

_NEXT_TEXT = re.compile(
    r"(?:trang\s+)?(?:sau|tiếp(?:\s+theo)?|kế(?:\s+tiếp)?|next)(?:\s+(?:trang|page))?\W*|xem tiếp\W*"
    r"|[>›»→]+|next\s*[>›»→]*|older posts?.*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:/page[-/]|[?&](?:page|p|paged|trang|pageindex|pagenumber|currentpage|_\w+_cur|start)=|/phantrang/[\w-]+/)(\d+)",
    re.IGNORECASE,
)
_PAGER_NAME = re.compile(
    r"pag(?:er|inat|ing|e-?nav)|phan-?trang|nav-links|page-numbers|wp-pagenavi|lfr-pagination", re.IGNORECASE
)
MAX_PAGER_CLIMB = 5
"""A number, its cell, the row and table of the pager, and the cell that holds it."""
MAX_NUMBER_CHARS = 5
_CURRENT_TAGS = frozenset({"span", "strong", "b", "li", "a", "em"})
_CURRENT = frozenset({"active", "current", "selected", "trang-hien-tai", "on", "page-current"})


@dataclass(frozen=True)
class Pager:
    """Where a list goes on: by URL or by form. Numbers are None when the page does not show them."""

    next_url: str | None = None
    next_post: PostRequest | None = None
    page: int | None = None
    last_page: int | None = None


def read_pager(page: Page) -> Pager:
    """The pager of the page; empty when it has none or this is the last page."""
    links = list(_pager_links(page))
    numbers = [n for n in (_number(page, link) for link in links) if n is not None]
    current = _current_page(page) or _unlinked_number(links)
    chosen = _next_link(links, current)
    next_url, next_post = _target(page, chosen) if chosen is not None else (None, None)
    declared = page.finder.first("link[rel=next]")
    if declared is not None:
        next_url = page.resolve(attribute(declared, "href")) or next_url
    if next_url and next_post is None and _is_same_page(page, next_url):
        next_url = None
    return Pager(next_url, next_post, current, max([*numbers, *([current] if current else [])], default=None))


def _pager_links(page: Page) -> Iterator[Tag]:
    """Links that turn pages: in an element named like a pager, numbered ones, or those that say "next"."""
    for anchor in page.links:
        link = anchor.element
        text = clean(inner_text(link, " ")) or attribute(link, "title")
        if (
            text.isdigit()
            and len(text) < 5
            and (_in_pager(link) or _PAGE_NUMBER.search(anchor.href) or turns_grid(anchor.href))
        ):
            yield link
        elif len(text) < 30 and (_says_next_page(text) or _says_next_page(attribute(link, "title"))):
            if (
                _in_pager(link)
                or _PAGE_NUMBER.search(attribute(link, "href"))
                or _posts_a_page(attribute(link, "href"))
            ):
                yield link
        elif _PAGE_NUMBER.search(anchor.href) and _in_pager(link):
            yield link


def _posts_a_page(href: str) -> bool:
    return is_postback(href) and not is_calendar(href)


def _in_pager(link: Tag) -> bool:
    return any(_is_pager(names_of(up)) for up in [link, *itertools.islice(above(link), 4)])


@remembered(4096)
def _says_next_page(text: str) -> bool:
    return _NEXT_TEXT.fullmatch(text) is not None


@remembered(4096)
def _is_pager(names: str) -> bool:
    return _PAGER_NAME.search(names) is not None


def _next_link(links: list[Tag], current: int | None) -> Tag | None:
    for link in links:
        if "next" in class_names(link) or attribute(link, "rel").lower() == "next":
            return link
    for link in links:
        if _says_next(link):
            return link
    wanted = str((current or 1) + 1)
    return next((link for link in links if clean(inner_text(link)) == wanted), None)


def _says_next(link: Tag) -> bool:
    text, title = clean(inner_text(link, " ")), attribute(link, "title")
    if re.search(r"cuối|last|đầu|first|mới nhất", f"{text} {title}", re.IGNORECASE):
        return False
    return bool(_NEXT_TEXT.fullmatch(title) if title else _NEXT_TEXT.fullmatch(text))


def _target(page: Page, link: Tag) -> tuple[str | None, PostRequest | None]:
    href = attribute(link, "href")
    if is_postback(href):
        request = read_postback(link, page.url)
        return (page.resolve(form_action(link) or page.url), request) if request else (None, None)
    return page.resolve(href), None


def _current_page(page: Page) -> int | None:
    if match := _PAGE_NUMBER.search(page.path):
        return int(match.group(1)[:6])
    marked = (e for name in _CURRENT for e in page.finder.all(f".{name}") if e.name in _CURRENT_TAGS)
    for element in sorted(marked, key=page.finder.position):
        text = clean(inner_text(element))
        if text.isdigit() and len(text) < 6:
            return int(text)
    return None


def _unlinked_number(links: list[Tag]) -> int | None:
    """The one number among those of a pager that is no link: grids mark the current page by nothing else."""
    numbered = [link for link in links if clean(inner_text(link)).isdigit()]
    if not numbered:
        return None
    first, own = numbered[0], {id(link) for link in numbered}
    for around in itertools.islice(above(first), MAX_PAGER_CLIMB):
        told = (piece for piece in strings(around) if clean(piece).isdigit())
        bare = [clean(piece) for piece in told if not any(id(up) in own for up in above(piece))]
        if bare:
            return int(bare[0]) if len(bare) == 1 and len(bare[0]) < MAX_NUMBER_CHARS else None
    return None


def _number(page: Page, link: Tag) -> int | None:
    text = clean(inner_text(link))
    if text.isdigit() and len(text) < 6:
        return int(text)
    match = _PAGE_NUMBER.search(attribute(link, "href"))
    return int(match.group(1)[:6]) if match else None


def _is_same_page(page: Page, url: str) -> bool:
    return url.split("#", maxsplit=1)[0] == page.url.split("#")[0]
