"""What an adapter is: fingerprints, layouts and URL patterns of one CMS family, as data.

A layout names where each part of an article stands, preferred selectors first (grammar: extract/finder.py).
What a layout leaves out is found by label and position, so a new theme degrades instead of failing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from crawler.extract.page import Page
from crawler.platforms.literals import may_match

UrlRole = Literal["article", "list", "feed", "drop"]
Where = Literal["html", "address", "header", "cookie", "url", "element"]
RECOGNISED = 0.3
"""Below this confidence a page belongs to no platform: one weak mark is not enough."""


@dataclass(frozen=True)
class Mark:
    """One sign of a platform. `where` it is looked for; `weight` (0 to 1) how sure it makes us alone.

    `header` patterns see `name: value` lines; `element` patterns are selectors; `address` sees what the page
    links or loads, one address a line; `html` sees the whole page.
    """

    where: Where
    pattern: str
    weight: float

    def found(self, page: Page) -> bool:
        if self.where == "element":
            return page.finder.has(self.pattern)
        if self.where == "html" and not may_match(self.pattern, page.lower_ascii):
            return False
        return re.search(self.pattern, self._text(page), re.IGNORECASE | re.MULTILINE) is not None

    def _text(self, page: Page) -> str:
        if self.where == "url":
            return page.url
        if self.where == "cookie":
            return page.headers.get("set-cookie", "")
        if self.where == "address":
            return page.addresses
        if self.where == "header":
            return "\n".join(f"{name}: {value}" for name, value in page.headers.items())
        return page.html


@dataclass(frozen=True)
class Layout:
    """One look of a platform in time. Selectors per part, in order of preference."""

    name: str
    body: tuple[str, ...]
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    """Elements that hold links to files, or the links themselves."""
    single: bool = False
    """Whether the layout is known only by a body that the page has once: lists repeat such marks."""


@dataclass(frozen=True)
class Platform:
    """One CMS family."""

    name: str
    marks: tuple[Mark, ...] = ()
    base: "Platform | None" = None
    """The platform that this one is a pack on: its marks count too, once one of the pack's own is found."""
    layouts: tuple[Layout, ...] = ()
    article_urls: tuple[str, ...] = ()
    list_urls: tuple[str, ...] = ()
    drop_urls: tuple[str, ...] = ()
    """Patterns over path and query, case ignored: what leads to an article, to a list, or nowhere useful."""
    trusts_machine_dates: bool = True
    """Whether meta, microdata and JSON-LD dates may be believed."""
    url_date: str | None = None
    """Pattern whose group `date` is the day of publication in the URL; the last resort."""
    month_first: bool = False
    """Whether the platform writes 11/17/2022 (Drupal's default for Vietnamese)."""
    discovery: tuple[str, ...] = ()
    """Paths worth asking for on every portal of this platform: its sitemap, feed, REST."""

    def confidence(self, page: Page) -> float:
        """How sure it is that the platform made this page: marks taken as independent evidence."""
        doubt = 1.0
        for mark in self.marks:
            if mark.found(page):
                doubt *= 1 - mark.weight
        if self.base and doubt < 1:
            doubt *= 1 - self.base.confidence(page)
        return 1 - doubt

    def url_role(self, path: str) -> UrlRole | None:
        """What the URL with this path and query leads to; None when its form does not tell."""
        return self._remembered_role(path)

    @cached_property
    def _remembered_role(self) -> Callable[[str], UrlRole | None]:
        return lru_cache(maxsize=4096)(self._role)

    def _role(self, path: str) -> UrlRole | None:
        matching = (role for role, pattern in self._patterns if pattern is not None and pattern.search(path))
        return next(matching, None)

    @cached_property
    def _patterns(self) -> tuple[tuple[UrlRole, re.Pattern[str] | None], ...]:
        return (
            ("drop", _any_of(self.drop_urls)),
            ("article", _any_of(self.article_urls)),
            ("list", _any_of(self.list_urls)),
        )


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None
