"""What the archive holds, summed over portals: how much, of whom, from when to when. Pure but for words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.catalog import PortalSummary
from search_web import formats
from search_web.languages import gettext


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sums over portals. Dates are ISO prefixes, as precise as their source; None without dated articles."""

    articles: int
    portals: int
    first_published: str | None
    last_published: str | None
    last_capture: dt.datetime | None


def coverage_of(summaries: Iterable[PortalSummary]) -> Coverage:
    """Portals without an article are not counted: nothing of them is held."""
    held = [summary for summary in summaries if summary.articles]
    firsts = [summary.first_published for summary in held if summary.first_published]
    lasts = [summary.last_published for summary in held if summary.last_published]
    captures = [summary.last_capture for summary in held if summary.last_capture]
    return Coverage(
        articles=sum(summary.articles for summary in held),
        portals=len(held),
        first_published=min(firsts, default=None),
        last_published=max(lasts, default=None),
        last_capture=max(captures, default=None),
    )


def span_text(first: str | None, last: str | None) -> str:
    """`tháng 5/2012 – tháng 9/2026`; empty when no date is known."""
    if not first or not last:
        return ""
    begin, end = formats.month_of(first), formats.month_of(last)
    return begin if begin == end else gettext("%(begin)s – %(end)s", begin=begin, end=end)


def posted_between(first: str | None, last: str | None) -> str:
    """`đăng từ tháng 5/2012 đến tháng 9/2026`, or in one month; says so when no date is known."""
    if not first or not last:
        return gettext("chưa rõ ngày đăng")
    begin, end = formats.month_of(first), formats.month_of(last)
    if begin == end:
        return gettext("đăng trong %(month)s", month=begin)
    return gettext("đăng từ %(first)s đến %(last)s", first=begin, last=end)
