"""Scores of matching articles: puts the signals of `indexer.ranking` together over Whoosh's postings."""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.columns import Columns, Mask
from indexer.engines.whoosh.matching import Matcher, Matching, Strengths
from indexer.engines.whoosh.postings import PostingReader
from indexer.query.tree import QueryTree, Term, Unit
from indexer.ranking.bm25f import length_norm, rarity, saturate
from indexer.ranking.coverage import coverage_factor, share_found
from indexer.ranking.phrase import kept_neighbours, phrase_factor, phrase_share
from indexer.ranking.title import title_factor
from indexer.settings import RankingSettings


class Scorer:
    """Scores over one committed state; higher is better, only comparable within one query."""

    def __init__(
        self, postings: PostingReader, columns: Columns, matcher: Matcher, ranking: RankingSettings
    ) -> None:
        self._postings = postings
        self._columns = columns
        self._matcher = matcher
        self._ranking = ranking
        self._articles = int(columns.live.sum())
        self._zones = ranking.zones.model_dump()
        self._norms = {zone: self._norm(columns.lengths[zone]) for zone in Zone}

    def score(self, tree: QueryTree, matching: Matching) -> Strengths:
        """A score for every article; those outside `matching.mask` are not to be used."""
        scores = np.zeros(self._columns.size, dtype=np.float64)
        for unit in tree.units:
            scores += self._unit_score(unit)
        for weight, term in self._side_terms(tree):
            scores += weight * self._bm25f(term)
        if tree.units:
            share = self._share(tree.units, matching, tuple(Zone))
            scores *= coverage_factor(share, units=len(tree.units), power=self._ranking.coverage_power)
            in_title = self._share(tree.units, matching, (Zone.TITLE,))
            scores *= title_factor(in_title, self._ranking.title_share)
        self._weigh_phrases(tree, matching, scores)
        return scores

    def _norm(self, lengths: Strengths) -> Strengths:
        live = lengths[self._columns.live]
        return length_norm(lengths, self._ranking.length_b, float(live.mean()) if live.size else 0.0)

    def _bm25f(self, term: Term) -> Strengths:
        frequency = np.zeros(self._columns.size, dtype=np.float64)
        for zone in Zone:
            found = self._postings.read(zone, term)
            weighed = self._zones[zone.value] * found.frequencies / self._norms[zone][found.rows]
            frequency[found.rows] += weighed
        return self._rarity(frequency > 0) * saturate(frequency, self._ranking.saturation_k1)

    def _rarity(self, found: Mask) -> float:
        return rarity(int(np.count_nonzero(found)), self._articles)

    def _unit_score(self, unit: Unit) -> Strengths:
        """The best way's score, and the accents as typed on top."""
        best = np.zeros(self._columns.size, dtype=np.float64)
        for way in unit.ways:
            terms = [self._weight(term, unit) * self._bm25f(term) for term in way.terms]
            holds = np.logical_and.reduce([term > 0 for term in terms])
            np.maximum(best, way.strength * holds * sum(terms) / len(terms), out=best)
        for term in unit.favoured:
            best += self._ranking.accented * self._bm25f(term) / len(unit.favoured)
        return best

    def _weight(self, term: Term, unit: Unit) -> float:
        ranking = self._ranking
        folded = ranking.folded_when_accented if unit.favoured else ranking.folded_when_bare
        weights = {Family.CONCEPT: ranking.concepts, Family.NUMBER: ranking.numbers}
        return weights.get(term.family, folded)

    def _side_terms(self, tree: QueryTree) -> Iterator[tuple[float, Term]]:
        """Neighbours as typed, and words as pyvi found them in articles: they rank and never decide."""
        for run in tree.runs:
            for first, second in itertools.pairwise(run):
                yield self._ranking.pairs, Term(Family.PAIR, f"{first} {second}")
        for word in tree.words:
            yield self._ranking.words, Term(Family.WORD, word)

    def _share(self, units: Sequence[Unit], matching: Matching, zones: Sequence[Zone]) -> Strengths:
        """How much of the query each article has in `zones`, by rarity of what was typed, accents and all."""
        strengths: list[Strengths] = []
        rarities: list[float] = []
        for unit, strength in zip(units, matching.strengths, strict=True):
            typed = self._as_typed(unit, tuple(Zone)) & (strength > 0)
            rarities.append(self._rarity(typed if typed.any() else strength > 0))
            here = strength if len(zones) == len(Zone) else self._strength_in(unit, zones)
            strengths.append(np.where(self._as_typed(unit, zones), here, here * self._ranking.other_accents))
        return share_found(strengths, rarities)

    def _as_typed(self, unit: Unit, zones: Sequence[Zone]) -> Mask:
        """Whether the unit's accents stand in `zones` as typed; always when none were typed."""
        there = np.ones(self._columns.size, dtype=np.bool_)
        for term in unit.favoured:
            there &= self._matcher.having(term, zones)
        return there

    def _strength_in(self, unit: Unit, zones: Sequence[Zone]) -> Strengths:
        best = np.zeros(self._columns.size, dtype=np.float64)
        for way in unit.ways:
            there = [self._matcher.having(term, zones) for term in way.terms]
            np.maximum(best, np.logical_and.reduce(there) * way.strength, out=best)
        return best

    def _weigh_phrases(self, tree: QueryTree, matching: Matching, scores: Strengths) -> None:
        """Multiplies the best scores by how whole the query's runs stand in the article."""
        runs = [run for run in tree.runs if len(run) > 1]
        if not runs or not self._ranking.phrase:
            return
        rows = np.flatnonzero(matching.mask)
        best = rows[np.argsort(-scores[rows], kind="stable")][: self._ranking.phrase_window_hits]
        rows_in_order = sorted(best.tolist())
        kept = {row: [0] * len(runs) for row in rows_in_order}
        for zone in Zone:
            self._measure_runs(zone, runs, kept)
        for row, counts in kept.items():
            scores[row] *= phrase_factor(phrase_share(counts, runs), self._ranking.phrase)

    def _measure_runs(self, zone: Zone, runs: Sequence[Sequence[str]], kept: dict[int, list[int]]) -> None:
        rows = list(kept)
        texts = {text for run in runs for text in run}
        found = {text: self._postings.positions(zone, text, rows) for text in texts}
        for row in rows:
            positions = {text: found[text][row] for text in texts if row in found[text]}
            for at, run in enumerate(runs):
                kept[row][at] = max(kept[row][at], kept_neighbours(run, positions))
