"""Which documents match a query tree, and how much each unit of it says. Sets only; nothing is scored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.chain.demands import Demands
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.reading.docsets import DocSet, intersection, union
from indexer.query.tree import QueryTree, Unit, Way
from indexer.ranking.bm25f import rarity
from indexer.ranking.coverage import least_worth, worth
from indexer.settings import IndexerSettings

Worths = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """Where a unit is met by its strict ways, and where by any."""

    unit: Unit
    strict: DocSet
    loose: DocSet


class Matcher:
    """Matches the trees of one search."""

    def __init__(self, presence: Presence, demands: Demands, settings: IndexerSettings) -> None:
        self._presence = presence
        self._demands = demands
        self._settings = settings
        self._size = presence.snapshot.size
        self._live = presence.snapshot.live

    def match(self, tree: QueryTree, units: Sequence[UnitMatch]) -> DocSet:
        """The documents with the whole query; where they are too few, those with most of it. All of them
        meet its demands; optional units are required only where nothing else is asked.

        The steps: every unit strictly, every unit loosely, `match_share` of the query, `match_share_least`,
        `match_share_few`. Sentences begin with the fourth; keywords take the first that finds anything, all
        others the first that finds `match_enough`, else the last.
        """
        allowed = intersection([self._live, *map(self._demands.met, tree.demands)])
        required = [unit for unit in units if not unit.unit.optional]
        if not required:
            required = [] if tree.demands else list(units)
        if not required or not len(allowed):
            return allowed
        enough = 1 if len(required) <= self._settings.keyword_units else self._settings.match_enough
        found = DocSet.none(self._size)
        for step in self._steps(units, required):
            found |= step & allowed
            if len(found) >= enough:
                break
        return found

    def _steps(self, units: Sequence[UnitMatch], required: Sequence[UnitMatch]) -> Iterator[DocSet]:
        """From the whole query to the least of it; each worked out when it is asked for."""
        settings = self._settings
        shares = [settings.match_share_least, settings.match_share_few]
        if len(required) <= settings.whole_query_units:
            yield intersection([unit.strict for unit in required])
            yield intersection([unit.loose for unit in required])
            shares.insert(0, settings.match_share)
        sums, whole = self._worths(units)
        for share in shares:
            yield DocSet.from_mask(sums >= least_worth(share, whole))

    def match_unit(self, unit: Unit) -> UnitMatch:
        strict = self._held(way for way in unit.ways if not way.loose)
        loose = [way for way in unit.ways if way.loose]
        return UnitMatch(unit, strict, union([strict, self._held(loose)]) if loose else strict)

    def _held(self, ways: Iterable[Way]) -> DocSet:
        return self._presence.holding_any(ways)

    def _worths(self, units: Sequence[UnitMatch]) -> tuple[Worths, int]:
        """What each document has of the query by worth, and the whole. Exact: counted in whole steps."""
        articles = self._presence.snapshot.live_count
        rarities = [rarity(len(unit.loose), articles) for unit in units]
        whole = sum(map(worth, rarities))
        kind: type[np.unsignedinteger[Any]] = np.uint16 if whole < 1 << 16 else np.uint32
        sums: Worths = np.zeros(self._size, dtype=kind)
        for unit, rare in zip(units, rarities, strict=True):
            for strength, documents in self._levels(unit.unit):
                earned = kind(worth(rare, strength))
                if documents.is_sparse:
                    np.add.at(sums, documents.rows, earned)
                else:
                    sums += np.multiply(documents.mask().view(np.uint8), earned, dtype=kind)
        return sums, whole

    def _levels(self, unit: Unit) -> list[tuple[float, DocSet]]:
        """The strengths that the unit is met with, best first, and where; each document once."""
        strengths = sorted({way.strength for way in unit.ways if way.strength > 0}, reverse=True)
        levels: list[tuple[float, DocSet]] = []
        better: DocSet | None = None
        for strength in strengths:
            held = self._held(way for way in unit.ways if way.strength == strength)
            levels.append((strength, held if better is None else held - better))
            better = held if better is None else better | held
        return levels
