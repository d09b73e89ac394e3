"""What a follower is told of an article: an id for ever, and when its text last changed. No format, no Flask.

An entry must appear once: neither a re-index, nor a better reader, nor a view counter may make it new.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol
from urllib.parse import quote

from corpus.article import Article
from corpus.catalog import StoredArticle
from search_web.formats import VIETNAM_TIME
from search_web.search_state import SearchState

UNKNOWN_TIME = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""For what must have a time and has none: an empty feed, an article that has just left the catalog."""
SUMMARY_CHARS = 400
"""About what feed readers show of an entry before it is opened."""
TAG_YEAR = 2026
"""The authority of the tag URIs is the operator's in this year (RFC 4151); part of every id, so it stays."""

_COUNTERS = re.compile(
    r"(?:lượt|lần) (?:xem|đọc|truy cập|tải|thích)[\s:.()-]*[\d.,]+"
    r"|\d[\d.,]* (?:lượt|lần) (?:xem|đọc|truy cập|tải|thích)"
    r"|(?:đã xem|views?|hits?)[\s:.()-]*[\d.,]+"
)
"""Counters that a reader may have taken for text: they change with every visit."""


def article_tag(article_id: str, authority: str) -> str:
    """The id of an article's entry: nothing in it changes when the article or the site's address does."""
    return f"tag:{authority},{TAG_YEAR}:tin:{article_id}"


def search_tag(state: SearchState, authority: str) -> str:
    """The id of the feed of a search; the language names another feed, the page does not."""
    return f"tag:{authority},{TAG_YEAR}:tim:{state.with_page(1).to_url('')}"


def document_tag(key: str, authority: str) -> str:
    """The id of the feed of who cites a document."""
    return f"tag:{authority},{TAG_YEAR}:van-ban:{quote(key, safe='')}"


def text_changed_at(versions: Sequence[StoredArticle]) -> dt.datetime:
    """When the words that the article has now were first captured; `versions` come oldest first."""
    if not versions:
        return UNKNOWN_TIME
    at, now = versions[-1].capture.fetched_at, _words_of(versions[-1].article)
    for version in reversed(versions[:-1]):
        if _words_of(version.article) != now:
            break
        at = version.capture.fetched_at
    return at


class Dated(Protocol):
    """A PartialDate, or what an export says of one."""

    @property
    def value(self) -> str: ...

    @property
    def precision(self) -> str: ...


def known_moment(date: Dated | None) -> dt.datetime | None:
    """The moment, or the day's beginning in Vietnam; None when not even the day is known."""
    if date is None or date.precision not in ("day", "minute"):
        return None
    when = dt.datetime.fromisoformat(date.value)
    return when if when.tzinfo else when.replace(tzinfo=VIETNAM_TIME)


def summary(article: Article) -> str:
    """The lead, or how the body begins."""
    text = article.lead or next(iter(article.body), "")
    if len(text) <= SUMMARY_CHARS:
        return text
    return f"{text[:SUMMARY_CHARS].rsplit(' ', 1)[0]} …"


def _words_of(article: Article) -> str:
    """Letters and digits alone: spaces, signs, capitals, paragraphs and counters are cosmetic."""
    title, lead, body = _words(article.title), _words(article.lead or ""), "".join(map(_words, article.body))
    return title + ("" if lead in body else lead) + body


def _words(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return "".join(sign for sign in _COUNTERS.sub("", plain) if sign.isalnum())


def newest(times: Iterable[dt.datetime]) -> dt.datetime:
    return max(times, default=UNKNOWN_TIME)
