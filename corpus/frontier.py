"""The values of the frontier: URLs still to visit and what was said of them where they were found. No I/O."""

import hashlib
import json
from typing import Literal
from urllib.parse import urlsplit

from corpus.article import Frozen, PartialDate

Role = Literal["start", "list", "feed", "sitemap", "rest", "article", "page", "attachment"]
"""What a URL is expected to be where it was found. `start` to `rest` lead to others and are visited again."""

RECRAWL_ROLES: tuple[Role, ...] = ("start", "feed", "sitemap")
"""What a recrawl begins with. Lists and REST pages follow where there is news, or all the old ones would."""

Outcome = Literal["done", "gone", "failed", "blocked"]
"""How a visit ended: read; not there any more; tried in vain; not allowed (robots, challenge, login)."""


class UrlHint(Frozen):
    """What a feed, a sitemap or REST said of an article; its own page may not show a date."""

    title: str | None = None
    published: PartialDate | None = None
    found_on: str | None = None
    """The article that offers a file: what its request names as Referer."""


class PostRequest(Frozen):
    """A form to send instead of a plain GET: how ASP.NET pagers turn their pages."""

    fields: tuple[tuple[str, str], ...]
    referer: str | None = None

    @property
    def digest(self) -> str:
        """16 hexadecimal digits of the fields."""
        return hashlib.sha256(json.dumps(self.fields).encode()).hexdigest()[:16]


class FrontierUrl(Frozen):
    """A URL found: `url` as it was found (requested so), `canonical_url` as we name it (compared so)."""

    url: str
    canonical_url: str
    role: Role
    priority: int = 0
    """Higher comes first."""
    hint: UrlHint | None = None
    request: PostRequest | None = None

    @property
    def key(self) -> str:
        """What makes it one URL of the frontier: the canonical URL, and the form if it is to be sent one."""
        name = self.canonical_url or self.url
        return f"{name} POST {self.request.digest}" if self.request else name

    @property
    def host(self) -> str:
        """`host` or `host:port` in lower case: whom politeness is owed."""
        return urlsplit(self.url).netloc.rpartition("@")[2].lower()


class ClaimedUrl(FrontierUrl):
    """A URL handed out to be fetched now. `tries` counts the visits before this one that were put off."""

    url_id: int
    portal: str
    tries: int
