"""Signal: how often, how rare, how long (BM25F). Frequencies of zones are weighed and summed, then saturated.

Source: Robertson, Zaragoza, Taylor 2004, "Simple BM25 extension to multiple weighted fields", eq. 6-8.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def rarity(found: int, articles: int) -> float:
    """Inverse document frequency of what `found` of `articles` have; never negative."""
    return math.log1p((articles - found + 0.5) / (found + 0.5))


def length_norm(lengths: Floats, b: float, mean: float) -> Floats:
    """What to divide a zone's frequencies by: 1 at the mean length."""
    return 1.0 - b + b * lengths / mean if mean > 0 else np.ones_like(lengths)


def saturate(frequency: Floats, k1: float) -> Floats:
    """0 at 0, 1 at 1, never above k1 + 1."""
    return frequency * (k1 + 1.0) / (frequency + k1)
