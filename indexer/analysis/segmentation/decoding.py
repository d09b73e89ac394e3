"""The best labels, by how much better I_W is than B_W at each token: Viterbi where it is needed.

Let d be how much better the best reading that ends inside a word is than the best that begins one. What a
token adds itself mostly decides d, whatever stands before, and d mostly decides its label, whatever follows.
The few tokens between are followed from the first on and settled from the last on.

Before and behind each text stands a border: a token that begins a word for sure, and makes up to its
neighbours for the transitions from and to it. So many texts are one list, and no token is a special case.
"""

from collections.abc import Sequence

from indexer.analysis.segmentation.crfsuite import CrfModel
from indexer.analysis.segmentation.tables import BEGINS, INSIDE

BORDER_SCORE = float("-inf")


class TooClose(Exception):
    """Two readings score so alike that only CRFsuite's own rounding tells them apart."""


class Decoder:
    """The transitions of a model with two labels."""

    def __init__(self, *, from_begin: tuple[float, float], from_inside: tuple[float, float]) -> None:
        """The weights of going on to (begin, inside)."""
        self._from_begin, self._from_inside = from_begin, from_inside
        self._after_begin = from_begin[1] - from_begin[0]
        self._after_inside = from_inside[1] - from_inside[0]
        self._before_begin = from_begin[0] - from_inside[0]
        self._before_inside = from_begin[1] - from_inside[1]
        thresholds = self._before_begin, self._before_inside
        gains = self._after_begin, self._after_inside
        self._sure_begin = min(thresholds) - max(gains)
        self._sure_inside = max(thresholds) - min(gains)
        self.border_to_next = -self._after_begin
        """What a border adds to the score of a text's first token."""
        self.border_to_last = self._before_begin
        """What it adds to that of the last."""

    @classmethod
    def of(cls, crf: CrfModel) -> "Decoder":
        begin, inside = crf.labels.index(BEGINS), crf.labels.index(INSIDE)
        ways = [(weights[begin], weights[inside]) for weights in crf.transitions]
        return cls(from_begin=ways[begin], from_inside=ways[inside])

    def inside(self, scores: Sequence[float]) -> list[int]:
        """Which tokens go on with a word, ascending, by the state scores' differences; a border first and
        last, and between texts. Raises TooClose."""
        margin = _rounding(len(scores))
        sure_begin, sure_inside = self._sure_begin - margin, self._sure_inside + margin
        possible = [at for at, score in enumerate(scores) if score >= sure_begin]
        doubtful = [at for at in possible if scores[at] <= sure_inside]
        if not doubtful:
            return possible
        settled = self._settle(scores, doubtful, sure_inside, margin)
        return [at for at in possible if settled.get(at, True)]

    def _settle(
        self, scores: Sequence[float], doubtful: Sequence[int], sure_inside: float, margin: float
    ) -> dict[int, bool]:
        """Whether the doubtful tokens (ascending) are inside a word; of others their scores say it."""
        differences: dict[int, float] = {}
        for at in doubtful:
            before = differences.get(at - 1)
            if before is not None:
                gain = self._gain(before)
            else:
                gain = self._after_inside if scores[at - 1] > sure_inside else self._after_begin
            differences[at] = scores[at] + gain
        settled: dict[int, bool] = {}
        for at in reversed(doubtful):
            goes_on = settled.get(at + 1, scores[at + 1] > sure_inside)
            threshold = self._before_inside if goes_on else self._before_begin
            settled[at] = _is_above(differences[at], threshold, margin)
        return settled

    def _gain(self, difference: float) -> float:
        """What the reading up to a token with this d adds to d at the next one."""
        (begin_begin, begin_inside), (inside_begin, inside_inside) = self._from_begin, self._from_inside
        goes_on = max(begin_inside, difference + inside_inside)
        return goes_on - max(begin_begin, difference + inside_begin)


def _is_above(difference: float, threshold: float, margin: float) -> bool:
    if abs(difference - threshold) <= margin:
        raise TooClose
    return difference > threshold


def _rounding(tokens: int) -> float:
    """More than CRFsuite's sums may be off: each of `tokens` steps rounds a sum of up to 40 per token."""
    return 1e-9 + 1e-14 * tokens**2
