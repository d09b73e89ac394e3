"""How many articles of a snapshot have a syllable, or two side by side: what spelling asks."""

import threading
from collections.abc import Sequence

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.schema import term_field

_PAIRS_KEPT = 100_000
"""Counts of pairs that spelling asked for, about 20 MB."""


class Vocabulary:
    """Counts of syllables and pairs, dead articles and each zone counted; see `engines.base.Vocabulary`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._reading = threading.Lock()
        self._syllables: dict[bytes, int] | None = None
        self._pairs: dict[tuple[str, str], int] = {}

    def syllable_count(self, folded: str) -> int:
        """Of a dictionary read once: spelling asks for about 400 candidates of one syllable."""
        return self._counts().get(folded.encode("utf-8", "surrogatepass"), 0)

    def syllables_beginning(self, folded: str) -> Sequence[str]:
        wanted = folded.encode("utf-8", "surrogatepass")
        found = [(-count, text) for text, count in self._counts().items() if text.startswith(wanted)]
        return [text.decode("utf-8", "surrogatepass") for _count, text in sorted(found)]

    def _counts(self) -> dict[bytes, int]:
        with self._reading:
            if self._syllables is None:
                self._syllables = self._read_syllables()
        return self._syllables

    def pair_count(self, first: str, second: str) -> int:
        known = self._pairs.get((first, second))
        if known is None:
            pair = f"{first} {second}".encode("utf-8", "surrogatepass")
            fields = (term_field(zone, Family.PAIR) for zone in Zone)
            known = sum(self._snapshot.document_frequency(field, pair) for field in fields)
            if len(self._pairs) >= _PAIRS_KEPT:
                self._pairs.clear()
            self._pairs[first, second] = known
        return known

    def _read_syllables(self) -> dict[bytes, int]:
        counts: dict[bytes, int] = {}
        for part in self._snapshot.parts:
            for field in (term_field(zone, Family.FOLDED) for zone in Zone):
                if field not in part.segment.fields:
                    continue
                terms = part.segment.terms(field)
                found = terms.document_frequencies(0, len(terms)).tolist()
                for text, count in zip(terms.texts(0, len(terms)), found, strict=True):
                    counts[text] = counts.get(text, 0) + count
        return counts
