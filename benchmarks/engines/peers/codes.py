"""Facet values as arrays of codes, counted by bincount: for engines that count no facets themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engines.corpus.documents import FACETS
from benchmarks.engines.peers.base import commonest


class FacetCodes:
    """Each article's combination of values of a facet is one code; it is taken apart after counting."""

    def __init__(self) -> None:
        self.values: dict[str, list[list[str]]] = {facet: [] for facet in FACETS}
        self._known: dict[str, dict[tuple[str, ...], int]] = {facet: {} for facet in FACETS}
        self._codes: dict[str, Any] = {facet: [] for facet in FACETS}

    def add(self, facets: Mapping[str, Sequence[str]]) -> None:
        """The next article's values."""
        for facet in FACETS:
            combination = tuple(facets[facet])
            known = self._known[facet]
            if combination not in known:
                known[combination] = len(known)
                self.values[facet].append(list(combination))
            self._codes[facet].append(known[combination])

    def arrays(self) -> dict[str, NDArray[np.int32]]:
        return {facet: np.array(codes, dtype=np.int32) for facet, codes in self._codes.items()}

    @classmethod
    def read(cls, arrays: Mapping[str, Any], values: dict[str, list[list[str]]]) -> "FacetCodes":
        found = cls()
        found.values = values
        found._codes = {facet: np.asarray(arrays[facet]) for facet in FACETS}
        return found

    def count(self, numbers: NDArray[np.int64], shown: int | None) -> dict[str, dict[str, int]]:
        """How many of the articles `numbers` have each value, the `shown` commonest of them."""
        return {facet: commonest(self._count(facet, self._codes[facet][numbers]), shown) for facet in FACETS}

    def _count(self, facet: str, codes: NDArray[np.int32]) -> dict[str, int]:
        found: dict[str, int] = {}
        counts = np.bincount(codes)
        for code in np.flatnonzero(counts).tolist():
            for value in self.values[facet][code]:
                found[value] = found.get(value, 0) + int(counts[code])
        return found
