"""Where results differ from Whoosh's on purpose, shown on both; what is refused; what a search may cost."""

import time
from typing import Any

import pytest
import whoosh
from whoosh import query as q

from corpus.errors import BadQuery, QueryTooCostly
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.evaluate.search import ArraySearcher, Request
from indexer.engines.whoosh.evaluate.trees import DIFFERENCES
from tests.indexer.engines.whoosh.evaluate.corpora import Corpus, Document, by_whoosh, opened, schema

AN, BA, SO = (q.Term("title", word) for word in ("an", "ba", "so"))


def titles(*texts: str) -> tuple[Document, ...]:
    return tuple(Document(title=tuple(text.split())) for text in texts)


ONE = Corpus((titles("so", "an", "ba", "an ba", "an so", "so ba"),))
Cases = dict[str, tuple[Corpus, Any, Any]]
CASES: Cases = {
    "constant-score": (ONE, q.Prefix("title", "a"), {1: 1.0, 3: 1.0, 4: 1.0}),
    "require": (ONE, q.ConstantScoreQuery(q.Require(AN, BA), 1.0), {3: 1.0}),
    "and-not": (
        Corpus((titles("so", "an so", "an so", "an"),)),
        q.ConstantScoreQuery(q.AndNot(AN, SO), 1.0),
        {3: 1.0},
    ),
    "not-deleted": (Corpus((titles("an", "ba"),), frozenset([1])), q.Not(AN), {}),
    "best-of": (
        Corpus((titles("an", "ba"),)),
        q.DisjunctionMax([q.ConstantScoreQuery(AN, 1.0), q.ConstantScoreQuery(BA, 5.0)]),
        {0: 1.0, 1: 5.0},
    ),
    "and-maybe": (
        Corpus((titles("an so", "ba so", "an ba so"),)),
        q.And([BA, q.AndMaybe(AN, SO)]),
        {2: 2.4284707},
    ),
    "lone-boost": (ONE, q.And([q.Every("title")], boost=2.0), dict.fromkeys(range(6), 2.0)),
    "zero-score": (ONE, q.ConstantScoreQuery(AN, 0.0), {1: 0.0, 3: 0.0, 4: 0.0}),
    "otherwise": (
        Corpus((titles("an"), titles("ba"))),
        q.ConstantScoreQuery(q.Otherwise(AN, BA), 1.0),
        {0: 1.0},
    ),
}


MENDED = {"require"} if whoosh.__version__ >= (3,) else set()
"""What whoosh3, the drop-in way out, does as we do."""


@pytest.mark.parametrize("name", DIFFERENCES)
def test_each_difference_from_whoosh_is_one(name: str) -> None:
    corpus, query, expected = CASES[name]
    with opened(corpus) as snapshot, by_whoosh(corpus) as stock:
        found = ArraySearcher(snapshot, schema()).search(query, Request(limit=100))
        theirs = {hit.docnum: hit.score for hit in stock.search(query, limit=None)}
    assert dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True)) == pytest.approx(expected)
    assert (theirs == pytest.approx(expected)) is (name in MENDED)


@pytest.mark.parametrize(
    "query",
    [q.SpanNear(AN, BA), q.Or([AN, BA], scale=0.5), q.Phrase("plain", ["an", "ba"]), q.Sequence([AN, BA])],
    ids=str,
)
def test_queries_that_are_not_evaluated_are_refused(query: Any) -> None:
    with opened(ONE) as snapshot, pytest.raises(BadQuery, match="query-unsupported"):
        ArraySearcher(snapshot, schema()).search(query)


@pytest.mark.parametrize(
    "query",
    [q.Or([AN, BA]), q.Or([q.Term("title", "an"), q.Term("body", "an")]), q.Prefix("title", "b")],
    ids=str,
)
def test_a_search_may_read_so_many_postings(query: Any) -> None:
    corpus = Corpus((titles("an ba") + titles("an bo"),))
    with opened(corpus) as snapshot:
        searcher = ArraySearcher(snapshot, schema())
        searcher.search(query, budget=Budget(max_postings=4))
        with pytest.raises(QueryTooCostly, match=r"query-too-costly.*commonest words"):
            searcher.search(q.And([query, query, query]), budget=Budget(max_postings=2))


def test_a_search_may_take_so_long() -> None:
    budget = Budget(deadline_seconds=0.001)
    time.sleep(0.002)
    with pytest.raises(QueryTooCostly, match="too long"):
        budget.spend(0)
