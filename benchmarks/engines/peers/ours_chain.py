"""Ours as it serves: the production schema, its own writer, asked through `EngineReader.search`.

Facets are always counted, each without its own selection, which is more than the others do for filtered
queries. A record is what a result page reads: the hit and the texts of its snippets.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus.analysed import JOINT
from benchmarks.engines.corpus.documents import Document
from benchmarks.engines.peers.base import TOP, Answer, Mode, commonest
from benchmarks.engines.peers.ours import syllables
from benchmarks.engines.queries import Operator, Query
from indexer.analysis.analyzer import Family, IndexDocument, Zone
from indexer.engines import load_engine
from indexer.engines.base import EngineReader, Search
from indexer.query.language import parse_query
from indexer.settings import IndexerSettings
from indexer.types import Sort

_JOINED = (Family.PAIR, Family.CONCEPT, Family.NUMBER)
"""Families whose terms may have spaces."""
_SYLLABLES = (Family.FOLDED, Family.ACCENTED)
_FAMILY_OF = {f"{zone}_{family}": (zone, family) for zone in Zone for family in Family}


class OursChain:
    """See `peers.base.Peer`."""

    def __init__(self) -> None:
        self._settings = IndexerSettings()
        self._reader: EngineReader | None = None

    def prepare(self, document: Document) -> IndexDocument:
        return index_document(document)

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        engine = load_engine(self._settings.engine)
        engine.create(directory)
        writer = engine.writer(directory, self._settings)
        for item in items:
            writer.put(item)
        writer.commit(1)
        writer.close()

    def compact(self, directory: Path) -> None:
        writer = load_engine(self._settings.engine).writer(directory, self._settings)
        writer.compact()
        writer.close()

    def open(self, directory: Path) -> None:
        self._reader = load_engine(self._settings.engine).reader(directory, self._settings)

    def accepts(self, query: Query, mode: Mode) -> bool:
        """The chain's language has no prefixes, and its answers always have facets."""
        return query.operator is not Operator.PREFIX and mode.with_facets

    def search(self, query: Query, mode: Mode) -> Answer:
        assert self._reader is not None
        found = self._reader.search(self._search(query))
        facets = {
            facet: commonest({value.slug: count for value, count in counts.items()}, mode.shown)
            for facet, counts in found.facets.items()
        }
        return Answer(found.total, found.hits, [hit.score for hit in found.hits], facets)

    def records(self, answer: Answer) -> list[bytes]:
        """What is read is not JSON any more: only its number of characters is told."""
        read = [(hit.read_hit(), hit.read_passages()) for hit in answer.hits]
        return [b'{"number": %d}' % sum(map(len, (hit.title, *passages))) for hit, passages in read]

    def _search(self, query: Query) -> Search:
        settings = self._settings
        tree = parse_query(
            query.typed, max_chars=settings.query_max_chars, max_syllables=settings.query_max_syllables
        )
        first, last = query.days or (None, None)
        return Search(
            tree=tree,
            filters={} if query.facet is None else {query.facet[0]: frozenset({query.facet[1]})},
            first_day=first,
            last_day=last,
            sort=Sort.NEWEST if query.newest else Sort.RELEVANCE,
            limit=TOP,
        )


def index_document(document: Document) -> IndexDocument:
    """A document of the chain schema as the production chain makes it."""
    terms: dict[tuple[Zone, Family], list[str]] = {}
    for field, text in document.texts.items():
        zone, family = _FAMILY_OF[field]
        text_terms = syllables(text) if family in _SYLLABLES else text.split()
        if family in _JOINED:
            text_terms = [term.replace(JOINT, " ") for term in text_terms]
        terms[zone, family] = text_terms
    return IndexDocument(document.article.article_id, document.article, terms)
