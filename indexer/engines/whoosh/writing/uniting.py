"""The terms of several segments as one sorted list, range by range, and their postings put together.

Pure arrays: knows no field, no file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.storage.postings import Flat
from indexer.engines.whoosh.storage.ragged import spans, starts_of, stretches
from indexer.engines.whoosh.writing.inversion import DEAD, Rows, changes

_PLACED_AT_ONCE = 1 << 16
"""Positions that are moved in one step, for their places take six times their bytes."""

_DENSE_WEIGHT = 4
"""So many times more counts a posting of a term that all documents hold: its positions are what it takes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A range of terms, the same in all sources."""

    terms: list[bytes]
    """Those of any source, ascending."""
    pieces: list[tuple[int, NDArray[np.int64], Flat]]
    """(number of the source, the place in `terms` of each of its own, their postings)."""

    def merged(self, new_rows: Sequence[Rows]) -> tuple[list[bytes], Flat]:
        """The terms that live documents have, and their postings in new rows. Gives the pieces up."""
        flats = [flat for _source, _own, flat in self.pieces]
        rows = np.concatenate([new_rows[source][flat.rows] for source, _own, flat in self.pieces])
        terms = np.concatenate([np.repeat(own, flat.counts) for _source, own, flat in self.pieces])
        frequencies = np.concatenate([flat.frequencies for flat in flats])
        deltas = [flat.deltas for flat in flats if flat.deltas is not None]
        every = np.concatenate(deltas) if deltas else None
        kept = np.flatnonzero(rows != DEAD)
        order = kept[sorted_places(terms[kept], rows[kept])] if len(flats) > 1 else kept
        self.pieces.clear()
        del flats, deltas
        placed = None if every is None else in_order(every, frequencies, order)
        terms, rows = terms[order], rows[order]
        firsts = changes(terms)
        counts = np.diff(firsts, append=len(terms))
        left = [self.terms[place] for place in terms[firsts].tolist()]
        return left, Flat(counts, rows, frequencies[order], None, placed)


def in_order(
    deltas: NDArray[np.uint32], frequencies: NDArray[np.uint32], order: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """The deltas of the postings numbered `order`, in that order."""
    starts, counts = starts_of(frequencies)[order], frequencies[order].astype(np.int64)
    ends = np.cumsum(counts)
    placed = np.empty(int(ends[-1]) if len(ends) else 0, np.uint32)
    for some, values in stretches(ends, _PLACED_AT_ONCE):
        placed[values] = deltas[spans(starts[some], counts[some])]
    return placed


def term_ranges(
    dictionaries: Sequence[Any], documents: Sequence[int], postings_at_once: int
) -> Iterator[list[tuple[int, int]]]:
    """Cuts all dictionaries at the same terms: for each range (first, end) of ordinals in each of them.

    A range has about `postings_at_once` postings in all, or a single term that has more. `documents`: of
    each segment; a term that most of them hold stands in each many times, so that it counts for more.
    """
    sizes = [len(dictionary) for dictionary in dictionaries]
    share = [max(postings_at_once * size // max(sum(sizes), 1), 1) for size in sizes]
    at = [0] * len(sizes)
    while at != sizes:
        ends = [_end(*given) for given in zip(dictionaries, documents, at, share, strict=True)]
        cuts = [d.text(end) for d, end, size in zip(dictionaries, ends, sizes, strict=True) if end < size]
        if cuts:
            ends = [d.at_or_after(min(cuts)) for d in dictionaries]
        yield list(zip(at, ends, strict=True))
        at = ends


def _end(dictionary: Any, documents: int, at: int, postings: int) -> int:
    """The first ordinal after `at` where `postings` are reached; at least one term further."""
    size = len(dictionary)
    if at == size:
        return size
    frequencies = dictionary.document_frequencies(at, min(at + postings, size))
    weights = frequencies + _DENSE_WEIGHT * frequencies * frequencies // documents
    taken = int(np.searchsorted(np.cumsum(weights), postings, "right"))
    return int(at + max(taken, 1))


def unite(lists: Sequence[list[bytes]]) -> tuple[list[bytes], list[NDArray[np.int64]]]:
    """(all strings of the ascending lists, ascending, each once; the places there of each list's own)."""
    if len(lists) == 1:
        return lists[0], [np.arange(len(lists[0]))]
    united = list(dict.fromkeys(sorted(chain.from_iterable(lists))))
    place_of = dict(zip(united, range(len(united)), strict=True)).__getitem__
    return united, [np.fromiter(map(place_of, own), np.int64, len(own)) for own in lists]


def sorted_places(terms: NDArray[np.int64], rows: Rows) -> NDArray[np.int64]:
    """The places in ascending order of (term, row); each pair stands once."""
    if not len(terms):
        return np.zeros(0, np.int64)
    row_bits = int(rows.max()).bit_length()
    place_bits = (len(terms) - 1).bit_length()
    if int(terms.max()).bit_length() + row_bits + place_bits > 64:
        return np.lexsort((rows, terms))
    keys = terms.astype(np.uint64) << np.uint64(row_bits + place_bits)
    keys |= rows.astype(np.uint64) << np.uint64(place_bits)
    keys |= np.arange(len(terms), dtype=np.uint64)
    keys.sort()
    return (keys & ((np.uint64(1) << np.uint64(place_bits)) - np.uint64(1))).view(np.int64)
