"""Says what made the score of a hit: each part of the query, each signal. For people, not for ranking."""

from collections.abc import Sequence

import numpy as np

from indexer.engines.whoosh.chain.matching import UnitMatch
from indexer.engines.whoosh.chain.scoring import Best, Scorer
from indexer.query.tree import QueryTree
from indexer.ranking.bm25f import SCORE_STEPS
from indexer.types import Earned, Explanation


def explain(
    scorer: Scorer, tree: QueryTree, units: Sequence[UnitMatch], best: Best, in_window: int
) -> list[Explanation]:
    """What made the scores of `best`, in its order; only the first `in_window` were moved by phrases."""
    rows = np.sort(best.rows)
    parts = [(part, part.steps.at(rows)) for part in scorer.parts(tree)]
    factors = scorer.factors(units, rows)
    phrases = scorer.phrase_factors(tree, rows) if scorer.phrase_weight(tree) else np.ones(len(rows))
    found = []
    for place, at in enumerate(np.searchsorted(rows, best.rows).tolist()):
        earned = tuple(
            Earned(signal=part.signal, text=part.text, score=part.times * int(steps[at]) / SCORE_STEPS)
            for part, steps in parts
            if steps[at]
        )
        multiplied = {signal: float(values[at]) for signal, values in factors.items()}
        multiplied["phrase"] = float(phrases[at]) if place < in_window else 1.0
        found.append(Explanation(score=float(best.scores[place]), earned=earned, factors=multiplied))
    return found
