"""How far a run follows the links of a portal: into every list, through all its pages, and not into the void.

Keeps what it must remember for one run; a restart remembers nothing and walks a little more.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl
from crawler.follow import articles_of, links_to_follow, without_old_pages
from crawler.settings import CrawlerSettings
from crawler.visit import Visit

logger = logging.getLogger(__name__)


@dataclass
class Walk:
    """The links of one run."""

    settings: CrawlerSettings
    catalog: Catalog
    _barren: dict[str, int] = field(default_factory=dict)
    """Key -> links followed up to it without meeting an article."""
    _met: set[str] = field(default_factory=set)
    """Keys of the articles that pages led to."""
    _read_before: dict[str, datetime] = field(default_factory=dict)
    """Key of a form found on a list -> when that list was read in an earlier run."""

    def choose(self, visit: Visit, found: Sequence[FrontierUrl]) -> tuple[tuple[FrontierUrl, ...], bool]:
        """Those of `found` to follow, and whether lists among them that were walked before are due again."""
        own = links_to_follow(found, visit.portal, self.settings, role=visit.claim.role)
        fruitful = self._fruitful(visit, own)
        walk_on = self._shows_news(visit, fruitful)
        return (fruitful if walk_on else without_old_pages(fruitful)), walk_on

    def _fruitful(self, visit: Visit, found: tuple[FrontierUrl, ...]) -> tuple[FrontierUrl, ...]:
        """`found`, or nothing where links were followed in vain for too long."""
        barren = 0 if self._shows_unmet(visit, found) else self._barren.get(visit.claim.key, 0) + 1
        if barren > self.settings.max_barren_links:
            key, url = visit.portal.key, visit.claim.url
            logger.info("%s: %d links without an article, turned back at %s", key, barren, url)
            return ()
        for link in found:
            self._barren.setdefault(link.key, barren)
        return found

    def _shows_unmet(self, visit: Visit, found: Sequence[FrontierUrl]) -> bool:
        """Whether a page leads to an article that no page of this run led to.

        Sitemaps and feeds are no pages: a list that shows what a sitemap named is worth its next page.
        """
        if visit.claim.role in ("sitemap", "feed", "rest"):
            return True
        unmet = {url.key for url in articles_of(found)} - self._met
        self._met |= unmet
        return bool(unmet)

    def _shows_news(self, visit: Visit, found: Sequence[FrontierUrl]) -> bool:
        """Whether a page that was read in an earlier run links to an article found since, so that the pages
        behind it may have changed too. A start page always does: its lists are looked into on every run.
        """
        since = visit.earlier.fetched_at if visit.earlier else self._read_before.get(visit.claim.key)
        if visit.claim.role == "start" or since is None:
            return True
        for url in found:
            if url.request is not None:
                self._read_before.setdefault(url.key, since)
        return self.catalog.news_count(articles_of(found), since) > 0
