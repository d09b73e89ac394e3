"""The values of a facet as a page lists them, made when they are looked at: of thousands it shows fifty."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

from indexer.engines.base import FacetValue, ValueCounts
from indexer.types import FacetCount


class CountedValues(Sequence[FacetCount]):
    """Those selected first, even at zero, then by count, then by label. Equal to any sequence of the same."""

    def __init__(
        self, counts: ValueCounts, selected: frozenset[str], label_of: Callable[[str], str | None]
    ) -> None:
        """`label_of` gives the label of a value that no article found has; None: its slug."""
        self._ranked = counts.ranked(selected)
        there = [one for one in self._ranked[: len(selected)] if one[0].slug in selected]
        self._there = len(there)
        missing = selected - {value.slug for value, _count in there}
        labelled = sorted((label_of(slug) or slug, slug) for slug in missing)
        self._selected = [
            *(_counted(one, selected=True) for one in there),
            *(FacetCount(slug, label, 0, selected=True) for label, slug in labelled),
        ]

    def __len__(self) -> int:
        return len(self._selected) + len(self._ranked) - self._there

    @overload
    def __getitem__(self, at: int) -> FacetCount: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FacetCount, ...]: ...
    def __getitem__(self, at: int | slice) -> FacetCount | tuple[FacetCount, ...]:
        if not isinstance(at, slice):
            place = range(len(self))[at]
            return self[place : place + 1][0]
        start, stop, step = at.indices(len(self))
        if step != 1:
            return tuple(self)[at]
        ahead = len(self._selected)
        rest = slice(self._there + max(0, start - ahead), self._there + max(0, stop - ahead))
        return (*self._selected[start:stop], *map(_counted, self._ranked[rest]))

    def __iter__(self) -> Iterator[FacetCount]:
        yield from self._selected
        yield from map(_counted, islice(self._ranked, self._there, None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def _counted(found: tuple[FacetValue, int], *, selected: bool = False) -> FacetCount:
    value, count = found
    return FacetCount(value.slug, value.label, count, selected)
