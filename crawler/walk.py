"""How far a run follows the links of a portal: into every list, through all its pages, and not into the void.

Keeps what it must remember for one run; a restart remembers nothing and walks a little more.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl, TemplateState
from crawler.follow import articles_of, links_to_follow, without_old_pages
from crawler.id_walk import IdWalk
from crawler.policy import Verdict
from crawler.settings import CrawlerSettings
from crawler.templates import TemplateBudgets
from crawler.visit import Visit

logger = logging.getLogger(__name__)


_REMEMBERED = 50_000
"""Links and articles that a run remembers of all its portals: memory does not grow with a crawl."""


class _Latest(dict[str, int]):
    """What was put in last; the oldest is forgotten."""

    def put(self, key: str, value: int) -> None:
        """Notes a value, unless the key has one."""
        if key not in self:
            self[key] = value
            if len(self) > _REMEMBERED:
                del self[next(iter(self))]


@dataclass
class Walk:
    """The links of one run."""

    settings: CrawlerSettings
    catalog: Catalog
    _barren: _Latest = field(default_factory=_Latest)
    """Key -> links followed up to it without meeting an article."""
    _met: _Latest = field(default_factory=_Latest)
    """Keys of the articles that pages led to."""
    _read_before: dict[str, datetime] = field(default_factory=dict)
    """Key of a form found on a list -> when that list was read in an earlier run."""
    _templates: dict[str, TemplateBudgets] = field(default_factory=dict)
    _numbers: dict[str, IdWalk] = field(default_factory=dict)
    _led_on: dict[str, bool] = field(default_factory=dict)
    """Key of a visit under way -> whether its page led to an article not met before."""

    def load_templates(self, portal: str, states: Iterable[TemplateState], now: datetime) -> None:
        """Takes what an earlier run learnt of a portal's URL templates."""
        budgets = TemplateBudgets(portal, self.settings.max_barren_per_template)
        budgets.load(states, now)
        self._templates[portal] = budgets

    def allows(self, portal: str, url: FrontierUrl) -> bool:
        """Whether URLs like this one still bring something."""
        return not self._templates[portal].stopped(url)

    def count(self, visit: Visit, now: datetime, *, has_article: bool) -> None:
        """Counts a visit that was saved for the budgets of its templates."""
        led_on = self._led_on.pop(visit.claim.key, False) and visit.claim.role != "article"
        self._templates[visit.portal.key].count(visit.claim, now, fruitful=has_article or led_on)

    def numbers_before(self, visit: Visit, verdict: Verdict, has_article: bool) -> tuple[FrontierUrl, ...]:
        """The addresses to try below an article's number, where nothing else names the portal's articles."""
        walk = self._numbers.setdefault(visit.portal.key, IdWalk())
        if visit.claim.role != "article":
            walk.told(
                visit.claim.role, verdict.reason == "not-modified" or self._led_on.get(visit.claim.key, False)
            )
            return ()
        return walk.numbers_before(visit.claim.url) if has_article else ()

    def take_changed_templates(self) -> tuple[TemplateState, ...]:
        """What the budgets learnt since the last call, to be saved."""
        return tuple(state for budgets in self._templates.values() for state in budgets.take_changed())

    def choose(self, visit: Visit, found: Sequence[FrontierUrl]) -> tuple[tuple[FrontierUrl, ...], bool]:
        """Those of `found` to follow, and whether lists among them that were walked before are due again."""
        own = links_to_follow(found, visit.portal, self.settings, role=visit.claim.role)
        own = tuple(url for url in own if self.allows(visit.portal.key, url))
        fruitful = self._fruitful(visit, own)
        walk_on = self._shows_news(visit, fruitful)
        return (fruitful if walk_on else without_old_pages(fruitful)), walk_on

    def _fruitful(self, visit: Visit, found: tuple[FrontierUrl, ...]) -> tuple[FrontierUrl, ...]:
        """`found`, or nothing where links were followed in vain for too long."""
        led_on = self._shows_unmet(visit, found)
        self._led_on[visit.claim.key] = led_on
        never = visit.claim.role in ("sitemap", "feed", "rest")
        barren = 0 if led_on or never else self._barren.get(visit.claim.key, 0) + 1
        if barren > self.settings.max_barren_links:
            key, url = visit.portal.key, visit.claim.url
            logger.info("%s: %d links without an article, turned back at %s", key, barren, url)
            return ()
        for link in found:
            self._barren.put(link.key, barren)
        return found

    def _shows_unmet(self, visit: Visit, found: Sequence[FrontierUrl]) -> bool:
        """Whether a page leads to an article that no page of this run led to, by an address that may be one.

        Sitemaps and feeds are no pages: a list that shows what a sitemap named is worth its next page.
        """
        if visit.claim.role in ("sitemap", "feed", "rest"):
            return bool(articles_of(found))
        budgets = self._templates[visit.portal.key]
        unmet = {url.key for url in articles_of(found) if budgets.credible(url)} - self._met.keys()
        for key in unmet:
            self._met.put(key, 1)
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
