"""Reads Whoosh's postings into arrays, and keeps the last used in memory. Knows nothing of ranking.

Whoosh's matchers share file positions, so only one thread reads at a time; what is read is never changed.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.files import naming_damage
from indexer.engines.whoosh.schema import STORED, term_field
from indexer.query.tree import Term


@dataclass(frozen=True, slots=True)
class ZonePostings:
    """Where one term stands in one zone: document numbers, ascending, and how often in each."""

    rows: NDArray[np.int64]
    frequencies: NDArray[np.float64]


_NONE = ZonePostings(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64))


class PostingReader:
    """Postings of one committed state."""

    def __init__(self, reader: Any, directory: Path, cache_entries: int) -> None:
        self._reader = reader
        self._directory = directory
        self._leaves: list[tuple[Any, int]] = list(reader.leaf_readers())
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[Zone, Term], ZonePostings] = OrderedDict()
        self._cache_entries = cache_entries

    def close(self) -> None:
        with self._lock:
            self._reader.close()

    def read(self, zone: Zone, term: Term) -> ZonePostings:
        """The postings of `term` in `zone`; deleted articles are left out."""
        key = (zone, term)
        with self._reading():
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            found = self._read(zone, term)
            self._cache[key] = found
            while len(self._cache) > self._cache_entries:
                self._cache.popitem(last=False)
            return found

    def count(self, family: Family, text: str) -> int:
        """In how many articles the term stands, articles counted once for each zone."""
        with self._reading():
            return sum(int(self._reader.doc_frequency(term_field(zone, family), text)) for zone in Zone)

    def positions(self, zone: Zone, folded: str, rows: Sequence[int]) -> dict[int, frozenset[int]]:
        """Where the folded syllable stands in `zone` of each of `rows` (ascending) that has it."""
        found: dict[int, frozenset[int]] = {}
        with self._reading():
            for matcher, offset in self._matchers(zone, Term(Family.FOLDED, folded)):
                for row in rows:
                    if row < offset:
                        continue
                    if matcher.is_active() and matcher.id() < row - offset:
                        matcher.skip_to(row - offset)
                    if not matcher.is_active():
                        break
                    if matcher.id() == row - offset:
                        found[row] = frozenset(matcher.value_as("positions"))
        return found

    def stored_article(self, row: int) -> Article:
        with self._reading():
            return Article.model_validate_json(self._reader.stored_fields(row)[STORED])

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, naming_damage(self._directory):
            yield

    def _read(self, zone: Zone, term: Term) -> ZonePostings:
        rows: list[int] = []
        frequencies: list[float] = []
        for matcher, offset in self._matchers(zone, term):
            while matcher.is_active():
                rows.append(matcher.id() + offset)
                frequencies.append(matcher.weight())
                matcher.next()
        if not rows:
            return _NONE
        return ZonePostings(np.array(rows, dtype=np.int64), np.array(frequencies, dtype=np.float64))

    def _matchers(self, zone: Zone, term: Term) -> Iterator[tuple[Any, int]]:
        """A matcher for each segment that has the term, with the segment's first document number."""
        field = term_field(zone, term.family)
        for leaf, offset in self._leaves:
            if (field, term.text) in leaf:
                yield leaf.postings(field, term.text), offset
