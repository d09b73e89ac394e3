"""Each signal alone: range and direction."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.ranking.bm25f import length_norm, rarity, saturate
from indexer.ranking.coverage import (
    as_keywords,
    coverage_factor,
    least_worth,
    phrase_power,
    share_found,
    worth,
)
from indexer.ranking.phrase import PLACE_BITS, kept_neighbours, phrase_factor, phrase_share, standing_whole
from indexer.ranking.title import title_factor
from tests.contracts.oracle import fewest_pieces, stands


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


def test_keywords_fade_into_sentences() -> None:
    fading = [as_keywords(units) for units in range(0, 20)]
    assert fading[:4] == [1.0] * 4
    assert fading[6] == 0.25
    assert fading[12] > fading[13] == fading[19] == 0.0
    assert all(more >= fewer for more, fewer in pairwise(fading))


def test_coverage_softens_with_the_length_of_the_query() -> None:
    share = np.array([0.5])
    factors = [coverage_factor(share, units=units, power=2.0)[0] for units in (1, 3, 6, 13)]
    assert factors == [0.25, 0.25, 0.5**0.5, 1.0]


def test_only_what_stands_whole_tells_in_longer_queries() -> None:
    assert [phrase_power(units) for units in (1, 3, 6, 12, 13)] == [2.0, 2.0, 8.0, 32.0, 2.0]


def test_a_title_with_the_whole_query_earns_its_weight() -> None:
    assert list(title_factor(np.array([0.0, 1.0]), 0.6)) == [1.0, 1.6]


def places(*positions: set[int], article: int = 0) -> list[np.ndarray]:
    """One array of places for each syllable of a run."""
    return [np.array(sorted(article << PLACE_BITS | at for at in here), dtype=np.int64) for here in positions]


@pytest.mark.parametrize(
    ("run", "kept", "whole"),
    [
        (places({3}, {4}, {5}), 2, True),
        (places({3}, {4, 9}, {10}), 1, False),
        (places({3}, {5}, {7}), 0, False),
        (places({3}, {2}, {1}), 0, False),
        (places(set(), set(), set()), 0, False),
        (places({1}, {2}, {9}, {10}), 2, False),
        (places({1, 7}, {2, 8}, {3}, {9}), 2, False),
    ],
)
def test_neighbours_are_kept_in_order_and_in_whole_pieces(
    run: list[np.ndarray], kept: int, whole: bool
) -> None:
    assert kept_neighbours(run, 1).tolist() == [kept]
    assert standing_whole(run).tolist() == ([0] if whole else [])


texts = st.lists(st.lists(st.sampled_from("abc"), max_size=12), min_size=1, max_size=3)


@given(texts, st.lists(st.sampled_from("abcd"), min_size=1, max_size=6))
def test_all_articles_at_once_are_measured_as_each_alone(articles: list[list[str]], run: list[str]) -> None:
    found = {
        syllable: np.array(
            [
                n << PLACE_BITS | at
                for n, text in enumerate(articles)
                for at, s in enumerate(text)
                if s == syllable
            ],
            dtype=np.int64,
        )
        for syllable in "abcd"
    }
    together = kept_neighbours([found[s] for s in run], len(articles))
    assert together.tolist() == [fewest_pieces(run, text) for text in articles]
    whole = [n for n, text in enumerate(articles) if stands(run, text)]
    assert standing_whole([found[s] for s in run]).tolist() == whole


def test_phrase_share_is_of_neighbourhoods() -> None:
    runs = [["a", "b", "c"], ["d", "e"]]
    assert phrase_share([np.array([2, 1]), np.array([1, 0])], runs).tolist() == [1.0, pytest.approx(1 / 3)]
    assert phrase_factor(np.array([0.5]), 0.8, 2.0).tolist() == [pytest.approx(1.2)]


@given(st.floats(0, 15), st.floats(0, 1))
def test_worth_is_never_nothing_and_grows_with_rarity(rare: float, strength: float) -> None:
    assert 1 <= worth(rare, strength) <= worth(rare) <= worth(rare + 1)


@given(st.floats(0.01, 1), st.integers(1, 5000))
def test_enough_is_the_least_worth_with_the_share(share: float, whole: int) -> None:
    least = least_worth(share, whole)
    assert least / whole >= share - 1e-9
    assert least == 1 or (least - 1) / whole < share
