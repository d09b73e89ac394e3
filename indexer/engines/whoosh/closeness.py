"""The phrase signal: how much of what was typed side by side stands so in the best hits, by positions."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.docsets import Rows
from indexer.engines.whoosh.presence import Presence
from indexer.query.tree import Term
from indexer.ranking.phrase import Counts, kept_neighbours, phrase_share

Run = Sequence[str]


class Closeness:
    """Measures runs for the rows of one search."""

    def __init__(self, presence: Presence, runs: Sequence[Run]) -> None:
        self._presence = presence
        self._runs = [run for run in runs if len(run) > 1]

    def share_kept(self, rows: Rows) -> NDArray[np.float64]:
        """For each of `rows`, ascending, the share in 0..1 of the neighbourhoods that it keeps in whole
        pieces: of each run in the zone that keeps most of it."""
        kept = np.zeros((len(self._runs), len(rows)), dtype=np.int64)
        near = np.flatnonzero(self._pairs_found(rows))
        close = rows.take(near)
        for zone in Zone if len(near) else ():
            places = {
                text: self._presence.places(zone, text, close) for text in {t for r in self._runs for t in r}
            }
            for at, run in enumerate(self._runs):
                here = kept_neighbours([places[text] for text in run], len(near))
                kept[at, near] = np.maximum(kept[at, near], here)
        return phrase_share(list(kept), self._runs)

    def share_of_pairs(self, rows: Rows) -> NDArray[np.float64]:
        """For each of `rows` the share of the neighbourhoods that stand anywhere in it, pieces or not."""
        return phrase_share([self._pairs_of(run, rows) for run in self._runs], self._runs)

    def _pairs_found(self, rows: Rows) -> Counts:
        found = [self._pairs_of(run, rows) for run in self._runs]
        return np.asarray(np.sum(found, axis=0, dtype=np.int64))

    def _pairs_of(self, run: Run, rows: Rows) -> Counts:
        found = np.zeros(len(rows), dtype=np.int64)
        for first, second in pairwise(run):
            found += self._presence.having(Term(Family.PAIR, f"{first} {second}")).contains(rows)
        return found
