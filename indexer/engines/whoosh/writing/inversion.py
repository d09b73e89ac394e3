"""Tokens in the order of documents -> posting lists in the order of terms, by sorting.

One sort of 64-bit keys (rank of the term, place of the token) for each field, in parts of bounded size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.postings import Flat
from indexer.engines.whoosh.storage.ragged import spans, starts_of
from indexer.engines.whoosh.writing.gathering import Occurrences, Vocabulary

DEAD = -1
"""In place of the row of a document that is left out."""
Rows = NDArray[np.int32]


def sort_terms(vocabulary: Vocabulary) -> tuple[list[bytes], NDArray[np.uint32]]:
    """(all terms, ascending; the place there of each number of the vocabulary)."""
    texts = [term if type(term) is bytes else term.encode() for term in vocabulary]  # type: ignore[union-attr]
    order = sorted(range(len(texts)), key=texts.__getitem__)
    ordered = [texts[number] for number in order]
    new = np.fromiter((a != b for a, b in pairwise(ordered)), np.bool_, max(len(ordered) - 1, 0))
    ranks = np.zeros(len(texts), np.uint32)
    ranks[order[1:]] = np.cumsum(new)
    if not new.all():
        ordered = list(dict.fromkeys(ordered))
    return ordered, ranks


@dataclass(frozen=True, slots=True)
class Inverted:
    """The tokens of a field in the order of rows: the token's place tells its row and position."""

    rows: Rows
    """Rows that have the field, ascending."""
    counts: NDArray[np.int64]
    """Tokens of each of them."""
    ranks: NDArray[np.uint32]
    """The rank of each token's term."""
    positions: NDArray[np.uint32] | None
    """None while they are 0, 1, 2, ... in each row."""

    @classmethod
    def of(cls, occurrences: Occurrences, rows: Rows, ranks: NDArray[np.uint32]) -> "Inverted":
        counts = np.frombuffer(occurrences.counts, np.uint32).astype(np.int64)
        new_rows = rows[np.frombuffer(occurrences.documents, np.uint32)]
        order = np.argsort(new_rows)[np.count_nonzero(new_rows == DEAD) :]
        places = spans(starts_of(counts)[order], counts[order])
        tokens = np.frombuffer(occurrences.tokens, np.uint32)
        positions = None
        if occurrences.positions is not None:
            positions = np.frombuffer(occurrences.positions, np.uint32)[places]
        return cls(new_rows[order], counts[order], ranks[tokens[places]], positions)

    @property
    def token_count(self) -> int:
        return len(self.ranks)

    def lengths(self, documents: int) -> NDArray[np.int64]:
        """Tokens of each row."""
        lengths = np.zeros(documents, np.int64)
        lengths[self.rows] = self.counts
        return lengths

    def parts(self, part_tokens: int, *, positions: bool) -> Iterator[tuple[NDArray[np.int64], Flat]]:
        """(ranks of some terms, their postings), ascending; about `part_tokens` at once, a term at least."""
        row_of = np.repeat(self.rows, self.counts)
        position_of = self._positions() if positions else None
        for lowest, end in self._ranges(part_tokens):
            places = np.flatnonzero((self.ranks >= lowest) & (self.ranks < end))
            if len(places):
                yield self._part(places, row_of, position_of)

    def _positions(self) -> NDArray[np.int32]:
        """Where each token stands in its document."""
        if self.positions is not None:
            return self.positions.astype(np.int32)
        return spans(np.zeros(len(self.counts), np.int64), self.counts).astype(np.int32)

    def _ranges(self, part_tokens: int) -> Iterator[tuple[int, int]]:
        """Half-open ranges of ranks with about `part_tokens` tokens each."""
        ends = np.cumsum(np.bincount(self.ranks))
        lowest = taken = 0
        while lowest < len(ends):
            end = max(int(np.searchsorted(ends, taken + part_tokens, "right")), lowest + 1)
            yield lowest, end
            lowest, taken = end, int(ends[end - 1])

    def _part(
        self, places: NDArray[np.int64], row_of: Rows, position_of: NDArray[np.int32] | None
    ) -> tuple[NDArray[np.int64], Flat]:
        """One sort by (rank, place): both fit 64 bits while there are fewer than 2**32 tokens."""
        bits = np.uint64(max(self.token_count - 1, 1).bit_length())
        keys = self.ranks[places].astype(np.uint64) << bits
        keys |= places.view(np.uint64)
        keys.sort()
        places = (keys & ((np.uint64(1) << bits) - np.uint64(1))).view(np.int64)
        keys >>= bits
        rows = row_of[places]
        firsts = changes(keys, rows)
        ranks = keys[firsts].view(np.int64)
        term_firsts = changes(ranks)
        frequencies = np.diff(firsts, append=len(keys)).astype(np.uint32)
        counts = np.diff(term_firsts, append=len(ranks))
        where = None if position_of is None else position_of[places]
        return ranks[term_firsts], Flat(counts, rows[firsts], frequencies, where)


def length_bytes(lengths: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Whoosh's byte for each number of tokens (`whoosh.util.numeric.length_to_byte`)."""
    return np.minimum(np.searchsorted(_lengths_of_bytes(), lengths), 255).astype(np.uint8)


@lru_cache(maxsize=1)
def _lengths_of_bytes() -> NDArray[np.int64]:
    from whoosh.util.numeric import byte_to_length

    return np.array([byte_to_length(byte) for byte in range(256)], np.int64)


def changes(*keys: NDArray[Any]) -> NDArray[np.int64]:
    """Where any of the arrays has another value than one place before; the first place always."""
    changed = np.ones(len(keys[0]), np.bool_)
    changed[1:] = keys[0][1:] != keys[0][:-1]
    for key in keys[1:]:
        changed[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changed)
