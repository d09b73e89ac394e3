"""Makes frontier URLs of what is found: absolute, canonical, the portal's own, with role and priority."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from corpus.frontier import FrontierUrl, PostRequest, Role, UrlHint
from corpus.portal import Portal
from corpus.urls import canonical_url, path_and_query

PRIORITIES: dict[Role, int] = {
    "rest": 90,
    "sitemap": 80,
    "feed": 70,
    "article": 60,
    "start": 50,
    "list": 40,
    "page": 20,
    "attachment": 10,
}
"""What tells most per request comes first: REST and sitemaps name a hundred articles, a list page ten."""
SIDE_LINK_PENALTY = 20
"""Links met on the way (menus, side columns) wait behind those of lists."""
UrlJudge = Callable[[str], str | None]
"""A platform's opinion of a URL's path and query: article, list, feed, drop, or None."""


@dataclass(frozen=True)
class Surroundings:
    """Where discovery happens: the capture's URL, the portal it is for, and the platform that judges URLs."""

    url: str
    portal: Portal | None
    platform: str
    judge: UrlJudge

    def owns(self, url: str) -> bool:
        """Whether the URL belongs to the portal; without one, to the capture's host."""
        return self._remembered_owner(url)

    @cached_property
    def _remembered_owner(self) -> Callable[[str], bool]:
        """Each link is asked for by several readers."""
        if self.portal is not None:
            return lru_cache(maxsize=4096)(self.portal.owns)
        own = urlsplit(self.url).netloc.lower()
        return lru_cache(maxsize=4096)(lambda url: urlsplit(url).netloc.lower() == own)

    def role_of(self, url: str) -> str | None:
        """The platform's opinion of an absolute URL."""
        return self.judge(path_and_query(url))

    def found(
        self,
        url: str,
        role: Role,
        *,
        hint: UrlHint | None = None,
        request: PostRequest | None = None,
        penalty: int = 0,
    ) -> FrontierUrl | None:
        """The frontier URL; None when it is another portal's or leads nowhere useful (print views,
        calendars).
        """
        canonical = canonical_url(url) if self.owns(url) else None
        if not canonical or self.role_of(url) == "drop":
            return None
        return FrontierUrl(
            url=url,
            canonical_url=canonical,
            role=role,
            priority=PRIORITIES[role] - penalty,
            hint=hint,
            request=request,
        )


def unique(urls: Iterable[FrontierUrl | None]) -> tuple[FrontierUrl, ...]:
    """The URLs that are there, each key once: the first wins, but takes a hint from a later one."""
    kept: dict[str, FrontierUrl] = {}
    for url in urls:
        if url is None:
            continue
        known = kept.get(url.key)
        if known is None:
            kept[url.key] = url
        elif known.hint is None and url.hint is not None:
            kept[url.key] = known.model_copy(update={"hint": url.hint})
    return tuple(kept.values())
