"""Signal: how much of what was typed side by side stands so. Tells a name from its scattered parts.

A place is an article and a position in one of its texts, as one number: `article << PLACE_BITS | position`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.ranking.bm25f import Floats

PLACE_BITS = 32
Places = NDArray[np.int64]
"""Where one syllable stands, ascending."""
Counts = NDArray[np.int64]


def standing_whole(run: Sequence[Places]) -> NDArray[np.int64]:
    """The articles, ascending, where the syllables of `run` stand somewhere in this order side by side."""
    ends = run[0]
    for places in run[1:]:
        ends = np.compress(_among(ends + 1, places), ends) + 1
    articles = np.unique(ends >> PLACE_BITS)
    return np.asarray(articles, dtype=np.int64)


def kept_neighbours(run: Sequence[Places], articles: int) -> Counts:
    """For each article how many neighbourhoods of `run` stand in it when it is cut into the fewest pieces.

    `Nguyễn Văn Phỉ` keeps 2 where the name stands, 1 where only `Nguyễn Văn` and `Văn Phỉ` do. The longest
    piece that ends at a syllable is always one of the fewest: a shorter one saves nothing before it.
    """
    endings = _run_endings(run, articles)
    kept = np.zeros((len(run) + 1, articles), dtype=np.int64)
    every = np.arange(articles)
    for at, ending in enumerate(endings):
        kept[at + 1] = kept[at + 1 - np.maximum(ending, 1), every] + np.maximum(ending, 1) - 1
    return np.asarray(kept[-1], dtype=np.int64)


def _run_endings(run: Sequence[Places], articles: int) -> Counts:
    """For each syllable and article how many of `run` up to it stand side by side; 0 where it is nowhere."""
    endings = np.zeros((len(run), articles), dtype=np.int64)
    before, lengths = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    for at, places in enumerate(run):
        follows = np.searchsorted(before, places - 1)
        after = _among(places - 1, before)
        lengths = np.where(after, lengths.take(follows, mode="clip") if len(lengths) else 0, 0) + 1
        np.maximum.at(endings[at], places >> PLACE_BITS, lengths)
        before = places
    return endings


def _among(places: Places, others: Places) -> NDArray[np.bool_]:
    """For each of `places` whether it is one of `others`, both ascending."""
    if not len(others):
        return np.zeros(len(places), dtype=np.bool_)
    found: NDArray[np.bool_] = others.take(np.searchsorted(others, places), mode="clip") == places
    return found


def phrase_share(kept: Sequence[Counts], runs: Sequence[Sequence[str]]) -> Floats:
    """For each article the share in 0..1 of the query's neighbourhoods that it keeps, run by run."""
    asked = sum(len(run) - 1 for run in runs)
    return np.asarray(np.sum(kept, axis=0, dtype=np.float64) / max(asked, 1), dtype=np.float64)


def phrase_factor(share: Floats, weight: float, power: float) -> Floats:
    """1 + weight when every run stands whole; with a power of 2 half a name is much less than half as
    telling, with more of it only the whole tells."""
    return np.asarray(1.0 + weight * share**power, dtype=np.float64)
