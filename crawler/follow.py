"""Which of the URLs found on a page join the frontier. Pure functions."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.frontier import FrontierUrl, Role
from corpus.portal import Portal
from corpus.urls import canonical_url
from crawler.guard import refusal
from crawler.settings import CrawlerSettings

_START_PRIORITY = 100
_LONG_LISTS: tuple[Role, ...] = ("sitemap", "feed", "rest")


def links_to_follow(
    found: Iterable[FrontierUrl], portal: Portal, settings: CrawlerSettings, *, role: Role
) -> tuple[FrontierUrl, ...]:
    """Those of `found` that are the portal's own, in order, at most as many as a page of `role` may bring.

    Files are left out: those of articles are asked for by `crawler/files.py`, others by nobody.
    """
    most = settings.max_links_per_sitemap if role in _LONG_LISTS else settings.max_links_per_page
    return tuple(_first(_own(found, portal, settings.max_url_chars), most))


def _own(found: Iterable[FrontierUrl], portal: Portal, max_chars: int) -> Iterator[FrontierUrl]:
    for url in found:
        if url.role != "attachment" and refusal(url.url, portal, max_chars=max_chars) is None:
            yield url


def _first(urls: Iterator[FrontierUrl], most: int) -> Iterator[FrontierUrl]:
    seen: set[str] = set()
    for url in urls:
        if len(seen) >= most:
            return
        seen.add(url.key)
        yield url


def start_url(url: str) -> FrontierUrl:
    """A start page as it joins the frontier."""
    return FrontierUrl(url=url, canonical_url=canonical_url(url), role="start", priority=_START_PRIORITY)


def articles_of(found: Sequence[FrontierUrl]) -> list[FrontierUrl]:
    """The URLs that a list is there for: articles, not further lists, nor pages of an unknown kind."""
    return [url for url in found if url.role == "article"]


def without_old_pages(found: Sequence[FrontierUrl]) -> tuple[FrontierUrl, ...]:
    """What is followed from a list that shows nothing new: its further pages are left alone.

    A form (ASP.NET pager) is another URL each time, as its page's state is part of it; so forms go. Plain
    lists may stay: the catalog knows those that were walked.
    """
    return tuple(url for url in found if url.request is None)
