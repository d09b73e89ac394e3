"""The embedded engine: a real Whoosh index by Whoosh's own writer, evaluated over its postings with NumPy.

Written against what whoosh 2.7.4 and whoosh3 share. Begin reading at `reader.py`.
"""

from pathlib import Path

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.files import check_sums, latest_generation, read_state
from indexer.engines.whoosh.reader import WhooshReader
from indexer.engines.whoosh.writer import WhooshWriter, create_index
from indexer.settings import IndexerSettings

_OPEN_ATTEMPTS = 5
"""A commit removes the files of the state before: an open that it overtakes begins again."""


class WhooshEngine:
    """See `engines.base.Engine`."""

    def create(self, directory: Path) -> None:
        create_index(directory)

    def reader(self, directory: Path, settings: IndexerSettings) -> WhooshReader:
        for _attempt in range(_OPEN_ATTEMPTS):
            generation = latest_generation(directory)
            try:
                return WhooshReader(directory, settings)
            except IndexDamaged:
                if latest_generation(directory) == generation:
                    raise
        raise IndexDamaged(f"the index in {directory} changes faster than it can be opened; try again")

    def writer(self, directory: Path, settings: IndexerSettings) -> WhooshWriter:
        return WhooshWriter(directory, settings)

    def verify(self, directory: Path) -> int:
        generation = latest_generation(directory)
        state = read_state(directory, generation)
        check_sums(directory, generation)
        return state.sequence
