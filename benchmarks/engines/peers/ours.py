"""Ours: the bulk writer and `ArraySearcher` over the core schema, asked with stock Whoosh's trees."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np

from benchmarks.engines.corpus.documents import FACETS, Document, Schema, fields_of
from benchmarks.engines.peers.base import TOP, Answer, Mode
from benchmarks.engines.peers.whoosh_trees import translate
from benchmarks.engines.queries import Query
from indexer.engines.whoosh.evaluate.search import ArraySearcher, Layout, Request
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.schema import VALUE_SEPARATOR
from indexer.engines.whoosh.writing.writer import IndexWriter, WriterOptions, create_index_of
from indexer.settings import IndexerSettings
from indexer.types import Sort

_SETTINGS = IndexerSettings()
"""As the product comes."""
_MOMENT, _DAY, _RECORD = "moment", "day", "record"


class Ours:
    """See `peers.base.Peer`."""

    def __init__(self) -> None:
        self._snapshot: Any = None
        self._searcher: Any = None

    def prepare(self, document: Document) -> dict[str, Any]:
        fields: dict[str, Any] = {field: syllables(text) for field, text in document.texts.items()}
        for facet, values in document.facets.items():
            fields[f"facet_{facet}"] = list(values)
            fields[f"column_{facet}"] = VALUE_SEPARATOR.join(values).encode()
        return {**fields, _DAY: document.day, _MOMENT: document.moment, _RECORD: document.record}

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        create_index_of(directory, build_schema())
        writer = _writer(directory)
        for item in items:
            writer.put(item)
        writer.commit(1)
        writer.close()

    def compact(self, directory: Path) -> None:
        writer = _writer(directory)
        writer.compact()
        writer.close()

    def open(self, directory: Path) -> None:
        self._snapshot = Snapshot.open(directory, cache_bytes=_SETTINGS.cache_mb << 20)
        layout = Layout(facets={facet: f"column_{facet}" for facet in FACETS}, sort_key=_MOMENT, days=_DAY)
        self._searcher = ArraySearcher(self._snapshot, build_schema(), layout)

    def accepts(self, query: Query, mode: Mode) -> bool:
        return mode is not Mode.TOPK

    def search(self, query: Query, mode: Mode) -> Answer:
        sort = Sort.NEWEST if query.newest else Sort.RELEVANCE
        found = self._searcher.search(
            translate(query), Request(limit=TOP, facets=mode.with_facets, sort=sort)
        )
        facets = {facet: _commonest(counts, mode.shown) for facet, counts in found.facets.items()}
        return Answer(found.total, found.rows.tolist(), [] if query.newest else found.scores.tolist(), facets)

    def records(self, answer: Answer) -> list[bytes]:
        return [self._snapshot.stored(_RECORD, row) for row in answer.hits]


def syllables(text: str) -> list[str]:
    """As analysis hands them over: equal ones are one object."""
    return list(map(intern, text.split()))


def _writer(directory: Path) -> IndexWriter:
    options = WriterOptions(memory_bytes=_SETTINGS.writer_memory_mb << 20, newest_by=_MOMENT)
    return IndexWriter(directory, build_schema(), options)


def build_schema() -> Any:
    """The core schema as stock fields. `facet_*` are for filters, `column_*` for counts."""
    from whoosh import columns, fields
    from whoosh.analysis import SpaceSeparatedTokenizer

    schema = fields.Schema(record=fields.STORED())
    for field, positions in fields_of(Schema.CORE).items():
        schema.add(field, fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=positions))
    for facet in FACETS:
        schema.add(f"facet_{facet}", fields.KEYWORD())
        schema.add(f"column_{facet}", fields.COLUMN(columns.RefBytesColumn()))
    schema.add(_DAY, fields.NUMERIC(sortable=True))
    schema.add(_MOMENT, fields.COLUMN(columns.NumericColumn("q")))
    return schema


def _commonest(found: Any, shown: int | None) -> Mapping[str, int]:
    """By slug, from the engine's arrays: what a page shows becomes Python objects, nothing else."""
    values, counts = found.values_by_code, found.counts
    used = np.flatnonzero(counts)
    if shown is not None and len(used) > shown:
        used = used[np.argpartition(-counts[used], shown)[:shown]]
    return {values[code].slug: int(counts[code]) for code in used.tolist()}
