"""Lists that show the whole text of each entry: archives of WordPress, blogs of Joomla and Drupal.

Such a page has text, date and author as an article has; what tells it is that the headings of its entries
lead to other pages.
"""

from bs4 import Tag

from corpus.urls import canonical_url
from crawler.extract.finder import class_names
from crawler.extract.page import Page
from crawler.extract.walk import above, elements_named, links

ENTRIES = ("article", ".hentry", ".post", ".blog-item", ".item-page", ".node-teaser", ".blogitem")
_NAMES = frozenset(name.removeprefix(".") for name in ENTRIES)
_HEADINGS = ("h1", "h2", "h3", "h4")


def is_entry(page: Page, body: Tag) -> bool:
    """Whether the text stands in an entry whose heading leads elsewhere, and the page has more of such."""
    own = next((up for up in (body, *above(body)) if _is_named(up)), None)
    if own is None or not _leads_elsewhere(page, own):
        return False
    others = (entry for entry in page.finder.all(ENTRIES) if entry is not own)
    return any(_leads_elsewhere(page, entry) for entry in others)


def _is_named(element: Tag) -> bool:
    return element.name in _NAMES or bool(class_names(element) & _NAMES)


def _leads_elsewhere(page: Page, entry: Tag) -> bool:
    """Whether the entry's first heading with words is a link to another page."""
    own = canonical_url(page.url)
    for heading in elements_named(entry, _HEADINGS):
        urls = [canonical_url(page.resolve(str(link["href"])) or "") for link in links(heading)]
        return bool(urls) and all(url and url != own for url in urls)
    return False
