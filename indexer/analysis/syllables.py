"""Splits text into syllables (tiếng) and gives each its one spelling: tone mark in place, i for y.

Old-style tone places (hòa, thủy) are the form kept, misplaced marks (vịêt, hòan) are put right.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.analysis.fold import OPEN_Y, fold
from indexer.analysis.normalize import Normalised

TOKEN = re.compile(r"[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")
_HATTED = frozenset("ăâêôơư")
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|qu(?=[aăâeêioôơy])|kh|ph|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"([aăâeêioôơuưy]{1,3})"
    r"(ch|nh|ng|[cmnpt])?"
)
_LONG_NUMBER_DIGITS = 6
"""From here digits are codes and telephone numbers, whose leading zeros mean something."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable or number of a text: `start` and `end` are offsets into the stored text.

    `gap` is the clean text between it and the syllable before.
    """

    start: int
    end: int
    surface: str
    accented: str
    folded: str
    gap: str = ""


def split_syllables(text: Normalised) -> Iterator[Syllable]:
    """The syllables of `text` in order; punctuation and underscores part them."""
    last = 0
    for match in TOKEN.finditer(text.text):
        surface = match.group()
        accented, folded = spell(surface)
        start, end = text.stored_span(*match.span())
        yield Syllable(start, end, surface, accented, folded, text.text[last : match.start()])
        last = match.end()


@lru_cache(maxsize=1 << 16)
def spell(surface: str) -> tuple[str, str]:
    """The (accented, folded) forms that are indexed: `HOÀ` gives `hòa` and `hoa`, `07` gives `7` twice."""
    if surface.isdecimal() and len(surface) < _LONG_NUMBER_DIGITS:
        number = str(int(surface))
        return number, number
    accented = canonical(surface)
    return accented, fold(accented)


def is_accented(syllable: str) -> bool:
    """Whether any diacritic (or đ) was typed in it."""
    return fold(syllable) != syllable.lower() and not OPEN_Y.match(syllable.lower())


def looks_vietnamese(folded: str) -> bool:
    """Whether this bare spelling could be a Vietnamese syllable: `thu` could, `ubnd` could not."""
    return _SYLLABLE.fullmatch(folded) is not None


@lru_cache(maxsize=1 << 16)
def canonical(syllable: str) -> str:
    """The one lower-case spelling of `syllable`; what is not Vietnamese is only lower-cased."""
    lowered = unicodedata.normalize("NFC", syllable.lower())
    base, tone = _split_tone(lowered)
    opened = OPEN_Y.match(base)
    if opened:
        base = opened.group(1) + "i"
    parts = _SYLLABLE.fullmatch(base)
    if parts is None:
        return lowered
    initial, vowels, final = parts.group(1) or "", parts.group(2), parts.group(3) or ""
    at = _tone_place(vowels, closed=bool(final)) + 1
    return unicodedata.normalize("NFC", initial + vowels[:at] + tone + vowels[at:] + final)


def _split_tone(lowered: str) -> tuple[str, str]:
    marked = unicodedata.normalize("NFD", lowered)
    tone = "".join(char for char in marked if char in _TONES)[:1]
    base = "".join(char for char in marked if char not in _TONES)
    return unicodedata.normalize("NFC", base), tone


def _tone_place(vowels: str, *, closed: bool) -> int:
    """Which vowel bears the tone: the last hatted one, else the last when closed, else the first of two."""
    hatted = [at for at, vowel in enumerate(vowels) if vowel in _HATTED]
    if hatted:
        return hatted[-1]
    if len(vowels) == 1:
        return 0
    if closed:
        return len(vowels) - 1
    return 0 if len(vowels) == 2 else 1
