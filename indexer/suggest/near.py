"""Syllables near a misspelt one, and how far away they are."""

import unicodedata
from collections.abc import Mapping

from indexer.analysis.fold import fold
from indexer.query.edits import one_edit_away

_MOST_LETTERS = 10
"""`nghiêng`, the longest syllable, with three letters too many. Candidates grow with the square of it."""


def near(folded: str, known: Mapping[str, float]) -> list[str]:
    """The folded syllables of `known` one edit away."""
    if len(folded) > _MOST_LETTERS or not folded.isascii():
        return []
    others = (fold(other) if other[-1] == "y" else other for other in one_edit_away(folded))
    return [other for other in dict.fromkeys(others) if other in known and other != folded]


def distance(typed: str, meant: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.

    A letter and its diacritics are one: `uơng` and `ương` are one apart, `ngị` and `nghị` too. Optimal string
    alignment (Boytsov 2011, section 2.2.4).
    """
    one, other = unicodedata.normalize("NFC", typed), unicodedata.normalize("NFC", meant)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, target in enumerate(other, 1):
            best = min(row[-1] + 1, last[place] + 1, last[place - 1] + (letter != target))
            swapped = at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == target
            row.append(min(best, before[place - 2] + 1) if swapped else best)
        before, last = last, row
    return last[-1]


def split(folded: str, known: Mapping[str, float], *, most_pieces: int = 6) -> list[tuple[str, ...]]:
    """Every way to read `folded` as two or more syllables of `known` typed in one: `hoinghi`."""
    ways: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for end in range(1, len(folded) + 1):
        ways[end] = [
            (*head, piece)
            for start in range(max(0, end - _MOST_LETTERS), end)
            if (piece := folded[start:end]) in known
            for head in ways[start]
            if len(head) < most_pieces
        ][:_MOST_WAYS]
    return [way for way in ways[len(folded)] if len(way) > 1]


_MOST_WAYS = 60
"""Ways kept for each beginning; `uybannhandan` has nine."""
