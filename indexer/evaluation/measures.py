"""How good rankings are: nDCG@10, MRR@10, R@100 by ir-measures, mean over the judged queries."""

from collections.abc import Mapping, Sequence

from corpus.article import Frozen
from indexer.evaluation.collection import Collection

DEPTH = 100
"""Ranks that are looked at."""
Rankings = Mapping[str, Sequence[str]]
"""Query id -> document ids, best first, each once, at most DEPTH."""


class Measures(Frozen):
    """Means in 0..1; a query without any answer counts 0."""

    ndcg_at_10: float
    mrr_at_10: float
    recall_at_100: float


def measure(rankings: Rankings, collection: Collection, only: Sequence[str] | None = None) -> Measures:
    """Of the queries `only`, all when None."""
    import ir_measures
    from ir_measures import RR, R, ScoredDoc, nDCG

    wanted = collection.queries if only is None else only
    run = [
        ScoredDoc(query, document, -float(rank))
        for query in wanted
        for rank, document in enumerate(rankings.get(query, ())[:DEPTH])
    ]
    judged = [
        ir_measures.Qrel(query, document, grade)
        for query in wanted
        for document, grade in collection.judgements[query].items()
    ]
    found = ir_measures.calc_aggregate([nDCG @ 10, RR @ 10, R @ 100], judged, run)
    return Measures(ndcg_at_10=found[nDCG @ 10], mrr_at_10=found[RR @ 10], recall_at_100=found[R @ 100])
