"""The catalog: frontier, captures, articles and their versions, in SQLite or in PostgreSQL by URL.

Owns that knowledge and nothing of HTML. Every method is one transaction. Everything here can be rebuilt from
the archive. One crawler writes at a time; any number of processes may read meanwhile.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from corpus.article import Article, article_id
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import (
    articles,
    captures,
    crawl_state,
    found_urls,
    frontier,
    host_blocks,
    overview,
    reposts,
    revisits,
)
from corpus.catalog.database import CatalogMissing, CatalogUnusable, Database
from corpus.catalog.enrichment import EnrichmentStore
from corpus.catalog.files import Files, link, with_their_texts
from corpus.catalog.history import CrawlHistory
from corpus.catalog.listing import ListedArticle, current_articles, listed_articles, listed_count
from corpus.catalog.moves import Moves
from corpus.catalog.new_articles import known_articles
from corpus.catalog.pages import VisitedPage, record
from corpus.catalog.records import Change, PortalSummary, Problem, RecordedPage, SaveOutcome, StoredArticle
from corpus.catalog.repost_store import RepostStore
from corpus.catalog.schema import facts
from corpus.catalog.selection import Selection
from corpus.frontier import (
    ClaimedUrl,
    FrontierUrl,
    HostState,
    NextVisit,
    Outcome,
    PostRequest,
    Role,
    TemplateState,
    UrlHint,
)
from corpus.host_blocks import HostBlocks
from corpus.portal import Portal

__all__ = [
    "CaptureRecord",
    "Catalog",
    "CatalogMissing",
    "CatalogUnusable",
    "Change",
    "ClaimedUrl",
    "FrontierUrl",
    "ListedArticle",
    "Locator",
    "Outcome",
    "PortalSummary",
    "PostRequest",
    "Problem",
    "RecordedPage",
    "Role",
    "SaveOutcome",
    "StoredArticle",
    "UrlHint",
    "VisitedPage",
]

_PAGE_ROWS = 500
"""How many captures are read at once; a reader between two pages holds no transaction open."""


class Catalog:
    """An open catalog; make it with `Catalog.open`. Times must be aware; they are kept in UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.files = Files(database)
        """The files that articles offer, and their texts."""

    @classmethod
    def open(cls, url: str, *, read_only: bool = False) -> Self:
        """The catalog at an SQLAlchemy URL; it is made when missing.

        Raises CatalogMissing (read_only, and not there) or CatalogUnusable (no catalog, or a newer schema).
        """
        return cls(Database(url, read_only=read_only))

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def catalog_id(self) -> str:
        """Another value after a rebuild: an index that remembers it knows when its sequence means nothing."""
        with self._database.reading() as connection:
            return str(connection.scalar(sa.select(facts.c.value).where(facts.c.name == "catalog_id")))

    @contextmanager
    def together(self, *, lasting: bool = True) -> Iterator[None]:
        """Makes one transaction of all that is done inside: one fsync for many pages. One thread only."""
        with self._database.together(lasting=lasting):
            yield

    # what the crawler keeps

    def save_hosts(self, states: Sequence[HostState]) -> None:
        with self._database.writing() as connection:
            crawl_state.save_hosts(connection, states)

    def hosts(self) -> tuple[HostState, ...]:
        """What is known of the hosts that were asked, by name."""
        with self._database.reading() as connection:
            return crawl_state.saved_hosts(connection)

    def save_templates(self, states: Sequence[TemplateState]) -> None:
        with self._database.writing() as connection:
            crawl_state.save_templates(connection, states)

    def templates(self, portal: str) -> tuple[TemplateState, ...]:
        """What the URL templates of a portal have brought."""
        with self._database.reading() as connection:
            return crawl_state.saved_templates(connection, portal)

    def save_host_blocks(self, blocks: HostBlocks) -> None:
        with self._database.writing() as connection:
            host_blocks.save(connection, blocks)

    def hosts_with_blocks(self) -> frozenset[str]:
        """Hosts of which anything is known that their pages have in common."""
        with self._database.reading() as connection:
            return host_blocks.hosts(connection)

    def host_blocks(self, host: str) -> HostBlocks:
        """What the pages of a host have in common, as far as it is known."""
        with self._database.reading() as connection:
            return host_blocks.saved(connection, host)

    # portals

    def save_portals(self, portals: Sequence[Portal]) -> None:
        """Makes these the portals, in this order; what was collected from others stays."""
        with self._database.writing() as connection:
            overview.save_portals(connection, portals)

    def portals(self) -> tuple[Portal, ...]:
        with self._database.reading() as connection:
            return overview.saved_portals(connection)

    # frontier

    def add_urls(self, portal: str, found: Sequence[FrontierUrl], now: datetime) -> int:
        """How many were new. A known URL is raised to a higher priority and gets a hint it lacked."""
        with self._database.writing() as connection:
            return found_urls.add_urls(connection, [found_urls.Found(portal, found, now)])[0]

    def claim(
        self, hosts_busy: Collection[str], now: datetime, *, portals: Collection[str] | None = None
    ) -> ClaimedUrl | None:
        """The first due URL (priority, then age) of a host not in `hosts_busy`; from now on in flight."""
        with self._database.writing(lasting=False) as connection:
            return frontier.claim(connection, hosts_busy, now, portals)

    def claim_from(
        self, host: str, now: datetime, portals: Collection[str], priorities: tuple[int, int] | None = None
    ) -> ClaimedUrl | None:
        """The first pending URL of one host, with a priority in that half-open range; now in flight."""
        with self._database.writing(lasting=False) as connection:
            wanted = (priorities,) if priorities else ()
            return frontier.claim_from(connection, host, now, portals, *wanted)

    def waiting_hosts(self, portals: Collection[str]) -> set[str]:
        """Hosts that have pending URLs of these portals."""
        with self._database.reading() as connection:
            return frontier.waiting_hosts(connection, portals)

    def wake(self, now: datetime, portals: Collection[str]) -> set[str]:
        """Makes pending what came due; returns the hosts concerned."""
        with self._database.writing(lasting=False) as connection:
            return revisits.wake(connection, now, portals)

    def finish(
        self, url_id: int, outcome: Outcome, reason: str, now: datetime, again: NextVisit | None = None
    ) -> None:
        """Ends a visit without a page to record. An article at a URL that is gone is marked as gone."""
        with self._database.writing() as connection:
            frontier.finish(connection, [frontier.Ending(url_id, outcome, reason, now, again)])
            if outcome == "gone":
                gone = article_id(frontier.canonical_url_of(connection, url_id))
                articles.mark_gone(connection, gone, now)

    def postpone(self, url_id: int, until: datetime, reason: str) -> None:
        """Puts a visit off until then and counts one more try."""
        with self._database.writing() as connection:
            frontier.postpone(connection, url_id, until, reason)

    def release_in_flight(self) -> int:
        """Makes URLs that a killed run left in flight pending again; returns how many."""
        with self._database.writing() as connection:
            return frontier.release_in_flight(connection)

    def reset_for_recrawl(self, now: datetime, portals: Collection[str] | None = None) -> int:
        """Makes visited start, feed and sitemap URLs due again; returns how many.

        So are start URLs that were put off, and URLs that were given up after several tries.

        Lists and REST pages follow when a page with news links to them (`record_page`, `revisit_before`).
        """
        with self._database.writing() as connection:
            return revisits.reset_for_recrawl(connection, now, portals)

    def news_count(self, found: Sequence[FrontierUrl], since: datetime) -> int:
        """How many of `found` the frontier did not know at that time."""
        with self._database.reading() as connection:
            return frontier.news_count(connection, found, since)

    def pending_count(self, portals: Collection[str] | None = None) -> int:
        """How many URLs wait for a visit, now or later."""
        with self._database.reading() as connection:
            return frontier.pending_count(connection, portals)

    def next_due_at(
        self, portals: Collection[str] | None = None, *, visited: bool = False
    ) -> datetime | None:
        """When the first postponed URL comes due, or (`visited`) one to look at again."""
        with self._database.reading() as connection:
            return revisits.next_due_at(connection, portals, visited=visited)

    def hint(self, canonical_url: str) -> UrlHint | None:
        """What a feed, sitemap or REST said of the article at this URL."""
        with self._database.reading() as connection:
            return frontier.hint(connection, canonical_url)

    # captures

    def add_capture(self, capture: CaptureRecord) -> int:
        """The capture's id; adding it again gives the same one."""
        return self.add_captures([capture])[0]

    def add_captures(self, added: Sequence[CaptureRecord]) -> list[int]:
        """The id of each; adding one again gives the same one."""
        with self._database.writing() as connection:
            return captures.add_captures(connection, added)

    def last_capture(self, canonical_url: str) -> CaptureRecord | None:
        """The newest capture with a payload (2xx, or a revisit): what the next answer is compared with."""
        with self._database.reading() as connection:
            return captures.last_capture(connection, canonical_url)

    def captures(self) -> Iterator[CaptureRecord]:
        """All captures in the order they were added."""
        last = 0
        while True:
            with self._database.reading() as connection:
                page = captures.captures_after(connection, last, _PAGE_ROWS)
            if not page:
                return
            yield from (capture for _, capture in page)
            last = page[-1][0]

    # pages

    def record_page(self, page: VisitedPage) -> RecordedPage:
        """`record_pages` of one."""
        return self.record_pages([page])[0]

    def record_pages(self, pages: Sequence[VisitedPage]) -> list[RecordedPage]:
        """Ends visits with all they brought, at once: no URL is done of which something was not saved.

        Doing it again for the same captures changes nothing but what is read differently now.
        """
        with self._database.writing() as connection:
            return record(connection, pages)

    # articles

    def save_article(self, article: Article, capture_id: int, now: datetime) -> SaveOutcome:
        """Keeps the article as read from this capture. Saving it again is `same` and changes nothing."""
        with self._database.writing() as connection:
            saved = articles.save_reading(connection, capture_id, article, now)
            link(connection, [article])
            return saved or "same"

    def mark_article_gone(self, article_id: str, now: datetime) -> None:
        """Notes that the portal no longer has it; the article stays. It is back with its next capture."""
        with self._database.writing() as connection:
            articles.mark_gone(connection, article_id, now)

    def article(self, article_id: str) -> StoredArticle | None:
        """The current version; None when there is no such article."""
        with self._database.reading() as connection:
            return articles.stored_article(connection, article_id)

    def versions(self, article_id: str) -> tuple[StoredArticle, ...]:
        """All versions, oldest first."""
        with self._database.reading() as connection:
            return articles.stored_versions(connection, article_id)

    def changes_since(self, sequence: int, limit: int) -> list[Change]:
        """At most `limit` articles changed after `sequence`, each once, in the order of their last change,
        with what their files say and the clusters they are in.
        """
        with self._database.reading() as connection:
            changes = articles.changes_since(connection, sequence, limit)
            return with_their_texts(connection, reposts.with_clusters(connection, changes))

    def known_articles(self, ids: Collection[str]) -> set[str]:
        """Those of these ids that an article has or had."""
        with self._database.reading() as connection:
            return known_articles(connection, ids)

    def article_count(self) -> int:
        with self._database.reading() as connection:
            return articles.article_count(connection)

    def last_sequence(self) -> int:
        """The number of the latest change; 0 when there was none."""
        with self._database.reading() as connection:
            return articles.last_sequence(connection)

    @property
    def enrichment(self) -> EnrichmentStore:
        """Versions whose enrichment is done again."""
        return EnrichmentStore(self._database)

    @property
    def history(self) -> CrawlHistory:
        """What crawling brought, day by day."""
        return CrawlHistory(self._database)

    @property
    def moves(self) -> Moves:
        """Portals that moved, and what their articles are known as."""
        return Moves(self._database)

    @property
    def reposts(self) -> RepostStore:
        """Which articles are one article posted several times."""
        return RepostStore(self._database)

    def selection(self, portals: Collection[str] = (), article_ids: Collection[str] = ()) -> Selection:
        """What these portals and articles have in the archive."""
        return Selection(self._database, portals, article_ids)

    # overview

    def listed_articles(self, first: str, last: str) -> Sequence[ListedArticle]:
        """Those that their portals still have, with ids in `first`..`last`, in the order of their ids."""
        with self._database.reading() as connection:
            return listed_articles(connection, first, last)

    def current_articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of these articles that there are, by id, as last captured."""
        with self._database.reading() as connection:
            return current_articles(connection, ids)

    def listed_count(self) -> int:
        """How many articles their portals still have."""
        with self._database.reading() as connection:
            return listed_count(connection)

    def summary(self) -> tuple[PortalSummary, ...]:
        """How each portal stands: the saved ones in their order, then others that have left something."""
        with self._database.reading() as connection:
            return overview.summary(connection)

    def problems(self, limit: int = 50) -> tuple[Problem, ...]:
        """The latest URLs that failed or were blocked, newest first."""
        with self._database.reading() as connection:
            return overview.problems(connection, limit)
