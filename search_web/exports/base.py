"""What an export is, and what it is given to write. One file per format beside this; EXPORTS lists them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search_web.exports.rows import ArticleRow
from search_web.languages import LazyText
from search_web.search_state import FieldError
from search_web.serving.stores import Articles
from search_web.settings import WebSettings

CHUNK_BYTES = 1 << 16
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; calendars are no better off with it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """One search, all of it: the same hits in the same order as its pages, up to `limit`."""

    title: str
    """What was searched, as a sentence."""
    page_url: str
    """The result page that a person reads; absolute, as all URLs in here."""
    own_url: str
    feed_id: str
    """The same for the same search for ever; no URL."""
    authority: str
    """Of ids that must outlive the site's address."""
    total: int
    """How many articles there are, also beyond `limit`; exact, as the page says it."""
    listed: int
    """How many lines all of them make: fewer where re-posts are folded."""
    limit: int
    problems: tuple[FieldError, ...]
    """What of the URL was not taken as written; the page says the same."""
    rows: Iterator[ArticleRow]
    articles: Callable[[], Articles]
    """The catalog, for what hits do not carry."""

    @property
    def complete(self) -> bool:
        return self.listed <= self.limit


@dataclass(frozen=True, slots=True)
class Export:
    """One format. `write` gives the file in pieces and reads rows as it goes."""

    ending: str
    label: LazyText
    media_type: str
    rows_max: Callable[[WebSettings], int]
    write: Callable[[Contents], Iterator[bytes]]
    saved: bool
    """Whether browsers keep it as a file rather than show it."""


def printable(text: str) -> str:
    """The text without the signs that no file format holds."""
    return _UNPRINTABLE.sub("", text)
