"""Concepts: an abbreviation and its full form are one token, at index and at query time.

Contracts and never expands: expanding at query time breaks phrases and coverage, expanding in the index
distorts counts and lengths. An abbreviation with several readings yields them all, the first as certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from indexer.analysis.columns import Syllables
from indexer.analysis.fold import fold
from indexer.analysis.lexicon import CONNECTIVE, SHORTEST_JOINED, Pattern, lexicon
from indexer.analysis.signs import BEGINS, HEAD, PIECE, WHOLE
from indexer.analysis.syllables import Syllable, looks_vietnamese

DOUBT = "~"
"""Ends the token of a reading that is possible, not certain: `tu_phap~` for the TP of `TP Hồ Chí Minh`."""
_MOST_PIECES = 4


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


def find_concepts(
    syllables: Sequence[Syllable], *, typed: bool = False, beginning: frozenset[str] | None = None
) -> list[ConceptMention]:
    """Every concept that `syllables` name, nested ones too, by first syllable, longest first.

    `typed` reads as a searcher types: short abbreviations need no capitals unless they look like a syllable.
    `beginning`: only those that begin with one of these, folded.
    """
    read = Syllables.of(syllables)
    firsts = (at for at in _beginnings(read) if beginning is None or read.folded[at] in beginning)
    places = ((first, last) for first in firsts for last, _fixed in _ends(read, first))
    found = ((first, last, _fitting(read, first, last, typed=typed)) for first, last in places)
    return [_mention(fitting, first, last) for first, last, fitting in found if fitting]


def concept_tokens(syllables: Syllables) -> list[str]:
    """The tokens of what `find_concepts` finds, in its order."""
    tokens: list[str] = []
    for first in _beginnings(syllables):
        for last, fixed in _ends(syllables, first):
            tokens += _tokens_there(syllables, first, last) if fixed is None else fixed
    return tokens


def _tokens_there(syllables: Syllables, first: int, last: int) -> tuple[str, ...]:
    fitting = _fitting(syllables, first, last, typed=False)
    return _mention(fitting, first, last).tokens if fitting else ()


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


def beginnings_of(token: str) -> frozenset[str]:
    """The folded syllables that a mention with this token (`ConceptMention.tokens`) may begin with."""
    return frozenset(_beginnings_by_token().get(token, ()))


@lru_cache(maxsize=1)
def _beginnings_by_token() -> dict[str, set[str]]:
    known = lexicon()
    spelt = ((tokens[:1], patterns) for tokens, patterns in known.patterns.items())
    in_pieces = (
        ([key[:end] for end in range(1, len(key) + 1)], patterns) for key, patterns in known.joined.items()
    )
    found: dict[str, set[str]] = {}
    for beginnings, patterns in chain(spelt, in_pieces):
        for pattern in patterns:
            doubtful = (concept + DOUBT for concept in pattern.doubtful)
            for token in (pattern.certain, *pattern.nested, *doubtful):
                found.setdefault(token, set()).update(beginnings)
    return found


_End = tuple[int, tuple[str, ...] | None]
"""Where a spelling may end, and what is indexed for it however it looks; None where looks decide."""


@dataclass(slots=True)
class _Run:
    """Folded syllables that begin spellings of concepts, or are one."""

    is_spelling: bool = False
    fixed: tuple[str, ...] | None = None
    """What is indexed for the spelling however it looks; None where looks decide."""
    longer: dict[str, "_Run"] = field(default_factory=dict)
    """Runs of one syllable more, by that syllable."""


@lru_cache(maxsize=1)
def _runs() -> dict[str, _Run]:
    """Those of one syllable, by that syllable."""
    root = _Run()
    for tokens, patterns in lexicon().patterns.items():
        run = root
        for token in tokens:
            run = run.longer.setdefault(token, _Run())
        run.is_spelling = True
        if all(pattern.surfaces is None for pattern in patterns):
            run.fixed = _mention(patterns, 0, 0).tokens
    return root.longer


def _beginnings(syllables: Syllables) -> list[int]:
    """Where spellings of concepts may begin, ascending."""
    runs, folded = _runs(), syllables.folded
    known = [first for first, syllable in enumerate(folded[:-1]) if syllable in runs]
    begin = [first for first in known if folded[first + 1] in runs[folded[first]].longer]
    abbreviated = [first for first, signs in syllables.signs.items() if signs & BEGINS]
    return sorted({*begin, *abbreviated}) if abbreviated else begin


def _ends(syllables: Syllables, first: int) -> list[_End]:
    """Where those that begin there may end, longest first."""
    ends = _ends_of_runs(syllables, first)
    signs = syllables.signs.get(first, 0)
    if signs & HEAD:
        known = dict(ends)
        pieces = range(first + 2, _end_of_pieces(syllables, first) + 1)
        ends = [(last, known.get(last)) for last in sorted({*known, *pieces}, reverse=True)]
    if signs & WHOLE:
        ends.append((first + 1, _runs()[syllables.folded[first]].fixed))
    return ends


def _ends_of_runs(syllables: Syllables, first: int) -> list[_End]:
    """Those of two and more syllables that are known as such, longest first."""
    ends: list[_End] = []
    folded = syllables.folded
    run, last = _runs().get(folded[first]), first + 1
    while run is not None and last < len(folded):
        run, last = run.longer.get(folded[last]), last + 1
        if run is not None and run.is_spelling:
            ends.append((last, run.fixed))
    ends.reverse()
    return ends


def _end_of_pieces(syllables: Syllables, first: int) -> int:
    """Where an abbreviation in pieces that begins there ends at the latest."""
    last = first + 1
    while last < first + _MOST_PIECES and syllables.signs.get(last, 0) & PIECE:
        last += 1
    return last


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
    signs = [syllables.signs.get(at, 0) for at in range(first, last)]
    if not 1 < last - first <= _MOST_PIECES or not signs[0] & HEAD:
        return []
    if not all(sign & PIECE for sign in signs) or syllables.folded[last - 1] == CONNECTIVE:
        return []
    if not all(_is_link(gap) for gap in syllables.gaps[first + 1 : last]):
        return []
    key = "".join(folded for folded in syllables.folded[first:last] if folded != CONNECTIVE)
    return lexicon().joined.get(key, []) if len(key) >= SHORTEST_JOINED else []


def _is_link(gap: str) -> bool:
    return gap.strip() in ("", "&", "-", ",", ".")
