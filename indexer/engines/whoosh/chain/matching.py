"""Which documents match a query tree, and how much each unit of it says. Sets only; nothing is scored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.chain.demands import Demands
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.reading.docsets import DocSet, intersection, union
from indexer.query.tree import QueryTree, Unit, Way
from indexer.ranking.bm25f import rarity
from indexer.ranking.coverage import enough, worth
from indexer.settings import IndexerSettings


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
        """The documents with the whole query; where there are none, those with most of it. All of them meet
        its demands; optional units are required only where nothing else is asked.

        The steps, each taken when the one before finds nothing: every unit strictly, every unit loosely,
        `match_share` of the query, `match_share_least` of it. Sentences begin with the last.
        """
        allowed = intersection([self._live, *map(self._demands.met, tree.demands)])
        required = [unit for unit in units if not unit.unit.optional]
        if not required:
            required = [] if tree.demands else list(units)
        if not required or not len(allowed):
            return allowed
        if len(required) <= self._settings.whole_query_units:
            for demanded in ([unit.strict for unit in required], [unit.loose for unit in required]):
                found = intersection([allowed, *demanded])
                if len(found):
                    return found
            found = self._with_share(units, self._settings.match_share) & allowed
            if len(found):
                return found
        return self._with_share(units, self._settings.match_share_least) & allowed

    def match_unit(self, unit: Unit) -> UnitMatch:
        strict = self._held(way for way in unit.ways if not way.loose)
        loose = [way for way in unit.ways if way.loose]
        return UnitMatch(unit, strict, union([strict, self._held(loose)]) if loose else strict)

    def _held(self, ways: Iterable[Way]) -> DocSet:
        return self._presence.holding_any(ways)

    def _with_share(self, units: Sequence[UnitMatch], share: float) -> DocSet:
        """Documents with this share of the query by worth. Exact: worth is counted in whole steps."""
        articles = self._presence.snapshot.live_count
        rarities = [rarity(len(unit.loose), articles) for unit in units]
        whole = sum(map(worth, rarities))
        kind: type[np.unsignedinteger[Any]] = np.uint16 if whole < 1 << 16 else np.uint32
        sums: NDArray[np.unsignedinteger[Any]] = np.zeros(self._size, dtype=kind)
        for unit, rare in zip(units, rarities, strict=True):
            for strength, documents in self._levels(unit.unit):
                earned = kind(worth(rare, strength))
                if documents.is_sparse:
                    np.add.at(sums, documents.rows, earned)
                else:
                    sums += np.multiply(documents.mask().view(np.uint8), earned, dtype=kind)
        return DocSet.from_mask(sums >= enough(share, whole))

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
