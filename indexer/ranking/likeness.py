"""Signal: how like one article is another: the share of what is telling in the one that the other has too.

A term tells the more the rarer it is and the oftener it stands in the article (tf-idf, saturated as in BM25).
Source: Salton and Buckley 1988, "Term-weighting approaches in automatic text retrieval".
"""

from collections.abc import Mapping

from indexer.query.tree import Term
from indexer.ranking.bm25f import rarity

MOST_TERMS = 40
"""The most telling ones decide. Chosen by judgement, as the shares below: no judged set says better."""
LARGEST_SHARE = 0.1
FEWEST = 20
"""A term of more articles than both say tells nothing: `kế hoạch` is everywhere."""
LEAST_LIKENESS = 0.12
"""Below it articles seem to share the form, not the matter."""
_STEPS = 1000
_SATURATION = 1.2


def telling(counts: Mapping[Term, int], having: Mapping[Term, int], articles: int) -> dict[Term, int]:
    """The most telling terms with their weights in whole steps, so that sums are exact.

    `counts`: how often each stands in the article; `having`: how many of `articles` have it. Terms that no
    other article has tell nothing of likeness.
    """
    few = max(FEWEST, int(LARGEST_SHARE * articles))
    weights = {
        term: round(_STEPS * rarity(having[term], articles) * count / (count + _SATURATION))
        for term, count in counts.items()
        if 1 < having[term] <= few
    }
    best = sorted(weights, key=lambda term: (-weights[term], term.family, term.text))[:MOST_TERMS]
    return {term: weights[term] for term in best if weights[term] > 0}


def least_steps(weights: Mapping[Term, int]) -> int:
    """What another article must have of these weights to be like the one; always something."""
    return max(1, round(LEAST_LIKENESS * sum(weights.values())))
