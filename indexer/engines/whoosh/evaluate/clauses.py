"""What a query has become: which documents match each of its clauses, and how to score those that matter.

Sets come first and for all documents; scores are then made for as few of them as can be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.evaluate.terms import ScoredList
from indexer.engines.whoosh.evaluate.topk import Scores
from indexer.engines.whoosh.reading.docsets import DocSet, intersection, union

_CROWDED = 32
"""For more than one document in 32, scores are added up in an array with a place for every document."""


class Clause(Protocol):
    """A part of a query, evaluated."""

    @property
    def docs(self) -> DocSet:
        """The documents that match it."""

    @property
    def constant(self) -> float | None:
        """The score of all of them, when it is one."""

    @property
    def positive(self) -> bool:
        """Whether every score is above 0."""

    def scores(self, among: DocSet) -> Scores:
        """Of the rows of a subset of `docs`. Not to be written to."""

    def add_to(self, total: Scores) -> None:
        """Adds all scores to `total`, which has a place for every document."""


@dataclass(frozen=True)
class Constant:
    """Matches that all have one score."""

    docs: DocSet
    score: float

    @property
    def constant(self) -> float | None:
        return self.score

    @property
    def positive(self) -> bool:
        return self.score > 0

    def scores(self, among: DocSet) -> Scores:
        return np.full(len(among), self.score, dtype=np.float32)

    def add_to(self, total: Scores) -> None:
        if self.docs.is_sparse:
            total[self.docs.rows] += np.float32(self.score)
        else:
            np.add(total, self.docs.mask() * np.float32(self.score), out=total)


@dataclass(frozen=True)
class Listed:
    """A term, or one word in several fields."""

    list: ScoredList
    boost: float = 1.0

    @property
    def constant(self) -> float | None:
        return None

    @property
    def docs(self) -> DocSet:
        return self.list.docs

    @property
    def positive(self) -> bool:
        return self.boost > 0

    def scores(self, among: DocSet) -> Scores:
        scores = self.list.scores(among)
        return scores if self.boost == 1.0 else scores * np.float32(self.boost)

    def add_to(self, total: Scores) -> None:
        self.list.add_to(total, self.boost)


@dataclass(frozen=True)
class Unread:
    """A term of a phrase: which documents have it is known, scores are read for those that are asked for."""

    docs: DocSet
    read: Callable[[DocSet], Scores]
    boost: float = 1.0

    @property
    def constant(self) -> float | None:
        return None

    @property
    def positive(self) -> bool:
        return self.boost > 0

    def scores(self, among: DocSet) -> Scores:
        scores = self.read(among)
        return scores if self.boost == 1.0 else scores * np.float32(self.boost)

    def add_to(self, total: Scores) -> None:
        np.add.at(total, self.docs.rows, self.scores(self.docs))


class Scattered:
    """For clauses that add their scores row by row."""

    docs: DocSet

    @property
    def constant(self) -> float | None:
        return None

    def scores(self, among: DocSet) -> Scores:
        raise NotImplementedError

    def add_to(self, total: Scores) -> None:
        np.add.at(total, self.docs.rows, self.scores(self.docs))


@dataclass(frozen=True)
class AllOf(Scattered):
    """Documents of every clause; scores add up."""

    clauses: Sequence[Clause]

    @cached_property
    def docs(self) -> DocSet:  # type: ignore[override]
        return intersection([clause.docs for clause in self.clauses])

    @cached_property
    def positive(self) -> bool:
        return all(clause.positive for clause in self.clauses)

    def scores(self, among: DocSet) -> Scores:
        return reduce(np.add, (clause.scores(among) for clause in self.clauses))


@dataclass(frozen=True)
class AnyOf:
    """Documents of any clause; scores add up."""

    clauses: Sequence[Clause]

    @property
    def constant(self) -> float | None:
        return None

    @cached_property
    def docs(self) -> DocSet:
        return union([clause.docs for clause in self.clauses])

    @cached_property
    def positive(self) -> bool:
        return all(clause.positive for clause in self.clauses)

    @property
    def crowded(self) -> bool:
        """Whether adding up for every document is the cheap way."""
        return sum(len(clause.docs) for clause in self.clauses) * _CROWDED > self.docs.size

    def scores(self, among: DocSet) -> Scores:
        if len(among) * _CROWDED > among.size:
            total = np.zeros(among.size, dtype=np.float32)
            self.add_to(total)
            return total.take(among.rows)
        scores = np.zeros(len(among), dtype=np.float32)
        for clause in self.clauses:
            _add_inside(scores, among, clause)
        return scores

    def add_to(self, total: Scores) -> None:
        for clause in self.clauses:
            clause.add_to(total)


@dataclass(frozen=True)
class BestOf(Scattered):
    """Documents of any clause, with the best of their scores."""

    clauses: Sequence[Clause]
    boost: float

    @cached_property
    def docs(self) -> DocSet:  # type: ignore[override]
        return union([clause.docs for clause in self.clauses])

    @cached_property
    def positive(self) -> bool:
        return self.boost > 0 and all(clause.positive for clause in self.clauses)

    def scores(self, among: DocSet) -> Scores:
        best = np.full(len(among), -np.inf, dtype=np.float32)
        for clause in self.clauses:
            inside = among & clause.docs
            at = _places(inside, among)
            best[at] = np.maximum(best[at], clause.scores(inside))
        return best * np.float32(self.boost)


@dataclass(frozen=True)
class WithExtra(Scattered):
    """Documents of `required`; `extra` adds to the scores of those that have it too."""

    required: Clause
    extra: Clause

    @property
    def docs(self) -> DocSet:  # type: ignore[override]
        return self.required.docs

    @property
    def positive(self) -> bool:
        return self.required.positive and self.extra.positive

    def scores(self, among: DocSet) -> Scores:
        scores = self.required.scores(among).copy()
        _add_inside(scores, among, self.extra)
        return scores


@dataclass(frozen=True)
class Narrowed(Scattered):
    """Some of a clause's documents, with its scores."""

    clause: Clause
    docs: DocSet

    @property
    def constant(self) -> float | None:
        return self.clause.constant

    @property
    def positive(self) -> bool:
        return self.clause.positive

    def scores(self, among: DocSet) -> Scores:
        return self.clause.scores(among)


def _add_inside(scores: Scores, among: DocSet, clause: Clause) -> None:
    """Adds a clause's scores where it has rows of `among`."""
    inside = among & clause.docs
    if len(inside) == len(among):
        scores += clause.scores(among)
    elif len(inside):
        scores[_places(inside, among)] += clause.scores(inside)


def _places(inside: DocSet, among: DocSet) -> NDArray[np.intp]:
    """Where the rows of a subset lie in those of `among`."""
    return among.pick(np.arange(len(among)), inside)
