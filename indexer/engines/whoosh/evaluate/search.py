"""One search from beginning to end: matches, filters, the best of them, facets, histogram."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.evaluate.clauses import AnyOf, Clause, Listed
from indexer.engines.whoosh.evaluate.facets import FacetCounter, FacetCounts
from indexer.engines.whoosh.evaluate.histogram import DateHistogram, Step
from indexer.engines.whoosh.evaluate.topk import Scores, TieOrder, top_rows
from indexer.engines.whoosh.evaluate.trees import TreeReader
from indexer.engines.whoosh.reading.docsets import DocSet, Rows, intersection
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.types import Sort


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns mean what."""

    facets: Mapping[str, str] = field(default_factory=dict)
    """A refs column for each facet."""
    sort_key: str | None = None
    """Numbers by which documents lie newest first inside segments; 0 is undated, and last."""
    id_column: str | None = None
    """Texts that decide between documents of one sort key."""
    days: str | None = None
    """YYYYMMDD numbers for histograms; 0 is undated."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked besides the query itself."""

    limit: int = 10
    offset: int = 0
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Slugs by facet: OR inside, AND between. An empty one filters nothing."""
    within: Any = None
    """A further Whoosh query that all hits must match, and that scores nothing; None for none."""
    facets: bool = False
    histogram: Step | None = None
    sort: Sort = Sort.RELEVANCE


@dataclass(frozen=True, slots=True)
class Result:
    """`rows` from `offset` on, at most `limit`, best first; all else is about all matches."""

    total: int
    rows: Rows
    scores: Scores
    """Of `rows`; zeros when sorted by date."""
    facets: Mapping[str, FacetCounts]
    histogram: Mapping[int, int]


class ArraySearcher:
    """Searches one snapshot. `schema` is Whoosh's. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, schema: Any, layout: Layout | None = None) -> None:
        self.snapshot = snapshot
        self._schema = schema
        self._layout = layout or Layout()
        self._order = TieOrder(snapshot, sort_key=self._layout.sort_key, id_column=self._layout.id_column)
        self._counter = FacetCounter(snapshot, self._layout.facets)

    def search(self, query: Any, request: Request | None = None, budget: Budget | None = None) -> Result:
        """Raises BadQuery for a kind of query that is not known here, QueryTooCostly, IndexDamaged."""
        request = request or Request()
        reader = TreeReader(self.snapshot, self._schema, budget or Budget())
        clause = reader.read(query)
        base = clause.docs
        if request.within is not None:
            base = base & reader.read(request.within).docs
        chosen = {
            name: self._counter.selection(name, slugs) for name, slugs in request.filters.items() if slugs
        }
        found = intersection([base, *chosen.values()])
        count = min(request.offset + request.limit, len(found))
        rows, scores = self._top(clause, found, count, request)
        return Result(
            total=len(found),
            rows=rows[request.offset :],
            scores=scores[request.offset :],
            facets=self._counter.count(base, chosen) if request.facets else {},
            histogram=self._histogram(found, request.histogram),
        )

    def _top(self, clause: Clause, found: DocSet, count: int, request: Request) -> tuple[Rows, Scores]:
        if request.sort is Sort.RELEVANCE:
            return top(clause, found, count, self._order)
        first = self._order.last if request.sort is Sort.OLDEST else self._order.first
        rows = first(found.rows, count)
        return rows, np.zeros(len(rows), dtype=np.float32)

    def _histogram(self, found: DocSet, step: Step | None) -> Mapping[int, int]:
        if step is None or self._layout.days is None:
            return {}
        days = self._layout.days
        histogram = self.snapshot.keep("histogram", days, lambda: DateHistogram(self.snapshot, days))
        return histogram.count(found, step)


def top(clause: Clause, found: DocSet, count: int, order: TieOrder) -> tuple[Rows, Scores]:
    """The `count` best of `found`, all of which match `clause`, and their scores."""
    if count <= 0:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)
    if clause.constant is not None:
        rows = order.first(found.rows, count)
        return rows, np.full(len(rows), clause.constant, dtype=np.float32)
    whole = len(found) == len(clause.docs)
    if isinstance(clause, Listed) and whole and clause.positive:
        return _top_of_list(clause, count, order)
    if isinstance(clause, AnyOf) and whole and clause.positive and clause.crowded:
        total = np.zeros(found.size, dtype=np.float32)
        clause.add_to(total)
        return top_rows(None, total, count, order)
    return top_rows(found.rows, clause.scores(found), count, order)


def _top_of_list(clause: Listed, count: int, order: TieOrder) -> tuple[Rows, Scores]:
    """Of a whole list: its blocks' maxima are known."""
    listed = clause.list
    rows = None if listed.dense else listed.docs.rows
    found, scores = top_rows(rows, listed.values, count, order, maxima=listed.maxima)
    return found, scores * np.float32(clause.boost)
