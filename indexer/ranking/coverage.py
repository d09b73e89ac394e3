"""Signal: how much of the query an article has, by rarity. An abbreviation and its full form are one unit.

Measured on 101 staff queries: x coverage^2 took hit@1 from 84 to 92 %, concepts as units from 92 to 97 %.
Questions are different, for their words are not the article's: to the power 1 it cost those about laws 4.5
points of nDCG@10 (2026-11). So it fades with the length of the query.
"""

import math
from collections.abc import Sequence

import numpy as np

from indexer.ranking.bm25f import Floats

_KEYWORDS = 3
"""Up to so many units each is asked for on purpose."""
_FADING = 2.0
"""Exponent of the fading: on half of 2,732 questions 1.5 and 2 gave .919 and .921 nDCG@10."""
_SENTENCE = 12
"""Above this many units nothing is left of it."""

_WORTH_STEPS = 16
"""Whether an article has enough of the query is decided in sixteenths of a rarity: whole numbers again."""


def is_sentence(units: int) -> bool:
    """Whether a query of so many units is no list of keywords."""
    return units > _SENTENCE


def as_keywords(units: int) -> float:
    """How far a query is a list of keywords: 1 for three units, a quarter for six, 0 for a sentence."""
    return 0.0 if is_sentence(units) else min(1.0, _KEYWORDS / max(units, 1)) ** _FADING


def worth(rarity: float, strength: float = 1.0) -> int:
    """What a unit met so strongly counts for when articles are matched by their share; never nothing."""
    return max(1, round(_WORTH_STEPS * rarity * strength))


def least_worth(share: float, whole: int) -> int:
    """The least worth that is this share of `whole`; never nothing."""
    return max(1, math.ceil(share * whole - 1e-9))


def share_found(strengths: Sequence[Floats], rarities: Sequence[float]) -> Floats:
    """For each article the share in 0..1 of the query it has. At least one unit; rarities not all 0."""
    weighed = sum(strength * rare for strength, rare in zip(strengths, rarities, strict=True))
    return np.asarray(weighed, dtype=np.float64) / max(sum(rarities), 1e-9)


def coverage_factor(share: Floats, *, units: int, power: float) -> Floats:
    """What the score is multiplied by: share^power for keywords, softer for longer queries."""
    return np.asarray(share ** (power * as_keywords(units)), dtype=np.float64)


def phrase_power(units: int) -> float:
    """The power of the share of neighbourhoods kept: 2 for keywords, where parts of a name tell, 8 for six
    units; in longer queries only what stands whole does. 2 again for a sentence, which never stands whole."""
    return 2.0 if is_sentence(units) else 2.0 / as_keywords(units)
