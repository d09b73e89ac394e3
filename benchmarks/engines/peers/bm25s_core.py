"""bm25s: scores of every term kept as a sparse matrix. It has no fields, filters, phrases, facets or counts.

So it takes part with the ten best of one-term and OR queries over title and body as one text, and no more.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus.documents import Document
from benchmarks.engines.peers.base import TOP, Answer, CannotRun, Mode
from benchmarks.engines.queries import Operator, Query


class Bm25sCore:
    """See `peers.base.Peer`. Rows are document numbers."""

    def __init__(self) -> None:
        try:
            self._bm25s: Any = importlib.import_module("bm25s")
        except ImportError as missing:
            raise CannotRun("bm25s is not installed: pip install -r requirements-bench.lock") from missing
        self._index: Any = None

    def prepare(self, document: Document) -> list[str]:
        return " ".join(document.texts.values()).split()

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        index = self._bm25s.BM25(method="lucene")
        index.index(list(items), show_progress=False)
        index.save(str(directory))

    def open(self, directory: Path) -> None:
        self._index = self._bm25s.BM25.load(str(directory), mmap=True)

    def accepts(self, query: Query, mode: Mode) -> bool:
        only_terms = query.operator is Operator.ANY and query.facet is None and query.days is None
        return mode is Mode.TOPK and only_terms and not query.newest

    def search(self, query: Query, mode: Mode) -> Answer:
        rows, scores = self._index.retrieve([list(query.terms)], k=TOP, show_progress=False, n_threads=0)
        return Answer(-1, rows[0].tolist(), scores[0].tolist())

    def records(self, answer: Answer) -> list[bytes]:
        return [b'{"number": %d}' % row for row in answer.hits]
