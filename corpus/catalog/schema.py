"""The catalog's tables and their indexes: nothing SQLite-only, so that PostgreSQL can hold them too.

Tables of a capability of its own stand in a module of their own, on the same `metadata`. A new table, a new
nullable column or index is added to older catalogs when they are opened (`corpus.catalog.migration`); nothing
is ever renamed or dropped. SCHEMA_VERSION rises when an older program must not write what a newer one has
written.
"""

from datetime import UTC, datetime

import sqlalchemy as sa

SCHEMA_VERSION = 2

metadata = sa.MetaData()


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time as ISO 8601 text in UTC with microseconds: readable in any shell, and sorts by time."""

    impl = sa.String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; the catalog keeps aware times only")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
"""schema_version, catalog_id, last_sequence."""

portals = sa.Table(
    "portals",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("portal", sa.Text, nullable=False),
)

lanes = sa.Table(
    "lanes",
    metadata,
    sa.Column("host", sa.String, primary_key=True),
    sa.Column("portal", sa.String, primary_key=True),
)
"""Every (host, portal) that ever had a URL: a claim looks once into each lane, however many URLs it holds."""

urls = sa.Table(
    "urls",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("canonical_url", sa.Text, nullable=False),
    sa.Column("portal", sa.String, nullable=False),
    sa.Column("host", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False, default=""),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("due_at", UtcTime),
    sa.Column("hint", sa.Text),
    sa.Column("request", sa.Text),
    sa.Column("added_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("visits", sa.Integer),
    sa.Column("interval_seconds", sa.Float),
)
"""`due_at` of a URL that was visited is when it is looked at again."""
sa.Index("urls_claim", urls.c.state, urls.c.host, urls.c.portal, urls.c.priority.desc(), urls.c.id)
sa.Index("urls_due", urls.c.state, urls.c.due_at)
sa.Index("urls_count", urls.c.portal, urls.c.state)
sa.Index("urls_recent", urls.c.state, urls.c.changed_at)

captures = sa.Table(
    "captures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("canonical_url", sa.Text, nullable=False),
    sa.Column("portal", sa.String, nullable=False),
    sa.Column("locator", sa.String, nullable=False, unique=True),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("content_type", sa.String),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("etag", sa.String),
    sa.Column("last_modified", sa.String),
    sa.Column("fetched_at", UtcTime, nullable=False),
    sa.Column("payload_at", sa.String),
)
sa.Index("captures_latest", captures.c.canonical_url, captures.c.fetched_at, captures.c.id)
sa.Index("captures_portal", captures.c.portal, captures.c.fetched_at)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.String(13), primary_key=True),
    sa.Column("portal", sa.String, nullable=False),
    sa.Column("current_version", sa.Integer),
    sa.Column("digest", sa.String),
    sa.Column("published", sa.String),
    sa.Column("gone_at", UtcTime),
    sa.Column("first_seen", UtcTime, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False, unique=True),
)
"""One row per article ever seen; without a current version it is withdrawn (the page was misread once)."""
sa.Index("articles_portal", articles.c.portal, articles.c.published)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("article_id", sa.ForeignKey("articles.id"), nullable=False),
    sa.Column("capture_id", sa.ForeignKey("captures.id"), nullable=False),
    sa.Column("fetched_at", UtcTime, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
    sa.UniqueConstraint("article_id", "capture_id"),
)
"""Every version of every article; versions of one article are ordered by when their capture was fetched."""
sa.Index("versions_order", versions.c.article_id, versions.c.fetched_at, versions.c.capture_id)
sa.Index("versions_capture", versions.c.capture_id)
