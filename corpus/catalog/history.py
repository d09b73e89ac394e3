"""What crawling brought, by portal and day, and what waits. Not in the archive, so never rebuilt."""

from collections.abc import Sequence

import sqlalchemy as sa

from corpus.catalog.database import Database
from corpus.catalog.schema import articles, metadata, urls
from corpus.crawl_history import DayCounts, PortalDay

days = sa.Table(
    "crawl_days",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("counts", sa.Text, nullable=False),
)
"""2,000 portals leave 730,000 rows of 200 bytes a year; `forget_before` keeps them few."""

_WAITING = ("pending", "postponed", "in_flight")


class CrawlHistory:
    """Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, added: Sequence[PortalDay]) -> None:
        """Adds to what is known of these portals and days."""
        with self._database.writing() as connection:
            for each in added:
                same = (days.c.portal == each.portal) & (days.c.day == each.day)
                known = connection.scalar(sa.select(days.c.counts).where(same))
                counts = DayCounts.model_validate_json(known).plus(each.counts) if known else each.counts
                row = {"portal": each.portal, "day": each.day, "counts": counts.model_dump_json()}
                connection.execute(sa.delete(days).where(same))
                connection.execute(sa.insert(days).values(row))

    def forget_before(self, day: str) -> None:
        with self._database.writing() as connection:
            connection.execute(sa.delete(days).where(days.c.day < day))

    def since(self, day: str) -> dict[str, list[PortalDay]]:
        """Portal -> its days from that one on, oldest first."""
        query = sa.select(days).where(days.c.day >= day).order_by(days.c.portal, days.c.day)
        found: dict[str, list[PortalDay]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                counts = DayCounts.model_validate_json(row.counts)
                one = PortalDay(portal=row.portal, day=row.day, counts=counts)
                found.setdefault(row.portal, []).append(one)
        return found

    def first_days(self) -> dict[str, str]:
        """Portal -> the first day that is known of it."""
        query = sa.select(days.c.portal, sa.func.min(days.c.day).label("day")).group_by(days.c.portal)
        with self._database.reading() as connection:
            return {row.portal: row.day for row in connection.execute(query)}

    def publishing_days(self, since: str) -> dict[str, list[str]]:
        """Portal -> the days from that one on, oldest first, on which it published.

        By the portal's own dates; where an article has none, by when we first saw it.
        """
        day = sa.func.substr(articles.c.published, 1, 10)
        dated = (
            sa.select(articles.c.portal, day.label("day"))
            .where(articles.c.current_version.is_not(None), articles.c.published >= since)
            .where(sa.func.length(day) == 10)
            .distinct()
        )
        seen = sa.func.substr(sa.cast(articles.c.first_seen, sa.String), 1, 10)
        undated = (
            sa.select(articles.c.portal, seen.label("day"))
            .where(articles.c.current_version.is_not(None), articles.c.published.is_(None), seen >= since)
            .distinct()
        )
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(sa.union(dated, undated).order_by("portal", "day")):
                found.setdefault(row.portal, []).append(row.day)
        return found

    def queue(self) -> dict[str, int]:
        """Host -> URLs that wait for their first visit, or for another try."""
        query = (
            sa.select(urls.c.host, sa.func.count()).where(urls.c.state.in_(_WAITING)).group_by(urls.c.host)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}
