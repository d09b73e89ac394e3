"""Which documents meet what a query demands of all that are found: words, facets and days combined."""

from collections.abc import Callable

from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.reading.docsets import DocSet, intersection, union
from indexer.query.tree import AllOf, AnyOf, Chosen, Demand, Held, Published

Days = Callable[[int | None, int | None], DocSet]
"""Documents that may have been published from the first day to the last."""
Selection = Callable[[str, frozenset[str]], DocSet]
"""Documents that have any of the slugs under the facet."""


class Demands:
    """Answers for one search. Demands are nested no deeper than the query language allows."""

    def __init__(self, presence: Presence, selection: Selection, days: Days) -> None:
        self._presence = presence
        self._selection = selection
        self._days = days

    def met(self, demand: Demand) -> DocSet:
        """The live documents that meet it."""
        live = self._presence.snapshot.live
        if isinstance(demand, Held):
            return self._presence.holding_any(demand.ways)
        if isinstance(demand, Chosen):
            return self._selection(demand.facet, demand.slugs)
        if isinstance(demand, Published):
            return live & self._days(demand.first, demand.last)
        if isinstance(demand, AllOf):
            return intersection([live, *map(self.met, demand.parts)])
        if isinstance(demand, AnyOf):
            return union([DocSet.none(live.size), *map(self.met, demand.parts)])
        return live - self.met(demand.part)
