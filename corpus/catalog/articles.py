"""Articles with every version and the sequence of their changes. Functions inside a transaction.

A version belongs to the capture it was read from, and versions are ordered by when that was fetched, not by
when they were saved. So reading all captures again (`tratin reparse`), in any order, gives the same catalog,
and a better reader corrects old versions in place.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from corpus.article import Article
from corpus.catalog.captures import COLUMNS as CAPTURE_COLUMNS
from corpus.catalog.captures import read_capture
from corpus.catalog.records import Change, SaveOutcome, StoredArticle
from corpus.catalog.schema import UtcTime, articles, captures, facts, versions

_OLDEST_FIRST = (versions.c.fetched_at, versions.c.capture_id)
_POSITION = sa.tuple_(*_OLDEST_FIRST)
_NEWEST_FIRST = tuple(column.desc() for column in _OLDEST_FIRST)


def save_reading(
    connection: sa.Connection, capture_id: int, article: Article | None, now: datetime
) -> SaveOutcome | None:
    """Makes `article` what the capture says; None withdraws what an earlier reader took it for."""
    _withdraw_others(connection, capture_id, article.article_id if article else None)
    if article is None:
        return None
    fetched_at = connection.scalar(sa.select(captures.c.fetched_at).where(captures.c.id == capture_id))
    if fetched_at is None:
        raise LookupError(f"no capture {capture_id}")
    if connection.scalar(sa.select(articles.c.id).where(articles.c.id == article.article_id)) is None:
        _add_article(connection, article, fetched_at)
    _put_version(connection, article, capture_id, fetched_at, now)
    _revive(connection, article.article_id, fetched_at)
    return _settle(connection, article.article_id)


def mark_gone(connection: sa.Connection, article_id: str, at: datetime) -> bool:
    """Whether the article was there until now and is marked as gone."""
    present = (articles.c.id == article_id) & articles.c.gone_at.is_(None) & (articles.c.updated_at <= at)
    return _set_gone_at(connection, present, at)


def stored_article(connection: sa.Connection, article_id: str) -> StoredArticle | None:
    """The current version; None when there is no such article or it was withdrawn."""
    current = sa.select(articles.c.current_version).where(articles.c.id == article_id).scalar_subquery()
    query = _stored_query(article_id).where(versions.c.id == current)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    earlier = sa.select(sa.func.count()).where(versions.c.article_id == article_id)
    earlier = earlier.where(_position(row.fetched_at, row.capture_id) >= _POSITION)
    return _stored(row, connection.scalar(earlier) or 1)


def stored_versions(connection: sa.Connection, article_id: str) -> tuple[StoredArticle, ...]:
    """All versions, oldest first."""
    rows = connection.execute(_stored_query(article_id).order_by(*_OLDEST_FIRST))
    return tuple(_stored(row, number) for number, row in enumerate(rows, start=1))


def changes_since(connection: sa.Connection, sequence: int, limit: int) -> list[Change]:
    """At most `limit` articles changed after `sequence`, each once, in the order of their last change."""
    columns = (articles.c.sequence, articles.c.id, articles.c.gone_at, versions.c.article)
    joined = articles.outerjoin(versions, versions.c.id == articles.c.current_version)
    query = sa.select(*columns).select_from(joined).where(articles.c.sequence > sequence)
    rows = connection.execute(query.order_by(articles.c.sequence).limit(limit))
    return [
        Change(
            sequence=row.sequence,
            article_id=row.id,
            article=Article.model_validate_json(row.article) if row.article else None,
            gone=row.gone_at is not None,
        )
        for row in rows
    ]


_RENEW = (
    sa.update(articles).where(articles.c.id == sa.bindparam("key")).values(sequence=sa.bindparam("number"))
)


def renew(connection: sa.Connection, article_ids: Sequence[str]) -> None:
    """Makes these articles count as changed: what the index holds of them is not all in their versions."""
    if article_ids:
        first = take_sequences(connection, len(article_ids))
        numbered = enumerate(article_ids, first)
        connection.execute(_RENEW, [{"key": key, "number": number} for number, key in numbered])


def article_count(connection: sa.Connection) -> int:
    present = articles.c.current_version.is_not(None)
    return connection.scalar(sa.select(sa.func.count()).select_from(articles).where(present)) or 0


def last_sequence(connection: sa.Connection) -> int:
    return int(connection.scalar(_LAST_SEQUENCE) or 0)


_LAST_SEQUENCE = sa.select(facts.c.value).where(facts.c.name == "last_sequence").with_for_update()
_COUNTER = sa.update(facts).where(facts.c.name == "last_sequence").values(value=sa.bindparam("last"))


def take_sequences(connection: sa.Connection, count: int) -> int:
    """The first of so many numbers of changes that are nobody else's."""
    last = last_sequence(connection)
    connection.execute(_COUNTER, {"last": str(last + count)})
    return last + 1


def _next_sequence(connection: sa.Connection) -> int:
    return take_sequences(connection, 1)


def _add_article(connection: sa.Connection, article: Article, fetched_at: datetime) -> None:
    connection.execute(
        sa.insert(articles).values(
            id=article.article_id,
            portal=article.portal,
            first_seen=fetched_at,
            updated_at=fetched_at,
            sequence=_next_sequence(connection),
        )
    )


def _put_version(
    connection: sa.Connection, article: Article, capture_id: int, fetched_at: datetime, now: datetime
) -> None:
    """Keeps the version unless the one before it says the same."""
    own = (versions.c.article_id == article.article_id) & (versions.c.capture_id == capture_id)
    before = sa.select(versions.c.digest).where(versions.c.article_id == article.article_id)
    before = before.where(_position(fetched_at, capture_id) > _POSITION)
    digest = article.content_digest
    previous = connection.scalar(before.order_by(*_NEWEST_FIRST).limit(1))
    known = connection.execute(sa.select(versions.c.id, versions.c.digest).where(own)).one_or_none()
    if previous == digest:
        connection.execute(sa.delete(versions).where(own))
        return
    if known is not None and known.digest == digest:
        return
    content = {"digest": digest, "article": article.model_dump_json(), "saved_at": now}
    if known is not None:
        connection.execute(sa.update(versions).where(own).values(content))
        return
    place = {"article_id": article.article_id, "capture_id": capture_id, "fetched_at": fetched_at}
    connection.execute(sa.insert(versions).values(place | content))


def _withdraw_others(connection: sa.Connection, capture_id: int, article_id: str | None) -> None:
    """Drops what earlier readers read in this capture under another id, or as an article at all."""
    stale = versions.c.capture_id == capture_id
    if article_id is not None:
        stale &= versions.c.article_id != article_id
    owners = connection.scalars(sa.select(versions.c.article_id).where(stale)).all()
    if owners:
        connection.execute(sa.delete(versions).where(stale))
        for owner in owners:
            _settle(connection, owner)


def _revive(connection: sa.Connection, article_id: str, fetched_at: datetime) -> None:
    """An article captured after it was gone is back."""
    _set_gone_at(connection, (articles.c.id == article_id) & (articles.c.gone_at < fetched_at), None)


def _set_gone_at(connection: sa.Connection, one: sa.ColumnElement[bool], at: datetime | None) -> bool:
    if connection.scalar(sa.select(articles.c.id).where(one)) is None:
        return False
    values = {"gone_at": at, "sequence": _next_sequence(connection)}
    connection.execute(sa.update(articles).where(one).values(values))
    return True


def _settle(connection: sa.Connection, article_id: str) -> SaveOutcome:
    """Points the article to its newest version, and says whether that changed what it tells."""
    row = connection.execute(sa.select(articles).where(articles.c.id == article_id)).one()
    newest = sa.select(versions).where(versions.c.article_id == article_id).order_by(*_NEWEST_FIRST).limit(1)
    current = connection.execute(newest).one_or_none()
    values: dict[str, Any] = {"current_version": current.id if current else None}
    changed = row.digest != (current.digest if current else None)
    if changed:
        values |= _told_by(current)
        values["sequence"] = _next_sequence(connection)
    connection.execute(sa.update(articles).where(articles.c.id == article_id).values(values))
    if not changed:
        return "same"
    return "new" if row.current_version is None else "changed"


def _told_by(version: sa.Row[Any] | None) -> dict[str, Any]:
    if version is None:
        return {"digest": None, "published": None}
    published = Article.model_validate_json(version.article).published
    return {
        "digest": version.digest,
        "published": published.value if published else None,
        "updated_at": version.fetched_at,
    }


def _position(fetched_at: datetime, capture_id: int) -> sa.ColumnElement[Any]:
    return sa.tuple_(fetched_at, capture_id, types=[UtcTime(), sa.Integer()])


def _stored_query(article_id: str) -> sa.Select[Any]:
    joined = versions.join(articles, articles.c.id == versions.c.article_id)
    joined = joined.join(captures, captures.c.id == versions.c.capture_id)
    columns = (versions.c.article, versions.c.capture_id, articles.c.first_seen, articles.c.gone_at)
    query = sa.select(*columns, *CAPTURE_COLUMNS).select_from(joined)
    return query.where(versions.c.article_id == article_id)


def _stored(row: sa.Row[Any], number: int) -> StoredArticle:
    return StoredArticle(
        article=Article.model_validate_json(row.article),
        capture=read_capture(row),
        version=number,
        first_seen=row.first_seen,
        updated_at=row.fetched_at,
        gone=row.gone_at is not None,
    )
