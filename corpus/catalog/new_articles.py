"""What captures say, many at once: articles that nobody knew are written together, the others one by one.

Functions inside a transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from corpus.article import Article
from corpus.catalog.articles import save_reading, take_sequences
from corpus.catalog.records import SaveOutcome
from corpus.catalog.schema import articles, versions


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read in a capture now; no article when it has none."""

    capture_id: int
    fetched_at: datetime
    article: Article | None
    now: datetime


def save_readings(connection: sa.Connection, readings: Sequence[Reading]) -> list[SaveOutcome | None]:
    """What `save_reading` says of each, in order."""
    numbers = [reading.capture_id for reading in readings]
    read_before = set(connection.scalars(_READ_BEFORE, {"captures": numbers}))
    new = _new(connection, [reading for reading in readings if reading.capture_id not in read_before])
    if new:
        _add(connection, new)
    outcomes: list[SaveOutcome | None] = []
    for reading in readings:
        if reading.capture_id in new:
            outcomes.append("new")
        elif reading.article is None and reading.capture_id not in read_before:
            outcomes.append(None)
        else:
            outcomes.append(save_reading(connection, reading.capture_id, reading.article, reading.now))
    return outcomes


def known_articles(connection: sa.Connection, ids: Collection[str]) -> set[str]:
    """Those of these ids that an article has or had."""
    wanted, found = sorted(ids), set[str]()
    for start in range(0, len(wanted), _BATCH_IDS):
        found.update(connection.scalars(_KNOWN, {"ids": wanted[start : start + _BATCH_IDS]}))
    return found


_BATCH_IDS = 10_000
"""Of one statement: SQLite takes 32,766 variables."""

_READ_BEFORE = sa.select(versions.c.capture_id).where(
    versions.c.capture_id.in_(sa.bindparam("captures", expanding=True))
)
_KNOWN = sa.select(articles.c.id).where(articles.c.id.in_(sa.bindparam("ids", expanding=True)))


def _new(connection: sa.Connection, readings: Sequence[Reading]) -> dict[int, tuple[Reading, Article]]:
    """By capture id: the first reading of each article that nobody knew, and that article."""
    first: dict[str, tuple[Reading, Article]] = {}
    for reading in readings:
        if reading.article is not None:
            first.setdefault(reading.article.article_id, (reading, reading.article))
    known = known_articles(connection, first.keys())
    return {new[0].capture_id: new for key, new in first.items() if key not in known}


def _add(connection: sa.Connection, new: dict[int, tuple[Reading, Article]]) -> None:
    own: list[dict[str, object]] = []
    first: list[dict[str, object]] = []
    sequence = take_sequences(connection, len(new))
    for number, (reading, article) in enumerate(new.values(), start=sequence):
        key, digest, fetched_at = article.article_id, article.content_digest, reading.fetched_at
        own.append(
            {
                "id": key,
                "portal": article.portal,
                "digest": digest,
                "published": article.published.value if article.published else None,
                "first_seen": fetched_at,
                "updated_at": fetched_at,
                "sequence": number,
            }
        )
        first.append(
            {
                "article_id": key,
                "capture_id": reading.capture_id,
                "fetched_at": fetched_at,
                "digest": digest,
                "article": article.model_dump_json(),
                "saved_at": reading.now,
            }
        )
    connection.execute(sa.insert(articles), own)
    connection.execute(sa.insert(versions), first)
    connection.execute(_POINT, {"ids": [row["id"] for row in own]})


_ONLY_VERSION = sa.select(versions.c.id).where(versions.c.article_id == articles.c.id).scalar_subquery()
_POINT = (
    sa.update(articles)
    .where(articles.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(current_version=_ONLY_VERSION)
)
"""Points articles that have one version to it."""
