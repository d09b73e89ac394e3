"""The letters of TCVN3 (ABC) and VNI as Vietnamese, and how Vietnamese a text reads. Pure; knows no markup.

The encodings of the 1990s use the places of Latin-1 letters, so only the words tell which one a text is in:
read rightly, its words are syllables of Vietnamese.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from corpus.remembering import remembered

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")
MIN_MARKED_WORDS = 8
"""Fewer words with marks prove nothing: three names in a foreign language can look like syllables."""
MIN_SHARE = 0.8
"""Names and abbreviations are no syllables; of real text nine words in ten are."""
MAX_SHARE_AS_READ = 0.4
SAMPLE_CHARS = 20_000

_UNICODE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_MARKS: Mapping[Encoding, re.Pattern[str]] = {
    "tcvn3": re.compile("[\u00a1-\u00ac\u00ad\u00ae\u00b5-\u00be\u00c6-\u00fe]"),
    "vni": re.compile(r"[aeouyAEOUY][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[ñöôÑÖÔ]"),
}
_SUSPECT = re.compile(
    r"[A-Za-z][\u00a8-\u00ac\u00ad\u00ae\u00b5-\u00b9\u00bb-\u00be]|[\u00a7\u00ae][a-z]"
    r"|[aA][âäåêëøùûõïüÂÄÅÊËØÙÛÕÏÜ]|[eoEO][âäåøùûõïÂÄÅØÙÛÕÏ]"
)
"""Pairs that Vietnamese in Unicode has not: a sign inside a word, a vowel with the mark of VNI behind it."""
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~\u2010-\u2027\u2030-\u205e]+")
_ONSET = r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_CLOSED = r"(?:uyê|iê|yê|uô|ươ|uâ|uê|uơ|uy|oă|oa|oe|oo|[aăâeêioôơuưy])"
_OPEN = (
    r"(?:uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|ai|ao|au|ay|âu|ây|eo|êu|ia|ya|iu|oi|ôi|ơi|ua|ui|ưa|ưi"
    r"|ưu|oa|oe|uê|uơ|uy|[aeêioôơuưy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_CLOSED}(?:ng|nh|[mn]|(?P<stop>ch|[cpt]))|{_OPEN})")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Reading:
    """Of the words with marks in a text, how many there are and how many are syllables of Vietnamese."""

    words: int
    syllables: int

    @property
    def share(self) -> float:
        return self.syllables / self.words if self.words else 0.0

    @property
    def is_vietnamese(self) -> bool:
        """Enough words to tell, and nearly all of them syllables."""
        return self.words >= MIN_MARKED_WORDS and self.share >= MIN_SHARE


def read(text: str) -> Reading:
    """How Vietnamese the text is, by its words with marks."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return Reading(len(words), sum(map(_is_syllable, words)))


def has_unicode_vietnamese(text: str) -> bool:
    """Whether the text has a letter that only Unicode (or Windows-1258) can write."""
    return _UNICODE.search(text) is not None


def to_unicode(text: str, encoding: Encoding) -> str:
    """The Vietnamese of a legacy text; Unicode text and text without marks come back as they are."""
    if _UNICODE.search(text) or not _MARKS[encoding].search(text):
        return text
    return _converted(text, encoding)


def _converted(text: str, encoding: Encoding) -> str:
    letters, pattern = _letters(encoding)
    return pattern.sub(lambda found: letters[found[0]], text)


def mended(text: str, encoding: Encoding) -> str:
    """The text with its legacy words as Vietnamese. Where the font changed within a text, Unicode stands
    beside it: then a word that reads only one way is taken so, and others go with the word before them."""
    if not has_unicode_vietnamese(text):
        return to_unicode(text, encoding)
    words = list(_WORD.finditer(text))
    legacy = _filled([_is_legacy(word[0], encoding) for word in words])
    pieces, end = [], 0
    for word, legacy_here in zip(words, legacy, strict=True):
        pieces += [text[end : word.start()], _converted(word[0], encoding) if legacy_here else word[0]]
        end = word.end()
    return "".join([*pieces, text[end:]])


def _is_legacy(word: str, encoding: Encoding) -> bool | None:
    """Whether a word is in the encoding; None when it reads both ways, or neither."""
    if word.isascii():
        return None
    if has_unicode_vietnamese(word):
        return False
    as_read, converted = _is_syllable(word), _is_syllable(_converted(word, encoding))
    return None if as_read == converted else converted


def _filled(known: list[bool | None]) -> list[bool]:
    """What is not known is as what stands before it, at the beginning as what comes first."""
    before = next((state for state in known if state is not None), False)
    filled = []
    for state in known:
        before = before if state is None else state
        filled.append(before)
    return filled


def is_suspect(text: str) -> bool:
    """Whether a closer look is worth its time: rightly read Vietnamese has next to none of these pairs."""
    return sum(1 for _, _ in zip(_SUSPECT.finditer(text), range(3), strict=False)) == 3


def legacy_encoding(text: str) -> Encoding | None:
    """The encoding in which the text reads as Vietnamese though as it stands it does not; else None."""
    sample = text[:SAMPLE_CHARS]
    if read(sample).share > MAX_SHARE_AS_READ:
        return None
    readings = [(read(to_unicode(sample, encoding)), encoding) for encoding in ENCODINGS]
    best, encoding = max(readings, key=lambda pair: pair[0].share)
    return encoding if best.is_vietnamese else None


def encoding_of_all(texts: Iterable[str]) -> Encoding | None:
    """The encoding of what in these texts is in one; None when all is Unicode.

    By the texts without letters that only Unicode has; where there are none, by those words that are no
    syllables as they stand.
    """
    marked = [text for text in texts if not text.isascii()]
    if not is_suspect("\n".join(marked)):
        return None
    bare = " ".join(text for text in marked if not has_unicode_vietnamese(text))[:SAMPLE_CHARS]
    if is_suspect(bare):
        return legacy_encoding(bare)
    strange = (word for text in marked if is_suspect(text) for word in _WORD.findall(text))
    sample = " ".join(
        word
        for word in strange
        if not word.isascii() and not has_unicode_vietnamese(word) and not _is_syllable(word)
    )
    return legacy_encoding(sample) if sample else None


@remembered(16384)
def _is_syllable(word: str) -> bool:
    """By its build: an onset, a rime, at most one tone, and only two tones before a stop."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in apart if mark in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    match = _SYLLABLE.fullmatch(toneless)
    if match is None or len(tones) > 1:
        return False
    return match["stop"] is None or tones in (["\u0301"], ["\u0323"])


@cache
def _letters(encoding: Encoding) -> tuple[dict[str, str], re.Pattern[str]]:
    """Longest first, so that a base letter with its mark is found before the letter."""
    table = json.loads(files(__package__).joinpath("legacy_fonts.json").read_text(encoding="utf-8"))[encoding]
    letters = dict(sorted(table.items(), key=lambda pair: -len(pair[0])))
    return letters, re.compile("|".join(map(re.escape, letters)))
