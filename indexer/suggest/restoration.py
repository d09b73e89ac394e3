"""The likeliest reading of a whole text: Viterbi over the readings of each typed syllable."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.suggest.language_model import Form, LanguageModel


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


def restore(language: LanguageModel, lattice: Sequence[Sequence[Reading]]) -> Restored:
    """The path through `lattice` (readings of each syllable of one clause) with the highest probability."""
    if not lattice:
        return Restored((), 1.0)
    before, best, total = [Reading((language.boundary,))], np.zeros(1), np.zeros(1)
    came_from: list[NDArray[np.int64]] = []
    for readings in [*lattice, [Reading((language.boundary,))]]:
        step = _step(language, before, readings)
        reached = best[:, None] + step
        came_from.append(np.argmax(reached, axis=0))
        best = np.max(reached, axis=0)
        total = np.logaddexp.reduce(total[:, None] + step, axis=0)
        before = list(readings)
    choices = [0]
    for origins in reversed(came_from[1:]):
        choices.append(int(origins[choices[-1]]))
    chosen = (row[choice] for row, choice in zip(lattice, reversed(choices[1:]), strict=True))
    return Restored(tuple(chosen), float(np.exp((best[0] - total[0]) / len(lattice))))


def _step(
    language: LanguageModel, before: Sequence[Reading], following: Sequence[Reading]
) -> NDArray[np.float64]:
    """Log-probability (before, following) of going from one reading to the next, all of its syllables."""
    likely = language.after([one.forms[-1] for one in before], [one.forms[0] for one in following])
    gains = np.array([_inner(language, reading) - reading.cost for reading in following], np.float64)
    return np.add(likely, gains)


def _inner(language: LanguageModel, reading: Reading) -> float:
    """Log-probability of the syllables of a reading after its first."""
    pairs = zip(reading.forms, reading.forms[1:], strict=False)
    return sum(float(language.after([first], [second])[0, 0]) for first, second in pairs)
