"""Text as the analyzer reads it, with the way back: every character knows where it stood in the stored text.

Owns look-alikes, invisible characters, NFC. Must not fold or lower-case: that is `fold.py`'s.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from indexer.analysis.memo import Memo

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
_MARK = r"\u0300-\u036f"
_CLUSTER = rf"[^{_MARK}]?(?:[{_INVISIBLE}]*+[{_MARK}]++)++"
"""A character and the marks that stand on it, even behind an invisible one: the least that NFC may change."""
_MARKED = re.compile(f"[{_MARK}]")
_REPAIRED = re.compile(f"{_CLUSTER}|[{_INVISIBLE}]++|{_UNCLEAN.pattern}", re.DOTALL)
"""Invisible characters are taken run by run: looking behind each one for a mark costs the square of them."""
_LONGEST_KEPT_CHARS = 8
"""Longer clusters are ornaments, seldom seen twice."""


class Normalised:
    """Clean `text` that knows where each of its characters stood in the stored text.

    The way back is worked out when first asked for: indexing never asks.
    """

    __slots__ = ("_before", "_pieces", "_spans", "_stored", "text")

    def __init__(self, text: str, stored: str) -> None:
        self.text = text
        self._stored = stored
        self._before: tuple[Normalised, int] | None = None
        self._pieces: Sequence[str] | None = None
        self._spans: list[tuple[int, int]] | None = None

    @property
    def pieces(self) -> Sequence[str]:
        """What stands between white space."""
        if self._pieces is None:
            self._pieces = self.text.split()
        return self._pieces

    def part(self, start: int, end: int) -> "Normalised":
        """`text[start:end]` by itself; its places are those of the whole stored text."""
        part = Normalised(self.text[start:end], self._stored)
        part._before = self, start
        return part

    def stored_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the stored text behind `text[start:end]`; empty spans stay empty."""
        if self._before is not None:
            whole, before = self._before
            return whole.stored_span(before + start, before + end)
        if self.text is self._stored:
            return start, end
        if self._spans is None:
            self._spans = list(_spans(self._stored))
        if start >= end:
            at = self._spans[start][0] if start < len(self._spans) else self._end(self._spans)
            return at, at
        return self._spans[start][0], self._spans[end - 1][1]

    def _end(self, spans: list[tuple[int, int]]) -> int:
        return spans[-1][1] if spans else 0


def normalise(text: str) -> Normalised:
    """`text` in NFC, look-alikes replaced, invisible characters gone."""
    return Normalised(_clean(text), text)


def _clean(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        return "".join(piece.text for piece in _pieces(text))
    if _UNCLEAN.search(text) is None:
        return text
    pattern = _UNCLEAN if _MARKED.search(text) is None else _REPAIRED
    return pattern.sub(lambda found: _REPAIRS[found.group()], text)


class _Piece(NamedTuple):
    """A clean piece and the stored span it comes from: a stretch that stays as it is, or one repair."""

    text: str
    start: int
    end: int
    kept: bool


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    for found in _REPAIRED.finditer(text):
        yield from _stretch(text, at, found.start())
        yield _Piece(_REPAIRS[found.group()], *found.span(), kept=False)
        at = found.end()
    yield from _stretch(text, at, len(text))


def _stretch(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Characters without marks: as they are, or one by one where some are never in NFC, as U+212B."""
    if unicodedata.is_normalized("NFC", text[start:end]):
        yield _Piece(text[start:end], start, end, kept=True)
    else:
        for at in range(start, end):
            yield _Piece(unicodedata.normalize("NFC", text[at]), at, at + 1, kept=False)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The stored span of each clean character."""
    for piece, start, end, kept in _pieces(text):
        if kept:
            yield from zip(range(start, end), range(start + 1, end + 1), strict=True)
        else:
            yield from [(start, end)] * len(piece)


def _repair(piece: str) -> str:
    piece = piece.translate(_TABLE)
    if len(piece) > _LONGEST_KEPT_CHARS:
        piece = _order_marks(piece)
    return unicodedata.normalize("NFC", piece)


def _order_marks(piece: str) -> str:
    """Neighbouring marks in canonical order, for which `unicodedata` takes the square of their number.

    Source: Unicode 15, section 3.11, D108: a stable sort by combining class.
    """
    runs = groupby(piece, lambda char: unicodedata.combining(char) > 0)
    return "".join(chain.from_iterable(sorted(run, key=unicodedata.combining) for _marks, run in runs))


_REPAIRS: Memo[str, str] = Memo(_repair, lambda piece: len(piece) <= _LONGEST_KEPT_CHARS)
