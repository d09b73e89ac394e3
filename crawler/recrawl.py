"""When a URL is looked at again. Pure functions.

Lists, feeds and sitemaps by what they yielded; articles after 1, 7 and 30 days, because portals mend figures
and add files in the first days; files after 7 and 30, for those are mended too; everything else never.
"""

import re
from datetime import datetime, timedelta

from corpus.frontier import ClaimedUrl, NextVisit, Role
from crawler.policy import Verdict
from crawler.settings import CrawlerSettings

_SOURCES: tuple[Role, ...] = ("start", "list", "feed", "sitemap", "rest")
_LATER_PAGE = re.compile(
    r"(?:/page[-/]?|[?&](?:page|p|paged|trang|pageindex|pagenumber|currentpage|_\w+_cur|start)=|/phantrang/[\w-]+/)0*(\d+)",
    re.IGNORECASE,
)
_DAY_SECONDS = 86_400.0
_GOAL = 3.0
"""New articles that a look at a source should bring: with one, half of the looks would bring none."""
_STEP = 2.0
"""An interval changes by this factor at most: one busy day must not make a school's list a daily paper's."""


def next_visit(
    claim: ClaimedUrl, verdict: Verdict, news: int, now: datetime, settings: CrawlerSettings
) -> NextVisit | None:
    """When to look at this URL again after a visit that brought `news` new articles; None for never."""
    if verdict.action in ("blocked", "failed") and claim.role not in _SOURCES:
        return None
    days = _days_of(claim.role, settings)
    seconds = _source_gap(claim, news, settings) if days is None else _gap(claim.visits, days)
    if seconds is None:
        return None
    return NextVisit(due_at=now + timedelta(seconds=seconds), interval_seconds=seconds)


def _days_of(role: Role, settings: CrawlerSettings) -> tuple[float, ...] | None:
    """The days after the first visit on which a URL of this role is looked at; None where its yield says."""
    if role == "article":
        return settings.article_revisit_days
    return settings.attachments.revisit_days if role == "attachment" else None


def _gap(visits: int, days: tuple[float, ...]) -> float | None:
    since_first = (0.0, *days)
    if visits + 1 >= len(since_first):
        return None
    return (since_first[visits + 1] - since_first[visits]) * _DAY_SECONDS


def _source_gap(claim: ClaimedUrl, news: int, settings: CrawlerSettings) -> float | None:
    """The pages behind a list's first one are not looked at for themselves: they follow when it has news."""
    if claim.role not in _SOURCES or claim.request is not None or _is_later_page(claim.url):
        return None
    least, most = settings.revisit_least_hours * 3600, settings.revisit_most_days * _DAY_SECONDS
    if claim.visits == 0 or claim.interval_seconds is None:
        return least  # the first look shows all of its history: that says nothing of how often it changes
    gap = claim.interval_seconds
    wanted = gap * _GOAL / news if news else gap * _STEP
    return min(max(wanted, gap / _STEP, least), gap * _STEP, most)


def _is_later_page(url: str) -> bool:
    match = _LATER_PAGE.search(url)
    return match is not None and int(match.group(1)[:9]) > 1
