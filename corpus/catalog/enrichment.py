"""Versions of articles whose enrichment is done again: which are next, what changed, how far a run has come.

A step is one transaction, with the place that it reaches: a run that was killed is taken up there by the next
one with the same rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from corpus.catalog.articles import renew
from corpus.catalog.database import Database
from corpus.catalog.schema import articles, facts, versions

_PLACE, _RULES = "enrich_place", "enrich_rules"


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version by its number, with the JSON of the article and its digest."""

    number: int
    article: str
    digest: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """What a version says by today's rules. `was`: the digest of what it said when it was read."""

    number: int
    was: str
    article: str
    digest: str


class EnrichmentStore:
    """Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, rules: str) -> int:
        """The number of the last version done by a run with these rules that was not finished; else 0."""
        with self._database.writing() as connection:
            if _fact(connection, _RULES) == rules:
                return int(_fact(connection, _PLACE) or 0)
            _remember(connection, _RULES, rules)
            _remember(connection, _PLACE, "0")
        return 0

    def finish(self) -> None:
        """The next run begins anew."""
        with self._database.writing() as connection:
            _remember(connection, _PLACE, "0")

    def count_after(self, number: int) -> int:
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(versions).where(versions.c.id > number)
            return connection.scalar(query) or 0

    def after(self, number: int, limit: int) -> list[StoredVersion]:
        """At most `limit` versions with a higher number, in order."""
        query = sa.select(versions.c.id, versions.c.article, versions.c.digest)
        query = query.where(versions.c.id > number).order_by(versions.c.id).limit(limit)
        with self._database.reading() as connection:
            return [StoredVersion(row.id, row.article, row.digest) for row in connection.execute(query)]

    def save(self, changed: Sequence[Enriched], place: int) -> int:
        """Puts these in place of what they were, and notes the place; how many articles say something else.

        A version that somebody else has written meanwhile stays: it was read by today's rules.
        """
        with self._database.writing() as connection:
            told = _replace(connection, changed)
            renew(connection, told)
            _remember(connection, _PLACE, str(place))
        return len(told)


_KNOWN = (
    sa.select(versions.c.id, versions.c.digest, versions.c.article_id, articles.c.current_version)
    .join(articles, articles.c.id == versions.c.article_id)
    .where(versions.c.id.in_(sa.bindparam("numbers", expanding=True)))
    .with_for_update()
)
_PUT = (
    sa.update(versions)
    .where(versions.c.id == sa.bindparam("version"))
    .values(article=sa.bindparam("said"), digest=sa.bindparam("told"))
)
_TELL = sa.update(articles).where(articles.c.id == sa.bindparam("key")).values(digest=sa.bindparam("told"))


def _replace(connection: sa.Connection, changed: Sequence[Enriched]) -> list[str]:
    """Ids of the articles whose current version is one of these, in their order."""
    rows = connection.execute(_KNOWN, {"numbers": [one.number for one in changed]})
    known = {row.id: row for row in rows}
    still = [one for one in changed if one.number in known and known[one.number].digest == one.was]
    current = {
        known[one.number].article_id: one.digest
        for one in still
        if known[one.number].current_version == one.number
    }
    if still:
        put = [{"version": one.number, "said": one.article, "told": one.digest} for one in still]
        connection.execute(_PUT, put)
    if current:
        connection.execute(_TELL, [{"key": key, "told": digest} for key, digest in current.items()])
    return list(current)


def _fact(connection: sa.Connection, name: str) -> str | None:
    return connection.scalar(sa.select(facts.c.value).where(facts.c.name == name))


def _remember(connection: sa.Connection, name: str, value: str) -> None:
    connection.execute(sa.delete(facts).where(facts.c.name == name))
    connection.execute(sa.insert(facts).values(name=name, value=value))
