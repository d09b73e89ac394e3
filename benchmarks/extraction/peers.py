"""The tools that are compared, each as a function from a page to what it offers.

All but ours get decoded text. A field that a tool does not offer at all stays OFFERED_NOT: its column is
empty, not wrong.
"""

import html as entities
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from corpus.text import nfc
from crawler.decode import decode
from crawler.extract.attachments import is_file_link
from crawler.page_json import article_json
from crawler.platforms import PLATFORMS, Platform, parse_page

_TAG = re.compile(r"<[^>]+>")
_HREF = re.compile(r"""(?:href|target)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


class NotOffered:
    """Stands where a tool has no such field."""


OFFERED_NOT = NotOffered()


@dataclass(frozen=True)
class Served:
    """A page as it was served."""

    body: bytes
    url: str
    status: int
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """Decoded by our rules, in NFC: tools that guess worse are not punished for it here."""
        return nfc(decode(self.body, _content_type(self.headers)).text.lstrip("\ufeff"))


@dataclass(frozen=True)
class Extracted:
    """What a tool found. `date` is an ISO day; `attachments` are addresses as written on the page."""

    body: str
    title: str | NotOffered | None = OFFERED_NOT
    date: str | NotOffered | None = OFFERED_NOT
    author: str | NotOffered | None = OFFERED_NOT
    attachments: frozenset[str] | NotOffered = OFFERED_NOT


Tool = Callable[[Served], Extracted]


def tools() -> dict[str, Tool]:
    """Name -> tool, ours first. Raises ImportError when a peer is not installed (`make bench` does it)."""
    logging.getLogger("readability").setLevel(logging.ERROR)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return {
        "Tra Tin": lambda page: ours(page, PLATFORMS),
        "Tra Tin, adapters off": lambda page: ours(page, ()),
        "trafilatura": trafilatura,
        "readability-lxml": readability,
        "jusText": justext,
        "resiliparse": resiliparse,
    }


def ours(page: Served, platforms: tuple[Platform, ...]) -> Extracted:
    article = parse_page(page.body, page.url, page.status, page.headers, platforms=platforms).article
    if article is None:
        return Extracted("", None, None, None, frozenset())
    printed = article_json(article)
    files = frozenset(attachment.href for attachment in article.attachments)
    text = "\n".join((*article.body, *article.captions))
    return Extracted(text, article.title, (printed["published"] or "")[:10] or None, article.author, files)


def trafilatura(page: Served) -> Extracted:
    """Its defaults without comments; links kept only for the files."""
    import trafilatura as library

    found = library.bare_extraction(page.text, url=page.url, include_comments=False, with_metadata=True)
    if found is None:
        return Extracted("", None, None, None)
    told = found.as_dict() if hasattr(found, "as_dict") else dict(found)
    return Extracted(told.get("text") or "", told.get("title"), told.get("date"), told.get("author"))


def readability(page: Served) -> Extracted:
    """The article's HTML: files are links that it kept."""
    from lxml.etree import LxmlError
    from readability import Document
    from readability.readability import Unparseable

    document = Document(page.text)
    try:
        summary, title = document.summary(html_partial=True), document.short_title()
    except (Unparseable, LxmlError, ValueError, IndexError, KeyError, AttributeError, TypeError):
        return Extracted("", None, attachments=frozenset())
    files = frozenset(entities.unescape(href) for href in _HREF.findall(summary) if is_file_link(href))
    return Extracted(entities.unescape(_TAG.sub(" ", summary)), title, attachments=files)


def justext(page: Served) -> Extracted:
    import justext as library

    paragraphs = library.justext(page.text, _stop_words())
    return Extracted("\n".join(part.text for part in paragraphs if not part.is_boilerplate))


def resiliparse(page: Served) -> Extracted:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page.text)
    return Extracted(extract_plain_text(tree, main_content=True), tree.title or None)


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    import justext as library

    return frozenset(library.get_stoplist("Vietnamese"))


def _content_type(headers: dict[str, str]) -> str | None:
    return next((value for name, value in headers.items() if name.lower() == "content-type"), None)
