"""Labels tokens with CRFsuite's own arithmetic: every addition in its order, ties as it breaks them.

Slow; asked where two readings score so alike that rounding decides, as in `ha ha ha ha`.
Source: CRFsuite 0.12, `crf1dc_viterbi` in lib/crf/src/crf1d_context.c.
"""

from collections.abc import Sequence

from indexer.analysis.segmentation.crfsuite import CrfModel
from indexer.analysis.segmentation.features import attributes
from indexer.analysis.segmentation.installed import PyviModel

_Scores = list[float]


def label_exactly(model: PyviModel, tokens: Sequence[str]) -> list[str]:
    """One label for each of `tokens`; there is at least one."""
    scores = [_state(model, tokens, 0)]
    back: list[list[int]] = []
    for at in range(1, len(tokens)):
        best = [_best(model.crf, scores[-1], label) for label in range(len(model.crf.labels))]
        state = _state(model, tokens, at)
        scores.append([score + own for (score, _from), own in zip(best, state, strict=True)])
        back.append([source for _score, source in best])
    label = scores[-1].index(max(scores[-1]))
    path = [label]
    for sources in reversed(back):
        label = sources[label]
        path.append(label)
    return [model.crf.labels[label] for label in reversed(path)]


def _state(model: PyviModel, tokens: Sequence[str], at: int) -> _Scores:
    total = [0.0] * len(model.crf.labels)
    for attribute in attributes(model, tokens, at):
        weights = model.crf.states.get(attribute)
        if weights is not None:
            total = [score + weight for score, weight in zip(total, weights, strict=True)]
    return total


def _best(crf: CrfModel, scores: _Scores, label: int) -> tuple[float, int]:
    """(score, label before) of the best way to `label`, the first of those alike."""
    ways = [score + crf.transitions[source][label] for source, score in enumerate(scores)]
    best = max(ways)
    return best, ways.index(best)
