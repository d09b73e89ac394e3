"""Each signal alone: range and direction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.ranking.bm25f import length_norm, rarity, saturate
from indexer.ranking.coverage import coverage_factor, share_found
from indexer.ranking.phrase import kept_neighbours, phrase_factor, phrase_share, stands_whole
from indexer.ranking.title import title_factor


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_rarer_weighs_more_and_nothing_weighs_less_than_zero(found: int, more: int) -> None:
    articles = 2000
    assert rarity(found, articles) >= rarity(found + more, articles) >= 0


def test_frequency_saturates_below_its_limit() -> None:
    saturated = saturate(np.array([0.0, 1.0, 2.0, 1000.0]), 1.2)
    assert saturated[0] == 0
    assert saturated[1] == pytest.approx(1.0)
    assert all(np.diff(saturated) > 0)
    assert saturated[-1] < 2.2


def test_the_mean_length_changes_nothing() -> None:
    norms = length_norm(np.array([50.0, 100.0, 200.0]), 0.5, 100.0)
    assert list(norms) == [0.75, 1.0, 1.5]
    assert list(length_norm(np.array([0.0]), 0.5, 0.0)) == [1.0]


def test_share_is_weighed_by_rarity() -> None:
    share = share_found([np.array([1.0, 0.0]), np.array([1.0, 1.0])], [3.0, 1.0])
    assert list(share) == [1.0, 0.25]


def test_coverage_softens_with_the_length_of_the_query() -> None:
    share = np.array([0.5])
    factors = [coverage_factor(share, units=units, power=2.0)[0] for units in (3, 8, 9, 12, 13)]
    assert factors == [0.25, 0.25, 0.5, 0.5, 1.0]


def test_a_title_with_the_whole_query_earns_its_weight() -> None:
    assert list(title_factor(np.array([0.0, 1.0]), 0.6)) == [1.0, 1.6]


@pytest.mark.parametrize(
    ("positions", "kept", "whole"),
    [
        ({"nguyen": {3}, "van": {4}, "phi": {5}}, 2, True),
        ({"nguyen": {3}, "van": {4, 9}, "phi": {10}}, 1, False),
        ({"nguyen": {3}, "van": {5}, "phi": {7}}, 0, False),
        ({"phi": {1}, "van": {2}, "nguyen": {3}}, 0, False),
        ({}, 0, False),
    ],
)
def test_neighbours_are_kept_in_order_and_in_whole_pieces(
    positions: dict[str, set[int]], kept: int, whole: bool
) -> None:
    run = ["nguyen", "van", "phi"]
    assert (kept_neighbours(run, positions), stands_whole(run, positions)) == (kept, whole)


def test_two_pieces_of_a_run_both_count() -> None:
    positions = {"a": {1}, "b": {2}, "c": {9}, "d": {10}}
    assert kept_neighbours(["a", "b", "c", "d"], positions) == 2


def test_phrase_share_is_of_neighbourhoods() -> None:
    runs = [["a", "b", "c"], ["d", "e"]]
    assert phrase_share([2, 1], runs) == 1.0
    assert phrase_share([1, 0], runs) == pytest.approx(1 / 3)
    assert phrase_share([0], [["a"]]) == 0.0
    assert phrase_factor(0.5, 0.8) == pytest.approx(1.2)
