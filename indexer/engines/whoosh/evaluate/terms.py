"""Scored lists: the documents of a term with their BM25F scores, made once and kept.

Scores are those of Whoosh's `BM25F()`: B and K1 as there, each field by its own average length, document
frequencies and averages counting dead documents until they are merged away.
Source: whoosh/scoring.py, `bm25` and `WeightingModel.idf`, of 2.7.4.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from indexer.engines.whoosh.evaluate.topk import Scores, block_maxima
from indexer.engines.whoosh.reading.decoding import Postings
from indexer.engines.whoosh.reading.docsets import DocSet, Rows
from indexer.engines.whoosh.reading.snapshot import Snapshot

B, K1 = 0.75, 1.2
"""Whoosh's defaults."""
_DENSE = 8
"""A list of more than one document in 8 is kept with a place for every document: adding it up is then seven
times faster (0.1 ms for a million documents), and it takes at most four times the memory."""

_STRETCH = 1 << 15
"""Postings scored at a time: the arrays stay in a core's second-level cache."""
_READ_COST = 8
"""One posting is read by itself in the time that so many take in a whole list."""

Key = tuple[str, bytes, float]
"""Field, term and boost."""


class ScoredList:
    """Documents and their scores: one score for each of `docs.rows`, or one for every document if `dense`."""

    def __init__(self, docs: DocSet, values: Scores, cost: int) -> None:
        """Takes `values` in one of the two forms. `cost` is how many postings were read for them."""
        self.docs = docs
        self.values = values
        self.cost = cost
        self.dense = len(values) == docs.size

    @classmethod
    def of_rows(cls, rows: Rows, scores: Scores, size: int, cost: int) -> "ScoredList":
        """In the better form, from the rows below `size` and their scores."""
        if len(rows) * _DENSE <= size:
            return cls(DocSet.from_rows(rows, size), scores, cost)
        total = np.zeros(size, dtype=np.float32)
        total[rows] = scores
        return cls(DocSet(size, bits=DocSet.from_rows(rows, size).bits), total, cost)

    @classmethod
    def of_total(cls, total: Scores, cost: int) -> "ScoredList":
        """In the better form, from a score for every document, 0 for those that do not match."""
        docs = DocSet.from_mask(total > 0)
        if len(docs) * _DENSE > docs.size:
            return cls(docs, total, cost)
        return cls(DocSet.from_rows(docs.rows, docs.size), total.take(docs.rows), cost)

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.values.nbytes + self.values.nbytes // 1024

    @cached_property
    def maxima(self) -> Scores:
        """The best score of each block."""
        return block_maxima(self.values)

    def scores(self, among: DocSet) -> Scores:
        """Of a subset of `docs`. Not to be written to."""
        return self.values.take(among.rows) if self.dense else self.docs.pick(self.values, among)

    def add_to(self, total: Scores, boost: float) -> None:
        """Adds to `total`, which has a place for every document."""
        values = self.values if boost == 1.0 else self.values * np.float32(boost)
        if self.dense:
            np.add(total, values, out=total)
        else:
            np.add.at(total, self.docs.rows, values)


class TermScorer:
    """Scored lists over one snapshot. `schema` is Whoosh's."""

    def __init__(self, snapshot: Snapshot, schema: Any) -> None:
        self._snapshot = snapshot
        self._schema = schema

    def term(self, field: str, term: bytes) -> ScoredList:
        """Kept."""
        return self._snapshot.cache.get(("scored", field, term), lambda: self._read(field, term))

    def among(self, field: str, term: bytes, docs: DocSet, among: DocSet) -> Scores:
        """Of a subset of `docs`, which have the term: few are read one by one instead of the whole list."""
        if len(among) * _READ_COST > len(docs) or not self._snapshot.has_positions(field):
            return self.term(field, term).scores(among)
        rows, frequencies = self._snapshot.frequencies_in(field, term, among)
        count = self._snapshot.document_frequency(field, term)
        return self._score(field, Postings(rows, frequencies, count))

    def joined(self, keys: Sequence[Key]) -> ScoredList:
        """The sum over several terms, as one list: one word looked for in several fields. Kept."""
        return self._snapshot.cache.get(("joined", *keys), lambda: self._join(keys))

    def _join(self, keys: Sequence[Key]) -> ScoredList:
        total = np.zeros(self._snapshot.size, dtype=np.float32)
        cost = 0
        for field, term, boost in keys:
            found = self._snapshot.read_postings(field, term)
            for lo in range(0, len(found.rows), _STRETCH):
                some = found.cut(lo, lo + _STRETCH)
                rows = some.rows.astype(np.intp)  # or NumPy converts them each time
                total[rows] += self._score(field, some, rows) * np.float32(boost)
            cost += found.document_frequency
        return ScoredList.of_total(total, cost)

    def _read(self, field: str, term: bytes) -> ScoredList:
        found = self._snapshot.read_postings(field, term)
        size, cost = self._snapshot.size, found.document_frequency
        return ScoredList.of_rows(found.rows, self._score(field, found), size, cost)

    def _score(self, field: str, found: Postings, rows: NDArray[np.integer] | None = None) -> Scores:
        """Of each posting. `rows`: those of `found` in numbers that index faster."""
        fieldobj = self._schema[field]
        weights = found.frequencies.astype(np.float32)
        if not fieldobj.scorable:
            return weights
        idf = math.log(self._snapshot.size / (found.document_frequency + 1)) + 1
        norms = self._norms(field).take(found.rows if rows is None else rows)
        norms += weights
        weights *= np.float32(idf * (K1 + 1))
        weights /= norms
        return weights

    def _norms(self, field: str) -> NDArray[np.float32]:
        """What is added to a frequency below the line, for each document."""

        def work_out() -> NDArray[np.float32]:
            average = self._snapshot.average_length(field) or 1
            by_length = (K1 * ((1 - B) + B * _LENGTHS / average)).astype(np.float32)
            return by_length.take(self._snapshot.lengths(field))

        return self._snapshot.keep("norms", field, work_out)


_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float64)
