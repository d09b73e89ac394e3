"""bm25s over pyvi's words: the usual Python baseline for Vietnamese retrieval."""

import importlib
from collections.abc import Sequence
from typing import Any

from benchmarks.quality.peers.base import INSTALL, CannotRun
from benchmarks.quality.peers.pyvi_words import words_of


class Bm25sOfWords:
    """See `peers.base.Peer`. Its defaults: Lucene's BM25, k1 1.5, b 0.75."""

    def __init__(self) -> None:
        try:
            self._bm25s: Any = importlib.import_module("bm25s")
        except ImportError as missing:
            raise CannotRun(f"bm25s {INSTALL}") from missing
        self._index: Any = None
        self._known: frozenset[str] = frozenset()
        self._size = 0

    def build(self, texts: Sequence[str]) -> None:
        tokens = [list(words_of(text)) for text in texts]
        self._size = len(texts)
        self._known = frozenset(token for words in tokens for token in words)
        self._index = self._bm25s.BM25()
        self._index.index(tokens, show_progress=False)

    def best(self, query: str, depth: int) -> list[int]:
        words = [word for word in words_of(query) if word in self._known]
        if not words:
            return []
        depth = min(depth, self._size)
        rows, scores = self._index.retrieve([words], k=depth, show_progress=False, n_threads=0)
        return [int(row) for row, score in zip(rows[0], scores[0], strict=True) if score > 0]
