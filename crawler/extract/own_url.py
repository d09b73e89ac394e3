"""The name of a page that was asked for by its short link (`/?p=88`): only the page itself knows it.

`rel=canonical` alone is not believed: on portals it often names the section, or another host.
"""

from urllib.parse import urlsplit

from corpus.urls import canonical_url
from crawler.extract.finder import attribute
from crawler.extract.page import Page


def own_url(page: Page) -> str:
    """The canonical URL of the page, or its URL where that has none.

    Where the page calls its URL a short link (`rel=shortlink`), the URL that it is short for.
    """
    asked = canonical_url(page.url) or page.url
    short, whole = _link(page, "shortlink"), _link(page, "canonical")
    if short != asked or not whole or urlsplit(whole).netloc != urlsplit(asked).netloc:
        return asked
    return whole


def _link(page: Page, relation: str) -> str:
    """The canonical URL of the first <link> with this relation; "" when there is none."""
    declared = (link for link in page.finder.all("link[rel]") if "href" in link.attrs)
    link = next((link for link in declared if relation in attribute(link, "rel").split()), None)
    return canonical_url(page.resolve(attribute(link, "href")) or "") if link is not None else ""
