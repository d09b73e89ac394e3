"""Concepts: an abbreviation and its full form are one token, at index and at query time.

Contracts and never expands: expanding at query time breaks phrases and coverage, expanding in the index
distorts counts and lengths. An abbreviation with several readings yields them all, the first as certain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.analysis.columns import Syllables
from indexer.analysis.fold import fold
from indexer.analysis.lexicon import CONNECTIVE, SHORTEST_JOINED, Pattern, lexicon
from indexer.analysis.memo import Memo
from indexer.analysis.syllables import Syllable, looks_vietnamese, spell

DOUBT = "~"
"""Ends the token of a reading that is possible, not certain: `tu_phap~` for the TP of `TP Hồ Chí Minh`."""
_MOST_PIECES = 4
_WHOLE, _HEAD, _PIECE = 1, 2, 4
_BEGINS = _WHOLE | _HEAD
"""Roles of a syllable: a pattern by itself; the first, or a later, of an abbreviation in pieces."""


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """The concepts named by `syllables[first:last]`; `abbreviated` when by an abbreviation.

    `nested` are concepts whose full form is part of a certain one's: BHYT says `y tế` too.
    """

    first: int
    last: int
    certain: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    abbreviated: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """What is indexed. A full form's nested concepts are mentions of their own already."""
        nested = self.nested if self.abbreviated else ()
        return (*self.certain, *nested, *(concept + DOUBT for concept in self.doubtful))


def find_concepts(syllables: Sequence[Syllable], *, typed: bool = False) -> list[ConceptMention]:
    """Every concept that `syllables` name, nested ones too, by first syllable, longest first.

    `typed` reads as a searcher types: short abbreviations need no capitals unless they look like a syllable.
    """
    read = Syllables.of(syllables)
    found = ((first, last, _fitting(read, first, last, typed=typed)) for first, last in _places(read))
    return [_mention(fitting, first, last) for first, last, fitting in found if fitting]


def concept_tokens(syllables: Syllables) -> list[str]:
    """The tokens of what `find_concepts` finds, in its order."""
    fixed, folded = _fixed_tokens(), syllables.folded
    tokens: list[str] = []
    for first, last in _places(syllables):
        known = fixed.get(tuple(folded[first:last]))
        if known is None:
            fitting = _fitting(syllables, first, last, typed=False)
            known = _mention(fitting, first, last).tokens if fitting else ()
        tokens += known
    return tokens


def spellings_of(concept: str) -> tuple[tuple[str, ...], ...]:
    """The folded syllables of each way to write a concept, full forms first; () for an unknown one.

    An abbreviation says the concept certainly; those that also mean other things are among them.
    """
    return _spellings().get(concept, ())


@lru_cache(maxsize=1)
def _spellings() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, dict[tuple[str, ...], bool]] = {}
    for tokens, patterns in lexicon().patterns.items():
        for pattern in patterns:
            found.setdefault(pattern.certain, {}).setdefault(tokens, pattern.abbreviated)
    return {
        concept: tuple(sorted(forms, key=lambda form: (forms[form], len(form))))
        for concept, forms in found.items()
    }


@lru_cache(maxsize=1)
def _fixed_tokens() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What is indexed for the spellings that name the same wherever they stand and however they look."""
    return {
        tokens: _mention(patterns, 0, 0).tokens
        for tokens, patterns in lexicon().patterns.items()
        if all(pattern.surfaces is None for pattern in patterns)
    }


def _places(syllables: Syllables) -> Iterator[tuple[int, int]]:
    """Half-open spans that may name a concept, by first syllable, longest first."""
    patterns, lengths_of_pairs = lexicon().patterns, lexicon().lengths
    folded, pairs, count = syllables.folded, syllables.pairs, len(syllables.folded)
    roles = [_ROLES[surface] for surface in syllables.surfaces]
    begin = [first for first, pair in enumerate(pairs) if pair in lengths_of_pairs]
    begin += [first for first, role in enumerate(roles) if role & _BEGINS]
    for first in sorted(set(begin)):
        lengths = lengths_of_pairs.get(pairs[first], ()) if first + 1 < count else ()
        pieces = 1
        if roles[first] & _BEGINS:
            pieces = _pieces(roles, first)
            lengths = _lengths(lengths, roles[first], pieces)
        for length in lengths:
            last = first + length
            if last <= count and (1 < length <= pieces or tuple(folded[first:last]) in patterns):
                yield first, last


def _pieces(roles: Sequence[int], first: int) -> int:
    """How many syllables from there on may be an abbreviation in pieces; 1 where none begins."""
    last = first + 1
    if roles[first] & _HEAD:
        while last < min(len(roles), first + _MOST_PIECES) and roles[last] & _PIECE:
            last += 1
    return last - first


def _lengths(lengths: tuple[int, ...], role: int, pieces: int) -> tuple[int, ...]:
    """Those of a pair's patterns and of what else may begin there, longest first."""
    if pieces > 1:
        lengths = tuple(sorted({*lengths, *range(2, pieces + 1)}, reverse=True))
    return (*lengths, 1) if role & _WHOLE else lengths


def _role(surface: str) -> int:
    folded = spell(surface)[1]
    letters = surface.isupper() or not looks_vietnamese(folded)
    head = letters and folded != CONNECTIVE and folded in _heads()
    piece = letters or folded == CONNECTIVE
    whole = any(_may_look_so(pattern, surface) for pattern in lexicon().patterns.get((folded,), ()))
    return _WHOLE * whole + _HEAD * head + _PIECE * piece


def _may_look_so(pattern: Pattern, surface: str) -> bool:
    return pattern.surfaces is None or pattern.relaxed_when_typed or pattern.surfaces[0] in (None, surface)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """What an abbreviation that is known joined may begin with."""
    return frozenset(joined[:end] for joined in lexicon().joined for end in range(1, len(joined)))


_ROLES: Memo[str, int] = Memo(_role)


def _mention(fitting: Sequence[Pattern], first: int, last: int) -> ConceptMention:
    certain = dict.fromkeys(pattern.certain for pattern in fitting)
    doubtful = dict.fromkeys(concept for pattern in fitting for concept in pattern.doubtful)
    nested = dict.fromkeys(concept for pattern in fitting for concept in pattern.nested)
    return ConceptMention(
        first,
        last,
        tuple(certain),
        tuple(concept for concept in doubtful if concept not in certain),
        tuple(concept for concept in nested if concept not in certain),
        abbreviated=all(pattern.abbreviated for pattern in fitting),
    )


def _fitting(syllables: Syllables, first: int, last: int, *, typed: bool) -> list[Pattern]:
    known = lexicon().patterns.get(tuple(syllables.folded[first:last]), ())
    fitting = [pattern for pattern in known if _fits(pattern, syllables.surfaces, first, typed=typed)]
    return fitting or _joined(syllables, first, last)


def _fits(pattern: Pattern, surfaces: Sequence[str], first: int, *, typed: bool) -> bool:
    """Whether the surfaces from `first` on are those that the pattern requires."""
    if pattern.surfaces is None or (typed and pattern.relaxed_when_typed):
        return True
    exact = all(surface in (None, surfaces[at]) for at, surface in enumerate(pattern.surfaces, first))
    return exact and not _is_shouted(pattern, surfaces, first)


def _is_shouted(pattern: Pattern, surfaces: Sequence[str], first: int) -> bool:
    """Whether a syllable-like abbreviation stands among capitals, where `TU` may be the word `tu`."""
    if pattern.surfaces is None or pattern.relaxed_when_typed or len(pattern.surfaces) > 1:
        return False
    beside = [surfaces[at] for at in (first - 1, first + 1) if 0 <= at < len(surfaces)]
    return any(len(other) > 1 and other.isupper() and looks_vietnamese(fold(other)) for other in beside)


def _joined(syllables: Syllables, first: int, last: int) -> list[Pattern]:
    """Patterns of an abbreviation written in pieces: `GD & ĐT`, `LĐ-TB và XH`."""
    roles = [_ROLES[surface] for surface in syllables.surfaces[first:last]]
    if not 1 < last - first <= _MOST_PIECES or not roles[0] & _HEAD:
        return []
    if not all(role & _PIECE for role in roles) or syllables.folded[last - 1] == CONNECTIVE:
        return []
    if not all(_is_link(gap) for gap in syllables.gaps[first + 1 : last]):
        return []
    key = "".join(folded for folded in syllables.folded[first:last] if folded != CONNECTIVE)
    return lexicon().joined.get(key, []) if len(key) >= SHORTEST_JOINED else []


def _is_link(gap: str) -> bool:
    return gap.strip() in ("", "&", "-", ",", ".")
