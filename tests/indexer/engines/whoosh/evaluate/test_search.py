"""Queries against one that looks at every document, and against Whoosh's own searcher."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh import query as q

from indexer.engines.whoosh.evaluate.search import ArraySearcher, Request
from tests.indexer.engines.whoosh.evaluate.brute_force import BruteForce
from tests.indexer.engines.whoosh.evaluate.corpora import Corpus, by_whoosh, corpora, opened, schema
from tests.indexer.engines.whoosh.evaluate.queries import plain_queries, queries

ALL = Request(limit=1000)
slow = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def found(searcher: ArraySearcher, query: Any) -> dict[int, float]:
    result = searcher.search(query, ALL)
    assert result.total == len(result.rows)
    return dict(zip(result.rows.tolist(), result.scores.tolist(), strict=True))


@given(corpora(), st.lists(queries, min_size=1, max_size=6))
@slow
def test_every_query_finds_and_scores_what_a_look_at_every_document_does(
    corpus: Corpus, asked: list[Any]
) -> None:
    oracle = BruteForce(corpus)
    with opened(corpus) as snapshot:
        searcher = ArraySearcher(snapshot, schema())
        for query in asked:
            assert found(searcher, query) == pytest.approx(oracle.search(query), rel=1e-5), query


@given(corpora(), st.lists(plain_queries | st.builds(q.AndMaybe, plain_queries, plain_queries), min_size=3))
@settings(slow, max_examples=40)
def test_hits_and_scores_are_those_of_whoosh(corpus: Corpus, asked: list[Any]) -> None:
    with opened(corpus) as snapshot, by_whoosh(corpus) as stock:
        searcher = ArraySearcher(snapshot, schema())
        for query in asked:
            theirs = {hit.docnum: hit.score for hit in stock.search(query, limit=None)}
            theirs = {row: score for row, score in theirs.items() if row not in corpus.deleted}
            assert found(searcher, query) == pytest.approx(theirs, rel=1e-5), query


@given(corpora(), queries, st.integers(0, 5), st.integers(0, 5))
@slow
def test_a_page_is_a_cut_of_the_whole_order(corpus: Corpus, query: Any, offset: int, limit: int) -> None:
    with opened(corpus) as snapshot:
        searcher = ArraySearcher(snapshot, schema())
        whole = searcher.search(query, ALL)
        page = searcher.search(query, Request(offset=offset, limit=limit))
    order = np.lexsort((whole.rows, -whole.scores))
    assert order.tolist() == list(range(len(whole.rows)))
    assert page.total == whole.total
    assert page.rows.tolist() == whole.rows[offset : offset + limit].tolist()
    np.testing.assert_allclose(page.scores, whole.scores[offset : offset + limit], rtol=1e-6)


@given(corpora(), queries, queries)
@slow
def test_within_keeps_only_what_both_match(corpus: Corpus, query: Any, other: Any) -> None:
    with opened(corpus) as snapshot:
        searcher = ArraySearcher(snapshot, schema())
        within = searcher.search(query, Request(limit=1000, within=other))
        assert set(within.rows.tolist()) == found(searcher, query).keys() & found(searcher, other).keys()


def test_fields_that_the_schema_has_not_match_nothing() -> None:
    asked = [q.Term("x", "an"), q.Phrase("x", ["an", "ba"]), q.Prefix("x", "a"), q.NumericRange("x", 1, 2)]
    with opened(Corpus(())) as snapshot:
        assert all(not found(ArraySearcher(snapshot, schema()), query) for query in asked)
