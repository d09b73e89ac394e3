"""SQLite FTS5: contentless index, records and facets in an ordinary table beside it.

The tokenizer is told that every ASCII sign but the space is part of a token. Facet values are a third column
of the index, so that a filter is one more term of MATCH: a join would read a row for every hit. Facets are
counted in Python over arrays of codes. Prefix indexes are off, as they are in the other engines, and prefixes
are not ranked: elsewhere they all score alike.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.engines.corpus.documents import FACETS, Document
from benchmarks.engines.peers.base import TOP, Answer, Mode
from benchmarks.engines.peers.codes import FacetCodes
from benchmarks.engines.queries import Operator, Query

_SIGNS = "!#$%&()*+,-./:;<=>?@[]^_`{|}~\\"
_FILE = "fts5.sqlite"
_CODES = "facets.npz"
_BATCH = 1000


class Fts5:
    """See `peers.base.Peer`. `rowid` is the document's number + 1."""

    def __init__(self) -> None:
        self._database: Any = None
        self._codes: Any = None
        self._days: Any = None
        self._moments: Any = None

    def prepare(self, document: Document) -> Any:
        filters = " ".join(_token(f, slug) for f in FACETS for slug in document.facets[f])
        row = (document.number + 1, document.texts.get("title", ""), document.texts.get("body", ""), filters)
        return row, (document.number + 1, document.record), document.facets, document.day, document.moment

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        database = sqlite3.connect(directory / _FILE)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -1000000")
        database.execute("CREATE TABLE records (rowid INTEGER PRIMARY KEY, record BLOB)")
        database.execute(
            "CREATE VIRTUAL TABLE terms USING fts5 (title, body, filters, content = '', "
            f"""tokenize = "ascii tokenchars '{_SIGNS}'")"""
        )
        codes, days, moments = FacetCodes(), [], []
        for row, record, facets, day, moment in items:
            database.execute("INSERT INTO terms (rowid, title, body, filters) VALUES (?, ?, ?, ?)", row)
            database.execute("INSERT INTO records VALUES (?, ?)", record)
            codes.add(facets)
            days.append(day)
            moments.append(moment)
        database.execute("INSERT INTO terms (terms) VALUES ('optimize')")
        database.commit()
        database.close()
        arrays: dict[str, Any] = {"days": np.array(days), "moments": np.array(moments), **codes.arrays()}
        np.savez(directory / _CODES, **arrays)
        (directory / "values.json").write_text(json.dumps(codes.values))

    def open(self, directory: Path) -> None:
        self._database = sqlite3.connect(f"file:{directory / _FILE}?mode=ro", uri=True)
        self._database.execute("PRAGMA mmap_size = 8000000000")
        arrays = np.load(directory / _CODES)
        self._days, self._moments = arrays["days"], arrays["moments"]
        self._codes = FacetCodes.read(arrays, json.loads((directory / "values.json").read_text()))

    def accepts(self, query: Query, mode: Mode) -> bool:
        return True

    def search(self, query: Query, mode: Mode) -> Answer:
        match = _match(query)
        if query.newest or query.days or query.operator is Operator.PREFIX or mode.with_facets:
            return self._through_rows(query, match, mode)
        total = -1
        if mode is not Mode.TOPK:
            total = self._database.execute(
                "SELECT count(*) FROM terms WHERE terms MATCH ?", (match,)
            ).fetchone()[0]
        hits = self._best(match)
        return Answer(total, [row for row, _score in hits], [-score for _row, score in hits])

    def records(self, answer: Answer) -> list[bytes]:
        read = "SELECT record FROM records WHERE rowid = ?"
        return [self._database.execute(read, (int(row),)).fetchone()[0] for row in answer.hits]

    def _through_rows(self, query: Query, match: str, mode: Mode) -> Answer:
        """Where every hit's row is needed."""
        found = self._database.execute("SELECT rowid FROM terms WHERE terms MATCH ?", (match,))
        rows = np.fromiter((row for (row,) in found), dtype=np.int64)
        if query.days:
            days = self._days[rows - 1]
            rows = rows[(days >= query.days[0]) & (days <= query.days[1])]
        if query.newest:
            hits = [
                (int(row), 0.0) for row in rows[np.argsort(-self._moments[rows - 1], kind="stable")[:TOP]]
            ]
        elif query.operator is Operator.PREFIX:
            hits = [(row, 0.0) for row in rows[:TOP].tolist()]
        else:
            hits = self._best(match, set(rows.tolist()) if query.days else None)
        facets = self._codes.count(rows - 1, mode.shown) if mode.with_facets else {}
        return Answer(len(rows), [row for row, _s in hits], [-s for _row, s in hits], facets)

    def _best(self, match: str, allowed: set[int] | None = None) -> list[tuple[int, float]]:
        limit = "" if allowed is not None else f"LIMIT {TOP}"
        ranked = self._database.execute(
            "SELECT rowid, rank FROM terms WHERE terms MATCH ? AND rank MATCH 'bm25(1.0, 1.0, 0.0)' "
            f"ORDER BY rank {limit}",
            (match,),
        )
        best = []
        for row, score in ranked:
            if allowed is None or row in allowed:
                best.append((row, score))
                if len(best) == TOP:
                    break
        return best


def _match(query: Query) -> str:
    """The query in FTS5's language, every term quoted."""
    quoted = [f'"{term}"' for term in query.terms]
    if query.operator is Operator.PHRASE:
        text = f'"{" ".join(query.terms)}"'
    elif query.operator is Operator.PREFIX:
        text = f"{quoted[0]} *"
    else:
        text = (" OR " if query.operator is Operator.ANY else " AND ").join(quoted)
    text = f"{{title body}} : ({text})"
    return text if query.facet is None else f'{text} AND filters : "{_token(*query.facet)}"'


def _token(facet: str, slug: str) -> str:
    return f"{facet}={slug}"
