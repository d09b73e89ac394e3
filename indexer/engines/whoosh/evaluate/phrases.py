"""Phrases: documents where words stand one after the other, by joining their places on the field's line."""

from collections.abc import Sequence

import numpy as np

from corpus.errors import BadQuery
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.evaluate.joining import common
from indexer.engines.whoosh.reading.docsets import DocSet, Rows
from indexer.engines.whoosh.reading.lines import LEAD, Keys, Line, TooLong
from indexer.engines.whoosh.reading.snapshot import Snapshot

_MAX_SLOP = 1 << 30
_PICK_COST = 8
"""Places of one posting are read by themselves in the time that so many take when all are read."""


class PhraseFinder:
    """Finds one phrase in documents that have all of its words."""

    def __init__(self, snapshot: Snapshot, field: str, budget: Budget) -> None:
        self._snapshot = snapshot
        self._field = field
        self._budget = budget

    def find(self, words: Sequence[bytes], slop: int, candidates: DocSet) -> DocSet:
        """Of `candidates`, which have all words, those where each stands 1 to `slop` after the one before.

        Source: whoosh/query/spans.py, SpanNear2 with mindist=1: only a span's end decides what may follow.
        """
        if slop < 1 or not len(candidates):
            return DocSet.none(candidates.size)
        if len(words) == 1:
            return candidates
        if len(words) > LEAD:
            raise BadQuery(f"query-unsupported: a phrase of more than {LEAD} words")
        try:
            rows = self._rows(words, slop, candidates, self._snapshot.line(self._field))
        except TooLong:
            rows = self._rows(words, slop, candidates, self._snapshot.line(self._field, wide=True))
        return DocSet.from_rows(rows, candidates.size) & candidates

    def _rows(self, words: Sequence[bytes], slop: int, candidates: DocSet, line: Line) -> Rows:
        reader = _Reader(self._snapshot, self._field, self._budget, line)
        if slop == 1:
            return _adjacent(reader, words, candidates)
        return _once(_near(reader, words, min(slop, _MAX_SLOP), candidates))


class _Reader:
    """Reads places of words on one line."""

    def __init__(self, snapshot: Snapshot, field: str, budget: Budget, line: Line) -> None:
        self._snapshot = snapshot
        self._field = field
        self._budget = budget
        self.line = line

    def size(self, word: bytes) -> int:
        return self._snapshot.document_frequency(self._field, word)

    def read(self, word: bytes, candidates: DocSet) -> Keys:
        """All places of the word; only those in `candidates` where these are few."""
        if len(candidates) * _PICK_COST < self.size(word):
            keys = self._snapshot.places_in(self._field, word, self.line, candidates)
        else:
            keys = self._snapshot.places(self._field, word, self.line)
        self._budget.spend(len(keys))
        return keys


def _adjacent(reader: _Reader, words: Sequence[bytes], candidates: DocSet) -> Rows:
    """The rarest word first, then its rarer neighbour, each only where those before were found."""
    kind, line = reader.line.dtype.type, reader.line
    first, *others = _rarest_first([reader.size(word) for word in words])
    starts = reader.read(words[first], candidates) - kind(first)
    for at in others:
        starts = common(starts, reader.read(words[at], candidates), at)
        if len(starts) * _PICK_COST < len(candidates):
            candidates = DocSet.from_rows(_once(line.rows(starts + kind(first))), candidates.size)
    rows = line.rows(starts)
    whole = line.rows(starts + kind(len(words) - 1)) == rows  # not begun at the end of the text before
    return _once(np.compress(whole, rows))


def _near(reader: _Reader, words: Sequence[bytes], slop: int, candidates: DocSet) -> Rows:
    """From left to right: the rows of where the phrase may end."""
    line = reader.line
    ends = reader.read(words[0], candidates)
    for word in words[1:]:
        here = reader.read(word, candidates)
        last = np.searchsorted(ends, here)
        here, last = np.compress(last > 0, here), np.compress(last > 0, last)
        before = ends.take(last - 1)
        ends = np.compress((here - before <= slop) & (line.rows(here) == line.rows(before)), here)
    return line.rows(ends)


def _once(rows: Rows) -> Rows:
    """Ascending rows, each once."""
    fresh = np.ones(len(rows), dtype=np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=fresh[1:])
    return np.compress(fresh, rows)


def _rarest_first(sizes: Sequence[int]) -> list[int]:
    """The place of the smallest, then of its smaller neighbour and so on: both sides of a join stay short."""
    order = [min(range(len(sizes)), key=sizes.__getitem__)]
    while len(order) < len(sizes):
        beside = [at for at in (min(order) - 1, max(order) + 1) if 0 <= at < len(sizes)]
        order.append(min(beside, key=sizes.__getitem__))
    return order
