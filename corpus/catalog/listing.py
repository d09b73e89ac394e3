"""Which articles can be shown, by ranges of their ids: for sitemaps. Functions inside a transaction."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from corpus.article import Frozen
from corpus.catalog.schema import articles


class ListedArticle(Frozen):
    """An article that a portal still has, and when its current version was captured."""

    article_id: str
    updated_at: datetime


def listed_articles(connection: sa.Connection, first: str, last: str) -> Sequence[ListedArticle]:
    """Those whose ids lie in `first`..`last`, both included, in the order of their ids."""
    query = sa.select(articles.c.id, articles.c.updated_at).where(
        _present(), articles.c.id.between(first, last)
    )
    rows = connection.execute(query.order_by(articles.c.id))
    return [ListedArticle.model_construct(article_id=row.id, updated_at=row.updated_at) for row in rows]


def listed_count(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(articles).where(_present())) or 0


def _present() -> sa.ColumnElement[bool]:
    return articles.c.current_version.is_not(None) & articles.c.gone_at.is_(None)
