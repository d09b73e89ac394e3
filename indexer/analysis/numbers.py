"""Finds numbers of official documents in any spelling and gives each its tokens.

`74/KH-UBND`, `74 kh ubnd` and `Kế hoạch số 74/KH-UBND` share `74/kh/ubnd`; `nghị quyết 19` and `19-NQ/TW`
share `19|nq`. Knows codes and names of document types; must not decide what a query means.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.analysis.columns import Syllables
from indexer.analysis.fold import fold
from indexer.analysis.signs import NUMBER
from indexer.analysis.syllables import Syllable, looks_vietnamese
from indexer.analysis.tables import read_table

LETTER = "cv"
"""The type of a document whose number names no type (`210/UBND-HC`): an official letter, công văn."""
_MOST_CODES = 6
_LONGEST_NAME = 4
_SEPARATORS = ("/", "-", "_")
_CODED = re.compile(r"\d\s*[-/_]\s*[^\W\d_]")
"""What every number with a code has."""
_LAW = re.compile(r"qh\d{1,2}")
_CODE = re.compile(r"[A-Za-zĐđƯư]{1,16}\d{0,2}")
_INITIALS = re.compile(r"(?=.{2,8}$)u?[bcdghklmnpqrstvx]+")
"""Initials of an agency that no list knows: `u` for ủy ban, then consonants only."""
_UNITS_OF_TIME = frozenset(("nam", "thang", "ngay", "tuan", "gio", "phut", "dong", "nguoi", "trieu", "ty"))
"""`Kế hoạch 5 năm` is no plan number 5."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A document number in `syllables[first:last]`.

    `exact` is the token that says all that was written; `loose` those that say less of it.
    """

    first: int
    last: int
    exact: str
    loose: tuple[str, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        return (self.exact, *self.loose)


@dataclass(frozen=True, slots=True)
class _Types:
    codes: frozenset[str]
    names: dict[tuple[str, ...], str]


@lru_cache(maxsize=1)
def _types() -> _Types:
    rows = read_table("document_types")
    names = {tuple(fold(part) for part in row["name"].split()): fold(row["code"]) for row in reversed(rows)}
    return _Types(frozenset(fold(row["code"]) for row in rows), names)


@lru_cache(maxsize=1)
def _issuers() -> frozenset[str]:
    return frozenset(fold(row["code"]) for row in read_table("issuers"))


@lru_cache(maxsize=1)
def known_codes() -> tuple[frozenset[str], frozenset[str]]:
    """(codes of document types, codes of issuers), folded."""
    return _types().codes, _issuers()


def number_of(token: str) -> str:
    """The number itself, folded, of a token (`NumberMention.tokens`)."""
    return token.partition("|")[0].partition("/")[0]


def find_numbers(syllables: Sequence[Syllable], *, typed: bool = False) -> list[NumberMention]:
    """The document numbers among `syllables`, in order, never overlapping.

    `typed` reads as a searcher types: lower-case codes, and spaces where the separators belong.
    """
    read = Syllables.of(syllables)
    mentions: list[NumberMention] = []
    free = 0
    for at in _places(read, typed=typed):
        if at >= free and not _continues_date(read, at):
            mention = _read_mention(read, at, free=free, typed=typed)
            if mention is not None:
                mentions.append(mention)
                free = mention.last
    return mentions


def _places(syllables: Syllables, *, typed: bool) -> list[int]:
    """Numbers that may be a document's: in an article one with a type's name before or a code behind."""
    places = [at for at, signs in syllables.signs.items() if signs & NUMBER]
    if typed or not places:
        return places
    folded, ends = syllables.folded, _name_ends()
    named = [at for at in places if folded[at - 1] in ends]
    if len(named) == len(places) or _CODED.search(syllables.text) is None:
        return named
    return [at for at in places if folded[at - 1] in ends or _code_follows(syllables, at)]


def _code_follows(syllables: Syllables, at: int) -> bool:
    """Whether a code may stand behind the number at `at`, or behind its year."""
    surfaces, gaps = syllables.surfaces, syllables.gaps
    for behind in range(at + 1, min(at + 3, len(surfaces))):
        if gaps[behind].strip() not in _SEPARATORS:
            return False
        if not surfaces[behind].isdecimal():
            return True
    return False


@lru_cache(maxsize=1)
def _name_ends() -> frozenset[str]:
    """The syllables that may stand before a document's number."""
    types = _types()
    return frozenset(("so", *types.codes, *(name[-1] for name in types.names)))


def _continues_date(syllables: Syllables, at: int) -> bool:
    """Whether the number at `at` is the month of a date such as `19/5`."""
    return at > 0 and syllables.gaps[at].strip() in ("/", ".") and syllables.surfaces[at - 1].isdecimal()


def _read_mention(syllables: Syllables, at: int, *, free: int, typed: bool) -> NumberMention | None:
    year, after = _read_year(syllables, at + 1, typed=typed)
    codes, last = _read_codes(syllables, after, typed=typed)
    said_number, first, named = _read_name(syllables, at, free=free, typed=typed)
    number = syllables.folded[at]
    if not codes:
        if named is None or not _may_stand_alone(syllables, at, last, sure=said_number, typed=typed):
            return None
        return _tokens_of_named(number, year, named, first, last)
    if named is not None and syllables.gaps[after].isspace() and not _is_type(codes[0]) and named != LETTER:
        codes = [named, *codes]  # `thông tư 32 bgddt` leaves out what the name says
    kind = _kind_of(codes[0])
    first = first if named in (kind, None) else at
    return _tokens_of_coded(number, year, (codes, kind), first, last)


def _tokens_of_named(number: str, year: str | None, kind: str, first: int, last: int) -> NumberMention:
    short = f"{number}|{kind}"
    if year is None:
        return NumberMention(first, last, short, ())
    return NumberMention(first, last, f"{number}/{year}|{kind}", (short,))


def _tokens_of_coded(
    number: str, year: str | None, coded: tuple[list[str], str], first: int, last: int
) -> NumberMention:
    codes, kind = coded
    without_year = "/".join([number, *codes])
    exact = "/".join([number, year, *codes]) if year else without_year
    loose = [f"{number}|{kind}"]
    if year:
        loose = [without_year, f"{number}/{year}|{kind}", *loose]
    return NumberMention(first, last, exact, tuple(loose))


def _kind_of(code: str) -> str:
    if code in _types().codes:
        return code
    return "l" if _LAW.fullmatch(code) else LETTER


def _read_year(syllables: Syllables, at: int, *, typed: bool) -> tuple[str | None, int]:
    if at == len(syllables) or not _is_year(syllables.surfaces[at]):
        return None, at
    if syllables.gaps[at].strip() == "/" or (typed and _codes_follow(syllables, at + 1)):
        return syllables.surfaces[at], at + 1
    return None, at


def _codes_follow(syllables: Syllables, at: int) -> bool:
    """Whether a year typed after a space or a hyphen is a number's: `12 2023 nq hdnd`, `12-2023-nq-hdnd`."""
    return (
        syllables.gaps[at - 1].strip() in ("", "-")
        and at < len(syllables)
        and _goes_on(syllables, at, first=True, typed=True)
    )


def _is_year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdecimal() and surface[:2] in ("19", "20")


def _read_codes(syllables: Syllables, at: int, *, typed: bool) -> tuple[list[str], int]:
    """The folded codes from `at` on, and where they end: `LĐ-TB&XH` is one piece per `-`, `TB&XH` one.

    A separator with spaces on both sides is a dash between clauses, except in `19 - NQ/TW`.
    """
    codes: list[str] = []
    while at < len(syllables) and len(codes) < _MOST_CODES:
        surface, folded, gap = syllables.surfaces[at], syllables.folded[at], syllables.gaps[at]
        if gap[:1] == " " == gap[-1:] and gap.strip() and (codes or folded not in _types().codes):
            break
        if codes and gap.strip() in ("&", ",") and gap == gap.strip() and _is_capitals(surface):
            codes[-1] += folded
        elif _goes_on(syllables, at, first=not codes, typed=typed):
            codes.append(folded)
        else:
            break
        at += 1
    return codes, at


def _goes_on(syllables: Syllables, at: int, *, first: bool, typed: bool) -> bool:
    """Whether the number's codes go on there: after a separator, or typed after a space."""
    surface, folded, gap = syllables.surfaces[at], syllables.folded[at], syllables.gaps[at]
    if gap.strip() in _SEPARATORS:
        return _is_code(surface, folded, typed=typed)
    return typed and gap.isspace() and _is_typed_code(folded, first=first)


def _is_code(surface: str, folded: str, *, typed: bool) -> bool:
    if not _CODE.fullmatch(surface):
        return False
    if sum(char.isupper() for char in surface) > 1:
        return True
    known = _is_type(folded) or folded in _issuers()
    return known if typed or surface[0].isupper() else False


def _is_type(code: str) -> bool:
    return code in _types().codes or _LAW.fullmatch(code) is not None


def _is_capitals(surface: str) -> bool:
    return surface.isupper() and _CODE.fullmatch(surface) is not None


def _is_typed_code(folded: str, *, first: bool) -> bool:
    """Whether a token after a space can only be a code: the first a known one, others no syllable."""
    if first:
        return (_is_type(folded) or folded in _issuers()) and not looks_vietnamese(folded)
    return folded in _issuers() or _INITIALS.fullmatch(folded) is not None


def _read_name(syllables: Syllables, at: int, *, free: int, typed: bool) -> tuple[bool, int, str | None]:
    """(whether `số` was said, first syllable of the type's name, its code) of the number at `at`."""
    end = at
    said = end > free and syllables.folded[end - 1] == "so"
    if said:
        end -= 1
    for length in range(min(_LONGEST_NAME, end - free), 0, -1):
        code = _types().names.get(tuple(syllables.folded[end - length : end]))
        if code is None and length == 1:
            code = _code_as_name(syllables.surfaces[end - 1], syllables.folded[end - 1], typed=typed)
        if code is not None:
            return said, end - length, code
    return said, end if said else at, None


def _code_as_name(surface: str, folded: str, *, typed: bool) -> str | None:
    """`KH 74`: a code that stands where the name would."""
    known = folded in _types().codes and not looks_vietnamese(folded)
    capital = sum(char.isupper() for char in surface) > 1
    return folded if known and (typed or capital) else None


def _may_stand_alone(syllables: Syllables, at: int, last: int, *, sure: bool, typed: bool) -> bool:
    """Whether a number after a type's name is its number, not a year, a date or a count.

    Typed, `nghị quyết 19 năm 2018` is number 19 and its year; articles are not read so (yet).
    """
    if not sure and _is_year(syllables.surfaces[at]):
        return False
    if last >= len(syllables):
        return True
    if syllables.gaps[last].strip() in ("/", ".", "-") and syllables.surfaces[last].isdecimal():
        return False
    if typed and last + 1 < len(syllables) and syllables.surfaces[last + 1].isdecimal():
        return True
    return syllables.folded[last] not in _UNITS_OF_TIME
