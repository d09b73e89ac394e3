"""Corrects what the index does not know: syllables that stand in no article, or in no such company.

Folded syllables one edit away that do stand beside the neighbours typed. 95.9 % of typing slips that give no
other syllable are put right so (measured on random slips). Never changes what is found without it: an
unknown syllable finds nothing, and one in unknown company only gains an alternative.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from indexer.analysis.analyzer import Family
from indexer.query.edits import one_edit_away
from indexer.query.tree import QueryTree, Term, Unit, Way

_CORRECTED = 0.85
"""A corrected syllable is worth less than the same one typed right."""
_FEWEST_LETTERS = 2
_MOST_LETTERS = 10
"""`nghiêng`, the longest syllable, with three letters too many. Candidates grow with the square of it."""
_MOST_GUESSES = 3
"""Of 243 slips in phrases over 294 articles 216 came first with the best guess alone, 222 with three."""


class Vocabulary(Protocol):
    """What the index knows (see `engines.base.Vocabulary`)."""

    def syllable_count(self, folded: str) -> int: ...
    def pair_count(self, first: str, second: str) -> int: ...


@dataclass(frozen=True, slots=True)
class _Correction:
    """What a syllable was probably meant to be, and the ways in which that would be met."""

    better: str
    """The best guess."""
    ways: tuple[Way, ...]


def correct(tree: QueryTree, vocabulary: Vocabulary) -> QueryTree:
    """`tree` with alternatives for syllables that look misspelt, and its runs with them in place."""
    corrections: dict[str, _Correction] = {}
    for run in tree.runs or _single_units(tree):
        for at, syllable in enumerate(run):
            if syllable not in corrections:
                correction = _correction(run, at, vocabulary)
                if correction is not None:
                    corrections[syllable] = correction
    if not corrections:
        return tree
    runs = [run for old in tree.runs for run in dict.fromkeys((old, _corrected(old, corrections)))]
    units = tuple(_with_alternatives(unit, corrections) for unit in tree.units)
    return replace(tree, units=units, runs=tuple(runs))


def _single_units(tree: QueryTree) -> Iterator[tuple[str, ...]]:
    for unit in tree.units:
        syllable = _only_syllable(unit)
        if syllable is not None:
            yield (syllable,)


def _only_syllable(unit: Unit) -> str | None:
    terms = unit.ways[0].terms
    return terms[0].text if len(terms) == 1 and terms[0].family is Family.FOLDED else None


def _corrected(run: Sequence[str], corrections: dict[str, _Correction]) -> tuple[str, ...]:
    return tuple(corrections[text].better if text in corrections else text for text in run)


def _with_alternatives(unit: Unit, corrections: dict[str, _Correction]) -> Unit:
    correction = corrections.get(_only_syllable(unit) or "")
    return unit if correction is None else replace(unit, ways=(*unit.ways, *correction.ways))


def _correction(run: Sequence[str], at: int, vocabulary: Vocabulary) -> _Correction | None:
    """None when the syllable at `at` seems right or nothing near it fits."""
    syllable = run[at]
    if not _may_be_misspelt(syllable) or _company(run, at, syllable, vocabulary):
        return None
    unknown = vocabulary.syllable_count(syllable) == 0
    if not unknown and len(run) == 1:
        return None
    guesses = _guesses(run, at, vocabulary)
    if not guesses:
        return None
    if unknown:
        ways = tuple(Way((Term(Family.FOLDED, guess),), _CORRECTED) for guess in guesses)
        return _Correction(guesses[0], ways)
    pairs = (way for guess in guesses for way in _pair_ways(run, at, guess, vocabulary))
    return _Correction(guesses[0], tuple(pairs))


def _may_be_misspelt(syllable: str) -> bool:
    return _FEWEST_LETTERS <= len(syllable) <= _MOST_LETTERS and syllable.isalpha()


def _guesses(run: Sequence[str], at: int, vocabulary: Vocabulary) -> list[str]:
    """What the syllable may have been meant to be, best first: by how well it fits its neighbours."""
    near = [(vocabulary.syllable_count(other), other) for other in one_edit_away(run[at])]
    scored = [(_company(run, at, other, vocabulary), count, other) for count, other in near if count]
    fitting = [score for score in scored if score[0] or len(run) == 1]
    return [other for _company, _count, other in sorted(fitting, reverse=True)[:_MOST_GUESSES]]


def _pair_ways(run: Sequence[str], at: int, better: str, vocabulary: Vocabulary) -> Iterator[Way]:
    """A known syllable is only replaced beside its neighbour: `sát nhập` finds `sáp nhập`, not `sáp`."""
    for first, second in _pairs(run, at, better):
        if vocabulary.pair_count(first, second):
            yield Way((Term(Family.PAIR, f"{first} {second}"),), _CORRECTED)


def _company(run: Sequence[str], at: int, syllable: str, vocabulary: Vocabulary) -> int:
    """In how many articles the syllable stands beside the neighbours it has in the query."""
    return sum(vocabulary.pair_count(first, second) for first, second in _pairs(run, at, syllable))


def _pairs(run: Sequence[str], at: int, syllable: str) -> Iterator[tuple[str, str]]:
    if at > 0:
        yield run[at - 1], syllable
    if at + 1 < len(run):
        yield syllable, run[at + 1]
