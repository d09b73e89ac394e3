"""Reads what a Telex or VNI keyboard left undone: `hooij nghij` and `ho65i nghi5` are `hội nghị`."""

import re
import unicodedata
from collections.abc import Callable

from indexer.analysis.fold import fold
from indexer.analysis.syllables import looks_vietnamese
from indexer.suggest.texts import is_bare, spelled

_TELEX_TONES = dict(zip("fsrxj", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_TONES = dict(zip("21345", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VOWELS = frozenset("aeiouy")
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_TELEX = re.compile(r"[a-z]{2,12}")
_VNI = re.compile(r"(?=[a-z]+\d)[a-z0-9]{3,12}")


def without_typing_slip(token: str) -> str | None:
    """The syllable that these keys type, spelt; None when they type none, or when no key is left to read."""
    lowered = token.lower()
    if not is_bare(lowered):
        return None
    if _VNI.fullmatch(lowered):
        return _typed(lowered, _press_vni) if _has_vowel(list(lowered)) else _crossed(lowered, "d9")
    if not _TELEX.fullmatch(lowered):
        return None
    return _typed(lowered, _press_telex) if _has_vowel(list(lowered)) else _crossed(lowered, "dd")


def _crossed(keys: str, crossing: str) -> str | None:
    """An abbreviation with its đ: `hddnd`, `hd9nd`."""
    crossed = keys.replace(crossing, "đ")
    return crossed if crossed.isalpha() and crossed != keys else None


Letters = list[str]
"""Base letters, each with the marks put on it; the tone lies apart, at the end."""


def _typed(keys: str, press: Callable[[Letters, list[str], str], bool]) -> str | None:
    letters: Letters = []
    tone: list[str] = []
    for key in keys:
        if not press(letters, tone, key):
            letters.append(key)
    if "".join(letters) == keys and not tone:
        return None
    bare = "".join(letter[0] for letter in letters)
    if not looks_vietnamese(fold(bare)):
        return None
    vowels = [at for at, letter in enumerate(letters) if letter[0] in _VOWELS]
    if not vowels:
        return None
    if tone:
        letters[vowels[-1]] += tone[-1]
    return spelled(unicodedata.normalize("NFC", "".join(map(_composed, letters))))


def _composed(letter: str) -> str:
    return "đ" if letter == "d-" else unicodedata.normalize("NFC", letter)


def _press_telex(letters: Letters, tone: list[str], key: str) -> bool:
    """Whether the key changed something that was typed before it."""
    if key in _TELEX_TONES and _has_vowel(letters):
        tone.append(_TELEX_TONES[key])
        return True
    if key in "aeo":
        return _mark(letters, key, _HAT)
    if key == "d":
        return _cross_d(letters)
    return key == "w" and (_horn(letters) or _mark(letters, "a", _BREVE))


def _press_vni(letters: Letters, tone: list[str], key: str) -> bool:
    if key in _VNI_TONES and _has_vowel(letters):
        tone.append(_VNI_TONES[key])
        return True
    if key == "6":
        return _mark(letters, "aeo", _HAT)
    if key == "7":
        return _horn(letters)
    if key == "8":
        return _mark(letters, "a", _BREVE)
    return key == "9" and _cross_d(letters)


def _has_vowel(letters: Letters) -> bool:
    return any(letter[0] in _VOWELS for letter in letters)


def _mark(letters: Letters, which: str, mark: str) -> bool:
    """Puts `mark` on the last bare letter of `which`."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in which:
            letters[at] += mark
            return True
    return False


def _horn(letters: Letters) -> bool:
    """`uo` gets two horns, else the last bare u or o gets one."""
    vowels = "".join(letter[0] for letter in letters)
    at = vowels.rfind("uo")
    if at >= 0 and letters[at : at + 2] == ["u", "o"]:
        letters[at], letters[at + 1] = "u" + _HORN, "o" + _HORN
        return True
    return _mark(letters, "uo", _HORN)


def _cross_d(letters: Letters) -> bool:
    if letters and letters[0] == "d":
        letters[0] = "d-"
        return True
    return False
