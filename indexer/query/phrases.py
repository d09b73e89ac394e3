"""Quoted words into ways: side by side, with the accents typed, and in each spelling of what they name. Pure.

Accents are looked for in the zone where the run stands: positions are kept of folded syllables only.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.abbreviations import ConceptMention, find_concepts, spellings_of
from indexer.analysis.analyzer import Family
from indexer.analysis.numbers import find_numbers
from indexer.analysis.syllables import Syllable
from indexer.query.tree import Term, Unit, Way
from indexer.query.words import accents

_MOST_WAYS = 24
"""Each is a run that is looked for by itself. `"UBND, HĐND và MTTQ huyện"` has 16."""
_MOST_SPELLINGS = 8


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to write a part of the phrase: its folded syllables, and what else its zone must have."""

    folded: tuple[str, ...]
    beside: tuple[Term, ...] = ()


def phrase_unit(syllables: Sequence[Syllable], start: int, end: int) -> Unit | None:
    """The unit of `query[start:end]`, quoted; None when nothing in it can be read."""
    if not syllables:
        return None
    number = next(iter(find_numbers(syllables, typed=True)), None)
    if number is not None and number.last - number.first == len(syllables):
        return Unit(start, end, (Way((Term(Family.NUMBER, number.exact),)),))
    mentions = _longest(find_concepts(syllables, typed=True))
    ways = itertools.islice(itertools.product(*_choices(syllables, mentions)), _MOST_WAYS)
    free = [s for at, s in enumerate(syllables) if not any(m.first <= at < m.last for m in mentions)]
    return Unit(start, end, tuple(dict.fromkeys(map(_way, ways))), accents(free))


def _way(parts: Sequence[_Choice]) -> Way:
    run = tuple(Term(Family.FOLDED, text) for part in parts for text in part.folded)
    beside = tuple(dict.fromkeys(term for part in parts for term in part.beside))
    return Way((*run, *beside), phrase=True)


def _choices(
    syllables: Sequence[Syllable], mentions: Sequence[ConceptMention]
) -> Iterator[tuple[_Choice, ...]]:
    """For each part of the phrase, in order, the ways to write it; as typed first."""
    at = 0
    for mention in mentions:
        if at < mention.first:
            yield (_as_typed(syllables[at : mention.first]),)
        part = syllables[mention.first : mention.last]
        yield (_as_typed(part), *_otherwise(part, mention))
        at = mention.last
    if at < len(syllables):
        yield (_as_typed(syllables[at:]),)


def _as_typed(part: Sequence[Syllable]) -> _Choice:
    return _Choice(tuple(syllable.folded for syllable in part), accents(part))


def _otherwise(part: Sequence[Syllable], mention: ConceptMention) -> Iterator[_Choice]:
    """The other spellings of what the part names: `ubnd`, where the zone says by it Ủy ban nhân dân."""
    typed = tuple(syllable.folded for syllable in part)
    for concept in (*mention.certain, *mention.doubtful):
        for spelling in spellings_of(concept)[:_MOST_SPELLINGS]:
            if spelling != typed:
                yield _Choice(spelling, (Term(Family.CONCEPT, concept),))


def _longest(mentions: Sequence[ConceptMention]) -> list[ConceptMention]:
    """Mentions that do not overlap, the longest of those that begin together."""
    kept: list[ConceptMention] = []
    for mention in mentions:
        if not kept or kept[-1].last <= mention.first:
            kept.append(mention)
    return kept
