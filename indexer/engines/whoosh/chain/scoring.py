"""The order of hits by relevance: puts the signals of `indexer.ranking` together, dear ones for few rows.

What the terms earn is added up for every hit in whole steps. Coverage, title and phrase only multiply, by
no more than known factors: they are worked out for those hits that may still be among the best.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.chain.closeness import Closeness
from indexer.engines.whoosh.chain.matching import UnitMatch
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.chain.steps import Steps, Sums
from indexer.engines.whoosh.chain.weighing import Weigher
from indexer.engines.whoosh.evaluate.topk import TieOrder, best, top_rows
from indexer.engines.whoosh.reading.docsets import DocSet, Rows
from indexer.query.tree import QueryTree, Term, Unit
from indexer.ranking.bm25f import SCORE_STEPS, Floats
from indexer.ranking.coverage import coverage_factor, is_sentence, phrase_power, share_found
from indexer.ranking.date import date_factor
from indexer.ranking.phrase import phrase_factor, phrase_share
from indexer.ranking.title import title_factor
from indexer.settings import RankingSettings

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Best:
    """The best hits in order, with their scores."""

    rows: Rows
    scores: Scores


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the query earns documents, `times` over."""

    signal: str
    text: str
    steps: Steps
    times: int = 1


class Scorer:
    """Ranks the hits of one search."""

    def __init__(
        self,
        presence: Presence,
        weigher: Weigher,
        order: TieOrder,
        ranking: RankingSettings,
        wished: DocSet | None = None,
    ) -> None:
        self._presence = presence
        self._weigher = weigher
        self._order = order
        self._ranking = ranking
        self._wished = wished

    def order(self, tree: QueryTree, units: Sequence[UnitMatch], hits: DocSet, count: int) -> Best:
        """The `count` best of `hits`. The phrase signal moves the best `phrase_window_hits` only."""
        if count <= 0 or not len(hits):
            return Best(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32))
        if not self.phrase_weight(tree):
            return self._best_apart(tree, units, hits, count)
        window = self._ranking.phrase_window_hits
        apart = self._best_apart(tree, units, hits, max(count, window))
        rows = np.sort(apart.rows[:window])
        by_row = apart.scores[:window].take(np.argsort(apart.rows[:window]))
        scores = (by_row * self.phrase_factors(tree, rows)).astype(np.float32)
        close = top_rows(rows, scores, len(rows), self._order)
        return Best(
            np.concatenate([close[0], apart.rows[window:]])[:count],
            np.concatenate([close[1], apart.scores[window:]])[:count],
        )

    def _best_apart(self, tree: QueryTree, units: Sequence[UnitMatch], hits: DocSet, count: int) -> Best:
        """By every signal but phrases. What is left out cannot reach the last one: factors are bounded."""
        sums = Sums.over(hits, [(part.steps, part.times) for part in self.parts(tree)])
        signals = _Signals(self._presence, self._weigher, self._ranking, units, self._wished)
        least = sums.kth_most(count)
        rows, steps = sums.at_least(least)
        scores = signals.score(rows, steps)
        if least:
            kth = float(scores.take(best(scores, count)).min())
            reach = int(kth * SCORE_STEPS / signals.most_factor)
            if reach < least:
                rows, steps = sums.at_least(reach)
                scores = signals.score(rows, steps)
        return Best(*top_rows(rows, scores, count, self._order))

    def parts(self, tree: QueryTree) -> Iterator[Part]:
        """What each unit earns; neighbours as typed and pyvi's words, which rank and never decide."""
        for unit in tree.units:
            text = " ".join(term.text for term in unit.favoured or unit.ways[0].terms)
            yield Part("unit", text, self._weigher.unit_steps(self._presence, unit))
        pairs = Counter(pair for run in tree.runs for pair in itertools.pairwise(run))
        sides = [
            *((Term(Family.PAIR, f"{a} {b}"), self._ranking.pairs, times) for (a, b), times in pairs.items()),
            *((Term(Family.WORD, word), self._ranking.words, n) for word, n in Counter(tree.words).items()),
        ]
        for term, weight, times in sides:
            if weight:
                steps = self._weigher.term_steps(self._presence, term, weight)
                yield Part(term.family.value, term.text, steps, times)

    def phrase_factors(self, tree: QueryTree, rows: Rows) -> Floats:
        """What each of `rows`, ascending, is multiplied by for what stands side by side. A sentence is
        measured by its pairs: it has no names to tell from their parts."""
        runs, units = _runs(tree), len(tree.units)
        if is_sentence(units):
            share = self._share_of_pairs(runs, rows)
        else:
            share = Closeness(self._presence, runs).share_kept(rows)
        return phrase_factor(share, self.phrase_weight(tree), phrase_power(units))

    def factors(self, units: Sequence[UnitMatch], rows: Rows) -> dict[str, Floats]:
        """Signal -> what the sum of each of `rows` is multiplied by; phrases aside."""
        signals = _Signals(self._presence, self._weigher, self._ranking, units, self._wished)
        return dict(signals.factors(rows))

    def phrase_weight(self, tree: QueryTree) -> float:
        """0 when the signal is off, or nothing was typed side by side."""
        if not self._ranking.phrase_window_hits or not _runs(tree):
            return 0.0
        return self._ranking.phrase_of_sentence if is_sentence(len(tree.units)) else self._ranking.phrase

    def _share_of_pairs(self, runs: Sequence[Sequence[str]], rows: Rows) -> Floats:
        """For each of `rows` the share of the runs' neighbourhoods that stand anywhere in it."""
        weight = self._ranking.pairs
        kept = [np.zeros(len(rows), dtype=np.int64) for _ in runs]
        for at, run in enumerate(runs):
            for first, second in itertools.pairwise(run):
                term = Term(Family.PAIR, f"{first} {second}")
                if weight:  # what they earn is at hand, and never nothing
                    kept[at] += self._weigher.term_steps(self._presence, term, weight).at(rows) > 0
                else:
                    kept[at] += self._presence.having(term).contains(rows)
        return phrase_share(kept, runs)


def _runs(tree: QueryTree) -> list[tuple[str, ...]]:
    return [run for run in tree.runs if len(run) > 1]


class _Signals:
    """The factors of one query: how much of it a hit has, as typed, how much its title, and its date."""

    def __init__(
        self,
        presence: Presence,
        weigher: Weigher,
        ranking: RankingSettings,
        units: Sequence[UnitMatch],
        wished: DocSet | None,
    ) -> None:
        self._presence = presence
        self._ranking = ranking
        self._units = units
        self._rarities = [weigher.rarity(self._typed(unit)) for unit in units]
        self._wished = wished
        self.most_factor = (1.0 + ranking.title_share) * (1.0 if wished is None else 1.0 + ranking.dated)

    def score(self, rows: Rows, steps: NDArray[np.int64]) -> Scores:
        scores = steps / SCORE_STEPS
        for _signal, factors in self.factors(rows):
            scores *= factors
        return scores.astype(np.float32)

    def factors(self, rows: Rows) -> Iterator[tuple[str, Floats]]:
        count = len(self._units)
        if not is_sentence(count):
            found = [self._strength(unit.unit, rows, None) for unit in self._units]
            share = share_found(found, self._rarities)
            yield "coverage", coverage_factor(share, units=count, power=self._ranking.coverage_power)
        if self._ranking.title_share:
            in_title = [self._strength(unit.unit, rows, Zone.TITLE) for unit in self._units]
            share = share_found(in_title, self._rarities)
            yield "title", title_factor(share, self._ranking.title_share)
        if self._wished is not None:
            yield "date", date_factor(self._wished.contains(rows), self._ranking.dated)

    def _typed(self, match: UnitMatch) -> DocSet:
        """Where the unit is met with its accents as typed; where it is met, when it is so nowhere."""
        typed = match.loose
        for term in match.unit.favoured:
            typed &= self._presence.having(term)
        return typed if len(typed) else match.loose

    def _strength(self, unit: Unit, rows: Rows, zone: Zone | None) -> Floats:
        """How strongly each of `rows` meets the unit in `zone` (None: anywhere), less by other accents."""
        best = np.zeros(len(rows), dtype=np.float64)
        for way in unit.ways:
            if zone is None:
                holds = self._presence.holding(way).contains(rows)
            else:
                holds = self._all_there(way.terms, rows, zone)
            np.maximum(best, holds * way.strength, out=best)
        if unit.favoured:
            typed = self._all_there(unit.favoured, rows, zone)
            best *= np.where(typed, 1.0, self._ranking.other_accents)
        return best

    def _all_there(self, terms: Sequence[Term], rows: Rows, zone: Zone | None) -> NDArray[np.bool_]:
        there = np.ones(len(rows), dtype=np.bool_)
        for term in terms:
            there &= self._presence.having(term, zone).contains(rows)
        return there
