"""Which articles match a query tree, and how strongly each unit of it is met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import Zone
from indexer.engines.whoosh.columns import Columns, Mask
from indexer.engines.whoosh.postings import PostingReader
from indexer.query.tree import QueryTree, Term, Unit, Way
from indexer.ranking.bm25f import rarity
from indexer.ranking.coverage import share_found
from indexer.ranking.phrase import stands_whole
from indexer.settings import IndexerSettings

Strengths = NDArray[np.float64]
"""A number in 0..1 for each article, by document number."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The articles that match, and of all articles the strength of each unit, loose ways included."""

    mask: Mask
    strengths: tuple[Strengths, ...]
    rarities: tuple[float, ...]

    @property
    def share(self) -> Strengths:
        return share_found(self.strengths, self.rarities)


class Matcher:
    """Matches trees over one committed state."""

    def __init__(self, postings: PostingReader, columns: Columns, settings: IndexerSettings) -> None:
        self._postings = postings
        self._columns = columns
        self._settings = settings

    def match(self, tree: QueryTree) -> Matching:
        """The articles with the whole query; where there are none, those with most of it.

        The steps, each taken when the one before finds nothing: every unit strictly, every unit loosely,
        `match_share` of the query, `match_share_least` of it. Sentences begin with the last.
        """
        allowed = self._columns.live & ~self._excluded(tree)
        if not tree.units:
            return Matching(allowed, (), ())
        strict = [self._strength(unit.ways, loose=False) for unit in tree.units]
        loose = [
            np.maximum(known, self._strength([way for way in unit.ways if way.loose], loose=True))
            for unit, known in zip(tree.units, strict, strict=True)
        ]
        articles = int(self._columns.live.sum())
        rarities = tuple(rarity(int(np.count_nonzero(strength)), articles) for strength in loose)
        whole = Matching(allowed, tuple(loose), rarities)
        steps = (allowed & step for step in self._steps(tree.units, strict, whole))
        mask = next((step for step in steps if step.any()), np.zeros_like(allowed))
        return Matching(mask, whole.strengths, rarities)

    def having(self, term: Term, zones: Sequence[Zone] = tuple(Zone)) -> Mask:
        """Articles with the term in any of `zones`."""
        mask = np.zeros(self._columns.size, dtype=np.bool_)
        for zone in zones:
            mask[self._postings.read(zone, term).rows] = True
        return mask

    def _steps(self, units: Sequence[Unit], strict: Sequence[Strengths], whole: Matching) -> Iterator[Mask]:
        required = [at for at, unit in enumerate(units) if not unit.optional] or list(range(len(units)))
        share = whole.share
        if len(required) <= self._settings.whole_query_units:
            for strengths in (strict, whole.strengths):
                yield np.logical_and.reduce([strengths[at] > 0 for at in required])
            yield (share >= self._settings.match_share) & (share > 0)
        yield (share >= self._settings.match_share_least) & (share > 0)

    def _excluded(self, tree: QueryTree) -> Mask:
        mask = np.zeros(self._columns.size, dtype=np.bool_)
        for unit in tree.excluded:
            mask |= self._strength(unit.ways, loose=False) > 0
        return mask

    def _strength(self, ways: Sequence[Way], *, loose: bool) -> Strengths:
        """The best of the ways for each article, 0 where none holds."""
        best = np.zeros(self._columns.size, dtype=np.float64)
        for way in ways:
            if way.loose is loose:
                np.maximum(best, self._holds(way) * way.strength, out=best)
        return best

    def _holds(self, way: Way) -> Mask:
        mask: Mask = np.logical_and.reduce([self.having(term) for term in way.terms])
        return self._side_by_side(way, mask) if way.phrase else mask

    def _side_by_side(self, way: Way, candidates: Mask) -> Mask:
        """Those of `candidates` where the way's terms stand in order, all in one zone."""
        run = [term.text for term in way.terms]
        rows = np.flatnonzero(candidates).tolist()
        mask = np.zeros(self._columns.size, dtype=np.bool_)
        for zone in Zone:
            found = {text: self._postings.positions(zone, text, rows) for text in set(run)}
            for row in rows:
                positions = {text: found[text].get(row, ()) for text in found}
                mask[row] |= stands_whole(run, positions)
        return mask
