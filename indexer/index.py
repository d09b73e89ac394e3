"""A long-lived index: turns a Query into a ResultPage, follows new commits and rebuilds. Safe for threads."""

import logging
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from corpus.article import Frozen
from corpus.errors import BadQuery, IndexDamaged, NeedsRebuild
from corpus.settings import StorageSettings
from corpus.text import slug
from indexer.dates import day_number
from indexer.engines import load_engine
from indexer.engines.base import EngineReader, Found, RankedArticle, Search
from indexer.generations import current_directory
from indexer.marking import Marker, build_marker
from indexer.query.language import parse_query
from indexer.query.spelling import correct
from indexer.settings import IndexerSettings
from indexer.snippets import make_snippets, mark_title
from indexer.types import FACETS, FacetCount, Hit, Query, ResultPage

_log = logging.getLogger(__name__)


class IndexStatus(Frozen):
    """What an open index holds. `sequence` is the catalog's change it is up to."""

    articles: int
    sequence: int
    generation: str
    problem: str | None = None
    """Why a newer state could not be opened; the one before it goes on answering."""


def open_index(settings: IndexerSettings, storage: StorageSettings) -> "Index":
    """The index as last committed.

    Raises NeedsRebuild (none yet, or one of another version) and IndexDamaged, each naming the command that
    repairs it.
    """
    return Index(settings, storage)


class Index:
    """An open index. Each search sees one committed state; a new one is picked up by the next search."""

    def __init__(self, settings: IndexerSettings, storage: StorageSettings) -> None:
        self._settings = settings
        self._storage = storage
        self._engine = load_engine(settings.engine)
        self._reopening = threading.Lock()
        self._problem: str | None = None
        self._directory, self._reader = self._open()

    def search(self, query: Query) -> ResultPage:
        """The page of results. Raises BadQuery for a text too long or a facet that does not exist."""
        started = time.perf_counter()
        reader = self._latest()
        settings = self._settings
        tree = parse_query(
            query.text, max_chars=settings.query_max_chars, max_syllables=settings.query_max_syllables
        )
        tree = correct(tree, reader)
        filters = _checked_filters(query)
        found = reader.search(
            Search(
                tree=tree,
                filters=filters,
                first_day=None if query.published_from is None else day_number(query.published_from),
                last_day=None if query.published_to is None else day_number(query.published_to),
                sort=query.sort,
                offset=(query.page - 1) * query.per_page,
                limit=query.per_page,
            )
        )
        marker = build_marker(tree)
        return ResultPage(
            query=query,
            total=found.total,
            hits=tuple(self._hit(ranked, marker) for ranked in found.hits),
            facets=_facet_counts(found, filters, reader),
            elapsed_seconds=time.perf_counter() - started,
        )

    def status(self) -> IndexStatus:
        reader = self._latest()
        return IndexStatus(
            articles=reader.article_count,
            sequence=reader.sequence,
            generation=self._directory.name,
            problem=self._problem,
        )

    def close(self) -> None:
        """Frees the open files. Searches that still run finish; no new ones may begin."""
        self._reader.close()

    def _open(self) -> tuple[Path, EngineReader]:
        directory = current_directory(self._storage.index_directory)
        return directory, self._engine.reader(directory, self._settings)

    def _latest(self) -> EngineReader:
        """The newest state. One thread opens it while the others go on with the one before."""
        if not self._reopening.acquire(blocking=False):
            return self._reader
        try:
            if not self._is_current():
                self._directory, self._reader = self._open()
            self._problem = None
        except (IndexDamaged, NeedsRebuild) as error:
            if str(error) != self._problem:
                _log.error("index not reopened, the last good state goes on answering: %s", error)
            self._problem = str(error)
        finally:
            self._reopening.release()
        return self._reader

    def _is_current(self) -> bool:
        return (
            current_directory(self._storage.index_directory) == self._directory and self._reader.is_current()
        )

    def _hit(self, ranked: RankedArticle, marker: Marker) -> Hit:
        article, meeting = ranked.article, ranked.article.meeting
        return Hit(
            article_id=ranked.article_id,
            score=ranked.score,
            url=article.url,
            portal=article.portal,
            title=mark_title(article, marker),
            snippets=make_snippets(article, marker, self._settings.snippets),
            kind=article.kind,
            agency=article.agency,
            province=article.province,
            province_now=article.province_now,
            topics=article.topics,
            published=article.published,
            event_type=meeting.event_type if meeting else None,
            held=meeting.held if meeting else (),
            chairs=meeting.chairs if meeting else (),
            references=article.references,
            attachment_names=tuple(attachment.name for attachment in article.attachments),
        )


def _checked_filters(query: Query) -> dict[str, frozenset[str]]:
    """The filters with every value as a slug, so that `Kiên Giang` may be given for `kien-giang`."""
    for facet in query.filters:
        if facet not in FACETS:
            raise BadQuery(f"unknown-facet: {facet} (there are {', '.join(FACETS)})")
    return {facet: frozenset(map(slug, values)) for facet, values in query.filters.items() if values}


def _facet_counts(
    found: Found, filters: Mapping[str, frozenset[str]], reader: EngineReader
) -> dict[str, tuple[FacetCount, ...]]:
    """Selected values first, even those at zero, then by count, then by label."""
    pages: dict[str, tuple[FacetCount, ...]] = {}
    for facet in FACETS:
        selected = filters.get(facet, frozenset())
        counts = {value.slug: (value.label, count) for value, count in found.facets[facet].items()}
        for missing in selected - counts.keys():
            counts[missing] = (reader.facet_label(facet, missing) or missing, 0)
        values = [
            FacetCount(value=value, label=label, count=count, selected=value in selected)
            for value, (label, count) in counts.items()
        ]
        pages[facet] = tuple(sorted(values, key=lambda v: (not v.selected, -v.count, v.label, v.value)))
    return pages
