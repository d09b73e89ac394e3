"""Text into words, as pyvi does it and about ten times as fast."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final
from unicodedata import is_normalized, normalize

from indexer.analysis.segmentation.decoding import BORDER_SCORE, Decoder, TooClose
from indexer.analysis.segmentation.exact import label_exactly
from indexer.analysis.segmentation.installed import PyviModel
from indexer.analysis.segmentation.tables import BORDER, CLOSED, INSIDE, Row, Tables
from indexer.analysis.segmentation.tokens import NEWLINE

_TOKEN: Final = 5
"""Place in a row of what is read of few tokens."""
_BORDERS: Final = 2
"""A text without tokens is only these."""
_NO_THIRDS: frozenset[str] = frozenset()


class Segmenter:
    """pyvi's word segmentation. Threads may share one."""

    def __init__(self, model: PyviModel) -> None:
        self._model = model
        self._tables = Tables(model)
        self._decoder = decoder = Decoder.of(model.crf)
        gains = BORDER_SCORE, decoder.border_to_next, decoder.border_to_last
        self._border: Row = (*gains, BORDER, {}, (BORDER, CLOSED))

    def tokenize(self, text: str) -> str:
        """Exactly `ViTokenizer.tokenize(text)`: tokens with spaces between, syllables of a word with `_`."""
        rows = self._rows(text)
        if len(rows) == _BORDERS:
            return text
        tokens = [f" {row[_TOKEN][0]}" for row in rows]
        for at in _joined(rows, self._inside(rows)):
            tokens[at] = f"_{rows[at][_TOKEN][0]}"
        return "".join(tokens[1:-1])[1:]

    def compounds(self, text: str) -> list[str]:
        """The tokens of `tokenize(text)` that have a `_` inside, in order."""
        if not is_plain(text):
            return [token for token in self.tokenize(text).split() if "_" in token.strip("_")]
        rows = self._rows(text)
        return _compounds(rows, self._inside(rows))

    def compounds_of_all(self, texts: Sequence[Sequence[str]]) -> list[str]:
        """Those of one text after the other. Each `is_plain` and is given in pieces between white space."""
        read = self._tables.pieces.__getitem__
        rows = [self._border]
        for pieces in texts:
            rows += chain.from_iterable(map(read, pieces))
            rows.append(self._border)
        try:
            return _compounds(rows, self._decoder.inside(self._scores(rows)))
        except TooClose:
            return [word for pieces in texts for word in self.compounds(" ".join(pieces))]

    def _rows(self, text: str) -> list[Row]:
        """Those of one text, between borders."""
        pieces = self._tables.pieces.__getitem__
        rows = [self._border]
        for line in normalize("NFC", text).split(NEWLINE):
            rows += chain.from_iterable(map(pieces, line.split()))
            rows.append(self._tables.row(NEWLINE))
        rows[-1] = self._border
        return rows

    def _inside(self, rows: Sequence[Row]) -> list[int]:
        """Which tokens of one text go on with a word, ascending."""
        try:
            return self._decoder.inside(self._scores(rows))
        except TooClose:
            labels = label_exactly(self._model, [row[_TOKEN][0] for row in rows[1:-1]])
            return [at for at, label in enumerate(labels, 1) if label == INSIDE]

    def _scores(self, rows: Sequence[Row]) -> list[float]:
        """How much better I_W is than B_W at each token, transitions apart."""
        to_third, to_first = self._tables.to_third, self._tables.to_first
        scores: list[float] = []
        append = scores.append
        score, ahead, _back, _lower, pairs, _token = rows[0]
        thirds = _NO_THIRDS
        for own, to_next, to_last, lower, following, _token in rows[1:]:
            score += to_last
            gain = own + ahead
            if thirds:
                if lower in thirds:
                    scores[-1] += to_first
                    gain += to_third
                thirds = _NO_THIRDS
            if lower in pairs:
                to_second, back, thirds = pairs[lower]
                gain += to_second
                score += back
            append(score)
            score, ahead, pairs = gain, to_next, following
        append(score)
        return scores


def is_plain(text: str) -> bool:
    """Whether its tokens can be told from its pieces: in pyvi's string `_` looks like a joint, a new line
    like a gap."""
    return "_" not in text and NEWLINE not in text and is_normalized("NFC", text)


def _joined(rows: Sequence[Row], inside: Iterable[int]) -> list[int]:
    """Those of `inside` that pyvi joins to the token before."""
    return [at for at in inside if 0 < rows[at][_TOKEN][1] <= rows[at - 1][_TOKEN][1]]


def _compounds(rows: Sequence[Row], inside: Iterable[int]) -> list[str]:
    found: list[str] = []
    end = 0
    for at in _joined(rows, inside):
        if at == end:
            found[-1] += f"_{rows[at][_TOKEN][0]}"
        else:
            found.append(f"{rows[at - 1][_TOKEN][0]}_{rows[at][_TOKEN][0]}")
        end = at + 1
    return found
