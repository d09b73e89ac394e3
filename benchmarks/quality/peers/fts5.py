"""SQLite FTS5 with `remove_diacritics 2`, the setting for text with combined marks; ordered by its bm25()."""

import re
import sqlite3
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


class Fts5:
    """See `peers.base.Peer`. FTS5 takes the marks of vowels away, and leaves `đ` as it is."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")

    def build(self, texts: Sequence[str]) -> None:
        create = (
            """CREATE VIRTUAL TABLE passages USING fts5(text, tokenize="unicode61 remove_diacritics 2")"""
        )
        self._database.execute(create)
        rows = enumerate(texts)
        self._database.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", rows)

    def best(self, query: str, depth: int) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(query.replace("_", " ")))
        if not words:
            return []
        select = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages), rowid LIMIT ?"
        return [row for (row,) in self._database.execute(select, (words, depth))]
