"""What terms and units of a query earn each document: BM25F over the zones, in steps. Kept while used.

Units of many documents are weighed stretch by stretch over all of them: what is worked on stays in the
processor's reach, which takes a third of the time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.chain.steps import Steps
from indexer.engines.whoosh.reading.docsets import DocSet, Mask, Rows, union
from indexer.engines.whoosh.reading.snapshot import Postings, Snapshot
from indexer.engines.whoosh.schema import term_field
from indexer.query.tree import Term, Unit, Way
from indexer.ranking.bm25f import SCORE_STEPS, Floats, length_norm, rarity, saturate
from indexer.settings import RankingSettings

_STRETCH = 1 << 15
"""Documents of one stretch: 256 kB for each array of 64-bit numbers."""
_CROWDED = 8
"""From one document in 8 on, stretches of all are weighed sooner than rows are looked up."""
_SEARCH_COST = 12
"""A binary search costs as much as this many look-ups in a set."""

UNIT = "unit"
"""The first part of the cache's keys for what a unit earns: then its ways and favoured terms."""


class Weigher:
    """Weighs terms over one snapshot. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, ranking: RankingSettings) -> None:
        self._snapshot = snapshot
        self._ranking = ranking
        weights: Mapping[str, float] = ranking.zones.model_dump()
        self._lengths = tuple(snapshot.lengths(term_field(zone, Family.FOLDED)) for zone in Zone)
        self._worths = tuple(
            self._worth_of_one(lengths, weights[zone.value])
            for zone, lengths in zip(Zone, self._lengths, strict=True)
        )

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

    def _worth_of_one(self, lengths: NDArray[np.uint8], weight: float) -> Floats:
        """What one occurrence in a zone counts for, by length byte: less in a long text. The mean length is
        that of the live documents."""
        live = lengths.take(self._snapshot.live.rows) if self._snapshot.live_count < len(lengths) else lengths
        counts = np.bincount(live, minlength=256)
        total = int((counts * _lengths_of_bytes().astype(np.int64)).sum())
        norms = length_norm(_lengths_of_bytes(), self._ranking.length_b, total / max(len(live), 1))
        return weight / norms

    def _weigh_term(self, presence: Presence, term: Term, weight: float) -> Steps:
        having = presence.find(term)
        if len(having) * _CROWDED <= having.size:
            having = _listed(having)
            steps = _in_steps(weight * self._scores(presence, term, having, having))
            return Steps.of(having.rows, np.maximum(steps, 1), having.size)
        one = _Stretches(self, presence, {term: having})
        mask = having.mask()
        every = [
            np.maximum(_in_steps(weight * scores(term)), 1) * mask[lo:hi] for lo, hi, scores in one.each()
        ]
        return Steps.of_every(np.concatenate(every))

    def _weigh_unit(self, presence: Presence, unit: Unit) -> Steps:
        ways = [way for way in unit.ways if way.strength > 0]
        if not ways:
            return Steps.of(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int64), self._snapshot.size)
        held = [presence.holding(way) for way in ways]
        docs = union(held)
        if len(docs) * _CROWDED <= docs.size:
            docs = _listed(docs)
            holds = [None if len(one) == len(docs) else one.contains(docs.rows) for one in held]
            earned = self._earned(
                unit,
                list(zip(ways, holds, strict=True)),
                len(docs),
                lambda term: self._scores(presence, term, presence.having(term), docs),
            )
            return Steps.of(docs.rows, _in_steps(earned), docs.size)
        return self._weigh_every(presence, unit, list(zip(ways, held, strict=True)), docs)

    def _weigh_every(
        self, presence: Presence, unit: Unit, held: Sequence[tuple[Way, DocSet]], docs: DocSet
    ) -> Steps:
        """The same over all documents, those left out of `docs` earn nothing."""
        terms = dict.fromkeys([*(term for way, _docs in held for term in way.terms), *unit.favoured])
        masks = [(way, documents.mask()) for way, documents in held]
        inside = docs.mask()
        every: list[NDArray[np.int64]] = []
        for lo, hi, scores in _Stretches(
            self, presence, {term: presence.having(term) for term in terms}
        ).each():
            ways = [(way, mask[lo:hi]) for way, mask in masks]
            every.append(_in_steps(self._earned(unit, ways, hi - lo, scores) * inside[lo:hi]))
        return Steps.of_every(np.concatenate(every))

    def _earned(
        self,
        unit: Unit,
        ways: Sequence[tuple[Way, Mask | None]],
        count: int,
        scores: Callable[[Term], Floats],
    ) -> Floats:
        """For each of `count` documents: the best way that holds there, and the terms as typed.

        `ways` with where each holds (None: everywhere); `scores` of a term.
        """
        best = np.zeros(count, dtype=np.float64)
        for way, holds in ways:
            worth = np.zeros(count, dtype=np.float64)
            for term in way.terms:
                worth += self._weight(term, unit) * scores(term)
            worth *= way.strength / len(way.terms)
            if holds is not None:
                worth *= holds
            np.maximum(best, worth, out=best)
        for term in unit.favoured:
            best += self._ranking.accented * scores(term) / len(unit.favoured)
        return best

    def _weight(self, term: Term, unit: Unit) -> float:
        ranking = self._ranking
        folded = ranking.folded_when_accented if unit.favoured else ranking.folded_when_bare
        weights = {Family.CONCEPT: ranking.concepts, Family.NUMBER: ranking.numbers}
        return weights.get(term.family, folded)

    def _scores(self, presence: Presence, term: Term, having: DocSet, docs: DocSet) -> Floats:
        """BM25F of the term, which `having` have, for each of `docs`; 0 where it is not."""
        frequency = np.zeros(len(docs), dtype=np.float64)
        if not len(having):
            return frequency
        for zone, postings in enumerate(presence.postings(term)):
            at, which = _shared(docs, postings.rows)
            frequency[at] += self.worths(zone, postings.rows.take(which)) * postings.frequencies.take(which)
        return self.saturated(having, frequency)

    def worths(self, zone: int, rows: Rows) -> Floats:
        """What one occurrence in the zone counts for in each of `rows`."""
        return self._worths[zone].take(self._lengths[zone].take(rows))

    def saturated(self, having: DocSet, frequency: Floats) -> Floats:
        """BM25F of a term that `having` have, by its weighed frequency."""
        return self.rarity(having) * saturate(frequency, self._ranking.saturation_k1)


class _Stretches:
    """Scores of some terms for all documents, a stretch at a time."""

    def __init__(self, weigher: Weigher, presence: Presence, terms: Mapping[Term, DocSet]) -> None:
        """`terms` with the documents that have them."""
        self._weigher = weigher
        self._terms = terms
        size = presence.snapshot.size
        self._borders = [*range(0, size, _STRETCH), size]
        self._zones: dict[Term, list[tuple[int, Postings, list[int]]]] = {
            term: [
                (zone, postings, np.searchsorted(postings.rows, self._borders).tolist())
                for zone, postings in enumerate(presence.postings(term))
                if len(postings.rows)
            ]
            for term in terms
        }

    def each(self) -> Iterator[tuple[int, int, Callable[[Term], Floats]]]:
        """The first document of each stretch, the one behind its last, and the scores of a term there."""
        for at, (lo, hi) in enumerate(pairwise(self._borders)):
            yield lo, hi, lambda term, at=at, lo=lo, hi=hi: self._scores(term, at, lo, hi)  # type: ignore[misc]

    def _scores(self, term: Term, at: int, lo: int, hi: int) -> Floats:
        frequency = np.zeros(hi - lo, dtype=np.float64)
        for zone, postings, cuts in self._zones[term]:
            rows = postings.rows[cuts[at] : cuts[at + 1]]
            counts = postings.frequencies[cuts[at] : cuts[at + 1]]
            frequency[rows - lo] += self._weigher.worths(zone, rows) * counts
        return self._weigher.saturated(self._terms[term], frequency)


def _listed(documents: DocSet) -> DocSet:
    """The same with rows; a dense set that is kept should not remember them."""
    if documents.is_sparse:
        return documents
    rows = np.flatnonzero(documents.mask()).astype(np.int32)
    return DocSet(documents.size, rows=rows, bits=documents.bits)


def _shared(docs: DocSet, rows: Rows) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places in `docs` and in ascending `rows` of what they share."""
    if len(docs) * _SEARCH_COST < len(rows):
        found = np.searchsorted(rows, docs.rows)
        at = np.flatnonzero(rows.take(found, mode="clip") == docs.rows)
        return at, found.take(at)
    which = np.flatnonzero(docs.contains(rows))
    return np.searchsorted(docs.rows, rows.take(which)), which


@lru_cache(maxsize=1)
def _lengths_of_bytes() -> Floats:
    from whoosh.util.numeric import byte_to_length

    return np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float64)


def _in_steps(scores: Floats) -> NDArray[np.int64]:
    return np.rint(scores * SCORE_STEPS).astype(np.int64)
