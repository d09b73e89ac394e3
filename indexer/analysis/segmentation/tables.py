"""pyvi's model as tables: a token is looked up once and tells all that it adds to the scores around it.

There are two labels, so only the difference between them counts: how much better I_W (the token goes on with
the word before) is than B_W (it begins a word).
"""

import string
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from indexer.analysis.memo import Memo
from indexer.analysis.segmentation import features
from indexer.analysis.segmentation.installed import PyviModel
from indexer.analysis.segmentation.tokens import split_tokens

BEGINS, INSIDE = "B_W", "I_W"
BORDER = " "
"""Stands before the first and behind the last token of a text; no token has white space."""
_LONGEST_KEPT_CHARS = 32
"""Longer pieces are addresses and rules of dashes: seldom seen twice, so not kept."""


class Pair(NamedTuple):
    """What it means that a token begins a listed word, given the token after it."""

    to_second: float
    to_first: float
    thirds: frozenset[str]
    """Third syllables of the listed words of three."""


Token = tuple[str, int]
"""As written, and its rank."""
Row = tuple[float, float, float, str, Mapping[str, Pair], Token]
"""Of one token: what it adds to itself, to the token after it, to the one before it; its lower case; the
listed pairs that it begins, by second token; the token."""
_NONE_LISTED: Mapping[str, Pair] = {}
CLOSED, SMALL, CAPITAL = 0, 1, 2
"""Ranks. A token is joined to the one before only if that has the same or a higher rank, and never a closed
one: punctuation and what begins with a digit."""


class Tables:
    """The tables of one model. Nothing changes but what they remember; threads may share them."""

    def __init__(self, model: PyviModel) -> None:
        begins, inside = (model.crf.labels.index(label) for label in (BEGINS, INSIDE))
        self._gains = {name: weights[inside] - weights[begins] for name, weights in model.crf.states.items()}
        self.to_third = self._gain([features.TRIPLE_BEFORE])
        self.to_first = self._gain([features.TRIPLE_AFTER])
        self._pairs = self._read_list(model)
        self._rows = Memo(self._make_row, _is_short)
        self.pieces = Memo(self._make_piece, _is_short)
        """Rows of a piece of text without white space."""

    def _make_piece(self, piece: str) -> tuple[Row, ...]:
        return tuple(self._rows[token] for token in split_tokens(piece))

    def row(self, token: str) -> Row:
        return self._rows[token]

    def _make_row(self, token: str) -> Row:
        lower = sys.intern(token.lower())
        return (
            self._gain(features.own_attributes(token)),
            self._gain(features.attributes_before(token)),
            self._gain(features.attributes_after(token)),
            lower,
            self._pairs.get(lower, _NONE_LISTED),
            (sys.intern(token), _rank(token)),
        )

    def _gain(self, attributes: Iterable[str]) -> float:
        return sum(self._gains.get(attribute, 0.0) for attribute in attributes)

    def _read_list(self, model: PyviModel) -> Mapping[str, Mapping[str, Pair]]:
        """First syllable -> second -> what follows from the two standing together."""
        thirds: dict[tuple[str, str], set[str]] = defaultdict(set)
        for word in model.triples:
            first, second, third = word.split(" ")
            thirds[first, second].add(third)
        listed = {(first, second) for first, second in (word.split(" ") for word in model.pairs)}
        gains = self._gain([features.PAIR_BEFORE]), self._gain([features.PAIR_AFTER])
        found: dict[str, dict[str, Pair]] = defaultdict(dict)
        for first, second in listed | thirds.keys():
            to_second, to_first = gains if (first, second) in listed else (0.0, 0.0)
            pair = Pair(to_second, to_first, frozenset(thirds.get((first, second), ())))
            found[first][sys.intern(second)] = pair
        return dict(found)


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_KEPT_CHARS


def _rank(token: str) -> int:
    if token in string.punctuation or token[0].isdigit():
        return CLOSED
    return CAPITAL if token[0].istitle() else SMALL
