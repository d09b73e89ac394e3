"""Which documents have a term, in which zone and where in its text. Knows no query tree and no ranking."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from indexer.analysis.analyzer import Family, Zone
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.reading.docsets import DocSet, Rows, intersection, union
from indexer.engines.whoosh.reading.parts import Part
from indexer.engines.whoosh.reading.snapshot import Postings, Snapshot
from indexer.engines.whoosh.schema import term_field
from indexer.query.tree import Term, Way
from indexer.ranking.phrase import PLACE_BITS, Places, standing_whole

DOCUMENTS = "documents"
"""The first part of the cache's keys for the documents of a term: then family and text."""
_AT_HAND_POSTINGS = 4_000_000
"""Postings of the terms read last stay at hand while a search goes on: 32 MB."""


class Presence:
    """What one search asks of a snapshot about terms. Each list is read and paid for once."""

    def __init__(self, snapshot: Snapshot, budget: Budget) -> None:
        self.snapshot = snapshot
        self.budget = budget
        self._documents: dict[tuple[Term, Zone | None], DocSet] = {}
        self._holding: dict[Way, DocSet] = {}
        self._at_hand: OrderedDict[Term, tuple[Postings, ...]] = OrderedDict()

    def postings(self, term: Term) -> tuple[Postings, ...]:
        """The term's postings in each zone; live documents only."""
        found = self._at_hand.get(term)
        if found is None:
            found = self._at_hand[term] = tuple(self._read(term, zone) for zone in Zone)
            while len(self._at_hand) > 1 and sum(map(_size, self._at_hand.values())) > _AT_HAND_POSTINGS:
                self._at_hand.popitem(last=False)
        return found

    def _read(self, term: Term, zone: Zone) -> Postings:
        text = term.text.encode("utf-8", "surrogatepass")
        found = self.snapshot.read_postings(term_field(zone, term.family), text)
        self.budget.spend(len(found.rows))
        return found

    def having(self, term: Term, zone: Zone | None = None) -> DocSet:
        """Live documents with the term, in `zone` or (None) anywhere. Kept."""
        found = self._documents.get((term, zone))
        if found is None:
            key = (DOCUMENTS, term.family, term.text, zone)
            found = self.snapshot.cache.get(key, lambda: self._read_documents(term, zone))
            self._documents[term, zone] = found
        return found

    def find(self, term: Term) -> DocSet:
        """As `having` anywhere, but only kept for this search: for terms that nobody asks again about."""
        known = self._documents.get((term, None))
        if known is None:
            known = self._documents[term, None] = self._read_documents(term, None)
        return known

    def holding(self, way: Way) -> DocSet:
        """Documents where the way holds."""
        found = self._holding.get(way)
        if found is None:
            if way.phrase:
                found = self._holding_phrase(way)
            else:
                found = intersection([self.having(term, way.zone) for term in way.terms])
            self._holding[way] = found
        return found

    def holding_any(self, ways: Iterable[Way]) -> DocSet:
        """Documents where any of the ways holds with some strength."""
        held = [self.holding(way) for way in ways if way.strength > 0]
        return union(held) if held else DocSet.none(self.snapshot.size)

    def _holding_phrase(self, way: Way) -> DocSet:
        """By each zone where the run needs company: accents, the concept that an abbreviation stands for."""
        beside = [term for term in way.terms if term.family is not Family.FOLDED]
        if not beside and way.zone is None:
            return intersection([*map(self.having, way.terms), self.having_run(way.run)])
        found = []
        for zone in Zone if way.zone is None else (way.zone,):
            company = intersection([self.having(term, zone) for term in way.terms])
            found.append(company & self.having_run(way.run, zone) if len(company) and way.run else company)
        return union(found)

    def having_run(self, run: Sequence[str], zone: Zone | None = None) -> DocSet:
        """Documents where these folded syllables stand side by side, in this order, in one zone. Kept."""
        return self.snapshot.cache.get(("run", zone, *run), lambda: self._read_run(run, zone))

    def places(self, zone: Zone, folded: str, rows: Rows) -> Places:
        """Where the syllable stands in `zone` of `rows`, ascending. An article is its place in `rows`."""
        field, text = term_field(zone, Family.FOLDED), folded.encode("utf-8", "surrogatepass")
        found = [
            self._places_in(
                part, field, text, part.rows_inside(rows), int(np.searchsorted(rows, part.first_row))
            )
            for part in self.snapshot.parts
        ]
        return np.concatenate([np.empty(0, dtype=np.int64), *found])

    def _read_documents(self, term: Term, zone: Zone | None) -> DocSet:
        if zone is not None:
            return DocSet.packed(self._read(term, zone).rows, self.snapshot.size)
        return union([DocSet.packed(postings.rows, self.snapshot.size) for postings in self.postings(term)])

    def _read_run(self, run: Sequence[str], zone: Zone | None) -> DocSet:
        if zone is not None:
            return self._read_run_in(zone, run)
        return union([self._read_run_in(each, run) for each in Zone])

    def _read_run_in(self, zone: Zone, run: Sequence[str]) -> DocSet:
        """By pairs, which say the same for two syllables; for more, positions decide."""
        if len(run) == 1:
            return self.having(Term(Family.FOLDED, run[0]), zone)
        pairs = {Term(Family.PAIR, f"{first} {second}") for first, second in pairwise(run)}
        paired = intersection([self.having(pair, zone) for pair in pairs])
        if len(run) == 2 or not len(paired):
            return paired
        places = {text: self.places(zone, text, paired.rows) for text in set(run)}
        self.budget.spend(sum(map(len, places.values())))
        whole = standing_whole([places[text] for text in run])
        return DocSet.packed(paired.rows.take(whole), self.snapshot.size)

    def _places_in(self, part: Part, field: str, text: bytes, rows: Rows, first: int) -> Places:
        """Of the segment's `rows`, of which `first` is the number of the first."""
        ordinal = part.segment.terms(field).find(text) if field in part.segment.fields else None
        if ordinal is None or not len(rows):
            return np.empty(0, dtype=np.int64)
        located = self.snapshot.located(part, field, ordinal)
        which, postings = located.find(rows)
        positions, counts = located.positions.take(postings)
        return (np.repeat(which + first, counts) << PLACE_BITS) | positions


def _size(found: Sequence[Postings]) -> int:
    return sum(len(postings.rows) for postings in found)
