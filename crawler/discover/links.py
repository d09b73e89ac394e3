"""What an HTML page leads to: list items, the next page, feeds, and the portal's own links by their form."""

from collections.abc import Iterator

from bs4 import Tag

from corpus.frontier import FrontierUrl, UrlHint
from corpus.urls import page_of_print_view, path_and_query
from crawler.discover.found import SIDE_LINK_PENALTY, Surroundings, unique
from crawler.discover.listing import ListItem
from crawler.discover.pager import Pager
from crawler.discover.traps import is_trap
from crawler.extract.attachments import is_file_link
from crawler.extract.finder import attribute
from crawler.extract.page import Link, Page

_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_FEED_WORDS = ("rss", "rss feed", "feed")
_FEED_FORMS = ("/rss", "rss.aspx", "/feed", "-rss.", "rss.xml", "atom.xml", "rss?")
MAX_LINKS = 400
"""A page leads to at most so many URLs: mega menus have some 150 links, link farms thousands."""


def read_links(
    page: Page, around: Surroundings, *, items: tuple[ListItem, ...], pager: Pager, is_list: bool
) -> tuple[FrontierUrl, ...]:
    """The frontier URLs of a page, the most telling first. Articles that a list names carry hints."""
    feeds = (url for url in _feeds(page, around) if url and not _renames_articles(url.url, items))
    found: list[FrontierUrl | None] = [*feeds]
    if is_list:
        found += [*_items(around, items), *_next_page(around, pager)]
    found += _own_links(page, around)
    return unique(found)[:MAX_LINKS]


def _renames_articles(feed_url: str, items: tuple[ListItem, ...]) -> bool:
    """Whether a Liferay feed names the list's articles by another page's path: all would be read twice.

    Its items are `/<page of the list>/-/asset_publisher/…`, the list's lead to the page that shows articles.
    """
    page, mark, _ = feed_url.partition("/-/asset_publisher/")
    return bool(mark) and bool(items) and not any(item.url.startswith(page + mark) for item in items)


def _items(around: Surroundings, items: tuple[ListItem, ...]) -> Iterator[FrontierUrl | None]:
    for item in items:
        hint = UrlHint(title=item.title or None, published=item.published)
        yield around.found(item.url, "article", hint=hint)


def _next_page(around: Surroundings, pager: Pager) -> Iterator[FrontierUrl | None]:
    if pager.next_url:
        yield around.found(pager.next_url, "list", request=pager.next_post)


def _feeds(page: Page, around: Surroundings) -> Iterator[FrontierUrl | None]:
    for declared in page.finder.all("link[rel=alternate]"):
        url = page.resolve(attribute(declared, "href"))
        if url and _declares_feed(declared):
            yield around.found(url, "feed")
    for link in page.links:
        if link.url and _says_feed(link):
            yield around.found(link.url, "feed")


def _declares_feed(link: Tag) -> bool:
    return attribute(link, "type").lower() in _FEED_TYPES and "comment" not in attribute(link, "href").lower()


def _says_feed(link: Link) -> bool:
    href = link.href.lower()
    return any(form in href for form in _FEED_FORMS) and link.words.lower() in _FEED_WORDS


def _own_links(page: Page, around: Surroundings) -> Iterator[FrontierUrl | None]:
    """Articles and lists by the form of their URL; what has no known form is a page of low priority. A print
    view stands for the page it shows, which may be linked by nothing else.
    """
    for link in page.links:
        url = page_of_print_view(link.url) if link.url else None
        if (
            url is None
            or is_file_link(link.href)
            or is_trap(path_and_query(url))
            or _says_feed(link)
            or not link.words
        ):
            continue
        role = around.role_of(url)
        if role == "article":
            yield around.found(url, "article", penalty=SIDE_LINK_PENALTY // 2)
        elif role == "list":
            yield around.found(url, "list", penalty=SIDE_LINK_PENALTY // 2)
        elif role is None:
            yield around.found(url, "page")
