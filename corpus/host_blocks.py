"""What the pages of one host have in common: its boilerplate, learned from articles, and its home page.

A value that is handed to whoever reads a page; keeping it is the catalog's work. It learns from a bounded
number of articles, each URL and each title once, and then stays as it is: the order of pages hardly matters.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b

from corpus.article import Frozen
from corpus.text import fold

MIN_BLOCK_CHARS = 12
"""Shorter lines (`Kính gửi:`, `Nơi nhận:`) are repeated in articles too."""
LEARNED_PAGES = 60
"""The chrome of a host shows after a few pages; 60 still tell a column that changes weekly."""
MIN_PAGES, MIN_SHARE = 3, 0.25
"""What so many articles, and this share of them, have in common is no article's own."""
SAME_PAGE = 0.9
MAX_KNOWN_CHARS = 200
"""The lines of menus, which each page of a host repeats, are shorter: their fingerprints are remembered."""
_DIGITS = re.compile(r"\d+")


def fingerprint(text: str) -> str | None:
    """12 hexadecimal digits, the same for texts that differ in accents, case, spaces and numbers (counters
    count); None for a text too short to tell."""
    return _known_fingerprint(text) if len(text) <= MAX_KNOWN_CHARS else _fingerprint(text)


def _fingerprint(text: str) -> str | None:
    folded = _DIGITS.sub("0", fold(text)).strip()
    return blake2b(folded.encode(), digest_size=6).hexdigest() if len(folded) >= MIN_BLOCK_CHARS else None


_known_fingerprint = lru_cache(maxsize=8192)(_fingerprint)


def fingerprints(texts: Iterable[str]) -> frozenset[str]:
    """The fingerprints of those texts that have one."""
    return frozenset(found for text in texts if (found := fingerprint(text)))


class HostBlocks(Frozen):
    """Which blocks of text were met on how many articles of a host. Empty: nothing is known yet."""

    host: str = ""
    known: frozenset[str] = frozenset()
    """Fingerprints of the URLs and titles that it learned from."""
    pages: int = 0
    counts: Mapping[str, int] = {}
    home: frozenset[str] = frozenset()
    """The blocks of the host's home page."""

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The blocks that are the host's own."""
        wanted = max(MIN_PAGES, MIN_SHARE * self.pages)
        return frozenset(block for block, count in self.counts.items() if count >= wanted)

    def is_repeated(self, text: str) -> bool:
        """Whether a block is the host's and no article's."""
        return bool(self.repeated) and fingerprint(text) in self.repeated

    def is_home(self, blocks: frozenset[str]) -> bool:
        """Whether a page of these blocks is the home page again, under whatever address."""
        common = len(blocks & self.home)
        return len(self.home) >= MIN_PAGES and common >= SAME_PAGE * max(len(blocks), len(self.home))

    def with_article(self, url: str, title: str, blocks: frozenset[str]) -> "HostBlocks":
        """With what an article's page shows. A known URL or title teaches nothing: the same article again
        would make its own text look repeated."""
        marks = {f"url {url}", f"title {fold(title)}"}
        if self.pages >= LEARNED_PAGES or not marks.isdisjoint(self.known) or not blocks:
            return self
        counts = Counter(self.counts) + Counter(blocks)
        if self.pages + 1 == LEARNED_PAGES:  # complete: what stands on one page only is of no use any more
            counts = Counter({block: count for block, count in counts.items() if count >= MIN_PAGES})
        return HostBlocks(
            host=self.host,
            known=self.known | marks,
            pages=self.pages + 1,
            counts=dict(counts),
            home=self.home,
        )

    def with_home(self, blocks: frozenset[str]) -> "HostBlocks":
        return HostBlocks(host=self.host, known=self.known, pages=self.pages, counts=self.counts, home=blocks)


NOTHING_KNOWN = HostBlocks()
