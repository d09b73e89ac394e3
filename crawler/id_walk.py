"""Articles that nothing names any more: where addresses differ in one number only, it is counted down.

The last resort of discovery, for portals whose lists show the newest articles and whose sitemap, if any,
shows none. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.frontier import FrontierUrl, Role
from corpus.urls import canonical_url

_NUMBERED = re.compile(
    r"(?P<before>.*[?&](?:nid|id|item_?id|news_?id|tin_?id|tin_?tuc_?id|bai_?viet_?id|article_?id|post_?id|nv_?id)=)"
    r"(?P<number>[1-9]\d{0,8})(?P<after>(?:&[^#]*)?)",
    re.IGNORECASE,
)
"""Numbers in a path come with a title there, which cannot be guessed."""
_PRIORITY = 5
_SEEN_FIRST = 3
"""Articles that differ in their number alone, before numbers are tried."""
MOST_MISSES = 30
"""Numbers in a row without an article that end the walk."""


@dataclass
class IdWalk:
    """The numbered series of one portal."""

    _seen: dict[str, set[int]] = field(default_factory=dict)
    _lowest: dict[str, int] = field(default_factory=dict)
    """Series -> the lowest number that was tried."""
    _mapped: bool = False

    def told(self, role: Role, names_articles: bool) -> None:
        """Notes whether a sitemap or REST names the portal's articles: then no number need be guessed."""
        self._mapped |= role in ("sitemap", "rest") and names_articles

    def numbers_before(self, url: str) -> tuple[FrontierUrl, ...]:
        """The addresses of the numbers below that of this article, highest first; empty in most portals.

        Each article found opens the way to so many numbers below it, so a walk ends after as many misses.
        """
        match = _NUMBERED.fullmatch(url)
        if match is None or self._mapped:
            return ()
        number, series = int(match["number"]), f"{match['before']}#{match['after']}"
        seen = self._seen.setdefault(series, set())
        if len(seen) < _SEEN_FIRST:
            seen.add(number)
        if len(seen) < _SEEN_FIRST:
            return ()
        first, last = max(1, number - MOST_MISSES), min(number, self._lowest.get(series, number))
        self._lowest[series] = min(first, last)
        return tuple(
            FrontierUrl(url=one, canonical_url=canonical_url(one), role="article", priority=_PRIORITY)
            for one in _urls(match, range(last - 1, first - 1, -1))
        )


def _urls(match: re.Match[str], numbers: Sequence[int]) -> list[str]:
    return [f"{match['before']}{number}{match['after']}" for number in numbers]
