"""The stretches of a text that have asked syllables: what a marker reads, the rest is only looked over.

Most of an article says nothing of what was asked, and reading it as the analyzer does costs four times as
much as this look. Must not decide what is marked.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from indexer.analysis.columns import FOLDED_PIECES
from indexer.analysis.normalize import Normalised


def has_any(text: Normalised, asked: frozenset[str]) -> bool:
    """Whether any of the folded syllables `asked` stands in the text."""
    return not all(map(asked.isdisjoint, map(FOLDED_PIECES.__getitem__, text.pieces)))


def stretches(text: Normalised, asked: frozenset[str]) -> Iterator[Normalised]:
    """Parts of `text` in order; between two of them stands a syllable that is not among the folded `asked`.

    White space parts syllables, so none is cut in two.
    """
    pieces = text.pieces
    apart = map(asked.isdisjoint, map(FOLDED_PIECES.__getitem__, pieces))
    places = [at for at, none_asked in enumerate(apart) if not none_asked]
    if not places:
        return
    ends = list(accumulate(map(len, pieces), initial=0))
    if ends[-1] + len(pieces) - 1 != len(text.text):  # not one space between any two
        yield text
        return
    first = places[0]
    for place, following in pairwise([*places, len(pieces)]):
        if following == len(pieces) or _parted(pieces, place, following):
            yield text.part(ends[first] + first, ends[place + 1] + place)
            first = following


def _parted(pieces: Sequence[str], place: int, following: int) -> bool:
    """Whether any syllable stands between the two: punctuation alone does not end a run."""
    return any(FOLDED_PIECES[pieces[at]] for at in range(place + 1, following))
