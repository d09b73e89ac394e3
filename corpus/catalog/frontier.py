"""The frontier: URLs with their states, claimed one at a time. Functions inside a transaction.

States: pending (due), postponed (due later), in_flight, and the outcomes done, gone, failed, blocked.
Postponed URLs are woken by the claim that finds them due, so that a claim never has to step over any: it
costs one index look-up per lane (host and portal), whatever the number of URLs. How URLs join is told in
`found_urls.py`, when they are visited once more in `revisits.py`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.dml import ReturningUpdate

from corpus.catalog.schema import UtcTime, lanes, urls
from corpus.frontier import (
    ClaimedUrl,
    FrontierUrl,
    NextVisit,
    Outcome,
    PostRequest,
    UrlHint,
)

_BATCH_KEYS = 500
"""In one `IN`."""

_ANY = (-1_000_000, 1_000_000)
_WAITING = ("pending", "postponed")


@dataclass(frozen=True, slots=True)
class Ending:
    """How the visit of a claimed URL ended, and when the URL is looked at again."""

    url_id: int
    outcome: Outcome
    reason: str
    now: datetime
    again: NextVisit | None = None


def claim(
    connection: sa.Connection, hosts_busy: Collection[str], now: datetime, portals: Collection[str] | None
) -> ClaimedUrl | None:
    """The first due URL by priority, then age, of a host that is not busy; it is in flight from now on."""
    due = (urls.c.state == "postponed") & (urls.c.due_at <= now)
    connection.execute(sa.update(urls).where(due).values(state="pending", due_at=None))
    first = first_of_lanes(hosts_busy, portals).with_only_columns(urls.c.id)
    return _take(connection, _taking(first), {"now": now})


def claim_from(
    connection: sa.Connection,
    host: str,
    now: datetime,
    portals: Collection[str],
    priorities: tuple[int, int] = _ANY,
) -> ClaimedUrl | None:
    """The same for one host, looking at pending URLs only, with a priority in that half-open range."""
    least, below = priorities
    values = {"of_host": host, "least": least, "below": below, "portals": list(portals), "now": now}
    return _take(connection, _take_first_of_host(), values)


def _take(
    connection: sa.Connection, taking: ReturningUpdate[Any], values: dict[str, Any]
) -> ClaimedUrl | None:
    row = connection.execute(taking, values).one_or_none()
    return None if row is None else _claimed(row)


def _taking(first: sa.Select[Any]) -> ReturningUpdate[Any]:
    """The statement that takes the URL whose id `first` names, and returns it."""
    taken = sa.update(urls).where(urls.c.id == first.scalar_subquery())
    return taken.values(state="in_flight", changed_at=sa.bindparam("now", type_=UtcTime)).returning(urls)


def first_of_lanes(hosts_busy: Collection[str], portals: Collection[str] | None) -> sa.Select[Any]:
    """The query for the best of the lanes' first URLs."""
    heads = sa.select(_head_of_lane()).where(lanes.c.host.not_in(list(hosts_busy)))
    if portals is not None:
        heads = heads.where(lanes.c.portal.in_(list(portals)))
    return sa.select(urls).where(urls.c.id.in_(heads)).order_by(*_FIRST).limit(1)


@lru_cache(maxsize=1)
def _take_first_of_host() -> ReturningUpdate[Any]:
    """Takes the best URL of one host: one look-up for each portal there."""
    between = (urls.c.priority >= sa.bindparam("least")) & (urls.c.priority < sa.bindparam("below"))
    heads = sa.select(_head_of_lane(between)).where(lanes.c.host == sa.bindparam("of_host"))
    heads = heads.where(lanes.c.portal.in_(sa.bindparam("portals", expanding=True)))
    return _taking(sa.select(urls.c.id).where(urls.c.id.in_(heads)).order_by(*_FIRST).limit(1))


_FIRST = (urls.c.priority.desc(), urls.c.id)


def _head_of_lane(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    same_lane = (urls.c.host == lanes.c.host) & (urls.c.portal == lanes.c.portal)
    waiting = sa.select(urls.c.id).where(urls.c.state == "pending", same_lane, *conditions)
    return waiting.order_by(*_FIRST).limit(1).correlate(lanes).scalar_subquery()


def waiting_hosts(connection: sa.Connection, portals: Collection[str]) -> set[str]:
    """Hosts that have a pending URL of these portals: one look-up for each host and portal."""
    some = sa.select(lanes.c.host).where(_head_of_lane().is_not(None), lanes.c.portal.in_(list(portals)))
    return set(connection.scalars(some))


def _claimed(row: sa.Row[Any]) -> ClaimedUrl:
    return ClaimedUrl(
        url_id=row.id,
        portal=row.portal,
        tries=row.tries,
        visits=row.visits or 0,
        interval_seconds=row.interval_seconds,
        url=row.url,
        canonical_url=row.canonical_url,
        role=row.role,
        priority=row.priority,
        hint=UrlHint.model_validate_json(row.hint) if row.hint else None,
        request=PostRequest.model_validate_json(row.request) if row.request else None,
    )


def finish(connection: sa.Connection, endings: Sequence[Ending]) -> None:
    """Ends visits."""
    rows = [
        {
            "ended": ending.url_id,
            "outcome": ending.outcome,
            "why": ending.reason,
            "again": ending.again.due_at if ending.again else None,
            "interval": ending.again.interval_seconds if ending.again else None,
            "now": ending.now,
        }
        for ending in endings
    ]
    if rows:
        connection.execute(_FINISH, rows)


_FINISH = (
    sa.update(urls)
    .where(urls.c.id == sa.bindparam("ended"))
    .values(
        state=sa.bindparam("outcome"),
        reason=sa.bindparam("why"),
        due_at=sa.bindparam("again", type_=UtcTime),
        interval_seconds=sa.bindparam("interval"),
        changed_at=sa.bindparam("now", type_=UtcTime),
        visits=sa.func.coalesce(urls.c.visits, 0) + 1,
    )
)


def canonical_url_of(connection: sa.Connection, url_id: int) -> str:
    return str(connection.scalar(sa.select(urls.c.canonical_url).where(urls.c.id == url_id)))


def url_id_of(connection: sa.Connection, key: str) -> int | None:
    return connection.scalar(sa.select(urls.c.id).where(urls.c.key == key))


def postpone(connection: sa.Connection, url_id: int, until: datetime, reason: str) -> None:
    later = {"state": "postponed", "reason": reason, "due_at": until, "tries": urls.c.tries + 1}
    connection.execute(sa.update(urls).where(urls.c.id == url_id).values(later))


def release_in_flight(connection: sa.Connection) -> int:
    """How many URLs were in flight when the last run ended; they are pending again."""
    in_flight = urls.c.state == "in_flight"
    return connection.execute(sa.update(urls).where(in_flight).values(state="pending")).rowcount


def news_count(connection: sa.Connection, found: Sequence[FrontierUrl], since: datetime) -> int:
    """How many of `found` were not in the frontier at that time."""
    keys = list({url.key for url in found})
    known = 0
    for start in range(0, len(keys), _BATCH_KEYS):
        old = urls.c.key.in_(keys[start : start + _BATCH_KEYS]) & (urls.c.added_at <= since)
        known += connection.scalar(sa.select(sa.func.count()).where(old)) or 0
    return len(keys) - known


def pending_count(connection: sa.Connection, portals: Collection[str] | None) -> int:
    waiting = sa.select(sa.func.count()).where(urls.c.state.in_(_WAITING))
    if portals is not None:
        waiting = waiting.where(urls.c.portal.in_(list(portals)))
    return connection.scalar(waiting) or 0


def hint(connection: sa.Connection, canonical_url: str) -> UrlHint | None:
    stored = connection.scalar(sa.select(urls.c.hint).where(urls.c.key == canonical_url))
    return UrlHint.model_validate_json(stored) if stored else None
