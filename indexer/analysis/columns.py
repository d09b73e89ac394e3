"""The syllables of a text by column: what indexing reads, at a fifth of the cost of a `Syllable` each.

White space parts syllables, so a text is looked up piece by piece; most pieces were seen before.
"""

from collections.abc import Sequence
from itertools import accumulate, chain
from sys import intern
from typing import Final, overload

from indexer.analysis.memo import Memo
from indexer.analysis.normalize import Normalised, normalise
from indexer.analysis.signs import signs_of
from indexer.analysis.syllables import TOKEN, Syllable, spell

_LONGEST_KEPT_CHARS = 32
"""Longer pieces are addresses and rules of dashes: seldom seen twice, so not kept."""


_Form = tuple[str, str, str, bool, int]
"""A syllable wherever it stands: surface; accented; folded; whether it has diacritics; its signs."""
_SURFACE: Final = 0
_ACCENTED: Final = 1
_FOLDED: Final = 2
_IS_ACCENTED: Final = 3
_SIGNS: Final = 4


class Syllables(Sequence[Syllable]):
    """The syllables of one text, in order. Surfaces, gaps and offsets are worked out when first asked for."""

    __slots__ = ("_forms", "_gaps", "_made", "_starts", "_surfaces", "_text", "folded", "signs")

    def __init__(self, forms: Sequence[_Form], text: Normalised) -> None:
        self._forms = forms
        self._text = text
        self.folded = [form[_FOLDED] for form in forms]
        self.signs = {at: form[_SIGNS] for at, form in enumerate(forms) if form[_SIGNS]}
        """Those that say something, by place, ascending."""
        self._surfaces: Sequence[str] | None = None
        self._gaps: Sequence[str] | None = None
        self._starts: Sequence[int] | None = None
        self._made: dict[int, Syllable] = {}

    @classmethod
    def read(cls, text: Normalised) -> "Syllables":
        """Those of `text`; punctuation and underscores part them."""
        return cls(list(chain.from_iterable(map(_PIECES.__getitem__, text.pieces))), text)

    @classmethod
    def of(cls, syllables: Sequence[Syllable]) -> "Syllables":
        """Those that were made already."""
        if isinstance(syllables, Syllables):
            return syllables
        forms = [_form_of(one.surface, one.accented, one.folded) for one in syllables]
        read = cls(forms, normalise("".join(one.gap + one.surface for one in syllables)))
        read._made = dict(enumerate(syllables))
        read._gaps = [*(one.gap for one in syllables), ""]
        return read

    @property
    def accented(self) -> list[str]:
        """The canonical spelling of those that have diacritics."""
        return [form[_ACCENTED] for form in self._forms if form[_IS_ACCENTED]]

    def spelling(self, at: int) -> str:
        """The canonical spelling of one of them."""
        return self._forms[at][_ACCENTED]

    @property
    def surfaces(self) -> Sequence[str]:
        """As written."""
        if self._surfaces is None:
            self._surfaces = [form[_SURFACE] for form in self._forms]
        return self._surfaces

    @property
    def text(self) -> str:
        """The clean text, from the gap before the first syllable on."""
        return self._text.text

    @property
    def gaps(self) -> Sequence[str]:
        """The clean text before each syllable, and what follows the last."""
        if self._gaps is None:
            self._gaps = TOKEN.split(self._text.text)
        return self._gaps

    def stored_span(self, first: int, last: int) -> tuple[int, int]:
        """Where those from `first` to before `last` stand in the stored text."""
        end = self._start(last - 1) + len(self.surfaces[last - 1])
        return self._text.stored_span(self._start(first), end)

    def __len__(self) -> int:
        return len(self._forms)

    @overload
    def __getitem__(self, at: int) -> Syllable: ...
    @overload
    def __getitem__(self, at: slice) -> list[Syllable]: ...
    def __getitem__(self, at: int | slice) -> Syllable | list[Syllable]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        made = self._made.get(at)
        if made is None:
            made = self._made[at] = self._make(range(len(self))[at])
        return made

    def _make(self, at: int) -> Syllable:
        surface, accented, folded, _is_accented, _signs = self._forms[at]
        return Syllable(*self.stored_span(at, at + 1), surface, accented, folded, self.gaps[at])

    def _start(self, at: int) -> int:
        """Where it begins in the clean text."""
        if self._starts is None:
            self._starts = _starts(self.gaps, self.surfaces)
        return self._starts[at]


def _starts(gaps: Sequence[str], surfaces: Sequence[str]) -> list[int]:
    """Where each syllable begins in the clean text."""
    lengths = chain.from_iterable(zip(map(len, gaps), map(len, surfaces), strict=False))
    return list(accumulate(lengths))[::2]


def _form_of(surface: str, accented: str, folded: str) -> _Form:
    """Equal strings are one object, here and in the tables of words: so much less memory to walk through."""
    strings = intern(surface), intern(accented), intern(folded)
    return *strings, accented != folded, signs_of(surface, folded)


_FORMS: Memo[str, _Form] = Memo(
    lambda surface: _form_of(surface, *spell(surface)), lambda surface: len(surface) <= _LONGEST_KEPT_CHARS
)
_PIECES: Memo[str, tuple[_Form, ...]] = Memo(
    lambda piece: tuple(_FORMS[surface] for surface in TOKEN.findall(piece)),
    lambda piece: len(piece) <= _LONGEST_KEPT_CHARS,
)
FOLDED_PIECES: Memo[str, tuple[str, ...]] = Memo(
    lambda piece: tuple(form[_FOLDED] for form in _PIECES[piece]),
    lambda piece: len(piece) <= _LONGEST_KEPT_CHARS,
)
"""The folded syllables of a piece: for who only asks whether some are there."""
