"""The likeliest reading of a whole text: Viterbi over the readings of each typed syllable.

Twice, from coarse to fine (Charniak and others 2006): pairs of syllables tell which readings come into
question at all, rows of three decide between those.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.suggest.language_model import Form, LanguageModel

_NEAR_BEST = 10.0
"""Nats below the best path by pairs: rows of three make up for no more. 16 to 28 rows are looked up at each
syllable, where all readings would make thousands."""
_MOST_READINGS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One or more syllables that one typed one may stand for, and its cost in nats."""

    forms: tuple[Form, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Restored:
    """`readings`: one for each typed syllable. `confidence` in 0..1: that of the average one."""

    readings: tuple[Reading, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Step:
    """From one syllable to the next: `likely` (before, following) by pairs, `gains` (following,) of the rest
    of a reading of several syllables, less its cost."""

    likely: NDArray[np.float64]
    gains: NDArray[np.float64]

    @property
    def score(self) -> NDArray[np.float64]:
        return np.add(self.likely, self.gains)

    def among(self, before: NDArray[np.int64], following: NDArray[np.int64]) -> "_Step":
        return _Step(self.likely[np.ix_(before, following)], self.gains[following])


def restore(language: LanguageModel, lattice: Sequence[Sequence[Reading]]) -> Restored:
    """The path through `lattice` (readings of each syllable of one clause) with the highest probability."""
    if not lattice:
        return Restored((), 1.0)
    edge = [Reading((language.boundary,))]
    rows: list[Sequence[Reading]] = [edge, *lattice, edge]
    steps = [_step(language, *rows[at : at + 2]) for at in range(len(rows) - 1)]
    kept = _near_best(steps)
    rows = [[row[place] for place in places] for row, places in zip(rows, kept, strict=True)]
    steps = [step.among(*kept[at : at + 2]) for at, step in enumerate(steps)]
    return _best_path(language, rows, steps)


def _near_best(steps: Sequence[_Step]) -> list[NDArray[np.int64]]:
    """Which readings of each row lie on a path that is nearly as good as the best, by pairs."""
    forwards, backwards = [np.zeros(1)], [np.zeros(1)]
    for step in steps:
        forwards.append(np.max(forwards[-1][:, None] + step.score, axis=0))
    for step in reversed(steps):
        backwards.append(np.max(step.score + backwards[-1], axis=1))
    through = [one + other for one, other in zip(forwards, reversed(backwards), strict=True)]
    return [_best_places(scores) for scores in through]


def _best_places(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    best = np.argsort(-scores, kind="stable")[:_MOST_READINGS]
    return np.sort(best[scores[best] >= scores[best[0]] - _NEAR_BEST])


def _best_path(
    language: LanguageModel, rows: Sequence[Sequence[Reading]], steps: Sequence[_Step]
) -> Restored:
    """By rows of three. `best` and `total` (before, following) are of the paths that end in these two."""
    best, total = steps[0].score, steps[0].score
    came_from: list[NDArray[np.int64]] = []
    for at, step in enumerate(steps[1:]):
        before, middle, following = rows[at : at + 3]
        score = step.gains + language.after_both(
            [one.forms[-1] for one in before],
            [one.forms for one in middle],
            [one.forms[0] for one in following],
            step.likely,
        )
        reached = best[:, :, None] + score
        came_from.append(np.argmax(reached, axis=0))
        best = np.max(reached, axis=0)
        total = np.logaddexp.reduce(total[:, :, None] + score, axis=0)
    chosen = _followed_back(came_from, int(np.argmax(best[:, 0])))
    readings = tuple(row[place] for row, place in zip(rows[1:-1], chosen, strict=True))
    sure = np.max(best) - np.logaddexp.reduce(total, axis=None)
    return Restored(readings, float(np.exp(sure / len(readings))))


def _followed_back(came_from: Sequence[NDArray[np.int64]], last: int) -> list[int]:
    """The places of the best path, of whose rows `last` is that before the edge."""
    path = [0, last]
    for origins in reversed(came_from):
        path.append(int(origins[path[-1], path[-2]]))
    return path[-2:0:-1]


def _step(language: LanguageModel, before: Sequence[Reading], following: Sequence[Reading]) -> _Step:
    likely = language.after([one.forms[-1] for one in before], [one.forms[0] for one in following])
    gains = [_inner(language, reading) - reading.cost for reading in following]
    return _Step(likely, np.array(gains, np.float64))


def _inner(language: LanguageModel, reading: Reading) -> float:
    """Log-probability of the syllables of a reading after its first."""
    pairs = zip(reading.forms, reading.forms[1:], strict=False)
    return sum(float(language.after([first], [second])[0, 0]) for first, second in pairs)
