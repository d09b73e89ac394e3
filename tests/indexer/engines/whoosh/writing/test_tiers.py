"""The merge policy alone: simulated commits, updates and merges over plain sizes."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.writing.tiers import (
    Size,
    TierPolicy,
    allowed_segments,
    choose_merges,
    compacting_groups,
)

POLICY = TierPolicy(segments_per_tier=8, floor_documents=500, largest_documents=200_000, deleted_share=0.2)
sizes = st.integers(0, 300_000).flatmap(
    lambda documents: st.builds(Size, st.just(documents), st.integers(0, documents))
)


class Index:
    """Segments as sizes, and how many documents its merges have written."""

    def __init__(self, policy: TierPolicy = POLICY) -> None:
        self.policy = policy
        self.segments: list[Size] = []
        self.written = 0

    def commit(self, documents: int) -> None:
        self.segments.append(Size(documents))
        while groups := choose_merges(self.segments, self.policy):
            self._merge(groups[0])

    def _merge(self, group: Sequence[int]) -> None:
        live = sum(self.segments[place].live for place in group)
        self.written += live
        self.segments = [s for place, s in enumerate(self.segments) if place not in group]
        self.segments += [Size(live)] if live else []

    def delete(self, count: int, chance: random.Random) -> None:
        for _ in range(count):
            place = chance.choices(range(len(self.segments)), [s.live for s in self.segments])[0]
            hit = self.segments[place]
            self.segments[place] = Size(hit.documents, hit.deleted + 1)

    @property
    def documents(self) -> int:
        return sum(size.documents for size in self.segments)


@given(st.lists(sizes, max_size=60))
def test_groups_are_disjoint_and_within_the_largest_size(segments: list[Size]) -> None:
    groups = choose_merges(segments, POLICY)
    places = [place for group in groups for place in group]
    assert len(places) == len(set(places))
    for group in groups:
        live = sum(segments[place].live for place in group)
        assert len(group) == 1 or live <= POLICY.largest_documents
        assert len(group) <= POLICY.segments_per_tier


@given(st.lists(st.builds(Size, st.integers(1, 1000), st.just(0), st.integers(0, 60)), max_size=60))
def test_no_merge_makes_a_list_of_more_than_the_largest_positions(segments: list[Size]) -> None:
    policy = replace(POLICY, largest_positions=100)
    for choose in (choose_merges, compacting_groups):
        for group in choose(segments, policy):
            assert sum(segments[place].positions for place in group) <= 100


@given(st.lists(sizes, max_size=60))
def test_a_single_segment_is_merged_only_for_its_deletions(segments: list[Size]) -> None:
    for group in choose_merges(segments, POLICY):
        size = segments[group[0]]
        assert len(group) > 1 or size.deleted > POLICY.deleted_share * size.documents


@given(st.lists(sizes, max_size=60))
def test_merging_comes_to_an_end(segments: list[Size]) -> None:
    index = Index()
    index.segments = list(segments)
    for _ in range(2 * len(segments) + 1):
        groups = choose_merges(index.segments, POLICY)
        if not groups:
            return
        index._merge(groups[0])
    pytest.fail("still merging")


@pytest.mark.parametrize("size", [1, 7, 300, 2000])
def test_segments_grow_with_the_logarithm_of_the_commits(size: int) -> None:
    index, most = Index(), 0
    for commit in range(1, 1001):
        index.commit(size)
        tiers = 1 + math.log(max(commit * size / POLICY.floor_documents, 1), POLICY.segments_per_tier)
        largest = commit * size / POLICY.largest_documents
        most = max(most, len(index.segments))
        assert len(index.segments) <= POLICY.segments_per_tier * (math.ceil(tiers) + 1) + 2 * largest
    assert most > 1


def test_a_thousand_commits_of_one_article_leave_few_segments_and_little_work() -> None:
    index = Index()
    for _ in range(1000):
        index.commit(1)
    assert len(index.segments) <= POLICY.segments_per_tier
    assert index.written < 1000 * 12


def test_each_document_is_written_about_once_for_each_tier() -> None:
    index = Index(TierPolicy())
    for _ in range(500):
        index.commit(2000)
    assert index.written / index.documents < 1 + math.log(500, 8)


def rounds_of_updates(index: Index, rounds: int) -> Iterator[float]:
    """Each round replaces 500 of the articles; yields the share of deleted documents after it."""
    chance = random.Random(5)
    for _ in range(rounds):
        index.delete(500, chance)
        index.commit(500)
        yield sum(size.deleted for size in index.segments) / index.documents


def test_deleted_documents_never_hold_much_of_the_space() -> None:
    index = Index()
    for _ in range(10):
        index.commit(2000)
    shares = list(rounds_of_updates(index, 400))
    assert max(shares) <= POLICY.deleted_share + 0.02
    assert index.documents <= 20_000 / (1 - POLICY.deleted_share) * 1.03


def test_segments_over_the_largest_size_are_rewritten_when_mostly_deleted() -> None:
    large = Size(POLICY.largest_documents, POLICY.largest_documents // 2)
    assert choose_merges([large], POLICY) == [(0,)]
    assert choose_merges([Size(POLICY.largest_documents, 10)], POLICY) == []


@pytest.mark.parametrize(
    ("documents", "allowed"), [(0, 8), (3999, 8), (4000, 8), (4001, 9), (36_000, 16), (2_000_000, 33)]
)
def test_allowed_segments(documents: int, allowed: int) -> None:
    assert allowed_segments(documents, 1, POLICY) == allowed


@given(st.lists(sizes, max_size=40), st.integers(1, 5000))
def test_compacting_leaves_few_segments_and_no_deletions(segments: list[Size], largest: int) -> None:
    policy = TierPolicy(largest_documents=largest)
    groups = compacting_groups(segments, policy)
    merged = [place for group in groups for place in group]
    assert len(merged) == len(set(merged))
    left = [sum(segments[place].live for place in group) for group in groups]
    left += [segments[place].live for place in range(len(segments)) if place not in merged]
    assert all(not segments[place].deleted for place in range(len(segments)) if place not in merged)
    assert all(
        live <= max(largest, segments[group[0]].live) for live, group in zip(left, groups, strict=False)
    )
    smallest_two = sorted(left)[:2]
    assert len(left) < 2 or sum(smallest_two) > largest, "two more could have been one"
