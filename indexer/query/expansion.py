"""Beginnings of syllables (`ngh*`) into the syllables that the index knows to begin so."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from corpus.errors import BadQuery
from indexer.query.tree import AllOf, AnyOf, Demand, Held, QueryTree, Term, Way, Without
from indexer.query.words import WILDCARD

MOST_SYLLABLES = 100
"""Two letters begin at most some 60 Vietnamese syllables; what begins more asks for too much."""
MOST_BEGINNINGS = 4


class Vocabulary(Protocol):
    """What the index knows (see `engines.base.Vocabulary`)."""

    def syllables_beginning(self, folded: str) -> Sequence[str]: ...


def expand(tree: QueryTree, vocabulary: Vocabulary) -> QueryTree:
    """`tree` with a way for each syllable that a beginning may stand for.

    Raises BadQuery where one stands for more than MOST_SYLLABLES, or there are more than MOST_BEGINNINGS.
    """
    beginnings = dict.fromkeys(text for unit in tree.units for text in _beginnings(unit.ways))
    for demand in tree.demands:
        beginnings.update(dict.fromkeys(_beginnings_in(demand)))
    if not beginnings:
        return tree
    if len(beginnings) > MOST_BEGINNINGS:
        raise BadQuery(f"query-too-many-wildcards: at most {MOST_BEGINNINGS} words may end in {WILDCARD}")
    meant = {text: _syllables(text, vocabulary) for text in beginnings}

    def widened(ways: tuple[Way, ...]) -> tuple[Way, ...]:
        return tuple(found for way in ways for found in _widened(way, meant))

    units = (replace(unit, ways=widened(unit.ways)) for unit in tree.units)
    demands = tuple(_map_ways(demand, widened) for demand in tree.demands)
    return replace(tree, units=tuple(units), demands=demands)


def _beginnings(ways: Sequence[Way]) -> list[str]:
    return [term.text for way in ways for term in way.terms if term.text.endswith(WILDCARD)]


def _beginnings_in(demand: Demand) -> list[str]:
    found: list[str] = []

    def note(ways: tuple[Way, ...]) -> tuple[Way, ...]:
        found.extend(_beginnings(ways))
        return ways

    _map_ways(demand, note)
    return found


def _syllables(beginning: str, vocabulary: Vocabulary) -> Sequence[str]:
    found = vocabulary.syllables_beginning(beginning.removesuffix(WILDCARD))
    if len(found) > MOST_SYLLABLES:
        raise BadQuery(
            f"query-wildcard-too-wide: {beginning} begins {len(found)} words, at most {MOST_SYLLABLES}; "
            "write one letter more"
        )
    return found


def _widened(way: Way, meant: dict[str, Sequence[str]]) -> list[Way]:
    """The way with each syllable in place of a beginning; one that begins none stays and finds nothing."""
    for at, term in enumerate(way.terms):
        if syllables := meant.get(term.text):
            before, after = way.terms[:at], way.terms[at + 1 :]
            made = [replace(way, terms=(*before, Term(term.family, s), *after)) for s in syllables]
            return [found for one in made for found in _widened(one, meant)]
    return [way]


def _map_ways(demand: Demand, change: Callable[[tuple[Way, ...]], tuple[Way, ...]]) -> Demand:
    """The demand with all its ways changed."""
    match demand:
        case Held(ways):
            return Held(change(ways))
        case AllOf(parts):
            return AllOf(tuple(_map_ways(part, change) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_map_ways(part, change) for part in parts))
        case Without(part):
            return Without(_map_ways(part, change))
        case _:
            return demand
