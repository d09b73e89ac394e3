"""Terms within one or two edits of a text, without looking at all terms.

Two texts within k edits become equal when at most k characters are left out of each. So all texts that a
segment's terms become are hashed once, and a query looks up what its own text becomes; what is found is then
measured. An edit is a character put in, left out or changed, not two exchanged: as in Whoosh's automaton.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.parts import Part
from indexer.engines.whoosh.reading.snapshot import Snapshot

Codes = NDArray[np.uint32]
"""Terms as rows of code points."""

_MAX_EDITS = 2
_MAX_TERMS = 400_000
_MAX_ENTRIES = 8_000_000
"""8 bytes each. Beyond any of these the dictionary is walked by Whoosh's automaton: some 50 ms, no memory."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd, and far from any pattern: 2^64 divided by the golden ratio."""


class Misspellings:
    """The terms of one field of one segment, by what they become when characters are left out."""

    def __init__(self, terms: Any) -> None:
        self._terms = terms
        self._tables: dict[int, tuple[NDArray[np.uint32], NDArray[np.int32]]] = {}

    @cached_property
    def _lexicon(self) -> list[str]:
        return [text.decode() for text in self._terms.texts(0, len(self._terms))]

    @cached_property
    def _lengths(self) -> NDArray[np.int64]:
        return np.array([len(text) for text in self._lexicon], dtype=np.int64)

    @classmethod
    def of(cls, snapshot: Snapshot, part: Part, field: str) -> "Misspellings":
        """Made when first asked for, and kept with the snapshot: as many as fields and segments."""
        return snapshot.keep(
            "misspellings", f"{part.segment.name}/{field}", lambda: cls(part.segment.terms(field))
        )

    def within(self, text: str, edits: int, *, prefix: int = 0) -> list[int]:
        """Ordinals, ascending, of terms at most `edits` from `text` that share its first `prefix`."""
        if edits > _MAX_EDITS or len(self._terms) > _MAX_TERMS or self._entry_count(edits) > _MAX_ENTRIES:
            return self._walk(text, edits, prefix)
        hashes, ordinals = self._table(edits)
        wanted = np.unique(np.concatenate(list(_shortened_hashes(_codes([text]), edits))))
        lo, hi = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
        found = np.unique(np.concatenate([ordinals[a:b] for a, b in zip(lo, hi, strict=True)]))
        found = found[np.abs(self._lengths.take(found) - len(text)) <= edits]
        near = [at for at in found.tolist() if self._lexicon[at].startswith(text[:prefix])]
        distances = edit_distances(text, [self._lexicon[at] for at in near])
        return [at for at, distance in zip(near, distances.tolist(), strict=True) if distance <= edits]

    def _entry_count(self, edits: int) -> int:
        counts = np.bincount(self._lengths)
        return sum(
            int(count) * sum(comb(length, left_out) for left_out in range(edits + 1))
            for length, count in enumerate(counts)
        )

    def _table(self, edits: int) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """Hashes, ascending, and the term behind each."""
        if edits not in self._tables:
            self._tables[edits] = self._build(edits)
        return self._tables[edits]

    def _build(self, edits: int) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        entries: list[NDArray[np.uint64]] = []
        for length in np.unique(self._lengths).tolist():
            ordinals = np.flatnonzero(self._lengths == length)
            codes = _codes([self._lexicon[at] for at in ordinals.tolist()])
            for hashes in _shortened_hashes(codes, edits):
                entries.append((hashes.astype(np.uint64) << np.uint64(32)) | ordinals.astype(np.uint64))
        table = np.sort(np.concatenate(entries)) if entries else np.empty(0, dtype=np.uint64)
        return (table >> np.uint64(32)).astype(np.uint32), (table & np.uint64(0xFFFFFFFF)).astype(np.int32)

    def _walk(self, text: str, edits: int, prefix: int) -> list[int]:
        """By skipping through the dictionary from one possible term to the next."""
        from whoosh.automata.lev import levenshtein_automaton

        automaton = levenshtein_automaton(text, edits, min(prefix, len(text))).to_dfa()
        found: list[int] = []
        at, possible = 0, automaton.next_valid_string("")
        while possible is not None and (at := self._terms.at_or_after(possible.encode())) < len(self._terms):
            here = self._terms.text(at).decode()
            if here == possible:
                found.append(at)
                here += "\0"
            possible = automaton.next_valid_string(here)
        return found


def edit_distances(text: str, others: list[str]) -> NDArray[np.int16]:
    """How many edits each of `others` is from `text`.

    One row of the usual table at a time, for all at once; what comes from the left is a running minimum.
    """
    width = max(map(len, others), default=0)
    codes = np.zeros((len(others), width), dtype=np.uint32)
    for at, other in enumerate(others):
        codes[at, : len(other)] = [ord(character) for character in other]
    steps = np.arange(width + 1, dtype=np.int16)
    row = np.tile(steps, (len(others), 1))
    for count, character in enumerate(text, start=1):
        above = row + np.int16(1)
        np.minimum(above[:, 1:], row[:, :-1] + (codes != ord(character)), out=above[:, 1:])
        above[:, 0] = count
        row = np.minimum.accumulate(above - steps, axis=1) + steps
    lengths = np.array([len(other) for other in others], dtype=np.intp)
    distances: NDArray[np.int16] = row[np.arange(len(others)), lengths].astype(np.int16)
    return distances


def _codes(texts: list[str]) -> Codes:
    """Of texts that have one length."""
    flat = np.frombuffer("".join(texts).encode("utf-32-le"), dtype="<u4")
    return flat.reshape(len(texts), -1)


def _shortened_hashes(codes: Codes, edits: int) -> Iterator[NDArray[np.uint32]]:
    """A hash of every row for each way to leave out up to `edits` of its characters."""
    length = codes.shape[1]
    for left_out in range(min(edits, length) + 1):
        for places in combinations(range(length), left_out):
            yield _hashes(np.delete(codes, places, axis=1))


def _hashes(codes: Codes) -> NDArray[np.uint32]:
    hashes = np.full(len(codes), codes.shape[1], dtype=np.uint64)
    for column in codes.T:
        hashes = (hashes ^ column) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return (hashes >> np.uint64(32)).astype(np.uint32)
