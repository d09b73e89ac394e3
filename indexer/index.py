"""A long-lived index: turns a Query into a ResultPage, follows new commits and rebuilds. Safe for threads."""

import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import fields, replace
from functools import partial

from corpus.article import Article, Frozen
from corpus.documents import DocumentIdentity
from corpus.errors import BadQuery
from corpus.settings import StorageSettings
from corpus.text import slug
from indexer.citing import cited_document
from indexer.counted import CountedValues
from indexer.dates import day_number
from indexer.engines import load_engine
from indexer.engines.base import EngineReader, Found, RankedArticle, Search
from indexer.engines.stored import StoredHit
from indexer.files import cut_from_files
from indexer.generations import current_directory
from indexer.marking import Marker, build_marker
from indexer.opened import Opened, State
from indexer.query.expansion import expand
from indexer.query.language import parse_query
from indexer.query.spelling import correct
from indexer.query.synonyms import with_synonyms
from indexer.query.tree import QueryTree
from indexer.scanning import Scan
from indexer.settings import IndexerSettings
from indexer.similar import terms_of
from indexer.snippets import mark_article
from indexer.suggest.types import Suggestions
from indexer.synonyms import SynonymBook
from indexer.types import (
    FACETS,
    FURTHER_FACETS,
    Boundaries,
    CitedDocument,
    Explanation,
    Fragment,
    Hit,
    Query,
    QueryNote,
    Repost,
    ResultPage,
)


class IndexStatus(Frozen):
    """What an open index holds. `sequence` is the catalog's change it is up to."""

    articles: int
    sequence: int
    generation: str
    problem: str | None = None
    """Why a newer state could not be opened; the one before it goes on answering."""
    suggestions_problem: str | None = None
    """Why there are no suggestions; searches do not need them."""


def open_index(settings: IndexerSettings, storage: StorageSettings) -> "Index":
    """The index as last committed.

    Raises NeedsRebuild (none yet, or one of another version) and IndexDamaged, each naming the command that
    repairs it.
    """
    return Index(settings, storage)


class Index:
    """An open index. Each search sees one committed state; a new one is opened beside and then takes over."""

    def __init__(self, settings: IndexerSettings, storage: StorageSettings) -> None:
        self._settings = settings
        self._storage = storage
        self._engine = load_engine(settings.engine)
        self._synonyms = SynonymBook(storage, settings.reopen_seconds)
        self._opened = Opened(self._open, self._is_newest, every_seconds=settings.reopen_seconds)
        from indexer.suggest.suggester import Suggesters  # loads NumPy

        self._suggesters = Suggesters(settings.suggest, every_seconds=settings.reopen_seconds)

    def search(self, query: Query) -> ResultPage:
        """The page of results.

        Raises BadQuery for a text too long or too complex, a facet that does not exist, a query too
        costly.
        """
        with self._opened.using() as state:
            return self._search(query, state.reader)

    def scan(self, query: Query, limit: int) -> Scan:
        """The first `limit` hits of all pages of `query`, in their order; the caller closes it.

        Raises as `search` does.
        """
        with ExitStack() as held:
            state = held.enter_context(self._opened.using())
            tree = self._tree(query.text, state.reader)
            search = replace(_as_search(query, tree), offset=0, limit=limit)
            found = state.reader.search(search)
            return Scan(
                total=found.total,
                listed=found.listed,
                version=self._version(state),
                facets=_facet_counts(query, found, search.filters, state.reader),
                notes=_notes(tree),
                ids=tuple(ranked.article_id for ranked in found.hits),
                read=lambda place: _plain_hit(found.hits[place]),
                close=held.pop_all().close,
            )

    def version(self) -> str:
        """Names the committed state that answers now, see Scan."""
        with self._opened.using() as state:
            return self._version(state)

    def explain(self, query: Query) -> tuple[Explanation, ...]:
        """What made the score of each hit on the page that `search` gives; none for a page by date.

        Raises as `search` does.
        """
        with self._opened.using() as state:
            return tuple(state.reader.explain(_as_search(query, self._tree(query.text, state.reader))))

    def rank(self, text: str, limit: int) -> list[str]:
        """The ids of the `limit` best articles in the order that `search` would show them in.

        For evaluation: nothing is read of the articles. Raises BadQuery as `search` does.
        """
        with self._opened.using() as state:
            tree = self._tree(text, state.reader)
            found = state.reader.search(Search(tree=tree, limit=limit, counted=()))
            return [ranked.article_id for ranked in found.hits]

    def _version(self, state: State) -> str:
        mark = self._synonyms.mark()
        return f"{state.directory.name}-{state.reader.sequence}{mark and '-'}{mark}"

    def _tree(self, text: str, reader: EngineReader) -> QueryTree:
        settings = self._settings
        tree = parse_query(
            text,
            max_chars=settings.query_max_chars,
            max_syllables=settings.query_max_syllables,
            values=reader,
        )
        return with_synonyms(correct(expand(tree, reader), reader), text, self._synonyms.current())

    def _search(self, query: Query, reader: EngineReader) -> ResultPage:
        started = time.perf_counter()
        tree = self._tree(query.text, reader)
        search = _as_search(query, tree)
        found = reader.search(search)
        marker = build_marker(tree)
        return ResultPage.model_construct(
            query=query,
            total=found.total,
            listed=found.listed,
            hits=tuple(self._hit(ranked, marker) for ranked in found.hits),
            facets=_facet_counts(query, found, search.filters, reader),
            notes=_notes(tree),
            elapsed_seconds=time.perf_counter() - started,
        )

    def suggest(self, typed: str, most: int | None = None) -> Suggestions:
        """Completions of a text being typed, and what was probably meant. Never raises for their sake."""
        with self._opened.using() as state:
            return self._suggesters.suggest(state.directory, typed[: self._settings.query_max_chars], most)

    def propose(self, typed: str) -> Suggestions:
        """The same for a text that is finished: nothing to complete."""
        with self._opened.using() as state:
            return self._suggesters.propose(state.directory, typed[: self._settings.query_max_chars])

    def similar(self, article: Article, article_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The articles most like this one, the most alike first, without marks or passages; may be none.

        Raises IndexDamaged.
        """
        with self._opened.using() as state:
            found = state.reader.similar(article_id, terms_of(article), limit)
            return tuple(_plain_hit(ranked) for ranked in found)

    def documents(self, wanted: DocumentIdentity) -> tuple[CitedDocument, ...]:
        """The documents that may be meant, those cited most first: several offices give out one number.

        Who cites one of them: `search(Query(cites=document.key, sort=Sort.NEWEST))`. Raises IndexDamaged.
        """
        with self._opened.using() as state:
            return tuple(
                cited_document(found, tuple(map(_plain_hit, found.own)))
                for found in state.reader.documents(wanted.number_key)
                if wanted.may_be(found.key)
            )

    def refresh(self) -> None:
        """Opens a newer commit now, if there is one, and returns when it answers."""
        self._opened.refresh()

    def status(self) -> IndexStatus:
        with self._opened.using() as state:
            return IndexStatus(
                articles=state.reader.article_count,
                sequence=state.reader.sequence,
                generation=state.directory.name,
                problem=self._opened.problem,
                suggestions_problem=self._suggesters.problem(state.directory),
            )

    def close(self) -> None:
        """Frees the open files. Searches that still run finish; no new ones may begin."""
        self._opened.close()

    def _open(self) -> State:
        directory = current_directory(self._storage.index_directory)
        return State(directory, self._engine.reader(directory, self._settings))

    def _is_newest(self, state: State) -> bool:
        directory = current_directory(self._storage.index_directory)
        return directory == state.directory and state.reader.is_current()

    def _hit(self, ranked: RankedArticle, marker: Marker) -> Hit:
        stored, settings = ranked.read_hit(), self._settings.snippets
        marked = mark_article(stored.title, ranked.read_passages(), marker, settings)
        unmet = marker.unmet(marked.items) if stored.attachment_names else ()
        in_file = cut_from_files(ranked.read_files(), unmet, marker, settings) if unmet else None
        shown = {field: getattr(stored, field) for field in _SHOWN}
        return Hit.model_construct(
            article_id=ranked.article_id,
            score=ranked.score,
            title=marked.title,
            snippets=marked.snippets,
            in_file=in_file,
            repost_count=ranked.repost_count,
            reposts=tuple(map(_repost, ranked.reposts)),
            **shown,
        )


_SHOWN = tuple(field.name for field in fields(StoredHit) if field.name != "title")
"""What a hit shows as it is stored. Nothing is validated again: that would take longer than the search."""


def _as_search(query: Query, tree: QueryTree) -> Search:
    """Raises BadQuery for a facet that does not exist."""
    return Search(
        tree=tree,
        filters=_filters(query),
        counted=tuple(_column(facet, query) for facet in _counted(query)),
        first_day=None if query.published_from is None else day_number(query.published_from),
        last_day=None if query.published_to is None else day_number(query.published_to),
        sort=query.sort,
        offset=(query.page - 1) * query.per_page,
        limit=query.per_page,
        fold=query.fold,
        cites=query.cites,
    )


def _notes(tree: QueryTree) -> tuple[QueryNote, ...]:
    return tuple(QueryNote(reason=note.reason, text=note.text) for note in tree.notes)


def _repost(ranked: RankedArticle) -> Repost:
    stored = ranked.read_hit()
    return Repost.model_construct(
        article_id=ranked.article_id,
        url=stored.url,
        portal=stored.portal,
        agency=stored.agency,
        title=stored.title,
        published=stored.published,
    )


def _plain_hit(ranked: RankedArticle) -> Hit:
    stored = ranked.read_hit()
    shown = {field: getattr(stored, field) for field in _SHOWN}
    return Hit.model_construct(
        article_id=ranked.article_id,
        score=ranked.score,
        title=(Fragment(text=stored.title),),
        snippets=(),
        repost_count=ranked.repost_count,
        reposts=tuple(map(_repost, ranked.reposts)),
        **shown,
    )


_COLUMNS = {
    "portal": dict.fromkeys(Boundaries, "portal_key"),
    "province": {Boundaries.THEN: "province_then", Boundaries.NOW: "province_now"},
    "unit": {Boundaries.THEN: "unit_then", Boundaries.NOW: "unit_now"},
}
"""What the engine counts for a facet, where it is not called the same."""


def _column(facet: str, query: Query) -> str:
    return _COLUMNS.get(facet, {}).get(query.boundaries, facet)


def _counted(query: Query) -> tuple[str, ...]:
    """The facets to count, once each. Raises BadQuery for one that does not exist."""
    counted = FACETS if query.counted is None else query.counted
    facets = tuple(dict.fromkeys((*counted, *(facet for facet, values in query.filters.items() if values))))
    for facet in (*facets, *query.filters):
        if facet not in (*FACETS, *FURTHER_FACETS):
            raise BadQuery(f"unknown-facet: {facet} (there are {', '.join((*FACETS, *FURTHER_FACETS))})")
    return facets


def _filters(query: Query) -> dict[str, frozenset[str]]:
    """By column, with every value as a slug, so that `Kiên Giang` may be given for `kien-giang`."""
    return {
        _column(facet, query): frozenset("/".join(map(slug, value.split("/"))) for value in values)
        if facet == "unit"
        else frozenset(map(slug, values))
        for facet, values in query.filters.items()
        if values
    }


def _facet_counts(
    query: Query, found: Found, filters: Mapping[str, frozenset[str]], reader: EngineReader
) -> dict[str, CountedValues]:
    """Each facet that was counted, by its name."""
    pages: dict[str, CountedValues] = {}
    for facet in _counted(query):
        column = _column(facet, query)
        labels = partial(_label_of, reader, dict.fromkeys((column, facet)))
        pages[facet] = CountedValues(found.facets[column], filters.get(column, frozenset()), labels)
    return pages


def _label_of(reader: EngineReader, columns: Iterable[str], slug: str) -> str | None:
    """As the first of the columns that knows the value calls it."""
    return next(filter(None, (reader.facet_label(column, slug) for column in columns)), None)
