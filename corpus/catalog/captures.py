"""Captures: which response of which URL lies where in the archive. Functions inside a transaction."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from corpus.capture import CaptureRecord, Locator
from corpus.catalog.schema import captures

COLUMNS = tuple(column for column in captures.c if column.name != "id")


def add_captures(connection: sa.Connection, added: Sequence[CaptureRecord]) -> list[int]:
    """The id of each; the same one when it is there already (its canonical URL is brought up to date)."""
    if not added:
        return []
    rows = [_values(capture) for capture in added]
    put = _put(connection.dialect.name == "postgresql")
    ids = {row.locator: row.id for row in connection.execute(put, rows)}
    return [ids[row["locator"]] for row in rows]


@cache
def _put(postgres: bool) -> Any:
    insert = (postgresql if postgres else sqlite).insert(captures)
    renamed = {"canonical_url": insert.excluded.canonical_url}
    put = insert.on_conflict_do_update(index_elements=[captures.c.locator], set_=renamed)
    return put.returning(captures.c.id, captures.c.locator)


def last_capture(connection: sa.Connection, canonical_url: str) -> CaptureRecord | None:
    """The newest capture of the URL that has a payload to compare with: 2xx, or 304 with its earlier one."""
    good = sa.or_(captures.c.status.between(200, 299), captures.c.payload_at.is_not(None))
    newest = sa.select(captures).where(captures.c.canonical_url == canonical_url, good)
    newest = newest.order_by(captures.c.fetched_at.desc(), captures.c.id.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return None if row is None else read_capture(row)


def captures_after(connection: sa.Connection, capture_id: int, limit: int) -> list[tuple[int, CaptureRecord]]:
    """At most `limit` captures with a greater id, in their order."""
    following = sa.select(captures).where(captures.c.id > capture_id).order_by(captures.c.id).limit(limit)
    return [(row.id, read_capture(row)) for row in connection.execute(following)]


def read_capture(row: sa.Row[Any]) -> CaptureRecord:
    """The capture in a row that has the columns of the captures table."""
    return CaptureRecord(
        url=row.url,
        canonical_url=row.canonical_url,
        portal=row.portal,
        locator=Locator.parse(row.locator),
        status=row.status,
        content_type=row.content_type,
        digest=row.digest,
        etag=row.etag,
        last_modified=row.last_modified,
        fetched_at=row.fetched_at,
        payload_at=Locator.parse(row.payload_at) if row.payload_at else None,
    )


def _values(capture: CaptureRecord) -> dict[str, Any]:
    values = capture.model_dump(exclude={"locator", "payload_at"})
    values["locator"] = str(capture.locator)
    values["payload_at"] = str(capture.payload_at) if capture.payload_at else None
    return values
