"""Signal: how much of the query an article has, by rarity. An abbreviation and its full form are one unit.

Measured on 101 staff queries: x coverage^2 took hit@1 from 84 to 92 %, concepts as units from 92 to 97 %.
"""

import math
from collections.abc import Sequence

import numpy as np

from indexer.ranking.bm25f import Floats

_KEYWORDS = 8
_QUESTION = 12
"""Above this many units a query is a sentence, and coverage only hurts (85.5 to 80.5)."""

_WORTH_STEPS = 16
"""Whether an article has enough of the query is decided in sixteenths of a rarity: whole numbers again."""


def is_sentence(units: int) -> bool:
    """Whether a query of so many units is no list of keywords."""
    return units > _QUESTION


def worth(rarity: float, strength: float = 1.0) -> int:
    """What a unit met so strongly counts for when articles are matched by their share; never nothing."""
    return max(1, round(_WORTH_STEPS * rarity * strength))


def enough(share: float, whole: int) -> int:
    """The least worth that is this share of `whole`; never nothing."""
    return max(1, math.ceil(share * whole - 1e-9))


def share_found(strengths: Sequence[Floats], rarities: Sequence[float]) -> Floats:
    """For each article the share in 0..1 of the query it has. At least one unit; rarities not all 0."""
    weighed = sum(strength * rare for strength, rare in zip(strengths, rarities, strict=True))
    return np.asarray(weighed, dtype=np.float64) / max(sum(rarities), 1e-9)


def coverage_factor(share: Floats, *, units: int, power: float) -> Floats:
    """What the score is multiplied by: share^power, softer for long queries."""
    if is_sentence(units):
        return np.ones_like(share)
    return np.asarray(share ** (power if units <= _KEYWORDS else power / 2), dtype=np.float64)
