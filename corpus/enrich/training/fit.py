"""From labelled texts to a TopicModel: chooses features, fits one separator a topic, keeps what weighs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import SGDClassifier  # type: ignore[import-untyped]

from corpus.enrich.topic_model import TopicModel, count_features
from corpus.enrich.topic_rules import syllables
from corpus.enrich.training.sources import Labelled

_RAREST = 8
"""A feature must stand in so many texts; rarer ones are names."""
_KEPT = 30_000
"""Features that are shipped: those that weigh most for any topic."""
_PENALTY = 2e-6
_PASSES = 30


class Matrix(NamedTuple):
    """A row a text over `names`; `rarity` is the logarithm of texts per text with the feature."""

    rows: Any
    names: list[str]
    rarity: NDArray[np.float32]


def fit(texts: Sequence[Labelled], topics: Sequence[str]) -> TopicModel:
    """The model; deterministic. Fitted twice: over all features, then over the heaviest."""
    counts = [count_features(syllables(text.title), syllables(text.body)) for text in texts]
    frequencies = Counter(name for found in counts for name in found)
    names = sorted(name for name, count in frequencies.items() if count >= _RAREST)
    labels = np.array([[_label(text, topic) for topic in topics] for text in texts])
    weights, _ = _separators(_matrix(counts, names, frequencies), labels)
    heaviest = np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:_KEPT]
    matrix = _matrix(counts, sorted(names[row] for row in heaviest), frequencies)
    weights, bias = _separators(matrix, labels)
    return TopicModel(tuple(topics), tuple(matrix.names), matrix.rarity, weights, tuple(map(float, bias)))


def _label(text: Labelled, topic: str) -> int:
    """1 about it, 0 not, -1 unknown."""
    if topic in text.topics:
        return 1
    return -1 if topic in text.open else 0


def _matrix(counts: Sequence[Counter[str]], names: list[str], frequencies: Counter[str]) -> Matrix:
    column = {name: number for number, name in enumerate(names)}
    rarity = np.log(len(counts) / np.array([frequencies[name] for name in names], np.float32))
    ends, columns, values = [0], [], []
    for found in counts:
        known = [(column[name], count) for name, count in found.items() if name in column]
        at = np.array([number for number, _ in known], np.intp)
        row = np.log1p(np.array([count for _, count in known], np.float32)) * rarity[at]
        columns.append(at)
        values.append(row / (float(np.linalg.norm(row)) or 1.0))
        ends.append(ends[-1] + len(known))
    shape = (len(counts), len(names))
    rows = csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=shape)
    return Matrix(rows, names, rarity.astype(np.float32))


def _separators(matrix: Matrix, labels: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights, a row a feature and a column a topic, and the bias of each topic."""
    weights, bias = [], []
    for wanted in labels.T:
        known = wanted >= 0
        separator = SGDClassifier(
            loss="log_loss", alpha=_PENALTY, max_iter=_PASSES, tol=1e-4, random_state=1, average=True
        ).fit(matrix.rows[known], wanted[known])
        weights.append(separator.coef_[0])
        bias.append(separator.intercept_[0])
    return np.array(weights, np.float32).T, np.array(bias, np.float32)
