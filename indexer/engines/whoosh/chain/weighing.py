"""What terms and units of a query earn each document: BM25F over the zones, in steps. Kept while used."""

import threading
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.chain.steps import Steps
from indexer.engines.whoosh.reading.docsets import DocSet, union
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.schema import term_field
from indexer.query.tree import Term, Unit
from indexer.ranking.bm25f import SCORE_STEPS, Floats, length_norm, rarity, saturate
from indexer.settings import RankingSettings

Members = NDArray[np.int64]

UNIT = "unit"
"""The first part of the cache's keys for what a unit earns: then its ways and favoured terms."""


class Weigher:
    """Weighs terms over one snapshot. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, ranking: RankingSettings) -> None:
        self._snapshot = snapshot
        self._ranking = ranking
        weights: Mapping[str, float] = ranking.zones.model_dump()
        self._worths = tuple(self._worth_of_one(zone, weights[zone.value]) for zone in Zone)
        self._own = threading.local()

    def rarity(self, found: DocSet) -> float:
        return rarity(len(found), self._snapshot.live_count)

    def unit_steps(self, presence: Presence, unit: Unit) -> Steps:
        """What meeting the unit earns: the best way's mean of its terms, and the accents as typed on top."""
        key = (UNIT, unit.ways, unit.favoured)
        return self._snapshot.cache.get(key, lambda: self._weigh_unit(presence, unit))

    def term_steps(self, presence: Presence, term: Term, weight: float) -> Steps:
        """What having the term earns: one step at least, when `weight` is not 0."""
        key = ("term", term.family, term.text, weight)
        return self._snapshot.cache.get(key, lambda: self._weigh_term(presence, term, weight))

    def _worth_of_one(self, zone: Zone, weight: float) -> Floats:
        """What one occurrence in `zone` counts for in each document: less in a long text. The mean length
        is that of the live documents."""
        lengths = self._snapshot.lengths(term_field(zone, Family.FOLDED))
        live = lengths.take(self._snapshot.live.rows) if self._snapshot.live_count < len(lengths) else lengths
        counts = np.bincount(live, minlength=256)
        total = int((counts * _lengths_of_bytes().astype(np.int64)).sum())
        norms = length_norm(_lengths_of_bytes(), self._ranking.length_b, total / max(len(live), 1))
        return (weight / norms).take(lengths)

    def _weigh_term(self, presence: Presence, term: Term, weight: float) -> Steps:
        having = presence.find(term)
        rows = _members(having)
        steps = _in_steps(weight * self._scores(presence, term, having, rows))
        return Steps.of(rows, np.maximum(steps, 1), self._snapshot.size)

    def _weigh_unit(self, presence: Presence, unit: Unit) -> Steps:
        ways = [way for way in unit.ways if way.strength > 0]
        held = [presence.holding(way) for way in ways]
        rows = _members(union(held)) if held else np.empty(0, dtype=np.int64)
        best = np.zeros(len(rows), dtype=np.float64)
        for way, documents in zip(ways, held, strict=True):
            worth = np.zeros(len(rows), dtype=np.float64)
            for term in way.terms:
                scores = self._scores(presence, term, presence.having(term), rows)
                worth += self._weight(term, unit) * scores
            worth *= way.strength / len(way.terms)
            if len(documents) < len(rows):
                worth *= documents.contains(rows)
            np.maximum(best, worth, out=best)
        for term in unit.favoured:
            scores = self._scores(presence, term, presence.having(term), rows)
            best += self._ranking.accented * scores / len(unit.favoured)
        return Steps.of(rows, _in_steps(best), self._snapshot.size)

    def _weight(self, term: Term, unit: Unit) -> float:
        ranking = self._ranking
        folded = ranking.folded_when_accented if unit.favoured else ranking.folded_when_bare
        weights = {Family.CONCEPT: ranking.concepts, Family.NUMBER: ranking.numbers}
        return weights.get(term.family, folded)

    def _scores(self, presence: Presence, term: Term, having: DocSet, rows: Members) -> Floats:
        """BM25F of the term, which `having` have, for each of `rows`; 0 where it is not."""
        if not len(having):
            return np.zeros(len(rows), dtype=np.float64)
        scratch = self._scratch()
        touched: list[NDArray[np.int32]] = []
        for zone, postings in enumerate(presence.postings(term)):
            np.add.at(scratch, postings.rows, self._worths[zone].take(postings.rows) * postings.frequencies)
            touched.append(postings.rows)
        frequency = scratch.take(rows)
        for here in touched:
            scratch[here] = 0.0
        return self.rarity(having) * saturate(frequency, self._ranking.saturation_k1)

    def _scratch(self) -> Floats:
        """Zeros for each document, this thread's own; to be left as zeros."""
        if not hasattr(self._own, "zeros"):
            self._own.zeros = np.zeros(self._snapshot.size, dtype=np.float64)
        zeros: Floats = self._own.zeros
        return zeros


@lru_cache(maxsize=1)
def _lengths_of_bytes() -> Floats:
    from whoosh.util.numeric import byte_to_length

    return np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float64)


def _in_steps(scores: Floats) -> NDArray[np.int64]:
    return np.rint(scores * SCORE_STEPS).astype(np.int64)


def _members(documents: DocSet) -> Members:
    """Without making a dense set remember its rows."""
    if documents.is_sparse:
        return documents.rows.astype(np.int64)
    return np.flatnonzero(documents.mask())
