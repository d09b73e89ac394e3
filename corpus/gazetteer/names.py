"""Names of units as people type them: types short or left out, accents, dashes and i/y at will. Pure."""

import re
import unicodedata
from functools import lru_cache

from corpus.gazetteer.units import Level
from corpus.text import fold

_TYPES: tuple[tuple[str, str, tuple[Level, ...]], ...] = (
    (r"tỉnh|tinh", "tỉnh", (Level.PROVINCE,)),
    (r"thành phố|thanh pho|thủ đô|thu do|t\.?\s?p\.?", "thành phố", (Level.PROVINCE, Level.DISTRICT)),
    (r"thị xã|thi xa|t\.?\s?x\.?", "thị xã", (Level.DISTRICT,)),
    (r"huyện đảo|huyen dao|huyện|huyen|h\.?", "huyện", (Level.DISTRICT,)),
    (r"quận|quan|q\.?", "quận", (Level.DISTRICT,)),
    (r"thị trấn|thi tran|t\.?t\.?r?n?\.?", "thị trấn", (Level.COMMUNE,)),
    (r"phường|phuong|p\.?|f\.?", "phường", (Level.COMMUNE,)),
    (r"đặc khu|dac khu", "đặc khu", (Level.COMMUNE,)),
    (r"xã đảo|xa dao|xã|xa|x\.?", "xã", (Level.COMMUNE,)),
)
_PREFIX = re.compile("|".join(f"(?P<t{i}>{p})" for i, (p, _, _) in enumerate(_TYPES)), re.IGNORECASE)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def split_type(name: str) -> tuple[str | None, str]:
    """(type, rest) of `TX. Đông Triều` -> (`thị xã`, `Đông Triều`); (None, name) where no type leads it."""
    match = _PREFIX.match(name)
    if match is None or match.lastgroup is None:
        return None, name
    rest = name[match.end() :]
    if not (rest[:1].isspace() or rest[:1].isdigit() or match.group().endswith(".")):
        return None, name
    return (_TYPES[int(match.lastgroup[1:])][1], rest.strip()) if rest.strip() else (None, name)


def levels_of(kind: str) -> tuple[Level, ...]:
    """The tiers at which units of this type stand."""
    return next(levels for _, name, levels in _TYPES if name == kind)


@lru_cache(maxsize=32_768)
def folded_key(name: str) -> str:
    """`Quy Nhơn`, `qui nhon` and `QUYNHON` -> `quinhon`; numbers lose their leading zeros."""
    plain = re.sub(r"[\W_]+", "", fold(name)).replace("y", "i")
    return plain.lstrip("0") if plain.isdigit() else plain


@lru_cache(maxsize=32_768)
def accent_key(name: str) -> str:
    """Equal for one spelling wherever its tone mark sits (`Hoà`, `Hòa`) and for i/y; else unequal."""
    return " ".join(_syllable_key(syllable) for syllable in re.findall(r"\w+", name.lower())).replace(
        "y", "i"
    )


def _syllable_key(syllable: str) -> str:
    marks = unicodedata.normalize("NFD", syllable)
    tone = "".join(mark for mark in marks if mark in _TONES)
    return "".join(mark for mark in marks if mark not in _TONES) + tone


def has_accents(name: str) -> bool:
    return fold(name) != name.lower()
