"""Interleaved rounds: every engine answers a class of queries, then the next class; all that several times.

What else the machine does hurts all engines alike; the median of a query's rounds is its time. Before the
rounds each query is asked once, with facets, while what engines keep in memory is still empty.
"""

import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.engines.measure.worker import Timing, Worker
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import Query, QueryClass

FIRST = "first"
"""In place of a mode: asked for the first time since the index was opened."""
_PATIENCE_NS = 250_000_000
"""A query that took longer once is not asked again of that engine: its relative error is small."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of one engine's rounds for one query in one mode, milliseconds."""

    engine: str
    mode: str
    query: int
    kind: str
    wall_ms: float
    cpu_ms: float
    rounds: int


Key = tuple[str, Mode, int]


def measure(
    workers: Mapping[str, Worker],
    queries: Sequence[Query],
    modes: Sequence[Mode],
    rounds: int,
    tell: Callable[[str], None],
) -> list[Measured]:
    """What every query cost every engine that can answer it."""
    kinds = {query.number: query.kind.value for query in queries}
    first = _first_pass(workers, queries)
    tell("first pass")
    timings: dict[Key, list[Timing]] = defaultdict(list)
    refused: set[Key] = set()
    for at in range(rounds):
        for mode in modes:
            for kind in QueryClass:
                block = [query for query in queries if query.kind is kind]
                for engine in _turned(list(workers), at):
                    _run_block(workers[engine], (engine, mode), block, timings, refused)
        tell(f"round {at + 1} of {rounds}")
    return first + [_median(key, kinds[key[2]], found) for key, found in timings.items()]


def _first_pass(workers: Mapping[str, Worker], queries: Sequence[Query]) -> list[Measured]:
    found = []
    for engine, worker in workers.items():
        for query, timing in zip(queries, worker.run(list(queries), Mode.FACETS), strict=True):
            if timing is not None:
                wall, cpu = timing.wall_ns / 1e6, timing.cpu_ns / 1e6
                found.append(Measured(engine, FIRST, query.number, query.kind.value, wall, cpu, 1))
    return found


def _turned(engines: list[str], by: int) -> list[str]:
    """Another engine begins in each round."""
    return [engines[(at + by) % len(engines)] for at in range(len(engines))]


def _run_block(
    worker: Worker,
    who: tuple[str, Mode],
    block: Sequence[Query],
    timings: dict[Key, list[Timing]],
    refused: set[Key],
) -> None:
    engine, mode = who
    asked = [query for query in block if not _settled((engine, mode, query.number), timings, refused)]
    for query, timing in zip(asked, worker.run(asked, mode), strict=True):
        key = (engine, mode, query.number)
        if timing is None:
            refused.add(key)
        else:
            timings[key].append(timing)


def _settled(key: Key, timings: Mapping[Key, list[Timing]], refused: set[Key]) -> bool:
    known = timings.get(key, ())
    return key in refused or any(timing.wall_ns > _PATIENCE_NS for timing in known)


def _median(key: Key, kind: str, found: Sequence[Timing]) -> Measured:
    engine, mode, query = key
    return Measured(
        engine=engine,
        mode=mode.value,
        query=query,
        kind=kind,
        wall_ms=statistics.median(timing.wall_ns for timing in found) / 1e6,
        cpu_ms=statistics.median(timing.cpu_ns for timing in found) / 1e6,
        rounds=len(found),
    )
