"""How many of the documents found have each value of each facet, each facet without its own selection.

A facet's column has one code for each document, of a packed set of values; counting sets first makes
documents with several values no dearer than others. Facets with few sets are counted together.
"""

import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import FacetValue, ValueCounts
from indexer.engines.whoosh.reading.docsets import DocSet, Rows, intersection
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.schema import LABEL_SEPARATOR, VALUE_SEPARATOR

Counts = NDArray[np.int64]

_JOINT_CODES = 1 << 15
"""So many counters (8 bytes each) stay in a core's second-level cache beside the codes."""
_JOINTS_KEPT = 12
"""Sets of facets whose joint codes are kept, each of some bytes a document."""
_FEW_ROWS = 2000
"""Below this the counters of a joint code cost more than its columns one by one."""
_MADE_TOGETHER = 64
"""Values; few pages show more of a facet."""


@dataclass(frozen=True)
class FacetColumn:
    """Sets of values that documents have: `codes` has one for each row, set `sets[i]` has `members[i]`."""

    values: tuple[FacetValue, ...]
    """In order of slug."""
    codes: NDArray[np.integer]
    set_count: int
    sets: NDArray[np.intp]
    members: NDArray[np.intp]

    @cached_property
    def by_label(self) -> NDArray[np.intp]:
        """The codes in the order in which people read the values."""
        values = self.values
        return np.array(
            sorted(range(len(values)), key=lambda code: (values[code].label, code)), dtype=np.intp
        )

    def codes_of(self, slugs: Collection[str]) -> list[int]:
        """Those of the values that there are."""
        return [self._code_of_slug[slug] for slug in slugs if slug in self._code_of_slug]

    def label_of(self, slug: str) -> str | None:
        """None for a value that there is not."""
        code = self._code_of_slug.get(slug)
        return None if code is None else self.values[code].label

    @cached_property
    def _code_of_slug(self) -> dict[str, int]:
        return {value.slug: code for code, value in enumerate(self.values)}

    def fold(self, set_counts: Counts) -> Counts:
        """Documents with each value, from documents with each set."""
        weights = set_counts.take(self.sets)
        folded = np.zeros(len(self.values), dtype=np.int64)
        np.add.at(folded, self.members, weights)
        return folded

    def count_sets(self, rows: Rows) -> Counts:
        """Of `rows`, how many have each set."""
        return np.bincount(self.codes.take(rows), minlength=self.set_count)

    def having(self, slugs: Collection[str]) -> DocSet:
        """Documents with any of `slugs`, dead ones too."""
        chosen = np.zeros(self.set_count, dtype=np.bool_)
        chosen[self.sets[np.isin(self.members, self.codes_of(slugs))]] = True
        return DocSet.from_mask(chosen.take(self.codes))


class FacetCounts(ValueCounts):
    """See `engines.base.ValueCounts`; made into Python objects only when looked at."""

    def __init__(self, column: "FacetColumn", counts: Counts) -> None:
        self._column = column
        self.counts = counts
        """By code, zeros included."""

    @property
    def values_by_code(self) -> Sequence[FacetValue]:
        return self._column.values

    def ranked(self, first: Collection[str]) -> "RankedValues":
        codes = self._column.by_label
        found = self.counts.take(codes)
        codes, found = codes.compress(found > 0), found.compress(found > 0)
        codes = codes.take(np.argsort(-found, kind="stable"))
        if first:
            ahead = np.isin(codes, self._column.codes_of(first))
            codes = np.concatenate([codes.compress(ahead), codes.compress(~ahead)])
        return RankedValues(self, codes)

    def __getitem__(self, value: FacetValue) -> int:
        return self._by_value[value]

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self._by_value)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.counts))

    @cached_property
    def _by_value(self) -> dict[FacetValue, int]:
        used = np.flatnonzero(self.counts).tolist()
        return {self.values_by_code[code]: int(self.counts[code]) for code in used}


class RankedValues(Sequence[tuple[FacetValue, int]]):
    """Values with their counts, in the order of `codes`."""

    def __init__(self, counts: FacetCounts, codes: NDArray[np.intp]) -> None:
        self._counts = counts
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, at: int) -> tuple[FacetValue, int]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[FacetValue, int]]: ...
    def __getitem__(self, at: int | slice) -> tuple[FacetValue, int] | list[tuple[FacetValue, int]]:
        if not isinstance(at, slice):
            return self[range(len(self))[at] :][:1][0]
        codes = self._codes[at]
        counts = self._counts.counts.take(codes).tolist()
        return list(zip(map(self._counts.values_by_code.__getitem__, codes.tolist()), counts, strict=True))

    def __iter__(self) -> Iterator[tuple[FacetValue, int]]:
        for start in range(0, len(self), _MADE_TOGETHER):
            yield from self[start : start + _MADE_TOGETHER]


def read_facet(snapshot: Snapshot, column: str) -> FacetColumn:
    """The column of one facet. A slug with several labels takes the commonest among live documents."""
    codes, packed = snapshot.refs(column)
    found = [_unpack(one) for one in packed]
    live_counts = count_live(snapshot, codes, len(packed)).tolist()
    labels: dict[str, Counter[str]] = {}
    for pairs, count in zip(found, live_counts, strict=True):
        for slug, label in pairs:
            labels.setdefault(slug, Counter())[label] += count
    code_of = {slug: code for code, slug in enumerate(sorted(labels))}
    flat = [(at, code_of[slug]) for at, pairs in enumerate(found) for slug, _label in pairs]
    sets, members = np.array(flat, dtype=np.intp).reshape(-1, 2).T
    values = tuple(FacetValue(slug, _commonest(labels[slug])) for slug in code_of)
    return FacetColumn(values, codes, len(packed), sets, members)


def count_live(snapshot: Snapshot, codes: NDArray[np.integer], set_count: int) -> Counts:
    """How many live documents have each set."""
    if snapshot.live_count < snapshot.size:
        codes = codes.take(snapshot.live.rows)
    return np.bincount(codes, minlength=set_count)


class FacetCounter:
    """Counts the facets of one snapshot. `columns` names the refs column of each facet."""

    def __init__(self, snapshot: Snapshot, columns: Mapping[str, str]) -> None:
        self._snapshot = snapshot
        self._columns = dict(columns)
        self._lock = threading.RLock()
        self._facets: dict[str, FacetColumn] = {}
        self._totals: dict[str, Counts] = {}
        self._joints: dict[tuple[str, ...], tuple[Joint, ...]] = {}

    def facet(self, name: str) -> FacetColumn:
        with self._lock:
            if name not in self._facets:
                self._facets[name] = read_facet(self._snapshot, self._columns[name])
            return self._facets[name]

    def selection(self, name: str, slugs: Collection[str]) -> DocSet:
        """Live documents with any of `slugs` under this facet. Kept."""
        key = ("facet", self._columns[name], frozenset(slugs))
        return self._snapshot.cache.get(key, lambda: self.facet(name).having(slugs) & self._snapshot.live)

    def count(
        self, base: DocSet, selections: Mapping[str, DocSet], names: Sequence[str] | None = None
    ) -> dict[str, FacetCounts]:
        """Each facet of `names` (None: all) over `base` narrowed by all selections but the facet's own.

        Whoever shows few facets pays for few: a facet that is not named is not even read.
        """
        names = tuple(self._columns if names is None else names)
        free = tuple(name for name in names if name not in selections)
        sets = self._count_sets(intersection([base, *selections.values()]), free) if free else {}
        for name in set(names) & selections.keys():
            others = [chosen for other, chosen in selections.items() if other != name]
            sets[name] = self._count_facet(name, intersection([base, *others]))
        return {name: FacetCounts(self.facet(name), self.facet(name).fold(sets[name])) for name in names}

    def total(self, name: str) -> Counts:
        """Sets of all live documents: the counts of the empty query."""
        with self._lock:
            if name not in self._totals:
                column = self.facet(name)
                self._totals[name] = count_live(self._snapshot, column.codes, column.set_count)
            return self._totals[name]

    def _count_facet(self, name: str, found: DocSet) -> Counts:
        rest = self._rest(found)
        if rest is not None:
            return self.total(name) - self.facet(name).count_sets(rest)
        return self.facet(name).count_sets(found.rows)

    def _count_sets(self, found: DocSet, names: tuple[str, ...]) -> dict[str, Counts]:
        """Sets of each facet, all facets in one pass over the rows."""
        if len(found) == self._snapshot.live_count:
            return {name: self.total(name) for name in names}
        rest = self._rest(found)
        if rest is not None:
            counted = self._count_rows(rest, names)
            return {name: self.total(name) - counts for name, counts in counted.items()}
        return self._count_rows(found.rows, names)

    def _rest(self, found: DocSet) -> Rows | None:
        """The live documents that were not found, where these are fewer than those found."""
        if len(found) * 2 <= self._snapshot.live_count:
            return None
        return (self._snapshot.live - found).rows

    def _count_rows(self, rows: Rows, names: tuple[str, ...]) -> dict[str, Counts]:
        if len(rows) < _FEW_ROWS:
            return {name: self.facet(name).count_sets(rows) for name in names}
        counts: dict[str, Counts] = {}
        for joint in self.joints(names):
            counts.update(joint.count(rows))
        return counts

    def joints(self, names: tuple[str, ...]) -> "tuple[Joint, ...]":
        """Those that count `names`; kept for the few sets of facets that pages show."""
        with self._lock:
            if names not in self._joints:
                if len(self._joints) >= _JOINTS_KEPT:
                    self._joints.pop(next(iter(self._joints)))
                groups = group_small({name: self.facet(name).set_count for name in names}, _JOINT_CODES)
                self._joints[names] = tuple(
                    Joint.of({name: self.facet(name) for name in group}) for group in groups
                )
            return self._joints[names]


@dataclass(frozen=True)
class Joint:
    """Several facets counted as one: a document's code is the place of its sets in an array of `shape`."""

    names: tuple[str, ...]
    shape: tuple[int, ...]
    codes: NDArray[np.integer]

    @classmethod
    def of(cls, facets: Mapping[str, FacetColumn]) -> "Joint":
        names, columns = tuple(facets), list(facets.values())
        shape = tuple(max(column.set_count, 1) for column in columns)
        if len(columns) == 1:
            return cls(names, shape, columns[0].codes)
        codes = np.zeros(len(columns[0].codes), dtype=np.uint32)
        for column, size in zip(columns, shape, strict=True):
            codes *= np.uint32(size)
            codes += column.codes.astype(np.uint32)
        return cls(names, shape, codes.astype(np.min_scalar_type(int(np.prod(shape)) - 1)))

    def count(self, rows: Rows) -> dict[str, Counts]:
        """For each facet, how many of `rows` have each set."""
        cells = np.bincount(self.codes.take(rows), minlength=int(np.prod(self.shape))).reshape(self.shape)
        axes = range(len(self.shape))
        return {
            name: cells.sum(axis=tuple(axis for axis in axes if axis != at))
            for at, name in enumerate(self.names)
        }


def group_small(sizes: Mapping[str, int], limit: int) -> list[list[str]]:
    """The names in as few groups as first-fit finds whose sizes multiplied stay within `limit`."""
    groups: list[tuple[int, list[str]]] = []
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        for at, (product, names) in enumerate(groups):
            if product * max(size, 1) <= limit:
                groups[at] = (product * max(size, 1), [*names, name])
                break
        else:
            groups.append((max(size, 1), [name]))
    return [names for _product, names in groups]


def _unpack(packed: bytes) -> list[tuple[str, str]]:
    """(slug, label) of each value of a set."""
    if not packed:
        return []
    pairs = (value.partition(LABEL_SEPARATOR) for value in packed.decode().split(VALUE_SEPARATOR))
    return [(slug, label) for slug, _separator, label in pairs]


def _commonest(labels: Counter[str]) -> str:
    return min(labels, key=lambda label: (-labels[label], label))
