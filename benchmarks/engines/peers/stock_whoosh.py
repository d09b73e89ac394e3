"""Whoosh as it comes: W3 codec, its own writer and searcher, facets by `whoosh.sorting`.

A facet with several values an article is kept as one column of joined values and taken apart after counting:
Whoosh's own way (`allow_overlap`) reads every posting of the facet for every search. The writer is given
memory for a whole run, which spares it a merge of its own spills.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus.documents import FACETS, Document, Schema, fields_of
from benchmarks.engines.peers.base import TOP, Answer, Mode, commonest
from benchmarks.engines.peers.whoosh_trees import translate
from benchmarks.engines.queries import Query

_LIMIT_MB = 2048
"""40 KB an article are what a run takes that need not be spilled; above this two runs are merged."""


class StockWhoosh:
    """See `peers.base.Peer`."""

    def __init__(self) -> None:
        self._searcher: Any = None

    def prepare(self, document: Document) -> dict[str, Any]:
        facets = {f"facet_{facet}": " ".join(values) for facet, values in document.facets.items()}
        numbers = {"day": document.day, "moment": document.moment}
        return {**document.texts, **facets, **numbers, "record": document.record}

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        from whoosh import index

        writer = index.create_in(str(directory), _schema()).writer(limitmb=_LIMIT_MB)
        for item in items:
            writer.add_document(**item)
        writer.commit(optimize=True)

    def open(self, directory: Path) -> None:
        from whoosh import index

        self._searcher = index.open_dir(str(directory)).searcher()

    def accepts(self, query: Query, mode: Mode) -> bool:
        return mode is not Mode.TOPK

    def search(self, query: Query, mode: Mode) -> Answer:
        order = {"sortedby": "moment", "reverse": True} if query.newest else {}
        grouped = {"groupedby": _groups(), "maptype": _count_map()} if mode.with_facets else {}
        found = self._searcher.search(translate(query), limit=TOP, **order, **grouped)
        facets = (
            {f: commonest(_apart(found.groups(f)), mode.shown) for f in FACETS} if mode.with_facets else {}
        )
        top = found.top_n[:TOP]  # with `reverse` Whoosh gives all
        return Answer(
            len(found), [row for _s, row in top], [] if query.newest else [s for s, _row in top], facets
        )

    def records(self, answer: Answer) -> list[bytes]:
        return [self._searcher.stored_fields(row)["record"] for row in answer.hits]


def _schema() -> Any:
    from whoosh import columns, fields
    from whoosh.analysis import SpaceSeparatedTokenizer

    schema = fields.Schema(record=fields.STORED)
    for field, positions in fields_of(Schema.CORE).items():
        schema.add(field, fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=positions))
    for facet in FACETS:
        schema.add(f"facet_{facet}", fields.KEYWORD(sortable=columns.RefBytesColumn()))
    schema.add("day", fields.NUMERIC(sortable=True))
    schema.add("moment", fields.COLUMN(columns.NumericColumn("q")))
    return schema


def _groups() -> Any:
    from whoosh import sorting

    facets = sorting.Facets()
    for facet in FACETS:
        facets.add_facet(facet, sorting.FieldFacet(f"facet_{facet}"))
    return facets


def _count_map() -> Any:
    from whoosh import sorting

    return sorting.Count


def _apart(counts: Mapping[Any, int]) -> dict[str, int]:
    """Counts of joined values as counts of values."""
    found: Counter[str] = Counter()
    for joined, count in counts.items():
        for value in (joined or "").split():
            found[value] += count
    return dict(found)
