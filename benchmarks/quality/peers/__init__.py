"""The engines that take part. A new one is a file and a line here."""

import hashlib
import importlib
import importlib.metadata
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.peers.base import INSTALL, CannotRun, Peer


@dataclass(frozen=True, slots=True)
class Entry:
    """`place` is module:class, loaded when asked; `package` says the version."""

    place: str
    title: str
    package: str


PEERS: Mapping[str, Entry] = {
    "whoosh": Entry("stock_whoosh:StockWhoosh", "stock Whoosh, StandardAnalyzer", "whoosh"),
    "whoosh-pyvi": Entry("stock_whoosh:WhooshOfWords", "stock Whoosh, pyvi words only", "whoosh"),
    "fts5": Entry("fts5:Fts5", "SQLite FTS5, remove_diacritics 2", "sqlite"),
    "tantivy": Entry("tantivy_text:Tantivy", "tantivy, default", "tantivy"),
    "tantivy-folding": Entry("tantivy_text:TantivyFolding", "tantivy, ASCII folding", "tantivy"),
    "bm25s-pyvi": Entry("bm25s_pyvi:Bm25sOfWords", "bm25s, pyvi words", "bm25s"),
}


def load_peer(name: str) -> Peer:
    """Raises CannotRun when it is not installed here."""
    module, _, kind = PEERS[name].place.partition(":")
    peer: Peer = getattr(importlib.import_module(f"{__name__}.{module}"), kind)()
    return peer


def fingerprint(name: str) -> str:
    """Another value when the engine's version or our file about it changes: rankings are kept by it.

    Raises CannotRun as `load_peer` does.
    """
    entry = PEERS[name]
    if entry.package == "sqlite":
        version = sqlite3.sqlite_version
    else:
        try:
            version = importlib.metadata.version(entry.package)
        except importlib.metadata.PackageNotFoundError as missing:
            raise CannotRun(f"{entry.package} {INSTALL}") from missing
    source = Path(__file__).with_name(entry.place.partition(":")[0] + ".py").read_bytes()
    return hashlib.sha256(f"{name} {version} ".encode() + source).hexdigest()[:16]
