"""Parts what people type in one: `nq19`, `74khubnd` are document numbers, `khubnd` behind `105/` codes.

Only where the letters can be nothing else: a known type of document, then known issuers, in one way.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.numbers import known_codes
from indexer.analysis.syllables import Syllable, spell

_GLUED = re.compile(r"(?P<type>[^\W\d_]{2,8})?(?P<number>\d{1,5})(?P<codes>[^\W\d_]{2,16})?")
_LETTERS = re.compile(r"[^\W\d_]{4,16}")
_SEPARATORS = ("/", "-")


def unglue(syllables: Sequence[Syllable]) -> list[Syllable]:
    """`syllables` with glued numbers in parts, as if spaces had been typed between them."""
    parted: list[Syllable] = []
    for syllable in syllables:
        parted.extend(_parts(syllable) or [syllable])
    return parted


def glued_form(parts: Sequence[Syllable]) -> str:
    """The longest folded syllable that was typed where several of `parts` stand; empty when none was."""
    forms = [""]
    for at, part in enumerate(parts):
        follows = at > 0 and parts[at - 1].end == part.start
        forms.append(forms[-1] + part.folded if follows else part.folded)
    whole = max(forms, key=len)
    return whole if all(whole != part.folded for part in parts) else ""


def _parts(syllable: Syllable) -> list[Syllable]:
    """[] where the syllable is no glued number."""
    surface = syllable.surface
    if len(surface) != syllable.end - syllable.start:
        return []
    if syllable.gap.strip() in _SEPARATORS and _LETTERS.fullmatch(surface):
        codes = _codes(fold(surface))
        return _cut(syllable, [len(code) for code in codes]) if len(codes) > 1 else []
    found = _GLUED.fullmatch(surface)
    if found is None or not (found["type"] or found["codes"]):
        return []
    before, after = fold(found["type"] or ""), fold(found["codes"] or "")
    types, _issuers = known_codes()
    codes = _issuers_only(after)
    if not before:
        codes = _codes(after) or (codes if len(codes) > 1 else ())
    if (before and before not in types) or (after and not codes):
        return []
    lengths = [len(before), len(found["number"]), *map(len, codes)]
    return _cut(syllable, [length for length in lengths if length])


def _cut(syllable: Syllable, lengths: Sequence[int]) -> list[Syllable]:
    parts: list[Syllable] = []
    at = 0
    for length in lengths:
        surface = syllable.surface[at : at + length]
        start = syllable.start + at
        accented, folded = spell(surface)
        gap = syllable.gap if not parts else " "
        parts.append(Syllable(start, start + length, surface, accented, folded, gap))
        at += length
    return parts


@lru_cache(maxsize=4096)
def _codes(letters: str) -> tuple[str, ...]:
    """`khubnd` as `kh`, `ubnd`: a type, then issuers; () when that is not possible, or in several ways."""
    types, _issuers = known_codes()
    found = [
        (letters[:at], *rest)
        for at in range(1, len(letters) + 1)
        if letters[:at] in types
        for rest in _splits(letters[at:])
    ]
    return found[0] if len(found) == 1 else ()


def _issuers_only(letters: str) -> tuple[str, ...]:
    found = list(_splits(letters)) if letters else []
    return found[0] if len(found) == 1 else ()


def _splits(letters: str) -> Iterator[tuple[str, ...]]:
    """Every way to read `letters` as codes of issuers, one after the other."""
    if not letters:
        yield ()
    _types, issuers = known_codes()
    for at in range(2, len(letters) + 1):
        if letters[:at] in issuers:
            for rest in _splits(letters[at:]):
                yield (letters[:at], *rest)
