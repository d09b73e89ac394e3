"""List pages -> their articles: the group of alike links that looks most like a list of headlines.

Links are alike when they stand in the same kind of elements. Side columns and menus form groups too; what
tells a list is long linked headlines, headings, and a date beside each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import Tag

from corpus.article import PartialDate
from corpus.text import clean
from corpus.urls import canonical_url
from crawler.discover.found import Surroundings
from crawler.discover.traps import is_trap
from crawler.extract.attachments import is_file_link
from crawler.extract.blocks import is_hidden, read_blocks
from crawler.extract.finder import attribute, class_names, names_of
from crawler.extract.labels import is_boilerplate, is_other_part
from crawler.extract.page import Page
from crawler.extract.published import date_in, is_date_line

MIN_HEADLINE_CHARS = 12
"""Vietnamese headlines have at least three words; menu words are shorter or lead to lists."""
SIGNATURE_DEPTH = 4
MIN_GROUP = 2
MAX_ANCHORS = 3000
"""Mega menus and list pages together have some 500 links; a page with more is a link farm."""


@dataclass(frozen=True)
class ListItem:
    """One article named by a list. `url` as found, absolute."""

    title: str
    url: str
    published: PartialDate | None


@dataclass(frozen=True)
class _Link:
    element: Tag
    url: str
    canonical: str
    title: str
    role: str | None


def read_items(page: Page, around: Surroundings) -> tuple[ListItem, ...]:
    """The articles that the page lists, in its order; empty when it does not look like a list."""
    links = list(_links(page, around))
    groups: dict[tuple[str, ...], list[_Link]] = {}
    for link in links:
        groups.setdefault(_signature(link.element), []).append(link)
    best = max(groups.values(), key=_score, default=[])
    if not best or _score(best) <= 0:
        return ()
    items: dict[str, ListItem] = {}
    for link in best:
        title = _best_title(link, links)
        items.setdefault(link.canonical, ListItem(title, link.url, _date_beside(link, best)))
    return tuple(items.values())


def _links(page: Page, around: Surroundings) -> Iterator[_Link]:
    for element in page.soup.find_all("a", href=True, limit=MAX_ANCHORS):
        href = attribute(element, "href")
        url = page.resolve(href)
        if url is None or is_file_link(href) or not around.owns(url) or is_trap(_path(url)):
            continue
        role = around.role_of(url)
        canonical = canonical_url(url)
        if role in ("drop", "list") or not canonical or urlsplit(canonical).path in ("", "/"):
            continue
        yield _Link(element, url, canonical, _title(element), role)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _title(element: Tag) -> str:
    visible = [str(piece) for piece in element.find_all(string=True) if not _in_hidden(piece.parent, element)]
    text = clean("".join(visible))
    return "" if is_boilerplate(text) else text


def _in_hidden(parent: Tag | None, link: Tag) -> bool:
    while parent is not None and parent is not link:
        if is_hidden(parent):
            return True
        parent = parent.parent
    return False


def _best_title(link: _Link, links: list[_Link]) -> str:
    """The link's own words; its title attribute where they are cut or missing (a picture)."""
    title = clean(attribute(link.element, "title"))
    if link.title and not link.title.endswith(("...", "…")):
        return link.title
    others = [other.title for other in links if other.canonical == link.canonical and other.title]
    return max([title, link.title, *others], key=len)


def _signature(element: Tag) -> tuple[str, ...]:
    """The kinds of the link and the elements above it: tag with its first class."""
    chain = [element, *element.parents][: SIGNATURE_DEPTH + 1]
    return tuple(f"{up.name}.{min(class_names(up), default='')}" for up in chain if up.name != "[document]")


def _score(group: list[_Link]) -> float:
    distinct = {link.canonical: link for link in group if len(link.title) >= MIN_HEADLINE_CHARS}
    articles = [link for link in distinct.values() if link.role == "article"]
    members = articles or list(distinct.values())
    if len(members) < MIN_GROUP and not (articles and _is_headline(articles[0].element)):
        return 0.0
    score = sum(min(len(link.title), 80) / 80 for link in members)
    first = members[0]
    if _is_headline(first.element):
        score *= 1.6
    if _date_beside(first, group) is not None:
        score *= 1.8
    if articles:
        score *= 2
    return score * (0.15 if _is_aside(first.element) else 1.0)


def _is_headline(element: Tag) -> bool:
    return any(up.name in ("h1", "h2", "h3", "h4", "h5") for up in [element, *list(element.parents)[:2]])


def _is_aside(element: Tag) -> bool:
    for up in element.parents:
        if up.name in ("aside", "footer", "nav", "header", "marquee"):
            return True
        if is_other_part(names_of(up)):
            return True
        if _SIDE_COLUMN & class_names(up):
            return True
    return False


_SIDE_COLUMN = frozenset(
    {"cottrai", "cotphai", "leftpane", "rightpane", "left-col", "right-col", "menu", "navbar-nav"}
)


def _date_beside(link: _Link, group: list[_Link]) -> PartialDate | None:
    """The date in the item's own element: the largest one above the link that holds no other item."""
    others = {id(other.element) for other in group if other.canonical != link.canonical}
    item: Tag = link.element
    for up in link.element.parents:
        if up.name in ("body", "html", "[document]") or any(
            id(a) in others for a in up.find_all("a", href=True)
        ):
            break
        item = up
        if len(up.get_text()) > 3000:
            break
    for block in read_blocks(item):
        rest = block.text.replace(link.title, " ") if link.title else block.text
        if is_date_line(rest) and (found := date_in(rest)):
            return found
    return None
