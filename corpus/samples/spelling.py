"""How the same words are spelled by different hands: habits of authors, ASCII slugs, legacy forms of text.

Pure functions on text. The spellings follow the two schools of tone marks and of i/y (both are in use).
"""

import re
import unicodedata
from functools import cache
from typing import Literal

Habit = Literal["standard", "i-for-y", "new-tones"]

_VARIANTS: dict[Habit, dict[str, str]] = {
    "standard": {},
    "i-for-y": {
        "xử lý": "xử lí", "quản lý": "quản lí", "kỷ luật": "kỉ luật", "kỷ cương": "kỉ cương",
        "tỷ lệ": "tỉ lệ", "tỷ đồng": "tỉ đồng", "kỹ thuật": "kĩ thuật", "kỹ năng": "kĩ năng",
        "pháp lý": "pháp lí", "định kỳ": "định kì", "kỷ niệm": "kỉ niệm", "tâm lý": "tâm lí",
        "hợp lý": "hợp lí", "đại lý": "đại lí",
    },
    "new-tones": {
        "hóa": "hoá", "hòa": "hoà", "khỏe": "khoẻ", "thủy": "thuỷ", "ủy": "uỷ", "Ủy": "Uỷ", "lũy": "luỹ",
        "hủy": "huỷ", "tòa": "toà",
    },
}  # fmt: skip

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def spelled(text: str, habit: Habit) -> str:
    """`text` as an author of this habit writes it; names with capital letters stay as they are."""
    if habit == "standard":
        return text
    variants = _VARIANTS[habit]
    return _pattern(habit).sub(lambda match: variants[match.group()], text)


@cache
def _pattern(habit: Habit) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_VARIANTS[habit])})(?!\w)")


def ascii_slug(text: str) -> str:
    """`Kiên Giang` as `kien-giang`: lower case ASCII letters and digits with single hyphens."""
    plain = without_marks(text).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def without_marks(text: str) -> str:
    """`text` without any diacritics, as officials name files: `Đề án` becomes `De an`."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def windows_1258(text: str) -> bytes:
    """`text` in windows-1258, which has base letters and combining tones but few finished letters.

    Characters that the code page lacks become numeric character references, as browsers' editors wrote them.
    """
    return "".join(map(_base_and_tone, text)).encode("cp1258", errors="xmlcharrefreplace")


@cache
def _base_and_tone(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    tones = "".join(mark for mark in parts if mark in _TONES)
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    return base + tones
