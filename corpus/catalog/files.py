"""Files that articles offer: which article offers which, what was fetched, and the text that was read.

Whether a file waits for its visit stands in the frontier, as for every URL; here is what came of it. These
tables, too, are rebuilt from the archive.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from corpus.article import Article
from corpus.attachment import AttachedFile, FetchedFile, FileState, ReadFile, UnreadFile, file_key
from corpus.capture import CaptureRecord, Locator
from corpus.catalog.articles import renew
from corpus.catalog.database import Database
from corpus.catalog.records import Change
from corpus.catalog.schema import UtcTime, metadata, urls

MOST_TEXT_CHARS = 20_000_000
"""Of files' texts in one list of changes: 80 MB of memory, or two hundred thick reports."""
_WAITING = frozenset({"pending", "postponed", "in_flight"})
_PASSING = ("reader-timeout", "reader-crashed", "damaged")
"""Reasons that another try may not meet."""
_FETCHED, _READ, _UNREAD = "fetched", "read", "unread"

links = sa.Table(
    "attachment_links",
    metadata,
    sa.Column("article_id", sa.String(13), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
)
"""The files of each article as last read, in page order. No foreign key: an article may be withdrawn."""
sa.Index("attachment_links_key", links.c.key)

files = sa.Table(
    "attachment_files",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content_type", sa.Text),
    sa.Column("locator", sa.String, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False, default=""),
    sa.Column("kind", sa.String),
    sa.Column("chars", sa.Integer, nullable=False, default=0),
    sa.Column("bytes", sa.Integer),
    sa.Column("text", sa.LargeBinary),
    sa.Column("changed_at", UtcTime, nullable=False),
)
"""One row for each file fetched. `text` is UTF-8, deflated: Vietnamese text takes a third of its size so."""
sa.Index("attachment_files_digest", files.c.digest)
sa.Index("attachment_files_state", files.c.state, files.c.changed_at)


class Files:
    """The catalog's files; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, article: Article) -> tuple[AttachedFile, ...]:
        """Each file that this version of an article offers, in page order, and how it stands."""
        with self._database.reading() as connection:
            return attached_files(connection, article)

    def with_texts(self, article: Article) -> Article:
        """The article with what its files say, a text once where the same file is offered twice."""
        with self._database.reading() as connection:
            return with_texts(connection, article)

    def is_asked_for(self, key: str) -> bool:
        """Whether the frontier has this file as one."""
        query = sa.select(urls.c.id).where(urls.c.key == key, urls.c.role == "attachment")
        with self._database.reading() as connection:
            return connection.scalar(query) is not None

    def unread(self, limit: int) -> list[UnreadFile]:
        """At most `limit` files whose text is still to be read, those fetched first first."""
        query = sa.select(files).where(files.c.state == _FETCHED)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(files.c.changed_at, files.c.key).limit(limit))
            return [
                UnreadFile(
                    key=row.key,
                    name=row.name,
                    content_type=row.content_type,
                    digest=row.digest,
                    locator=Locator.parse(row.locator),
                )
                for row in rows
            ]

    def unread_count(self) -> int:
        query = sa.select(sa.func.count()).select_from(files).where(files.c.state == _FETCHED)
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def twin(self, file: UnreadFile) -> ReadFile | None:
        """What was read in another file of the same bytes: portals hand out each other's documents."""
        same = sa.select(files).where(files.c.digest == file.digest, files.c.state.in_((_READ, _UNREAD)))
        same = same.where(files.c.reason.not_in(_PASSING))
        with self._database.reading() as connection:
            row = connection.execute(same.limit(1)).one_or_none()
        if row is None or row.kind is None:
            return None
        return ReadFile(text=_unpacked(row.text), kind=row.kind, reason=row.reason, bytes=row.bytes or 0)

    def save_text(self, key: str, read: ReadFile, now: datetime) -> bool:
        """Keeps what was read in a file. Articles that offer it count as changed if it says something else
        than before; whether it does.
        """
        with self._database.writing() as connection:
            return _save_text(connection, key, read, now)

    def read_again(self) -> int:
        """Makes every file in the archive wait for a reader again; returns how many."""
        with self._database.writing() as connection:
            return connection.execute(sa.update(files).values(state=_FETCHED)).rowcount

    def summary(self) -> dict[str, int]:
        """How many files there are by state: `waiting`, `read`, and the reasons of those without a text."""
        count = sa.func.count().label("files")
        fetched = sa.select(files.c.state, files.c.reason, count).group_by(files.c.state, files.c.reason)
        asked = sa.select(urls.c.state, urls.c.reason, count).group_by(urls.c.state, urls.c.reason)
        asked = asked.where(urls.c.role == "attachment", urls.c.state != "done")
        found: Counter[str] = Counter()
        with self._database.reading() as connection:
            for row in (*connection.execute(fetched), *connection.execute(asked)):
                waits = row.state in _WAITING or row.state == _FETCHED
                found["waiting" if waits else "read" if row.state == _READ else row.reason] += row.files
        return dict(sorted(found.items()))


def link(connection: sa.Connection, articles: Iterable[Article]) -> None:
    """Makes the files that each article offers those of its id; of two with one id the later counts."""
    latest = {article.article_id: article for article in articles}
    if not latest:
        return
    connection.execute(_UNLINK, {"ids": list(latest)})
    rows = [row for key, article in latest.items() for row in _links_of(key, article)]
    if rows:
        connection.execute(sa.insert(links), rows)


_UNLINK = sa.delete(links).where(links.c.article_id.in_(sa.bindparam("ids", expanding=True)))


def _links_of(article_id: str, article: Article) -> Iterator[dict[str, object]]:
    keys = dict.fromkeys(file_key(file.url) for file in article.attachments if file.url)
    for position, key in enumerate(keys):
        yield {"article_id": article_id, "position": position, "key": key}


def save_fetched(connection: sa.Connection, file: FetchedFile, capture: CaptureRecord, now: datetime) -> None:
    """Notes that a file lies in the archive. What was read in it before stays when its bytes are the same."""
    known = connection.execute(
        sa.select(files.c.digest, files.c.locator).where(files.c.key == file.key)
    ).one_or_none()
    locator = str(capture.payload_locator)
    if known is not None and known.digest == capture.digest:
        return
    values = {
        "name": file.name,
        "content_type": file.content_type,
        "locator": locator,
        "digest": capture.digest,
        "state": _FETCHED,
        "changed_at": now,
    }
    if known is None:
        connection.execute(sa.insert(files).values(key=file.key, reason="", chars=0, **values))
    else:
        connection.execute(sa.update(files).where(files.c.key == file.key).values(values))


def _save_text(connection: sa.Connection, key: str, read: ReadFile, now: datetime) -> bool:
    text = read.text
    packed = zlib.compress(text.encode()) if text else None
    before = connection.scalar(sa.select(files.c.text).where(files.c.key == key))
    values = {
        "state": _READ if text else _UNREAD,
        "reason": read.reason,
        "kind": read.kind,
        "chars": len(text),
        "bytes": read.bytes,
        "text": packed,
        "changed_at": now,
    }
    connection.execute(sa.update(files).where(files.c.key == key).values(values))
    changed = _unpacked(before) != text
    if changed:
        offered_by = connection.scalars(sa.select(links.c.article_id).where(links.c.key == key).distinct())
        renew(connection, offered_by.all())
    return changed


def text_chars(connection: sa.Connection, article_ids: Sequence[str]) -> dict[str, int]:
    """How long the texts of the files of these articles are, all of an article's together."""
    joined = links.join(files, files.c.key == links.c.key)
    query = sa.select(links.c.article_id, sa.func.sum(files.c.chars).label("chars")).select_from(joined)
    query = query.where(links.c.article_id.in_(article_ids)).group_by(links.c.article_id)
    return {row.article_id: int(row.chars) for row in connection.execute(query)}


def with_texts(connection: sa.Connection, article: Article) -> Article:
    """The article with what its files say."""
    keys = {file.url: file_key(file.url) for file in article.attachments if file.url}
    query = sa.select(files.c.key, files.c.text).where(
        files.c.key.in_(set(keys.values())), files.c.text.is_not(None)
    )
    texts = {row.key: _unpacked(row.text) for row in connection.execute(query)} if keys else {}
    if not texts:
        return article
    told: set[str] = set()
    attachments = []
    for file in article.attachments:
        key = keys.get(file.url, "") if file.url else ""
        text = "" if key in told else texts.get(key, "")
        told.add(key)
        attachments.append(file.model_copy(update={"text": text}) if text else file)
    return article.model_copy(update={"attachments": tuple(attachments)})


def with_their_texts(connection: sa.Connection, changes: Sequence[Change]) -> list[Change]:
    """The changes with what the articles' files say; fewer of them where that would fill the memory."""
    chars = text_chars(connection, [change.article_id for change in changes])
    room = MOST_TEXT_CHARS
    told: list[Change] = []
    for change in changes:
        length = chars.get(change.article_id, 0)
        if told and length > room:
            break
        room -= length
        if length and change.article is not None:
            article = with_texts(connection, change.article)
            told.append(change.model_copy(update={"article": article}))
        else:
            told.append(change)
    return told


def attached_files(connection: sa.Connection, article: Article) -> tuple[AttachedFile, ...]:
    keys = {file.url: file_key(file.url) for file in article.attachments if file.url}
    columns = [column for column in files.c if column.name != "text"]
    rows = connection.execute(sa.select(*columns).where(files.c.key.in_(set(keys.values()))))
    fetched: dict[str, Any] = {row.key: row for row in rows}
    asked = sa.select(urls.c.key, urls.c.state, urls.c.reason).where(urls.c.key.in_(set(keys.values())))
    visits: dict[str, Any] = {row.key: row for row in connection.execute(asked)}
    return tuple(
        _attached(
            file.name,
            file.url,
            fetched.get(keys.get(file.url or "", "")),
            visits.get(keys.get(file.url or "", "")),
        )
        for file in article.attachments
    )


def _attached(name: str, url: str | None, file: Any, visit: Any) -> AttachedFile:
    if file is not None:
        states: dict[str, FileState] = {_FETCHED: "waiting", _READ: "read", _UNREAD: "unread"}
        return AttachedFile(
            name=name,
            url=url,
            state=states[file.state],
            reason=file.reason,
            kind=file.kind,
            chars=file.chars,
            bytes=file.bytes,
            locator=Locator.parse(file.locator),
        )
    if visit is None:
        return AttachedFile(name=name, url=url, state="skipped")
    if visit.state in _WAITING:
        return AttachedFile(name=name, url=url, state="waiting", reason=visit.reason)
    return AttachedFile(name=name, url=url, state="unread", reason=visit.reason)


def _unpacked(text: bytes | None) -> str:
    return zlib.decompress(text).decode() if text else ""
