"""Whoosh as it comes: its own codec, searcher and BM25F; StandardAnalyzer, or pyvi's words as tokens."""

from collections.abc import Callable, Iterable, Sequence
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.quality.peers.pyvi_words import words_of

_BATCH_MB = 256


class StockWhoosh:
    """See `peers.base.Peer`. StandardAnalyzer: words of two letters or more, English stop words left out."""

    def __init__(self) -> None:
        from whoosh.analysis import StandardAnalyzer

        self._folder: TemporaryDirectory[str] | None = None
        self._searcher: Any = None
        self._analyzer: Callable[[str], Iterable[Any]] = StandardAnalyzer()

    def build(self, texts: Sequence[str]) -> None:
        from whoosh.fields import STORED, TEXT, Schema
        from whoosh.index import create_in

        self._folder = TemporaryDirectory(prefix="quality-whoosh-")
        index = create_in(self._folder.name, Schema(place=STORED, text=TEXT(analyzer=self._analyzer)))
        writer = index.writer(limitmb=_BATCH_MB)
        for place, text in enumerate(texts):
            writer.add_document(place=place, text=self._prepared(text))
        writer.commit()
        self._searcher = index.searcher()

    def best(self, query: str, depth: int) -> list[int]:
        from whoosh.query import Or, Term

        terms = [Term("text", token.text) for token in self._analyzer(self._prepared(query))]
        found = self._searcher.search(Or(terms), limit=depth) if terms else ()
        return [hit["place"] for hit in found]

    def _prepared(self, text: str) -> str:
        return text


class WhooshOfWords(StockWhoosh):
    """pyvi's words only: what the customer's first index was."""

    def __init__(self) -> None:
        super().__init__()
        from whoosh.analysis import SpaceSeparatedTokenizer

        self._analyzer = SpaceSeparatedTokenizer()

    def _prepared(self, text: str) -> str:
        return " ".join(words_of(text))
