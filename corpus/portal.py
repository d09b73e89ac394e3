"""A portal as config.toml names it: who runs it, where it belongs, where to start."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from corpus.article import Frozen

Level = Literal["central", "province", "district", "commune", "department", "school", "party"]


class Portal(Frozen):
    """One site. `province` is the province it belonged to when it was named (63 until 2025-06-30)."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    agency: str
    level: Level
    province: str | None = None
    start_urls: tuple[str, ...] = Field(min_length=1)
    hosts: tuple[str, ...] = ()
    """Further host[:port]s that belong to the portal; those of `start_urls` always do."""
    aliases: tuple[str, ...] = ()
    """Former host[:port]s of the portal, the oldest first: the same path is the same page there, and an
    article known under such a name stays that article."""
    follow_moves: bool = True
    """Whether a host that moved is followed to its new name by itself, or only told."""
    paths: tuple[str, ...] = ()
    """Path prefixes of the portal where it shares its host with others; empty means the whole host."""
    delay_seconds: float | None = Field(default=None, ge=0)
    """Overrides [crawler] delay_seconds for this portal."""
    crawl_hours: str | None = Field(default=None, pattern=r"^(?:\d{1,2}-\d{1,2})?$")
    """Overrides [crawler] crawl_hours for this portal: "22-6" in Vietnam time, "" for any time."""
    allow_private_addresses: bool = False
    """True only for portals on loopback, such as the samples: everything else there is refused (SSRF)."""

    @field_validator("start_urls")
    @classmethod
    def _absolute(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        for url in urls:
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                raise ValueError(f"{url!r} is not an absolute http(s) URL")
        return urls

    @property
    def all_hosts(self) -> frozenset[str]:
        """Every `host` or `host:port` whose pages belong to this portal, lower case."""
        starts = (urlsplit(url).netloc.lower() for url in self.start_urls)
        return frozenset([*starts, *(host.lower() for host in (*self.hosts, *self.aliases))])

    def owns(self, url: str) -> bool:
        """Whether this URL's page belongs to the portal, judged by host and path (letter case aside)."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() not in self.all_hosts:
            return False
        path = parts.path.lower()
        return not self.paths or any(path.startswith(prefix.lower()) for prefix in self.paths)
