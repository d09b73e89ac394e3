"""The best labels among all there are."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.segmentation.decoding import Decoder, TooClose

weights = st.floats(-4, 4).map(lambda value: round(value, 3) + 0.000_137)


def best_labels(ways: list[tuple[float, float]], scores: list[float]) -> tuple[bool, ...]:
    def total(labels: tuple[bool, ...]) -> float:
        own = sum(score for score, label in zip(scores, labels, strict=True) if label)
        return own + sum(ways[before][after] for before, after in pairwise(labels))

    return max(product((False, True), repeat=len(scores)), key=total)


@given(
    st.lists(st.tuples(weights, weights), min_size=2, max_size=2), st.lists(weights, min_size=1, max_size=8)
)
def test_no_other_labels_score_higher(ways: list[tuple[float, float]], scores: list[float]) -> None:
    decoder = Decoder(from_begin=ways[0], from_inside=ways[1])
    try:
        inside = decoder.inside(scores)
    except TooClose:
        return
    assert inside == [at for at, label in enumerate(best_labels(ways, scores)) if label]


@pytest.mark.parametrize(("beside", "scores"), [(0.0, [0.0]), (1.0, [0.0, 0.0])])
def test_a_tie_is_left_to_others(beside: float, scores: list[float]) -> None:
    with pytest.raises(TooClose):
        Decoder(from_begin=(0.0, beside), from_inside=(beside, 0.0)).inside(scores)
