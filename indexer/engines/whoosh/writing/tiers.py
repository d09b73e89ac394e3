"""Which segments to merge when: a tiered policy over their sizes. Pure; knows nothing of files.

Segments of about one size form a tier. A tier may hold `segments_per_tier` of them; with more, the group
whose merge costs least for what it gains is merged into one of the next tier. So the number of segments grows
with the logarithm of the articles, and each article is written again once for each tier.

Source: Lucene's TieredMergePolicy (budget, skew and reclaim weights), with sizes in documents.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_SIZE_WEIGHT = 0.05
"""How little the sheer size of a merge counts against it: balance and deletions decide (Lucene's value)."""
_RECLAIM_WEIGHT = 2
"""Power of the live share of a merge: deleted documents make it worthwhile (Lucene's value)."""
_LEAST_GROWTH = 1.5
"""A merge must give at least so many times its largest part: else that part is written again for crumbs."""


@dataclass(frozen=True, slots=True)
class Size:
    """A segment as the policy sees it: its documents, how many of them are deleted, and how many positions
    its longest list has."""

    documents: int
    deleted: int = 0
    positions: int = 0

    @property
    def live(self) -> int:
        return self.documents - self.deleted


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """`floor_documents`: smaller segments count as that large, so crumbs are merged early.
    `largest_documents`, `largest_positions`: no merge gives a segment, or a list, of more.
    `deleted_share`: more of all documents deleted starts merges."""

    segments_per_tier: int = 8
    floor_documents: int = 500
    largest_documents: int = 5_000_000
    deleted_share: float = 0.2
    largest_positions: int = 1 << 40

    def fill(self, size: Size) -> float:
        """What part of the largest segment it is; a merge's parts may make 1."""
        return max(size.live / self.largest_documents, size.positions / self.largest_positions)


def choose_merges(sizes: Sequence[Size], policy: TierPolicy) -> list[tuple[int, ...]]:
    """Disjoint groups of places in `sizes` to merge now, best first; a group of one drops its deletions."""
    choice = _Choice(sizes, policy)
    groups = []
    while (group := choice.next_group()) is not None:
        groups.append(group)
    return groups


def compacting_groups(sizes: Sequence[Size], policy: TierPolicy) -> list[tuple[int, ...]]:
    """Disjoint groups of places whose merges leave few segments, none of them larger than the largest size,
    and no deletions: each segment, the largest first, goes where there is room for it."""
    groups: list[list[int]] = []
    filled: list[float] = []
    for place in sorted(range(len(sizes)), key=lambda place: (-sizes[place].live, place)):
        fill = policy.fill(sizes[place])
        into = next((at for at, held in enumerate(filled) if held + fill <= 1), None)
        if into is None:
            groups.append([place])
            filled.append(fill)
        else:
            groups[into].append(place)
            filled[into] += fill
    return [tuple(group) for group in groups if len(group) > 1 or sizes[group[0]].deleted]


def allowed_segments(documents: int, smallest: int, policy: TierPolicy) -> int:
    """How many segments an index of so many live documents may have before any are merged."""
    tier, left, allowed = max(smallest, policy.floor_documents), documents, 0
    while tier < policy.largest_documents and left / tier >= policy.segments_per_tier:
        allowed += policy.segments_per_tier
        left -= policy.segments_per_tier * tier
        tier = min(tier * policy.segments_per_tier, policy.largest_documents)
    return max(allowed + math.ceil(left / tier), policy.segments_per_tier)


class _Choice:
    """The segments not yet in a group, largest first, and whether deletions alone ask for a merge."""

    def __init__(self, sizes: Sequence[Size], policy: TierPolicy) -> None:
        self._sizes = sizes
        self._policy = policy
        self._too_many_deleted = self._is_over(
            sum(size.documents for size in sizes), sum(size.deleted for size in sizes)
        )
        places = sorted(range(len(sizes)), key=lambda place: (-sizes[place].live, place))
        self._left = [place for place in places if self._may_merge(sizes[place])]
        live = sum(sizes[place].live for place in self._left)
        smallest = min((sizes[place].live for place in self._left), default=0)
        self._allowed = allowed_segments(live, smallest, policy)

    def next_group(self) -> tuple[int, ...] | None:
        """The best group, which is then no longer left; None when nothing needs a merge."""
        crowded = len(self._left) > self._allowed
        if not crowded and not self._too_many_deleted:
            return None
        groups = [
            group
            for start in range(len(self._left))
            if self._pays(group := self._group_from(start), crowded=crowded)
        ]
        best = min(groups, key=self._cost, default=None)
        if best is not None:
            self._left = [place for place in self._left if place not in best]
        return best

    def _is_over(self, documents: int, deleted: int) -> bool:
        return deleted > self._policy.deleted_share * documents

    def _may_merge(self, size: Size) -> bool:
        """Segments over half the largest size are left alone until their deletions ask for it."""
        small = self._policy.fill(size) <= 1 / 2
        return small or (self._too_many_deleted and self._is_over(size.documents, size.deleted))

    def _group_from(self, start: int) -> tuple[int, ...]:
        """Up to a tier's worth of segments, from the `start`-th largest down, that fit the largest size."""
        group: list[int] = []
        filled = 0.0
        for place in self._left[start:]:
            fill = self._policy.fill(self._sizes[place])
            if group and filled + fill > 1:
                continue
            group.append(place)
            filled += fill
            if len(group) == self._policy.segments_per_tier:
                break
        return tuple(group)

    def _pays(self, group: tuple[int, ...], *, crowded: bool) -> bool:
        """Grows enough while there are too many segments, or drops enough deleted documents."""
        sizes = [self._sizes[place] for place in group]
        documents, deleted = sum(s.documents for s in sizes), sum(s.deleted for s in sizes)
        if self._too_many_deleted and self._is_over(documents, deleted):
            return True
        grown = documents - deleted >= _LEAST_GROWTH * max(size.live for size in sizes)
        return crowded and len(group) > 1 and grown

    def _cost(self, group: tuple[int, ...]) -> float:
        """Lower is better: even parts, little to write, many deletions dropped."""
        sizes = [self._sizes[place] for place in group]
        floored = [max(size.live, self._policy.floor_documents) for size in sizes]
        full = len(group) == self._policy.segments_per_tier
        skew = max(floored) / sum(floored) if full else 1 / min(len(group), self._policy.segments_per_tier)
        live, documents = sum(size.live for size in sizes), sum(size.documents for size in sizes)
        live_share = live / documents if documents else 1.0
        return float(skew * max(live, 1) ** _SIZE_WEIGHT * live_share**_RECLAIM_WEIGHT)
