"""The portals, how each stands, and what went wrong. Functions inside a transaction."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from corpus.catalog.records import PortalSummary, Problem
from corpus.catalog.schema import articles, captures, portals, urls
from corpus.portal import Portal


def save_portals(connection: sa.Connection, saved: Sequence[Portal]) -> None:
    """Makes these the portals; what was collected from others stays."""
    connection.execute(sa.delete(portals))
    rows = [
        {"key": portal.key, "position": position, "portal": portal.model_dump_json()}
        for position, portal in enumerate(saved)
    ]
    if rows:
        connection.execute(sa.insert(portals), rows)


def saved_portals(connection: sa.Connection) -> tuple[Portal, ...]:
    rows = connection.scalars(sa.select(portals.c.portal).order_by(portals.c.position))
    return tuple(Portal.model_validate_json(row) for row in rows)


def summary(connection: sa.Connection) -> tuple[PortalSummary, ...]:
    """One row per saved portal, then per other portal that has URLs or articles."""
    read = _articles_by_portal(connection)
    states = _states_by_portal(connection)
    latest = connection.execute(_grouped(captures, sa.func.max(captures.c.fetched_at).label("at")))
    seen = {row.portal: row.at for row in latest}
    saved = [portal.key for portal in saved_portals(connection)]
    others = sorted({*read, *states} - set(saved))
    return tuple(
        _summary(key, read.get(key), states.get(key, {}), seen.get(key)) for key in [*saved, *others]
    )


def problems(connection: sa.Connection, limit: int) -> tuple[Problem, ...]:
    """The latest URLs that failed or were blocked, newest first; attached files are counted elsewhere."""
    bad = sa.select(urls).where(urls.c.state.in_(("failed", "blocked")), urls.c.role != "attachment")
    rows = connection.execute(bad.order_by(urls.c.changed_at.desc(), urls.c.id.desc()).limit(limit))
    return tuple(
        Problem(url=row.url, portal=row.portal, state=row.state, reason=row.reason, at=row.changed_at)
        for row in rows
    )


def _articles_by_portal(connection: sa.Connection) -> dict[str, Any]:
    dates = (
        sa.func.min(articles.c.published).label("first"),
        sa.func.max(articles.c.published).label("last"),
    )
    query = _grouped(articles, sa.func.count().label("articles"), *dates)
    rows = connection.execute(query.where(articles.c.current_version.is_not(None)))
    return {row.portal: row for row in rows}


def _states_by_portal(connection: sa.Connection) -> dict[str, dict[str, int]]:
    query = sa.select(urls.c.portal, urls.c.state, sa.func.count()).group_by(urls.c.portal, urls.c.state)
    states: dict[str, dict[str, int]] = {}
    for portal, state, count in connection.execute(query):
        states.setdefault(portal, {})[state] = count
    return states


def _grouped(table: sa.Table, *columns: Any) -> sa.Select[Any]:
    return sa.select(table.c.portal, *columns).group_by(table.c.portal)


def _summary(key: str, read: Any, states: dict[str, int], last_capture: Any) -> PortalSummary:
    return PortalSummary(
        portal=key,
        articles=read.articles if read else 0,
        first_published=read.first if read else None,
        last_published=read.last if read else None,
        last_capture=last_capture,
        pending=states.get("pending", 0) + states.get("postponed", 0),
        **{state: states.get(state, 0) for state in ("in_flight", "done", "gone", "failed", "blocked")},
    )
