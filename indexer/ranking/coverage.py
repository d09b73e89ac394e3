"""Signal: how much of the query an article has, by rarity. An abbreviation and its full form are one unit.

Measured on 101 staff queries: x coverage^2 took hit@1 from 84 to 92 %, concepts as units from 92 to 97 %.
"""

from collections.abc import Sequence

import numpy as np

from indexer.ranking.bm25f import Floats

_KEYWORDS = 8
_QUESTION = 12
"""Above this many units a query is a sentence, and coverage only hurts (85.5 to 80.5)."""


def share_found(strengths: Sequence[Floats], rarities: Sequence[float]) -> Floats:
    """For each article the share in 0..1 of the query it has. At least one unit; rarities not all 0."""
    weighed = sum(strength * rare for strength, rare in zip(strengths, rarities, strict=True))
    return np.asarray(weighed, dtype=np.float64) / max(sum(rarities), 1e-9)


def coverage_factor(share: Floats, *, units: int, power: float) -> Floats:
    """What the score is multiplied by: share^power, softer for long queries."""
    if units > _QUESTION:
        return np.ones_like(share)
    return np.asarray(share ** (power if units <= _KEYWORDS else power / 2), dtype=np.float64)
