"""What an answer means for its URL: read it, try again later, or let go. Pure functions.

Reasons are short and hyphenated; they are counted in the report and stand in the catalog.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from corpus.article import Frozen
from corpus.frontier import Outcome, Role
from crawler.settings import CrawlerSettings

Action = Literal["read", "done", "gone", "failed", "blocked", "retry"]


class Verdict(Frozen):
    """What to do with a URL. With `host_fault` its page is not to blame, and is not given up for it; with
    `stops_host` nothing more is asked of its host in this run.
    """

    action: Action
    reason: str = ""
    host_fault: bool = False
    stops_host: bool = False


def outcome_of(verdict: Verdict) -> Outcome:
    """The state of a URL whose visit ended so. Raises ValueError for a verdict that ends nothing."""
    if verdict.action == "read" or verdict.action == "retry":  # noqa: PLR1714 - mypy narrows only this
        raise ValueError(f"{verdict.action} is no end")
    return verdict.action


def leads_nowhere(role: Role, verdict: Verdict) -> bool:
    """Whether this is a start page without a way in: a login wall, a dead address, another host.

    Elsewhere such a page is left out by rule; here it is a fault of the portal, or of its start URL.
    """
    return role == "start" and verdict.action in ("gone", "blocked", "failed")


READ = Verdict(action="read")
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524})
"""Answers of a server that is busy or broken just now (RFC 9110, 15.6; 52x: Cloudflare's)."""
_BUSY = frozenset({429, 503})
"""The host as a whole asks for a pause (RFC 6585, 4; RFC 9110, 15.6.4)."""


def judge_status(status: int) -> Verdict:
    """The verdict on a response by its status alone, redirects already followed."""
    if 200 <= status < 300:
        return READ
    if status == 304:
        return Verdict(action="done", reason="not-modified")
    if status in (404, 410):
        return Verdict(action="gone", reason=f"http-{status}")
    if status in (401, 403, 407, 451):
        return Verdict(action="blocked", reason=f"http-{status}")
    if status in _RETRIED or status >= 500:
        return Verdict(action="retry", reason=f"http-{status}", host_fault=status in _BUSY)
    return Verdict(action="failed", reason=f"http-{status}")


_CLASSES = {
    "soft-404": Verdict(action="gone", reason="soft-404"),
    "error": Verdict(action="retry", reason="error-page"),
    "empty": Verdict(action="retry", reason="empty"),
    "login": Verdict(action="blocked", reason="login"),
    "challenge": Verdict(action="blocked", reason="challenge", stops_host=True),
    "not-html": Verdict(action="failed", reason="not-html"),
}


def judge_class(page_class: str, content_type: str | None, *, maintenance: bool = False) -> Verdict:
    """The verdict on a page that was served with a good status, by what it turned out to be.

    `maintenance`: an error page says that the whole host is being worked on, so all of it is left in peace.
    A PDF that says it is one is merely not for us; one that says it is HTML is a fault of the portal.
    """
    if page_class == "not-html" and "html" not in (content_type or "").lower():
        return Verdict(action="blocked", reason="not-html")
    if page_class == "error" and maintenance:
        return Verdict(action="retry", reason="maintenance", host_fault=True)
    return _CLASSES.get(page_class, Verdict(action="done"))


@dataclass(frozen=True)
class Backoff:
    """When to ask again after a failure."""

    settings: CrawlerSettings

    def next_try(self, now: datetime, tries: int, retry_after: str | None = None) -> datetime:
        """When to try again after `tries`: doubled each time, not before Retry-After, within the limit."""
        doubled = self.settings.retry_delay_seconds * 2 ** min(max(tries - 1, 0), 20)
        asked = retry_after_seconds(retry_after, now)
        wait = min(max(doubled, asked), self.settings.retry_delay_limit_seconds)
        return now + timedelta(seconds=wait)


def retry_after_seconds(value: str | None, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, 0 when absent or unreadable (RFC 9110, 10.2.3)."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
