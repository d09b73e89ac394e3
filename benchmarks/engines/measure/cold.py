"""First query of a new process whose index is not in the system's page cache."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines.measure.memory import drop_cached_pages
from benchmarks.engines.measure.worker import Opened, Worker
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import Query


@dataclass(frozen=True, slots=True)
class Cold:
    """Medians over new processes; `dropped` says whether the disk was read at all."""

    engine: str
    import_seconds: float
    open_seconds: float
    first_query_seconds: float
    dropped: bool


def open_cold(engine: str, directory: Path, core: int | None, queries: Sequence[Query]) -> Cold:
    """One new process for each of `queries`, which it answers first."""
    opened: list[Opened] = []
    for query in queries:
        drop_cached_pages(directory)
        worker = Worker(engine, directory, core)
        try:
            opened.append(worker.open(query, Mode.FACETS))
        finally:
            worker.close()
    return Cold(
        engine=engine,
        import_seconds=statistics.median(each.import_seconds for each in opened),
        open_seconds=statistics.median(each.open_seconds for each in opened),
        first_query_seconds=statistics.median(each.first_query_seconds for each in opened),
        dropped=all(each.read_blocks > 0 for each in opened),
    )
