"""The best labels among all there are."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.segmentation.decoding import BORDER_SCORE, Decoder, TooClose

weights = st.floats(-4, 4).map(lambda value: round(value, 3) + 0.000_137)


def best_labels(ways: list[tuple[float, float]], scores: list[float]) -> tuple[bool, ...]:
    def total(labels: tuple[bool, ...]) -> float:
        own = sum(score for score, label in zip(scores, labels, strict=True) if label)
        return own + sum(ways[before][after] for before, after in pairwise(labels))

    return max(product((False, True), repeat=len(scores)), key=total)


def between_borders(decoder: Decoder, scores: list[float]) -> list[float]:
    bordered = [BORDER_SCORE, *scores, BORDER_SCORE]
    bordered[1] += decoder.border_to_next
    bordered[-2] += decoder.border_to_last
    return bordered


@given(
    st.lists(st.tuples(weights, weights), min_size=2, max_size=2), st.lists(weights, min_size=1, max_size=8)
)
def test_no_other_labels_score_higher(ways: list[tuple[float, float]], scores: list[float]) -> None:
    decoder = Decoder(from_begin=ways[0], from_inside=ways[1])
    try:
        inside = decoder.inside(between_borders(decoder, scores))
    except TooClose:
        return
    assert inside == [at for at, label in enumerate(best_labels(ways, scores), 1) if label]


@given(
    st.lists(st.tuples(weights, weights), min_size=2, max_size=2),
    st.lists(st.lists(weights, min_size=1, max_size=5), min_size=2, max_size=4),
)
def test_texts_between_borders_do_not_touch_each_other(
    ways: list[tuple[float, float]], texts: list[list[float]]
) -> None:
    decoder = Decoder(from_begin=ways[0], from_inside=ways[1])
    together, apart = [BORDER_SCORE], []
    try:
        for scores in texts:
            alone = between_borders(decoder, scores)
            apart += [len(together) - 1 + at for at in decoder.inside(alone)]
            together += alone[1:]
        assert decoder.inside(together) == apart
    except TooClose:
        return


@pytest.mark.parametrize(("beside", "scores"), [(0.0, [0.0]), (1.0, [0.0, 0.0])])
def test_a_tie_is_left_to_others(beside: float, scores: list[float]) -> None:
    decoder = Decoder(from_begin=(0.0, beside), from_inside=(beside, 0.0))
    with pytest.raises(TooClose):
        decoder.inside(between_borders(decoder, scores))
