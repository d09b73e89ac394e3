"""Text into words, as pyvi does it and about ten times as fast."""

from collections.abc import Sequence
from itertools import chain
from typing import Final
from unicodedata import normalize

from indexer.analysis.segmentation.decoding import Decoder, TooClose
from indexer.analysis.segmentation.exact import label_exactly
from indexer.analysis.segmentation.installed import PyviModel
from indexer.analysis.segmentation.tables import INSIDE, Row, Tables
from indexer.analysis.segmentation.tokens import NEWLINE

_TEXT: Final = 5
_RANK: Final = 6
"""Places in a row that are read of few tokens."""
_NO_THIRDS: frozenset[str] = frozenset()


class Segmenter:
    """pyvi's word segmentation. Threads may share one."""

    def __init__(self, model: PyviModel) -> None:
        self._model = model
        self._tables = Tables(model)
        self._decoder = Decoder.of(model.crf)

    def tokenize(self, text: str) -> str:
        """Exactly `ViTokenizer.tokenize(text)`: tokens with spaces between, syllables of a word with `_`."""
        rows = self._rows(text)
        if not rows:
            return text
        tokens = [f" {row[_TEXT]}" for row in rows]
        for at in self._joined(rows):
            tokens[at] = f"_{rows[at][_TEXT]}"
        return "".join(tokens)[1:]

    def compounds(self, text: str) -> list[str]:
        """The tokens of `tokenize(text)` that have a `_` inside, in order."""
        if "_" in text or NEWLINE in text:  # in pyvi's string these look like joints and gaps
            return [token for token in self.tokenize(text).split() if "_" in token.strip("_")]
        rows = self._rows(text)
        found: list[str] = []
        end = 0
        for at in self._joined(rows):
            if at == end:
                found[-1] += f"_{rows[at][_TEXT]}"
            else:
                found.append(f"{rows[at - 1][_TEXT]}_{rows[at][_TEXT]}")
            end = at + 1
        return found

    def _rows(self, text: str) -> list[Row]:
        text = normalize("NFC", text)
        pieces = self._tables.pieces.__getitem__
        if NEWLINE not in text:
            return list(chain.from_iterable(map(pieces, text.split())))
        lines = text.split(NEWLINE)
        rows = list(chain.from_iterable(map(pieces, lines[0].split())))
        for line in lines[1:]:
            rows.append(self._tables.row(NEWLINE))
            rows.extend(chain.from_iterable(map(pieces, line.split())))
        return rows

    def _joined(self, rows: Sequence[Row]) -> list[int]:
        """Which tokens are joined to the one before, ascending."""
        return [at for at in self._inside(rows) if at and 0 < rows[at][_RANK] <= rows[at - 1][_RANK]]

    def _inside(self, rows: Sequence[Row]) -> list[int]:
        if not rows:
            return []
        try:
            return self._decoder.inside(self._scores(rows))
        except TooClose:
            labels = label_exactly(self._model, [row[_TEXT] for row in rows])
            return [at for at, label in enumerate(labels) if label == INSIDE]

    def _scores(self, rows: Sequence[Row]) -> list[float]:
        """How much better I_W is than B_W at each token, transitions apart."""
        to_third, to_first = self._tables.to_third, self._tables.to_first
        scores: list[float] = []
        append = scores.append
        score, ahead, _back, _lower, pairs, _text, _rank = rows[0]
        thirds = _NO_THIRDS
        for own, to_next, to_last, lower, following, _text, _rank in rows[1:]:
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
