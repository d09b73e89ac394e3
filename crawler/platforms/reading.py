"""What reading one capture gave."""

from dataclasses import dataclass
from typing import Literal

from corpus.article import Article
from corpus.frontier import FrontierUrl

PageClass = Literal[
    "article",
    "document",
    "list",
    "feed",
    "sitemap",
    "rest",
    "robots",
    "soft-404",
    "error",
    "login",
    "challenge",
    "frameset",
    "redirect",
    "empty",
    "not-html",
]


@dataclass(frozen=True)
class Reading:
    """What one capture gave: its class, the platform it was made by, its article, and further URLs.

    `confidence` (0 to 1) is how sure the platform is. `problems` are short hyphenated reasons.
    """

    page_class: PageClass
    platform: str = "generic"
    confidence: float = 0.0
    article: Article | None = None
    discovered: tuple[FrontierUrl, ...] = ()
    problems: tuple[str, ...] = ()
    blocks: frozenset[str] = frozenset()
    """Fingerprints of the page's blocks, from which `corpus.host_blocks` learns."""
