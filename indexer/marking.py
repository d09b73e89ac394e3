"""Which characters of a stored text a query tree marks. Offsets are half-open code points into that text.

Marks what was asked for: whole concepts and numbers in whatever spelling, quoted words and dates where they
stand side by side, runs of asked syllables. A lone syllable is marked only where the text has it in no run,
and a lone function word never.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from indexer.analysis.abbreviations import beginnings_of, find_concepts
from indexer.analysis.analyzer import Family
from indexer.analysis.columns import Syllables
from indexer.analysis.fold import fold
from indexer.analysis.normalize import Normalised, normalise
from indexer.analysis.numbers import find_numbers, number_of
from indexer.analysis.syllables import Syllable
from indexer.query.tree import QueryTree, Unit, Way
from indexer.stretches import has_any, stretches

_ENDS_RUN = frozenset('.;:!?()[]"“”\n')


class Mark(NamedTuple):
    """A marked span and what it shows: `items` counts the parts of the query it stands for."""

    start: int
    end: int
    items: frozenset[str]
    lone: bool = False


@dataclass
class Marker:
    """The forms that one query tree marks: complete before the first text is."""

    concepts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    syllables: dict[str, frozenset[str]] = field(default_factory=dict)
    """Folded syllable to the accented forms as typed; empty when typed bare."""
    optional: set[str] = field(default_factory=set)
    phrases: dict[str, list[tuple[Way, str]]] = field(default_factory=dict)
    """First folded syllable to the runs that it begins."""
    asked: list[tuple[frozenset[str], ...]] = field(default_factory=list)
    """For each thing asked for, the sets of items that each show it."""

    def unmet(self, items: frozenset[str]) -> tuple[frozenset[str], ...]:
        """The items that would show what `items` do not, one set for each thing asked for."""
        return tuple(
            frozenset().union(*ways) - items for ways in self.asked if not any(way <= items for way in ways)
        )

    def marks(self, texts: Sequence[str]) -> list[list[Mark]]:
        """The marks of each text, in order, never overlapping. The texts are parts of one article."""
        found = [
            [mark for part in self._parts(text) for mark in self._marks(Syllables.read(part))]
            for text in texts
        ]
        in_runs = {item for marks in found for mark in marks if not mark.lone for item in mark.items}
        return [
            [mark for mark in marks if not mark.lone or not mark.items & (in_runs | self.optional)]
            for marks in found
        ]

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Folded syllables; where none of them stands nothing is marked."""
        runs = (way.run for runs in self.phrases.values() for way, _name in runs)
        return frozenset(
            chain(
                self.syllables,
                chain.from_iterable(runs),
                self._beginnings_of_concepts,
                map(number_of, self.numbers),
            )
        )

    @cached_property
    def _beginnings_of_concepts(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(beginnings_of, self.concepts)))

    def _parts(self, text: str) -> Iterable[Normalised]:
        """What of the text is read. What stands beside concepts and numbers decides on them, too."""
        clean = normalise(text)
        if not (self.concepts or self.numbers):
            return stretches(clean, self._beginnings)
        return [clean] if has_any(clean, self._beginnings) else ()

    def _marks(self, syllables: Syllables) -> Iterator[Mark]:
        asked = self._asked_places(syllables)
        whole_spans = self._whole_spans(syllables) if self.numbers or self.concepts or self.phrases else ()
        spans = {first: (last, items) for first, last, items in whole_spans}
        free = 0
        for at in sorted(asked.union(spans)) if spans else sorted(asked):
            if at < free:
                continue
            last, items = spans.get(at, (at, frozenset[str]()))
            whole = last > at
            while last in asked and last not in spans and (last == at or _continues(syllables.gaps[last])):
                items |= {syllables.folded[last]}
                last += 1
            free = last
            if not items <= self.optional:
                lone = not whole and len(items) == 1
                yield Mark(*syllables.stored_span(at, last), items, lone)

    def _asked_places(self, syllables: Syllables) -> set[int]:
        """Where syllables stand that were asked for. Accents that were typed must be there, unless the text
        was written without."""
        found = set()
        for at, folded in enumerate(syllables.folded):
            if folded in self.syllables:
                typed = self.syllables[folded]
                if not typed or syllables.spelling(at) in typed or syllables.spelling(at) == folded:
                    found.add(at)
        return found

    def _whole_spans(self, syllables: Syllables) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Numbers and concepts asked for, longest first of those that begin together.

        A concept nested in a longer one written in full is marked where its own syllables stand.
        """
        taken: set[int] = set()
        for first, last, name in self._whole_phrases(syllables) if self.phrases else ():
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                yield first, last, frozenset([name])
        for number in find_numbers(syllables) if self.numbers else ():
            asked = frozenset(token for token in number.tokens if token in self.numbers)
            if asked and taken.isdisjoint(range(number.first, number.last)):
                taken.update(range(number.first, number.last))
                yield number.first, number.last, frozenset(self.numbers[token] for token in asked)
        beginning = self._beginnings_of_concepts
        for concept in find_concepts(syllables, beginning=beginning) if self.concepts else ():
            named = concept.tokens if concept.last - concept.first == 1 else concept.certain
            asked = frozenset(token for token in named if token in self.concepts)
            span = range(concept.first, concept.last)
            if asked and taken.isdisjoint(span):
                taken.update(span)
                yield concept.first, concept.last, frozenset(self.concepts[token] for token in asked)

    def _whole_phrases(self, syllables: Syllables) -> Iterator[tuple[int, int, str]]:
        for first, folded in enumerate(syllables.folded):
            for way, name in self.phrases.get(folded, ()):
                last = first + len(way.run)
                if tuple(syllables.folded[first:last]) == way.run and _accents_agree(
                    way, syllables[first:last]
                ):
                    yield first, last, name


def build_marker(tree: QueryTree) -> Marker:
    """The marker of what `tree` asks for."""
    marker = Marker()
    for at, unit in enumerate(tree.units):
        _add_unit(marker, unit, f"unit-{at}")
    return marker


def _add_unit(marker: Marker, unit: Unit, name: str) -> None:
    accents = {term.text for way in unit.ways for term in way.terms if term.family is Family.ACCENTED}
    accents.update(term.text for term in unit.favoured)
    ways = tuple(filter(None, (_items_of(way, name) for way in unit.ways if not way.loose)))
    if ways and not unit.optional:
        marker.asked.append(ways)
    for way in unit.ways:
        if way.phrase and len(way.run) > 1:
            if not way.loose:
                marker.phrases.setdefault(way.run[0], []).append((way, name))
            continue
        for term in way.terms:
            if term.family is Family.CONCEPT:
                marker.concepts.setdefault(term.text, name)
            elif term.family is Family.NUMBER:
                marker.numbers.setdefault(term.text, name)
            elif not way.loose and term.family is not Family.ACCENTED:
                _add_syllables(marker, term.text.split(), accents, optional=unit.optional)


def _items_of(way: Way, name: str) -> frozenset[str]:
    """The items of the marks that show this way."""
    if way.phrase and len(way.run) > 1:
        return frozenset([name])
    items: set[str] = set()
    for term in way.terms:
        if term.family in (Family.CONCEPT, Family.NUMBER):
            items.add(name)
        elif term.family is not Family.ACCENTED:
            items.update(term.text.split())
    return frozenset(items)


def _add_syllables(marker: Marker, folded: Sequence[str], accents: set[str], *, optional: bool) -> None:
    for text in folded:
        typed = frozenset(accent for accent in accents if fold(accent) == text)
        known = marker.syllables.get(text)
        marker.syllables[text] = (
            typed if known is None else (known | typed if known and typed else frozenset())
        )
        if optional:
            marker.optional.add(text)


def _accents_agree(way: Way, part: Sequence[Syllable]) -> bool:
    """Whether each syllable has the accents demanded of it, or none because the text was written without."""
    demanded: dict[str, set[str]] = {}
    for term in way.terms:
        if term.family is Family.ACCENTED:
            demanded.setdefault(fold(term.text), set()).add(term.text)
    return all(s.accented == s.folded or s.accented in demanded.get(s.folded, {s.accented}) for s in part)


def _continues(gap: str) -> bool:
    """Whether a syllable behind this gap stands with the one before it, not across the end of a sentence or a
    bracket."""
    return _ENDS_RUN.isdisjoint(gap)
