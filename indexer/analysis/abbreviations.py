"""Concepts: an abbreviation and its full form are one token, at index and at query time.

Contracts and never expands: expanding at query time breaks phrases and coverage, expanding in the index
distorts counts and lengths. An abbreviation with several readings yields them all, the first as certain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import Syllable, looks_vietnamese, split_syllables
from indexer.analysis.tables import read_table

DOUBT = "~"
"""Ends the token of a reading that is possible, not certain: `tu_phap~` for the TP of `TP Hồ Chí Minh`."""
_CONNECTIVE = "va"
_SHORTEST_JOINED = 4
"""`GD&ĐT`, `GD-ĐT`, `GD ĐT` are looked up joined from this many letters: `C A` is no Công an."""
_MOST_PIECES = 4
_DEPARTMENTS = (("S", "Sở"), ("P", "Phòng"), ("B", "Bộ"))


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


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How one spelling must look. A surface of None matches in any case."""

    certain: str
    doubtful: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    abbreviated: bool = False
    surfaces: tuple[str | None, ...] | None = None
    relaxed_when_typed: bool = False


@dataclass(slots=True)
class _Lexicon:
    patterns: dict[tuple[str, ...], list[_Pattern]] = field(default_factory=dict)
    joined: dict[str, list[_Pattern]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Lengths in syllables of the patterns that begin with this one, longest first."""

    def add(self, tokens: tuple[str, ...], pattern: _Pattern) -> None:
        known = self.patterns.setdefault(tokens, [])
        if pattern not in known:
            known.append(pattern)
        lengths = {*self.lengths.get(tokens[0], ()), len(tokens)}
        self.lengths[tokens[0]] = tuple(sorted(lengths, reverse=True))


def find_concepts(syllables: Sequence[Syllable], *, typed: bool = False) -> list[ConceptMention]:
    """Every concept that `syllables` name, nested ones too, by first syllable, longest first.

    `typed` reads as a searcher types: short abbreviations need no capitals unless they look like a syllable.
    """
    lexicon = _lexicon()
    folded = tuple(syllable.folded for syllable in syllables)
    mentions: list[ConceptMention] = []
    for first, syllable in enumerate(syllables):
        lengths = lexicon.lengths.get(syllable.folded, ())
        if _may_be_letters(syllable):
            lengths = tuple(sorted({*lengths, *range(2, _MOST_PIECES + 1)}, reverse=True))
        for length in lengths:
            if first + length <= len(syllables):
                known = lexicon.patterns.get(folded[first : first + length], ())
                fitting = [p for p in known if _fits(p, syllables, first, typed=typed)]
                fitting = fitting or _joined(lexicon, syllables[first : first + length])
                if fitting:
                    mentions.append(_mention(fitting, first, first + length))
    return mentions


def _may_be_letters(syllable: Syllable) -> bool:
    """Whether an abbreviation in pieces, such as `GD & ĐT`, may begin here."""
    return syllable.surface.isupper() or not looks_vietnamese(syllable.folded)


def _mention(fitting: Sequence[_Pattern], first: int, last: int) -> ConceptMention:
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


def _fits(pattern: _Pattern, syllables: Sequence[Syllable], first: int, *, typed: bool) -> bool:
    """Whether the surfaces from `first` on are those that the pattern requires."""
    if pattern.surfaces is None or (typed and pattern.relaxed_when_typed):
        return True
    exact = all(
        surface is None or surface == syllables[at].surface
        for at, surface in enumerate(pattern.surfaces, first)
    )
    return exact and not _is_shouted(pattern, syllables, first)


def _is_shouted(pattern: _Pattern, syllables: Sequence[Syllable], first: int) -> bool:
    """Whether a syllable-like abbreviation stands among capitals, where `TU` may be the word `tu`."""
    if pattern.surfaces is None or pattern.relaxed_when_typed or len(pattern.surfaces) > 1:
        return False
    beside = [syllables[at].surface for at in (first - 1, first + 1) if 0 <= at < len(syllables)]
    return any(len(other) > 1 and other.isupper() and looks_vietnamese(fold(other)) for other in beside)


def _joined(lexicon: _Lexicon, part: Sequence[Syllable]) -> list[_Pattern]:
    """Patterns of an abbreviation written in pieces: `GD & ĐT`, `LĐ-TB và XH`."""
    if not 1 < len(part) <= _MOST_PIECES or any(not _is_link(syllable.gap) for syllable in part[1:]):
        return []
    pieces = [syllable for syllable in part if syllable.folded != _CONNECTIVE]
    if _CONNECTIVE in (part[0].folded, part[-1].folded):
        return []
    if any(looks_vietnamese(piece.folded) and not piece.surface.isupper() for piece in pieces):
        return []
    key = "".join(piece.folded for piece in pieces)
    return lexicon.joined.get(key, []) if len(key) >= _SHORTEST_JOINED else []


def _is_link(gap: str) -> bool:
    return gap.strip() in ("", "&", "-", ",", ".")


@dataclass(frozen=True, slots=True)
class _Row:
    spellings: tuple[tuple[str, ...], ...]
    """Surfaces of the abbreviation and its variants."""
    full_forms: tuple[tuple[str, ...], ...]
    """Folded syllables of each reading."""


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    rows = [*_read_rows()]
    nested = _nested_concepts(rows)
    lexicon = _Lexicon()
    for row in rows:
        certain, *doubtful = (_concept(form) for form in row.full_forms)
        for spelling in row.spellings:
            pattern = _Pattern(certain, tuple(doubtful), nested.get(certain, ()), abbreviated=True)
            _add_abbreviation(lexicon, spelling, pattern)
        for form in row.full_forms:
            _add_full_form(lexicon, form, nested.get(_concept(form), ()))
    for tokens, surfaces, concept in _mixed_forms(rows):
        lexicon.add(
            tokens, _Pattern(concept, nested=nested.get(concept, ()), abbreviated=True, surfaces=surfaces)
        )
    return lexicon


def _read_rows() -> Iterator[_Row]:
    for raw in read_table("abbreviations"):
        spellings = [raw["abbr"], *filter(None, raw["variants"].split(";"))]
        forms = raw["full_forms"].split(";")
        yield _row(spellings, forms)
        if raw["class"] == "department":
            for letter, name in _DEPARTMENTS:
                yield _row([letter + raw["abbr"]], [f"{name} {forms[0]}"])


def _row(spellings: Sequence[str], forms: Sequence[str]) -> _Row:
    surfaces = (tuple(s.surface for s in split_syllables(normalise(spelling))) for spelling in spellings)
    folded = (tuple(s.folded for s in split_syllables(normalise(form))) for form in forms)
    return _Row(tuple(surfaces), tuple(dict.fromkeys(folded)))


def _concept(form: tuple[str, ...]) -> str:
    """The concept's token: its folded syllables without `và`, which portals leave out at will."""
    return "_".join(syllable for syllable in form if syllable != _CONNECTIVE)


def _add_full_form(lexicon: _Lexicon, form: tuple[str, ...], nested: tuple[str, ...]) -> None:
    pattern = _Pattern(_concept(form), nested=nested)
    lexicon.add(form, pattern)
    lexicon.add(tuple(syllable for syllable in form if syllable != _CONNECTIVE), pattern)


def _add_abbreviation(lexicon: _Lexicon, spelling: tuple[str, ...], pattern: _Pattern) -> None:
    tokens = tuple(fold(surface) for surface in spelling)
    surfaces, relaxed = _case_rule(spelling, tokens)
    lexicon.add(tokens, replace(pattern, surfaces=surfaces, relaxed_when_typed=relaxed))
    key = "".join(token for token in tokens if token != _CONNECTIVE)
    if len(key) >= _SHORTEST_JOINED:
        known = lexicon.joined.setdefault(key, [])
        if not any(other.certain == pattern.certain for other in known):
            known.append(pattern)


def _case_rule(
    spelling: tuple[str, ...], tokens: tuple[str, ...]
) -> tuple[tuple[str | None, ...] | None, bool]:
    """(required surfaces or None, whether a typed query is free of them) of an abbreviation's spelling.

    Two letters, single letters and what looks like a syllable are abbreviations only in their own capitals.
    """
    like_syllables = all(looks_vietnamese(token) for token in tokens)
    single_letters = len(tokens) > 1 and all(len(token) == 1 for token in tokens)
    short = sum(len(token) for token in tokens) < 3
    if not (like_syllables or single_letters or short):
        return None, False
    return spelling, not like_syllables and not single_letters


def _nested_concepts(rows: Sequence[_Row]) -> dict[str, tuple[str, ...]]:
    """For each concept the others whose full form is a part of its own: UBMTTQ names Mặt trận Tổ quốc too."""
    known = {form for row in rows for form in row.full_forms if len(form) > 1}
    return {
        _concept(form): tuple(dict.fromkeys(_concept(part) for part in _parts(form) if part in known))
        for form in known
    }


def _parts(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for first in range(len(form)):
        for last in range(first + 2, len(form) + 1):
            if last - first < len(form):
                yield form[first:last]


def _mixed_forms(
    rows: Sequence[_Row],
) -> Iterator[tuple[tuple[str, ...], tuple[str | None, ...], str]]:
    """Full forms with a nested one abbreviated: `Chủ tịch UBND`, `Phòng GD&ĐT`, `BTV Tỉnh ủy`."""
    spellings: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for row in rows:
        if len(row.full_forms[0]) > 1:
            spellings.setdefault(row.full_forms[0], []).extend(row.spellings)
    for form in dict.fromkeys(form for row in rows for form in row.full_forms):
        for first in range(len(form)):
            for last in range(first + 2, len(form) + 1):
                for spelling in spellings.get(form[first:last], ()) if last - first < len(form) else ():
                    yield _mix(form, (first, last), spelling)


def _mix(
    form: tuple[str, ...], span: tuple[int, int], spelling: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str | None, ...], str]:
    before, after = form[: span[0]], form[span[1] :]
    tokens = (*before, *(fold(surface) for surface in spelling), *after)
    required, _relaxed = _case_rule(spelling, tuple(fold(surface) for surface in spelling))
    middle = required if required is not None else (None,) * len(spelling)
    return tokens, (*(None,) * len(before), *middle, *(None,) * len(after)), _concept(form)
