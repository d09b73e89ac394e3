"""tantivy: one writer thread, facets by terms aggregation over fast fields, counts exact.

Queries are built as objects: its query language would cost a parse. Its Python package counts facets by a
second pass over the hits; tantivy's own collectors could share one pass, which no Python program can have.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus.documents import FACETS, Document, Schema, fields_of
from benchmarks.engines.peers.base import TOP, Answer, CannotRun, Mode
from benchmarks.engines.queries import Operator, Query

HEAP_BYTES = 1_000_000_000
"""So large that one writer thread makes few segments to merge."""
_MOST_VALUES = 65_000
"""Values of a facet that a segment hands over: more than there are, so that counts are exact."""


class TantivyCore:
    """See `peers.base.Peer`."""

    schema = Schema.CORE

    def __init__(self) -> None:
        try:
            self._tantivy: Any = importlib.import_module("tantivy")
        except ImportError as missing:
            raise CannotRun("tantivy is not installed: pip install -r requirements-bench.lock") from missing
        self._index: Any = None
        self._searcher: Any = None
        self._aggregations = {mode: _aggregations(mode.shown or _MOST_VALUES) for mode in Mode}

    def prepare(self, document: Document) -> dict[str, Any]:
        facets = {f"facet_{facet}": list(values) for facet, values in document.facets.items()}
        numbers = {"day": document.day, "moment": document.moment}
        return {**document.texts, **facets, **numbers, "record": document.record}

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        schema = self._schema()
        index = self._tantivy.Index(schema, path=str(directory))
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        for item in items:
            writer.add_document(self._tantivy.Document.from_dict(item, schema))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, directory: Path) -> None:
        self._index = self._tantivy.Index.open(str(directory))
        self._searcher = self._index.searcher()

    def accepts(self, query: Query, mode: Mode) -> bool:
        return True

    def search(self, query: Query, mode: Mode) -> Answer:
        built = self.translate(query)
        order = {"order_by_field": "moment"} if query.newest else {}
        found = self._searcher.search(built, limit=TOP, count=mode is not Mode.TOPK, **order)
        facets = {}
        if mode.with_facets:
            counted = self._searcher.aggregate(built, self._aggregations[mode])
            facets = {f: {b["key"]: int(b["doc_count"]) for b in counted[f]["buckets"]} for f in FACETS}
        total = found.count if found.count is not None else -1
        return Answer(
            total, [address for _s, address in found.hits], [s for s, _address in found.hits], facets
        )

    def records(self, answer: Answer) -> list[bytes]:
        return [bytes(self._searcher.doc(address).get_first("record")) for address in answer.hits]

    def translate(self, query: Query) -> Any:
        """tantivy's query tree."""
        text = self._text_query(query)
        must = [text, *self._filters(query)]
        if len(must) == 1:
            return text
        return self._all([text, *(self._tantivy.Query.const_score_query(f, 0.0) for f in must[1:])])

    def _schema(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        for field, positions in fields_of(self.schema).items():
            option = "position" if positions else "freq"
            builder.add_text_field(field, tokenizer_name="whitespace", index_option=option)
        for facet in FACETS:
            builder.add_text_field(f"facet_{facet}", fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_integer_field("moment", fast=True)
        builder.add_bytes_field("record", stored=True)
        return builder.build()

    def _text_query(self, query: Query) -> Any:
        if query.operator is Operator.PHRASE and len(query.terms) > 1:
            words = list(query.terms)
            return self._any(
                [self._tantivy.Query.phrase_query(self._index.schema, f, words) for f in self._fields()]
            )
        if query.operator is Operator.PREFIX:
            pattern = f"{query.terms[0]}.*"
            return self._any(
                [self._tantivy.Query.regex_query(self._index.schema, f, pattern) for f in self._fields()]
            )
        clauses = [self._term(term) for term in query.terms]
        if query.operator is Operator.ANY:
            return self._any([each for term in query.terms for each in self._in_fields(term)])
        return self._all(clauses)

    def _filters(self, query: Query) -> Iterator[Any]:
        tantivy, schema = self._tantivy, self._index.schema
        if query.facet is not None:
            facet, slug = query.facet
            yield tantivy.Query.term_query(schema, f"facet_{facet}", slug, "basic")
        if query.days is not None:
            yield tantivy.Query.range_query(schema, "day", tantivy.FieldType.Integer, *query.days)

    def _fields(self) -> list[str]:
        return list(fields_of(self.schema))

    def _term(self, term: str) -> Any:
        return self._any(self._in_fields(term))

    def _in_fields(self, term: str) -> list[Any]:
        return [self._tantivy.Query.term_query(self._index.schema, f, term, "freq") for f in self._fields()]

    def _any(self, queries: list[Any]) -> Any:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in queries])

    def _all(self, queries: list[Any]) -> Any:
        must = self._tantivy.Occur.Must
        return (
            queries[0]
            if len(queries) == 1
            else self._tantivy.Query.boolean_query([(must, q) for q in queries])
        )


def _aggregations(shown: int) -> dict[str, Any]:
    """One request for all facets."""
    return {
        f: {"terms": {"field": f"facet_{f}", "size": shown, "segment_size": _MOST_VALUES}} for f in FACETS
    }
