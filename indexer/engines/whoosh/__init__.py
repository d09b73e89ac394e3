"""The embedded engine: a real Whoosh index by our own writer, evaluated over its postings with NumPy.

storage/   how a segment lies on disk: arrays and bytes, nothing of Whoosh
writing/   documents -> segments -> commits, merges
reading/   one committed state as if it were one segment
evaluate/  Whoosh's query trees over it; top-k, facets, budgets
chain/     our own query trees over it: the production ranking
codec/     Whoosh's own view of the same segments

Written against what whoosh 2.7.4 and whoosh3 share. Begin reading at `reader.py`.
"""

from pathlib import Path

from indexer.engines.base import EngineReader, EngineWriter, Inspection
from indexer.settings import IndexerSettings


class WhooshEngine:
    """See `engines.base.Engine`. Reading, writing and verifying load only what they need."""

    def create(self, directory: Path) -> None:
        from indexer.engines.whoosh.writing.writer import create_index

        create_index(directory)

    def reader(self, directory: Path, settings: IndexerSettings) -> EngineReader:
        from indexer.engines.whoosh.reader import open_reader

        return open_reader(directory, settings)

    def writer(self, directory: Path, settings: IndexerSettings) -> EngineWriter:
        from indexer.engines.whoosh.writing.writer import WhooshWriter

        return WhooshWriter(directory, settings)

    def verify(self, directory: Path, *, deep: bool = False) -> Inspection:
        from indexer.engines.whoosh.verifying import verify_index

        return verify_index(directory, deep=deep)
