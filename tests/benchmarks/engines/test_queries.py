"""Queries are drawn alike each time, and are what their class says."""

from benchmarks.engines.corpus.documents import Document
from benchmarks.engines.queries import Operator, Query, QueryClass, draw_queries, gather


def test_the_same_statistics_give_the_same_queries(core: list[Document], queries: list[Query]) -> None:
    assert draw_queries(gather(core), 6) == queries


def test_every_class_has_its_share(queries: list[Query]) -> None:
    for kind in QueryClass:
        assert sum(query.kind is kind for query in queries) == 6


def test_filtered_queries_filter_and_sorted_ones_sort(queries: list[Query]) -> None:
    for query in queries:
        assert (query.facet is not None or query.days is not None) == (query.kind is QueryClass.FILTERED)
        assert query.newest == (query.kind is QueryClass.SORTED)
        assert (query.operator is Operator.PHRASE) == (query.kind is QueryClass.PHRASE)


def test_questions_are_as_long_as_a_question(queries: list[Query]) -> None:
    lengths = [len(query.typed.split()) for query in queries if query.kind is QueryClass.QUESTION]
    assert max(lengths) == 30
