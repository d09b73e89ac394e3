"""Portals that moved: what was noticed, and under which name an article is known.

Every method is one transaction. What the archive holds of it, its redirects,
is noticed again when it is read anew.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from urllib.parse import urlsplit

import sqlalchemy as sa

from corpus.article import Article
from corpus.catalog import revisits
from corpus.catalog.database import Database
from corpus.catalog.schema import articles, metadata, versions
from corpus.moves import Move

noticed = sa.Table(
    "moves",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("former", sa.String, primary_key=True),
    sa.Column("move", sa.Text, nullable=False),
)

names = sa.Table(
    "article_names",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("known_as", sa.Text, nullable=False),
)
"""Canonical URL of an article at a new host, at another path than before -> the one that it is known by."""

_NEWEST = 50
"""Articles looked through for those at one host: a portal has few hosts."""


class Moves:
    """See the tables above."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Move, ...]:
        """Every move that was noticed, followed or not, by portal and former host."""
        query = sa.select(noticed.c.move).order_by(noticed.c.portal, noticed.c.former)
        with self._database.reading() as connection:
            return tuple(Move.model_validate_json(row) for row in connection.scalars(query))

    def save(self, move: Move) -> None:
        """Puts this in place of what was known of the same host."""
        row = {"portal": move.portal, "former": move.former, "move": move.model_dump_json()}
        with self._database.writing() as connection:
            connection.execute(_of(move.portal, move.former))
            connection.execute(sa.insert(noticed).values(row))

    def forget(self, portal: str, former: str) -> None:
        """The host is back."""
        with self._database.writing() as connection:
            connection.execute(_of(portal, former))

    def look_again(self, portal: str, host: str, limit: int, now: datetime) -> None:
        """Makes the newest articles at this host due again, at most so many: where do they lead?"""
        with self._database.writing() as connection:
            newest = [url for url in _newest_urls(connection, portal) if _host(url) == host]
            revisits.look_again(connection, newest[:limit], now)

    def reopen(self, move: Move, now: datetime) -> None:
        """Makes due what was left out as another host's before the move was noticed."""
        with self._database.writing() as connection:
            revisits.reopen(connection, move.portal, move.former, move.noticed_at, now)

    def name(self, url: str, known_as: str) -> None:
        """Notes that the article at `url` is the one known by another canonical URL."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(names).where(names.c.url == url))
            connection.execute(sa.insert(names).values(url=url, known_as=known_as))

    def known_names(self, urls: Collection[str]) -> Mapping[str, str]:
        """Those of these canonical URLs whose article is known by another one, with that."""
        query = sa.select(names).where(names.c.url.in_(list(urls)))
        with self._database.reading() as connection:
            return {row.url: row.known_as for row in connection.execute(query)}

    def published_on(self, portal: str, day: str) -> tuple[Article, ...]:
        """The portal's articles of this day (ISO date), as they are now."""
        joined = articles.join(versions, versions.c.id == articles.c.current_version)
        query = sa.select(versions.c.article).select_from(joined).where(articles.c.portal == portal)
        query = query.where(articles.c.published.between(day, f"{day}~"))
        with self._database.reading() as connection:
            return tuple(Article.model_validate_json(row) for row in connection.scalars(query))


def _of(portal: str, former: str) -> sa.Delete:
    return sa.delete(noticed).where(noticed.c.portal == portal, noticed.c.former == former)


def _newest_urls(connection: sa.Connection, portal: str) -> list[str]:
    joined = articles.join(versions, versions.c.id == articles.c.current_version)
    query = sa.select(versions.c.article).select_from(joined).where(articles.c.portal == portal)
    rows = connection.scalars(query.order_by(articles.c.published.desc()).limit(_NEWEST))
    return [Article.model_validate_json(row).url for row in rows]


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
