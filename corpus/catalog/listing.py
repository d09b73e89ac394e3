"""Many articles at once, by their ids: for sitemaps and exports. Functions inside a transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from corpus.article import Article, Frozen
from corpus.catalog.schema import articles, versions


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


def current_articles(connection: sa.Connection, ids: Collection[str]) -> dict[str, Article]:
    """Those of these articles that there are, as last captured; a hundred in the time of ten single looks."""
    joined = articles.join(versions, versions.c.id == articles.c.current_version)
    query = sa.select(articles.c.id, versions.c.article).select_from(joined).where(articles.c.id.in_(ids))
    return {row.id: Article.model_validate_json(row.article) for row in connection.execute(query)}


def _present() -> sa.ColumnElement[bool]:
    return articles.c.current_version.is_not(None) & articles.c.gone_at.is_(None)
