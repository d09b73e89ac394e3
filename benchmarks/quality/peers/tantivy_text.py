"""tantivy: its default tokenizer (split, lower case), and the same with its ASCII folding."""

import importlib
import re
from collections.abc import Sequence
from typing import Any

from benchmarks.quality.peers.base import INSTALL, CannotRun

_WORD = re.compile(r"[^\W_]+")


class Tantivy:
    """See `peers.base.Peer`."""

    tokenizer = "default"

    def __init__(self) -> None:
        try:
            self._tantivy: Any = importlib.import_module("tantivy")
        except ImportError as missing:
            raise CannotRun(f"tantivy {INSTALL}") from missing
        self._index: Any = None

    def build(self, texts: Sequence[str]) -> None:
        fields = self._tantivy.SchemaBuilder()
        fields.add_unsigned_field("place", stored=True)
        fields.add_text_field("text", tokenizer_name=self.tokenizer)
        self._index = self._tantivy.Index(fields.build())
        self._register()
        writer = self._index.writer(num_threads=1)
        for place, text in enumerate(texts):
            writer.add_document(self._tantivy.Document(place=place, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def best(self, query: str, depth: int) -> list[int]:
        words = " ".join(f'"{word}"' for word in _WORD.findall(query))
        if not words:
            return []
        searcher = self._index.searcher()
        found = searcher.search(self._index.parse_query(words, ["text"]), depth, count=False)
        return [searcher.doc(address).get_first("place") for _score, address in found.hits]

    def _register(self) -> None:
        """The default tokenizer is there already."""


class TantivyFolding(Tantivy):
    tokenizer = "folding"

    def _register(self) -> None:
        lower, folded = self._tantivy.Filter.lowercase(), self._tantivy.Filter.ascii_fold()
        builder = self._tantivy.TextAnalyzerBuilder(self._tantivy.Tokenizer.simple())
        self._index.register_tokenizer(self.tokenizer, builder.filter(lower).filter(folded).build())
