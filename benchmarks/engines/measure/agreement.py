"""Whether the engines answered the same: totals, facet counts, dates in order, scores of one formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.engines.measure.worker import Outcome
from benchmarks.engines.queries import Operator, Query

Outcomes = Sequence[Outcome | None]

_SCORE_TOLERANCE = 1e-5
SAME_FORMULA = frozenset({"ours", "whoosh"})
"""Engines whose scores must be equal: Whoosh's BM25F."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the queries that both answered, how many alike. `scores` is None between other formulas."""

    engine: str
    reference: str
    asked: int
    totals: int
    facets: int
    dates: int
    sorted_asked: int
    scores: int | None
    differing: list[int]
    """Numbers of queries whose total or facets differ."""
    scores_asked: int = 0
    """Prefixes left out: ours score all hits alike, Whoosh's now and then do not (`trees.DIFFERENCES`)."""


def compare(queries: Sequence[Query], found: Mapping[str, Outcomes], reference: str) -> list[Agreement]:
    """Every other engine against `reference`."""
    return [
        _compare(queries, (engine, outcomes), (reference, found[reference]))
        for engine, outcomes in found.items()
        if engine != reference
    ]


def _compare(queries: Sequence[Query], one: tuple[str, Outcomes], other: tuple[str, Outcomes]) -> Agreement:
    pairs = [
        (query, mine, theirs)
        for query, mine, theirs in zip(queries, one[1], other[1], strict=True)
        if mine is not None and theirs is not None
    ]
    totals = {query.number for query, mine, theirs in pairs if mine.total == theirs.total}
    facets = {query.number for query, mine, theirs in pairs if mine.facets == theirs.facets}
    by_date = [(mine, theirs) for query, mine, theirs in pairs if query.newest]
    ranked = [(mine, theirs) for query, mine, theirs in pairs if query.operator is not Operator.PREFIX]
    same_formula = {one[0], other[0]} <= SAME_FORMULA
    return Agreement(
        engine=one[0],
        reference=other[0],
        asked=len(pairs),
        totals=len(totals),
        facets=len(facets),
        dates=sum(mine.moments == theirs.moments for mine, theirs in by_date),
        sorted_asked=len(by_date),
        scores=sum(_same_ranking(mine, theirs) for mine, theirs in ranked) if same_formula else None,
        scores_asked=len(ranked),
        differing=[query.number for query, _m, _t in pairs if query.number not in totals & facets],
    )


def _same_ranking(mine: Outcome, theirs: Outcome) -> bool:
    """Equal scores in the same places, the same articles above the last score: ties may fall either way."""
    if len(mine.scores) != len(theirs.scores):
        return False
    if not all(_near(a, b) for a, b in zip(mine.scores, theirs.scores, strict=True)):
        return False
    return _above_last(mine) == _above_last(theirs)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _SCORE_TOLERANCE * max(1.0, abs(a), abs(b))


def _above_last(outcome: Outcome) -> set[int]:
    if not outcome.scores:
        return set()
    last = outcome.scores[-1]
    pairs = zip(outcome.numbers, outcome.scores, strict=True)
    return {number for number, score in pairs if score > last and not _near(score, last)}
