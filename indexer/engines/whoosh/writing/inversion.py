"""Tokens in the order of documents -> posting lists in the order of terms, by sorting.

One sort for each field, and then parts of bounded size.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.postings import Flat
from indexer.engines.whoosh.storage.ragged import starts_of, stretches
from indexer.engines.whoosh.writing.gathering import Occurrences, Vocabulary

DEAD = -1
"""In place of the row of a document that is left out."""
Rows = NDArray[np.int32]
_STRETCH_TOKENS = 1 << 15
"""So few that what is made of them stays in the processor's cache."""


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


class Inversion:
    """The tokens of one field, in the order of documents, as posting lists in the order of terms.

    A token is sorted as one number of 64 bits: the rank of its term, its row, its position. Numbers are what
    sorts fastest (9 ns a token, made and sorted), and where a token stands need not be looked up afterwards.
    """

    def __init__(
        self, occurrences: Occurrences, rows: Rows, ranks: NDArray[np.uint32], *, positions: bool
    ) -> None:
        """`rows`: of each document, DEAD for those left out; `ranks`: of each number of the vocabulary."""
        self._tokens = np.frombuffer(occurrences.tokens, np.uint32)
        self._counts = np.frombuffer(occurrences.counts, np.uint32)
        self._rows = rows[np.frombuffer(occurrences.documents, np.uint32)]
        self._ranks = ranks
        self._positions = positions
        given = occurrences.positions
        self._given = None if given is None else np.frombuffer(given, np.uint32)
        self._row_bits = int(self._rows.max(initial=0)).bit_length()
        self._position_bits = self._largest_position().bit_length() if positions else 0

    def lengths(self, documents: int) -> NDArray[np.int64]:
        """Tokens of each row."""
        lengths = np.zeros(documents, np.int64)
        alive = self._rows != DEAD
        lengths[self._rows[alive]] = self._counts[alive]
        return lengths

    def parts(self, part_tokens: int) -> Iterator[tuple[NDArray[np.int64], Flat]]:
        """(ranks of some terms, their postings), ascending; about `part_tokens` at once, a term at least."""
        for lowest, end in self._ranges():
            keys = self._sorted_keys(lowest, end)
            start = 0
            while start < len(keys):
                behind = self._end_of_term(keys, start, start + part_tokens)
                yield self._postings(keys[start:behind], lowest)
                start = behind

    def _largest_position(self) -> int:
        if self._given is not None:
            return int(self._given.max(initial=0))
        return max(int(self._counts.max(initial=0)) - 1, 0)

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """Half-open ranges of ranks, as many as the bits left by row and position tell apart: nearly always
        all at once."""
        terms = int(self._ranks.max(initial=0)) + 1
        step = 1 << (64 - self._row_bits - self._position_bits)
        for lowest in range(0, terms, step):
            yield lowest, min(lowest + step, terms)

    def _sorted_keys(self, lowest: int, end: int) -> NDArray[np.uint64]:
        """Of the tokens whose terms are in the range, ranks counted from `lowest`."""
        shifted = (self._ranks.astype(np.uint64) - np.uint64(lowest)) << np.uint64(
            self._row_bits + self._position_bits
        )
        kept = self._kept(lowest, end)
        keys = np.empty(len(self._tokens) if kept is None else int(np.count_nonzero(kept)), np.uint64)
        filled = 0
        ends = np.cumsum(self._counts, dtype=np.int64)
        for documents, tokens in stretches(ends, _STRETCH_TOKENS):
            some = shifted[self._tokens[tokens]]
            some |= self._places(documents, tokens)
            if kept is not None:
                some = some[kept[tokens]]
            keys[filled : filled + len(some)] = some
            filled += len(some)
        keys.sort()
        return keys

    def _places(self, documents: slice, tokens: slice) -> NDArray[np.uint64]:
        """Row and position of each token as the lower bits of its key."""
        counts = self._counts[documents]
        keys = self._rows[documents].astype(np.int64) << self._position_bits
        if not self._positions:
            return np.repeat(keys, counts).view(np.uint64)
        if self._given is not None:
            return np.repeat(keys, counts).view(np.uint64) | self._given[tokens]
        counted = np.repeat(keys - starts_of(counts), counts)
        counted += np.arange(len(counted))
        return counted.view(np.uint64)

    def _kept(self, lowest: int, end: int) -> NDArray[np.bool_] | None:
        """Which tokens are of the range and of documents not left out; None for all."""
        kept = None
        if int(self._rows.min(initial=0)) == DEAD:
            kept = np.repeat(self._rows != DEAD, self._counts)
        if lowest or end <= int(self._ranks.max(initial=0)):
            inside = ((self._ranks >= lowest) & (self._ranks < end))[self._tokens]
            kept = inside if kept is None else kept & inside
        return kept

    def _end_of_term(self, keys: NDArray[np.uint64], start: int, wanted: int) -> int:
        """The end of a term at or before `wanted`; of the first term when that is longer."""
        if wanted >= len(keys):
            return len(keys)
        below = np.uint64((1 << self._row_bits + self._position_bits) - 1)
        first = int(np.searchsorted(keys, keys[wanted] & ~below))
        return first if first > start else int(np.searchsorted(keys, keys[wanted] | below, "right"))

    def _postings(self, keys: NDArray[np.uint64], lowest: int) -> tuple[NDArray[np.int64], Flat]:
        positions = None
        postings = keys >> np.uint64(self._position_bits)
        if self._positions:
            positions = (keys & np.uint64((1 << self._position_bits) - 1)).astype(np.int32)
        firsts = changes(postings)
        frequencies = np.diff(firsts, append=len(keys)).astype(np.uint32)
        postings = postings[firsts]
        rows = (postings & np.uint64((1 << self._row_bits) - 1)).astype(np.int32)
        postings >>= np.uint64(self._row_bits)
        ranks = postings.view(np.int64)
        term_firsts = changes(ranks)
        counts = np.diff(term_firsts, append=len(ranks))
        return ranks[term_firsts] + lowest, Flat(counts, rows, frequencies, positions)


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
