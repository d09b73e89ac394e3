"""URLs that pages name join the frontier: many at once, each key once. Functions inside a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from corpus.catalog.schema import lanes, urls
from corpus.frontier import FrontierUrl

_BATCH_ROWS = 500
"""SQLite takes 32,766 variables in one statement (SQLITE_MAX_VARIABLE_NUMBER since 3.32); a row has 12."""

_WAITING = ("pending", "postponed")


@dataclass(frozen=True, slots=True)
class Found:
    """URLs that one page of a portal names, and when that was."""

    portal: str
    urls: Sequence[FrontierUrl]
    now: datetime


def add_urls(connection: sa.Connection, found: Sequence[Found]) -> list[int]:
    """How many URLs each page was the first to name. A known one is raised to the higher priority and gets a
    missing hint.
    """
    new = [0] * len(found)
    named = ((number, page, url) for number, page in enumerate(found) for url in _distinct(page.urls))
    while batch := list(islice(named, _BATCH_ROWS)):
        for number in _add_batch(connection, batch):
            new[number] += 1
    return new


def _distinct(found: Sequence[FrontierUrl]) -> Iterable[FrontierUrl]:
    """The first of each key, in order."""
    first: dict[str, FrontierUrl] = {}
    for url in found:
        first.setdefault(url.key, url)
    return first.values()


def _add_batch(connection: sa.Connection, batch: Sequence[tuple[int, Found, FrontierUrl]]) -> list[int]:
    """For each URL that was new: the number of its page."""
    keys = [url.key for _, _, url in batch]
    known = {row.key: row._asdict() for row in connection.execute(_KNOWN, {"keys": keys})}
    fresh: dict[str, dict[str, Any]] = {}
    new = []
    for (number, page, url), key in zip(batch, keys, strict=True):
        if key in known:
            _enrich_known(connection, known[key], url)
        elif key in fresh:
            fresh[key] |= _better(fresh[key], url)
        else:
            fresh[key] = _row(url, page, key)
            new.append(number)
    if fresh:
        pairs = {(row["host"], row["portal"]) for row in fresh.values()}
        _insert_new(connection, lanes, [{"host": host, "portal": portal} for host, portal in sorted(pairs)])
        _insert_new(connection, urls, list(fresh.values()))
    return new


_KNOWN = sa.select(urls.c.key, urls.c.id, urls.c.priority, urls.c.hint, urls.c.state).where(
    urls.c.key.in_(sa.bindparam("keys", expanding=True))
)


def _insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def _row(url: FrontierUrl, page: Found, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "url": url.url,
        "canonical_url": url.canonical_url,
        "portal": page.portal,
        "host": url.host,
        "role": url.role,
        "priority": url.priority,
        "state": "pending",
        "hint": url.hint.model_dump_json() if url.hint else None,
        "request": url.request.model_dump_json() if url.request else None,
        "added_at": page.now,
        "changed_at": page.now,
    }


def _enrich_known(connection: sa.Connection, row: dict[str, Any], url: FrontierUrl) -> None:
    values = _better(row, url)
    if values:
        row |= values
        connection.execute(sa.update(urls).where(urls.c.id == row["id"]).values(values))


def _better(row: Mapping[str, Any], url: FrontierUrl) -> dict[str, Any]:
    """What the row of a known URL gains by being named once more."""
    values: dict[str, Any] = {}
    if url.priority > row["priority"] and row["state"] in _WAITING:
        values |= {"priority": url.priority, "role": url.role}
    if url.hint is not None and row["hint"] is None:
        values["hint"] = url.hint.model_dump_json()
    return values
