"""Queries that stand for many terms: prefixes, patterns, ranges, misspellings. Which terms, which documents.

Sets are kept: they do not depend on who asks.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from whoosh import query as q
from whoosh.query import terms as q_terms

from corpus.errors import BadQuery
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.evaluate.fuzzy import Misspellings
from indexer.engines.whoosh.reading.decoding import Ordinals
from indexer.engines.whoosh.reading.docsets import DocSet
from indexer.engines.whoosh.reading.snapshot import Snapshot


class Expander:
    """Finds terms and documents of one search. `schema` is Whoosh's, and has the queries' fields."""

    def __init__(self, snapshot: Snapshot, schema: Any, budget: Budget) -> None:
        self._snapshot = snapshot
        self._schema = schema
        self._budget = budget

    def having(self, field: str) -> DocSet:
        """Live documents with any term in the field."""

        def find() -> DocSet:
            if field in self._schema and self._schema[field].scorable:
                return DocSet.from_mask(self._snapshot.lengths(field) > 0) & self._snapshot.live
            return self._documents(field, self._snapshot.between(field, None, None))

        return self._snapshot.cache.get(("having", field), find)

    def documents(self, query: Any) -> DocSet:
        """Live documents with any of the query's terms. Kept."""
        field = query.fieldname
        if is_everything(query):
            return self.having(field)
        ordinals = self._ordinals(query)
        self._budget.spend(self._snapshot.posting_count(field, ordinals))
        key = ("expansion", field, *_key(ordinals))
        return self._snapshot.cache.get(key, lambda: self._snapshot.documents_of(field, ordinals))

    def terms(self, query: Any) -> list[bytes]:
        """The query's terms, ascending."""
        field = query.fieldname
        found: set[bytes] = set()
        for part, here in zip(self._snapshot.parts, self._ordinals(query), strict=True):
            if here:
                text = part.segment.terms(field).text
                found.update(text(at) for at in here)
        return sorted(found)

    def numbers(self, query: Any, read: Callable[[Any], Any]) -> DocSet:
        """Live documents with a number in the range, by the terms that Whoosh splits it into. Kept."""
        key = (query.fieldname, query.start, query.end, query.startexcl, query.endexcl)

        def find() -> DocSet:
            try:
                compiled = query._compile_query(_SchemaOnly(self._schema))
            except (ValueError, OverflowError):
                return DocSet.none(self._snapshot.size)
            found: DocSet = read(compiled).docs
            return found

        return self._snapshot.cache.get(("numbers", *key), find)

    def _documents(self, field: str, ordinals: Sequence[Ordinals]) -> DocSet:
        self._budget.spend(self._snapshot.posting_count(field, ordinals))
        return self._snapshot.documents_of(field, ordinals)

    def _ordinals(self, query: Any) -> list[Ordinals]:
        """The query's terms in each segment."""
        for kind, find in _FINDERS.items():
            if isinstance(query, kind):
                return find(self._snapshot, self._schema[query.fieldname], query)
        raise BadQuery(f"query-unsupported: {type(query).__name__} is not evaluated here")


class _SchemaOnly:
    """All that a range of numbers asks of Whoosh's reader."""

    def __init__(self, schema: Any) -> None:
        self.schema = schema


def _prefix(snapshot: Snapshot, field: Any, query: Any) -> list[Ordinals]:
    return list(snapshot.prefix(query.fieldname, field.to_bytes(query.text)))


def _range(snapshot: Snapshot, field: Any, query: Any) -> list[Ordinals]:
    """Closed at both ends but where the query says otherwise."""
    try:
        start = None if query.start is None else field.to_bytes(query.start)
        end = None if query.end is None else field.to_bytes(query.end)
    except ValueError:
        return [range(0) for _part in snapshot.parts]
    if start is not None and query.startexcl:
        start += b"\0"
    if end is not None and not query.endexcl:
        end += b"\0"
    return list(snapshot.between(query.fieldname, start, end))


def _pattern(snapshot: Snapshot, field: Any, query: Any) -> list[Ordinals]:
    """Terms of the pattern's literal beginning that the rest of it matches too."""
    matches = re.compile(query._get_pattern()).match
    found: list[Ordinals] = []
    begin = query._find_prefix(query.text)
    for part, candidates in zip(
        snapshot.parts, snapshot.prefix(query.fieldname, field.to_bytes(begin)), strict=True
    ):
        if not candidates:
            found.append(candidates)
            continue
        texts = part.segment.terms(query.fieldname).texts(candidates.start, candidates.stop)
        found.append(
            [at for at, text in zip(candidates, texts, strict=True) if matches(field.from_bytes(text))]
        )
    return found


def _misspelt(snapshot: Snapshot, field: Any, query: Any) -> list[Ordinals]:
    found: list[Ordinals] = []
    for part in snapshot.parts:
        if query.fieldname not in part.segment.fields:
            found.append([])
            continue
        near = Misspellings.of(snapshot, part, query.fieldname)
        found.append(near.within(query.text, int(query.maxdist), prefix=query.prefixlength))
    return found


def _variations(snapshot: Snapshot, field: Any, query: Any) -> list[Ordinals]:
    words = sorted(field.to_bytes(word) for word in q_terms.variations(query.text))
    found: list[Ordinals] = []
    for part in snapshot.parts:
        places: list[int | None] = []
        if query.fieldname in part.segment.fields:
            places = [part.segment.terms(query.fieldname).find(word) for word in words]
        found.append([at for at in places if at is not None])
    return found


_FINDERS: dict[Any, Callable[[Snapshot, Any, Any], list[Ordinals]]] = {
    q.Prefix: _prefix,
    q.PatternQuery: _pattern,
    q.TermRange: _range,
    q.FuzzyTerm: _misspelt,
    q.Variations: _variations,
}


def is_everything(query: Any) -> bool:
    """Whether it is for every term of its field, which Whoosh takes for an `Every`."""
    return any(isinstance(query, kind) and query.text == text for kind, text in _EVERYTHING.items())


_EVERYTHING: dict[Any, str] = {q.Prefix: "", q.Wildcard: "*", q.Regex: ".*"}


def _key(ordinals: Sequence[Ordinals]) -> tuple[Hashable, ...]:
    return tuple(here if isinstance(here, range) else tuple(here) for here in ordinals)
