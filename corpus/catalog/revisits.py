"""URLs of the frontier that are to be visited once more, now or later. Functions inside a transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from corpus.catalog.schema import urls
from corpus.frontier import NEWS_PRIORITY, RECRAWL_ROLES, FrontierUrl

_BATCH_KEYS = 500
"""In one `IN`."""

_ENDED = ("done", "gone", "failed", "blocked")


def wake(connection: sa.Connection, now: datetime, portals: Collection[str]) -> set[str]:
    """Hosts of the URLs that came due: those put off, and visited ones that are looked at again (as news)."""
    due = (urls.c.due_at <= now) & urls.c.portal.in_(list(portals))
    put_off = sa.update(urls).where(urls.c.state == "postponed", due).values(state="pending", due_at=None)
    visited = sa.update(urls).where(urls.c.state.in_(_ENDED), due).values(_again(now) | _AS_NEWS)
    hosts = set(connection.scalars(put_off.returning(urls.c.host)))
    return hosts | set(connection.scalars(visited.returning(urls.c.host)))


_AS_NEWS = {
    "priority": sa.case(
        (urls.c.priority < NEWS_PRIORITY, urls.c.priority + NEWS_PRIORITY), else_=urls.c.priority
    )
}


def reset_for_recrawl(connection: sa.Connection, now: datetime, portals: Collection[str] | None) -> int:
    """How many URLs that a recrawl begins with are due again: start pages, feeds, sitemaps, start URLs put
    off, and whatever was given up after several tries (what failed at once would fail again).
    """
    visited = urls.c.state.in_(_ENDED) & urls.c.role.in_(RECRAWL_ROLES) & urls.c.request.is_(None)
    visited |= (urls.c.state == "postponed") & (urls.c.role == "start")
    visited |= (urls.c.state == "failed") & (urls.c.tries > 0)
    if portals is not None:
        visited &= urls.c.portal.in_(list(portals))
    return connection.execute(sa.update(urls).where(visited).values(_again(now))).rowcount


def revisit(connection: sa.Connection, found: Sequence[FrontierUrl], before: datetime) -> None:
    """Makes those lists and REST pages due again whose last visit ended before that time."""
    keys = [url.key for url in found if url.role in ("list", "rest") and url.request is None]
    for start in range(0, len(keys), _BATCH_KEYS):
        named = urls.c.key.in_(keys[start : start + _BATCH_KEYS])
        ended = urls.c.state.in_(_ENDED) & (urls.c.changed_at < before)
        connection.execute(sa.update(urls).where(named, ended).values(_again(before)))


def look_again(connection: sa.Connection, keys: Sequence[str], now: datetime) -> None:
    """Makes these due as news, whatever their interval."""
    ended = urls.c.key.in_(keys) & urls.c.state.in_(_ENDED)
    connection.execute(sa.update(urls).where(ended).values(_again(now) | _AS_NEWS))


def reopen(connection: sa.Connection, portal: str, host: str, before: datetime, now: datetime) -> None:
    """Makes those of a host due that redirects led off the portal up to that time."""
    left = (urls.c.state == "blocked") & (urls.c.host == host) & (urls.c.portal == portal)
    left &= (urls.c.reason == "off-portal") & (urls.c.changed_at <= before)
    connection.execute(sa.update(urls).where(left).values(_again(now)))


def _again(now: datetime) -> dict[str, Any]:
    return {"state": "pending", "reason": "", "tries": 0, "due_at": None, "changed_at": now}


def next_due_at(
    connection: sa.Connection, portals: Collection[str] | None, *, visited: bool = False
) -> datetime | None:
    """When the first postponed URL comes due, or (`visited`) one that is looked at again; None for none."""
    states = (*_ENDED, "postponed") if visited else ("postponed",)
    moments = []
    for state in states:
        first = sa.select(urls.c.due_at).where(urls.c.state == state, urls.c.due_at.is_not(None))
        if portals is not None:
            first = first.where(urls.c.portal.in_(list(portals)))
        moments.append(connection.scalar(first.order_by(urls.c.due_at).limit(1)))
    return min((moment for moment in moments if moment is not None), default=None)
