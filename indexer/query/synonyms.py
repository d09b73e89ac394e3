"""Synonyms that operators approved: who types the one finds the other too. Pure.

Read with the query, never written into the index: a rule taken back is gone with the next search.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import Field, field_validator

from corpus.article import Frozen
from indexer.analysis.analyzer import read_syllables
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import Syllable
from indexer.query.phrases import phrase_unit
from indexer.query.tree import QueryTree, Unit, Way

WORTH = 0.9
"""What is meant counts almost as what was typed: an article that has the very words stays first."""
MOST_CHARS = 100
_MOST_SYLLABLES = 12


class Synonym(Frozen):
    """Who types `written` finds `meant` too. Read without accents and capitals."""

    written: str = Field(min_length=1, max_length=MOST_CHARS)
    meant: str = Field(min_length=1, max_length=MOST_CHARS)

    @field_validator("written", "meant")
    @classmethod
    def _is_readable(cls, text: str) -> str:
        clean = " ".join(normalise(text).text.split())
        if not 1 <= len(read_syllables(clean)) <= _MOST_SYLLABLES:
            raise ValueError(f"between 1 and {_MOST_SYLLABLES} words are needed")
        return clean


def with_synonyms(tree: QueryTree, text: str, synonyms: Sequence[Synonym]) -> QueryTree:
    """`tree`, read from `text`, where each stretch that a synonym names may be said in its other words."""
    if not synonyms or not tree.units:
        return tree
    syllables = read_syllables(normalise(text).text)
    units = list(tree.units)
    for synonym in sorted(synonyms, key=lambda one: -len(one.written)):
        for start, end in _places(syllables, _folded(synonym.written)):
            units = _widened(units, start, end, synonym)
    return replace(tree, units=tuple(units))


def _folded(text: str) -> tuple[str, ...]:
    return tuple(syllable.folded for syllable in read_syllables(text))


def _places(syllables: Sequence[Syllable], written: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where in the query the words stand side by side: half-open code points."""
    for first in range(len(syllables) - len(written) + 1):
        part = syllables[first : first + len(written)]
        if tuple(syllable.folded for syllable in part) == written:
            yield part[0].start, part[-1].end


def _widened(units: list[Unit], start: int, end: int, synonym: Synonym) -> list[Unit]:
    """The units of `query[start:end]` as one, with the other words beside; as they are where none fits."""
    inside = [at for at, unit in enumerate(units) if start <= unit.start and unit.end <= end]
    across = any(unit.start < end and unit.end > start for unit in units if not _within(unit, start, end))
    if not inside or across or any(way.phrase for at in inside for way in units[at].ways):
        return units
    other = phrase_unit(read_syllables(synonym.meant), start, end)
    if other is None:
        return units
    typed = [units[at] for at in inside]
    ways = (*_as_typed(typed), *(replace(way, strength=WORTH * way.strength) for way in other.ways))
    favoured = tuple(term for unit in typed for term in unit.favoured)
    whole = Unit(start, end, tuple(dict.fromkeys(ways)), favoured)
    return [*units[: inside[0]], whole, *(unit for at, unit in enumerate(units) if at > inside[-1])]


def _within(unit: Unit, start: int, end: int) -> bool:
    return start <= unit.start and unit.end <= end


def _as_typed(units: Sequence[Unit]) -> tuple[Way, ...]:
    """One unit's own ways; of several all that is not optional, each as it is read first."""
    if len(units) == 1:
        return units[0].ways
    required = [unit for unit in units if not unit.optional] or units
    terms = dict.fromkeys(term for unit in required for term in unit.ways[0].terms)
    return (Way(tuple(terms)),)
