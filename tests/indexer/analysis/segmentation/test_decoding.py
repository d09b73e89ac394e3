"""The best labels among all there are."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.segmentation.decoding import Decoder, TooClose

weights = st.floats(-4, 4).map(lambda value: round(value, 3) + 0.000_137)


def best_labels(decoder: Decoder, scores: list[float]) -> tuple[bool, ...]:
    gains = {
        (False, False): decoder.begin_begin,
        (False, True): decoder.begin_inside,
        (True, False): decoder.inside_begin,
        (True, True): decoder.inside_inside,
    }

    def total(labels: tuple[bool, ...]) -> float:
        own = sum(score for score, label in zip(scores, labels, strict=True) if label)
        return own + sum(gains[pair] for pair in pairwise(labels))

    return max(product((False, True), repeat=len(scores)), key=total)


@given(st.builds(Decoder, *[weights] * 4), st.lists(weights, min_size=1, max_size=8))
def test_no_other_labels_score_higher(decoder: Decoder, scores: list[float]) -> None:
    try:
        labels = decoder.inside(scores)
    except TooClose:
        return
    assert tuple(labels) == best_labels(decoder, scores)


def test_a_tie_is_left_to_others() -> None:
    with pytest.raises(TooClose):
        Decoder(0.0, 0.0, 0.0, 0.0).inside([0.0])
    with pytest.raises(TooClose):
        Decoder(0.0, 1.0, 1.0, 0.0).inside([0.0, 0.0])
