"""Text as the analyzer reads it, with the way back: every character knows where it stood in the stored text.

Owns look-alikes, invisible characters, NFC. Must not fold or lower-case: that is `fold.py`'s.
"""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u180e"
_LOOK_ALIKE = {
    **dict.fromkeys("ÐƉ", "Đ"),
    **dict.fromkeys("ðɖ", "đ"),
    **dict.fromkeys("’‘ʼ′", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("–—‐‑‒−", "-"),
    **dict.fromkeys("\u00a0\u2007\u202f\u3000\u2009\u2002\u2003\t", " "),
    "\u0340": "\u0300",
    "\u0341": "\u0301",
    "…": "...",
    "⁄": "/",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
}
_TABLE = str.maketrans({**_LOOK_ALIKE, **dict.fromkeys(_INVISIBLE, "")})
_UNCLEAN = re.compile("[" + re.escape("".join(_LOOK_ALIKE) + _INVISIBLE) + "]")
_MARK = r"[\u0300-\u036f]"
_CLUSTER = re.compile(rf"[^\u0300-\u036f]?(?:[{_INVISIBLE}]*{_MARK}+)*", re.DOTALL)
"""A character and the marks that stand on it, even behind an invisible one: the least that NFC may change."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """Clean `text`, and for each of its characters the half-open span of the stored text it came from.

    `spans` is None when the stored text was clean already: then offsets are the same.
    """

    text: str
    spans: tuple[tuple[int, int], ...] | None = None

    def stored_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the stored text behind `text[start:end]`; empty spans stay empty."""
        if self.spans is None:
            return start, end
        if start >= end:
            at = self.spans[start][0] if start < len(self.spans) else self._stored_length()
            return at, at
        return self.spans[start][0], self.spans[end - 1][1]

    def _stored_length(self) -> int:
        return self.spans[-1][1] if self.spans else 0


def normalise(text: str) -> Normalised:
    """`text` in NFC, look-alikes replaced, invisible characters gone."""
    if unicodedata.is_normalized("NFC", text) and not _UNCLEAN.search(text):
        return Normalised(text)
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFC", match.group().translate(_TABLE))
        pieces.append(piece)
        spans.extend([match.span()] * len(piece))
    return Normalised("".join(pieces), tuple(spans))
