"""What names which concept: every abbreviation and full form as a run of folded syllables.

Made once from `data/abbreviations.tsv`; finding them in a text is `abbreviations.py`'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import looks_vietnamese, split_syllables
from indexer.analysis.tables import read_table

CONNECTIVE = "va"
SHORTEST_JOINED = 4
"""`GD&ĐT`, `GD-ĐT`, `GD ĐT` are looked up joined from this many letters: `C A` is no Công an."""
_DEPARTMENTS = (("S", "Sở"), ("P", "Phòng"), ("B", "Bộ"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one spelling must look. A surface of None matches in any case."""

    certain: str
    doubtful: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    abbreviated: bool = False
    surfaces: tuple[str | None, ...] | None = None
    relaxed_when_typed: bool = False


@dataclass(slots=True)
class Lexicon:
    """Patterns by how they are spelt."""

    patterns: dict[tuple[str, ...], list[Pattern]] = field(default_factory=dict)
    joined: dict[str, list[Pattern]] = field(default_factory=dict)

    def add(self, tokens: tuple[str, ...], pattern: Pattern) -> None:
        known = self.patterns.setdefault(tokens, [])
        if pattern not in known:
            known.append(pattern)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table."""

    spellings: tuple[tuple[str, ...], ...]
    """Surfaces of the abbreviation and its variants."""
    full_forms: tuple[tuple[str, ...], ...]
    """Folded syllables of each reading."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """All that is known."""
    rows = [*_read_rows()]
    nested = _nested_concepts(rows)
    known = Lexicon()
    for row in rows:
        certain, *doubtful = (_concept(form) for form in row.full_forms)
        for spelling in row.spellings:
            pattern = Pattern(certain, tuple(doubtful), nested.get(certain, ()), abbreviated=True)
            _add_abbreviation(known, spelling, pattern)
        for form in row.full_forms:
            _add_full_form(known, form, nested.get(_concept(form), ()))
    for tokens, surfaces, concept in _mixed_forms(rows):
        known.add(
            tokens, Pattern(concept, nested=nested.get(concept, ()), abbreviated=True, surfaces=surfaces)
        )
    return known


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
    return "_".join(syllable for syllable in form if syllable != CONNECTIVE)


def _add_full_form(lexicon: Lexicon, form: tuple[str, ...], nested: tuple[str, ...]) -> None:
    pattern = Pattern(_concept(form), nested=nested)
    lexicon.add(form, pattern)
    lexicon.add(tuple(syllable for syllable in form if syllable != CONNECTIVE), pattern)


def _add_abbreviation(lexicon: Lexicon, spelling: tuple[str, ...], pattern: Pattern) -> None:
    tokens = tuple(fold(surface) for surface in spelling)
    surfaces, relaxed = _case_rule(spelling, tokens)
    lexicon.add(tokens, replace(pattern, surfaces=surfaces, relaxed_when_typed=relaxed))
    key = "".join(token for token in tokens if token != CONNECTIVE)
    if len(key) >= SHORTEST_JOINED:
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
