"""The values of the frontier: URLs still to visit and what was said of them where they were found. No I/O."""

import hashlib
import json
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AwareDatetime

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
    visits: int = 0
    """Visits that ended before this one: 0 on the first."""
    interval_seconds: float | None = None
    """How long it was left alone before this visit; None where no interval was set."""


class NextVisit(Frozen):
    """When a URL is looked at again; `interval_seconds` is what the visit after that is reckoned from."""

    due_at: AwareDatetime
    interval_seconds: float


NEWS_PRIORITY = 200
"""At least this has what a page that was read before names for the first time, and a source that is due.
Below it is history. One index serves both, and a claim for either looks into a range of priorities."""


class HostState(Frozen):
    """What is known of one `host[:port]` from one run to the next."""

    host: str
    address: str | None = None
    """The IP address it had last: hosts of one address are asked one at a time."""
    tls: str | None = None
    """`verified`, or why its certificate is not: `not-verified: ...`; None without TLS."""
    day: str = ""
    """The day in Vietnam that `requests` counts, as ISO date."""
    requests: int = 0
    not_modified: int = 0
    """Answers 304 to conditional requests, ..."""
    modified: int = 0
    """... answers to them that did have news, ..."""
    wrong_validators: int = 0
    """... and pages that had changed though their validators had not."""
    rests: int = 0
    """Times in a row that it was left alone after failures; each is twice as long as the one before."""
    rest_until: AwareDatetime | None = None

    @property
    def validators_proved(self) -> bool:
        """Whether its 304 can be believed: it said so once at least, not always, and never wrongly."""
        return self.not_modified > 0 and self.modified > 0 and not self.wrong_validators


class TemplateState(Frozen):
    """What the URLs of one form on one portal have brought."""

    portal: str
    template: str
    visits: int = 0
    barren: int = 0
    """Visits since the last one that brought an article, or led to one."""
    stopped: bool = False
    stopped_at: AwareDatetime | None = None
