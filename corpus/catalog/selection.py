"""The captures that belong to chosen portals or articles: what an export takes along."""

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from corpus.capture import CaptureRecord
from corpus.catalog.captures import read_capture
from corpus.catalog.database import Database
from corpus.catalog.files import links
from corpus.catalog.schema import articles, captures, versions

_ROWS = 500
"""Read at once; a reader between two pages holds no transaction open."""


class Selection:
    """What portals and articles (both: either will do) have in the archive. Every method is read-only."""

    def __init__(self, database: Database, portals: Collection[str], article_ids: Collection[str]) -> None:
        self._database, self._portals, self._ids = database, tuple(portals), tuple(article_ids)

    def captures(self) -> Iterator[CaptureRecord]:
        """All captures of the portals; of the articles those of their pages and files. Oldest first."""
        for row in self._pages(sa.select(captures), captures.c.id, self._wanted_captures()):
            yield read_capture(row)

    def pages(self) -> Iterator[tuple[CaptureRecord, str]]:
        """The capture of each article as it is now, with its title."""
        title = sa.cast(versions.c.article, sa.JSON)["title"].as_string()
        joined = articles.join(versions, versions.c.id == articles.c.current_version)
        joined = joined.join(captures, captures.c.id == versions.c.capture_id)
        query = sa.select(captures, title.label("title")).select_from(joined)
        wanted = articles.c.portal.in_(self._portals) | articles.c.id.in_(self._ids)
        for row in self._pages(query, captures.c.id, wanted):
            yield read_capture(row), row.title

    def unknown_articles(self) -> list[str]:
        """Chosen ids that are no article's."""
        with self._database.reading() as connection:
            known = set(connection.scalars(sa.select(articles.c.id).where(articles.c.id.in_(self._ids))))
        return [each for each in self._ids if each not in known]

    def _wanted_captures(self) -> sa.ColumnElement[bool]:
        read_from = sa.select(captures.c.canonical_url).join(versions, versions.c.capture_id == captures.c.id)
        pages = read_from.where(versions.c.article_id.in_(self._ids))
        files = sa.select(links.c.key).where(links.c.article_id.in_(self._ids))
        by_article = captures.c.canonical_url.in_(pages) | captures.c.canonical_url.in_(files)
        return captures.c.portal.in_(self._portals) | by_article

    def _pages(
        self, query: sa.Select[Any], number: sa.Column[int], wanted: sa.ColumnElement[bool]
    ) -> Iterator[sa.Row[Any]]:
        last = 0
        while True:
            following = query.where(wanted, number > last).order_by(number).limit(_ROWS)
            with self._database.reading() as connection:
                rows = connection.execute(following).all()
            if not rows:
                return
            yield from rows
            last = rows[-1].id
