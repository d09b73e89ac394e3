"""Text as suggestions see it: clauses of syllables, each spelt as people write it, and keys to find it by.

Unlike `indexer.analysis`, whose forms are for matching, these are shown: `lý` stays `lý`, names keep
capitals.
"""

import re
import unicodedata
from functools import lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import canonical, looks_vietnamese

BOUNDARY = "."
"""Stands where a clause begins or ends."""
NUMBER = "0"
"""Stands for every number: which one it is says nothing of the syllable after it."""

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]+|_+|\n+")
_SYLLABLE = re.compile(r"[^\W_]+")
_Y_OF = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))


def clauses(text: str) -> list[list[str]]:
    """The written syllables of `text`, parted at every punctuation mark; numbers are NUMBER."""
    found: list[list[str]] = [[]]
    for token in _TOKEN.findall(normalise(text).text):
        form = written(token)
        if form != BOUNDARY:
            found[-1].append(form)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


@lru_cache(maxsize=1 << 16)
def written(token: str) -> str:
    """The one spelling of a syllable: tone mark in its old-style place, y and i as typed, capitals of names.

    BOUNDARY for punctuation. What is shouted (`HỘI NGHỊ`) loses its capitals, abbreviations keep them.
    """
    if not token[0].isalnum():
        return BOUNDARY
    if token.isdecimal():
        return NUMBER
    form = spelled(token)
    if not token[0].isupper() or (len(token) > 1 and token.isupper() and looks_vietnamese(fold(form))):
        return form
    if not looks_vietnamese(fold(form)):
        return unicodedata.normalize("NFC", token)
    return form[0].upper() + form[1:]


@lru_cache(maxsize=1 << 16)
def spelled(token: str) -> str:
    """`token` in lower case with its tone mark in place: `HOÀ` gives `hòa`, `qúy` gives `quý`."""
    lowered = unicodedata.normalize("NFC", token.lower())
    form = canonical(lowered)
    if form[-1:] in _Y_OF and lowered[-1:] in "yýỳỷỹỵ":
        return form[:-1] + _Y_OF[form[-1]]
    return form


def is_bare(token: str) -> bool:
    """Whether no diacritic and no đ was typed in it."""
    return token.isascii()


def key_of(text: str) -> str:
    """What a text is found by: its folded syllables, single spaces between them."""
    return " ".join(map(fold, _SYLLABLE.findall(normalise(text).text)))


def accents_of(text: str) -> str:
    """Equal for texts that differ only in case, punctuation, tone places and y for i."""
    return " ".join(map(canonical, _SYLLABLE.findall(normalise(text).text)))
