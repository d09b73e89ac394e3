"""One query typed in other ways, as people do: without accents, with half of them, in the other spelling."""

import random
import re
import unicodedata
from enum import StrEnum

_SYLLABLE = re.compile(r"[^\W\d_]+")
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_OLD_STYLE = re.compile(rf"(.*)(o|u)([{_TONES}])([aey])", re.IGNORECASE | re.DOTALL)
_NEW_STYLE = re.compile(rf"(.*)(o|u)([aey])([{_TONES}])", re.IGNORECASE | re.DOTALL)
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})
_OPEN_I = re.compile(rf"(h|k|l|m|s|t|qu)([iy])([{_TONES}]?)", re.IGNORECASE)
_SWAPPED = {"i": "y", "y": "i", "I": "Y", "Y": "I"}


class Typing(StrEnum):
    """How the queries of a set are typed."""

    ACCENTED = "accented"
    """As the set has them."""
    UNACCENTED = "unaccented"
    HALF = "half"
    """Each syllable keeps its accents or loses them, by the toss of a seeded coin."""
    OTHER_STYLE = "other-style"
    """Tone marks of oa, oe, uy on the other vowel, i for y and y for i where both are written."""


def retype(text: str, typing: Typing, seed: int = 0) -> str:
    """`text` typed so; the same for the same text and seed, whatever else is typed."""
    composed = unicodedata.normalize("NFC", text)
    if typing is Typing.UNACCENTED:
        return without_accents(composed)
    if typing is Typing.HALF:
        coin = random.Random(f"{seed} {composed}")  # noqa: S311  # a coin, no secret
        return _SYLLABLE.sub(lambda m: without_accents(m[0]) if coin.random() < 0.5 else m[0], composed)
    if typing is Typing.OTHER_STYLE:
        return _SYLLABLE.sub(lambda match: in_other_style(match[0]), composed)
    return text


def without_accents(text: str) -> str:
    """As on a keyboard without Vietnamese: no mark, d for đ; letters, case and spelling stay."""
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in marked if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def in_other_style(syllable: str) -> str:
    """`hòa` as `hoà`, `thuỷ` as `thủy`, `kỷ` as `kỉ`, `lí` as `lý`; what has one spelling only as it is."""
    marked = unicodedata.normalize("NFD", syllable)
    swapped = _OPEN_I.fullmatch(marked)
    if swapped:
        marked = swapped[1] + _SWAPPED[swapped[2]] + swapped[3]
    elif not re.match(r"qu", marked, re.IGNORECASE):
        marked = _with_tone_moved(marked)
    return unicodedata.normalize("NFC", marked)


def _with_tone_moved(marked: str) -> str:
    old, new = _OLD_STYLE.fullmatch(marked), _NEW_STYLE.fullmatch(marked)
    if old and (old[2] + old[4]).lower() in _OPEN_PAIRS:
        return old[1] + old[2] + old[4] + old[3]
    if new and (new[2] + new[3]).lower() in _OPEN_PAIRS:
        return new[1] + new[2] + new[4] + new[3]
    return marked
