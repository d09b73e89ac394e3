"""Signal: how often, how rare, how long (BM25F). Frequencies of zones are weighed and summed, then saturated.

Source: Robertson, Zaragoza, Taylor 2004, "Simple BM25 extension to multiple weighted fields", eq. 6-8.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SCORE_STEPS = 40
"""What a unit of a query earns an article is counted in fortieths, so that sums are whole numbers: adding a
million of them takes 0.1 ms, and equal articles score equal. A term in 6 % of articles and its accents earn
up to 255: one byte."""


def rarity(found: int, articles: int) -> float:
    """Inverse document frequency of what `found` of `articles` have; never negative."""
    return math.log1p((articles - found + 0.5) / (found + 0.5))


def length_norm(lengths: Floats, b: float, mean: float) -> Floats:
    """What to divide a zone's frequencies by: 1 at the mean length."""
    return 1.0 - b + b * lengths / mean if mean > 0 else np.ones_like(lengths)


def saturate(frequency: Floats, k1: float) -> Floats:
    """0 at 0, 1 at 1, never above k1 + 1."""
    saturated = frequency * (k1 + 1.0)
    saturated /= frequency + k1
    return saturated
