"""The phrase signal: how much of what was typed side by side stands so in the best hits, by positions."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.reading.docsets import Rows
from indexer.query.tree import Term
from indexer.ranking.bm25f import Floats
from indexer.ranking.phrase import Counts, kept_neighbours, phrase_share

Run = Sequence[str]


class Closeness:
    """Measures runs for the rows of one search."""

    def __init__(self, presence: Presence, runs: Sequence[Run]) -> None:
        self._presence = presence
        self._runs = [run for run in runs if len(run) > 1]

    def share_kept(self, rows: Rows) -> Floats:
        """For each of `rows`, ascending, the share in 0..1 of the neighbourhoods that it keeps in whole
        pieces: of each run in the zone that keeps most of it."""
        return phrase_share([self._kept(run, rows) for run in self._runs], self._runs)

    def _kept(self, run: Run, rows: Rows) -> Counts:
        if len(run) == 2:
            return np.asarray(self._pairs(run, rows, None)[0], dtype=np.int64)
        kept = np.zeros(len(rows), dtype=np.int64)
        for zone in Zone:
            pairs = self._pairs(run, rows, zone)
            found = pairs.sum(axis=0)
            unclear = np.flatnonzero((found > kept) & (pairs[1:] & pairs[:-1]).any(axis=0))
            if len(unclear):
                found[unclear] = self._kept_by_places(run, rows.take(unclear), zone)
            np.maximum(kept, found, out=kept)
        return kept

    def _kept_by_places(self, run: Run, rows: Rows, zone: Zone) -> Counts:
        """Where pairs meet in one syllable, positions tell whether they meet in one place too."""
        places = {text: self._presence.places(zone, text, rows) for text in set(run)}
        return kept_neighbours([places[text] for text in run], len(rows))

    def _pairs(self, run: Run, rows: Rows, zone: Zone | None) -> NDArray[np.bool_]:
        """Whether each pair of the run stands in each of `rows`: pairs x rows."""
        terms = [Term(Family.PAIR, f"{first} {second}") for first, second in pairwise(run)]
        return np.stack([self._presence.having(term, zone).contains(rows) for term in terms])
