"""The engines that take part. A new one is a file and a line here."""

import importlib
import importlib.metadata
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.engines.corpus.documents import Schema
from benchmarks.engines.peers.base import Peer

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """`place` is module:class, loaded where the engine runs. Above `largest` articles only by name."""

    place: str
    title: str
    schema: Schema = Schema.CORE
    largest: int = MILLION


PEERS: Mapping[str, Entry] = {
    "ours": Entry("ours:Ours", "ours"),
    "tantivy": Entry("tantivy_core:TantivyCore", "tantivy"),
    "fts5": Entry("fts5:Fts5", "SQLite FTS5"),
    "xapian": Entry("xapian_core:XapianCore", "Xapian", largest=200_000),
    "whoosh": Entry("stock_whoosh:StockWhoosh", "stock Whoosh", largest=200_000),
    "bm25s": Entry("bm25s_core:Bm25sCore", "bm25s", largest=200_000),
    "ours-chain": Entry("ours_chain:OursChain", "ours, production chain", schema=Schema.CHAIN),
    "tantivy-chain": Entry("tantivy_chain:TantivyChain", "tantivy, our chain", schema=Schema.CHAIN),
}
"""Xapian and stock Whoosh take an hour or more to index a million; bm25s holds all terms in memory for it."""


def load_peer(name: str) -> Peer:
    """Raises CannotRun when it is not installed here."""
    module, _, kind = PEERS[name].place.partition(":")
    peer: Peer = getattr(importlib.import_module(f"{__name__}.{module}"), kind)()
    return peer


def version_of(name: str) -> str:
    """What the peer's package says of itself."""
    if name == "fts5":
        return sqlite3.sqlite_version
    if name == "xapian":
        from benchmarks.engines.peers.xapian_core import load_xapian

        return str(load_xapian().version_string())
    package = {"ours": "tratin", "ours-chain": "tratin"}.get(name, name.partition("-")[0])
    return importlib.metadata.version(package)
