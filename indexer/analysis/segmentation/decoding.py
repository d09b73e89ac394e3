"""The best labels, by how much better I_W is than B_W at each token: Viterbi with one number a token.

Let d be how much better the best reading that ends inside a word is than the best that begins one. A large d
or a small one decides the token before whatever follows; between the two, what follows decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.analysis.segmentation.crfsuite import CrfModel
from indexer.analysis.segmentation.tables import BEGINS, INSIDE


class TooClose(Exception):
    """Two readings score so alike that only CRFsuite's own rounding tells them apart."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """The transitions of a model with two labels."""

    begin_begin: float
    begin_inside: float
    inside_begin: float
    inside_inside: float

    @classmethod
    def of(cls, crf: CrfModel) -> "Decoder":
        begins, inside = crf.labels.index(BEGINS), crf.labels.index(INSIDE)
        from_begin, from_inside = crf.transitions[begins], crf.transitions[inside]
        return cls(from_begin[begins], from_begin[inside], from_inside[begins], from_inside[inside])

    def inside(self, scores: Sequence[float]) -> list[bool]:
        """Whether each token goes on with a word, by the state scores' differences. Raises TooClose."""
        before_begin = self.begin_begin - self.inside_begin
        before_inside = self.begin_inside - self.inside_inside
        margin = _rounding(len(scores))
        sure_begin = min(before_begin, before_inside) - margin
        sure_inside = max(before_begin, before_inside) + margin
        differences, doubtful = self._differences(scores, sure_begin, sure_inside)
        labels = [difference >= sure_inside for difference in differences]
        labels[-1] = _is_above(differences[-1], 0.0, margin)
        for at in reversed(doubtful):
            threshold = before_inside if labels[at + 1] else before_begin
            labels[at] = _is_above(differences[at], threshold, margin)
        return labels

    def _differences(
        self, scores: Sequence[float], sure_begin: float, sure_inside: float
    ) -> tuple[list[float], list[int]]:
        """(d at each token, where it is between the two)."""
        after_begin = self.begin_inside - self.begin_begin
        after_inside = self.inside_inside - self.inside_begin
        difference = scores[0]
        found, doubtful = [difference], []
        for score in islice(scores, 1, None):
            if difference <= sure_begin:
                difference = score + after_begin
            elif difference >= sure_inside:
                difference = score + after_inside
            else:
                doubtful.append(len(found) - 1)
                difference = score + self._between(difference)
            found.append(difference)
        return found, doubtful

    def _between(self, difference: float) -> float:
        inside = max(self.begin_inside, difference + self.inside_inside)
        return inside - max(self.begin_begin, difference + self.inside_begin)


def _is_above(difference: float, threshold: float, margin: float) -> bool:
    if abs(difference - threshold) <= margin:
        raise TooClose
    return difference > threshold


def _rounding(tokens: int) -> float:
    """More than CRFsuite's sums may be off: each of `tokens` steps rounds a sum of up to 40 per token."""
    return 1e-9 + 1e-14 * tokens**2
