"""Removes diacritics for matching. Must not be used on what people read.

Source: the open-syllable y/i pairs are those of the schoolbooks' spelling (kỷ/kỉ, lý/lí, quý/quí).
"""

import re
import unicodedata
from functools import lru_cache

OPEN_Y = re.compile(r"^(h|k|l|m|s|t|qu)y$")
"""A toneless open syllable that is written with y or i alike."""


@lru_cache(maxsize=1 << 16)
def fold(syllable: str) -> str:
    """Lower case, no diacritics, đ as d, y as i where both are spelt: `Kỷ` and `kỉ` give `ki`."""
    marked = unicodedata.normalize("NFD", syllable.lower().replace("đ", "d"))
    bare = "".join(char for char in marked if not unicodedata.combining(char))
    opened = OPEN_Y.match(bare)
    return opened.group(1) + "i" if opened else bare
