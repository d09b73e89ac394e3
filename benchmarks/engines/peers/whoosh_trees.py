"""Benchmark queries as trees of `whoosh.query`, for every engine that evaluates those."""

from typing import Any

from benchmarks.engines.corpus.documents import Schema, fields_of
from benchmarks.engines.queries import Operator, Query

_FIELDS = tuple(fields_of(Schema.CORE))


def translate(query: Query) -> Any:
    """The tree, filters in it: what restricts scores 1 for every hit, as Whoosh would have it anyhow."""
    from whoosh import query as trees

    text = _text(query)
    filters = list(_filters(query))
    if not filters:
        return text
    return trees.And([text, *(trees.ConstantScoreQuery(each, 1.0) for each in filters)])


def _text(query: Query) -> Any:
    from whoosh import query as trees

    if query.operator is Operator.PHRASE and len(query.terms) > 1:
        return trees.Or([trees.Phrase(field, list(query.terms)) for field in _FIELDS])
    if query.operator is Operator.PREFIX:
        return trees.Or([trees.Prefix(field, query.terms[0]) for field in _FIELDS])
    if query.operator is Operator.ANY:
        return trees.Or([trees.Term(field, term) for term in query.terms for field in _FIELDS])
    each = [trees.Or([trees.Term(field, term) for field in _FIELDS]) for term in query.terms]
    return each[0] if len(each) == 1 else trees.And(each)


def _filters(query: Query) -> Any:
    from whoosh import query as trees

    if query.facet is not None:
        facet, slug = query.facet
        yield trees.Term(f"facet_{facet}", slug)
    if query.days is not None:
        yield trees.NumericRange("day", *query.days)
