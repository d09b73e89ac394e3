"""One engine in one process on one core: opens its index, answers queries, says what that took."""

import json
import os
import resource
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.engines.measure.memory import Memory, read_memory
from benchmarks.engines.peers import load_peer
from benchmarks.engines.peers.base import Answer, Mode, Peer
from benchmarks.engines.queries import Query


@dataclass(frozen=True, slots=True)
class Opened:
    """What a new process needed to answer. `read_blocks` are 512-byte blocks read from the disk meanwhile."""

    import_seconds: float
    open_seconds: float
    first_query_seconds: float
    read_blocks: int


@dataclass(frozen=True, slots=True)
class Timing:
    """One answer's cost in nanoseconds; None where the engine cannot answer."""

    wall_ns: int
    cpu_ns: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine answered, to be compared with the others' answers. `moments` are the hits' dates."""

    total: int
    numbers: tuple[int, ...]
    moments: tuple[int, ...]
    scores: tuple[float, ...]
    facets: dict[str, dict[str, int]]


class Worker:
    """A process with an open engine. Only one works at a time, so that they do not disturb each other."""

    def __init__(self, engine: str, directory: Path, core: int | None) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process: Any = context.Process(
            target=_serve, args=(theirs, engine, directory, core), daemon=True
        )
        self._process.start()
        theirs.close()

    def open(self, first: Query, mode: Mode) -> Opened:
        opened: Opened = self._ask("open", first, mode)
        return opened

    def run(self, queries: list[Query], mode: Mode) -> list[Timing | None]:
        timings: list[Timing | None] = self._ask("run", queries, mode)
        return timings

    def outcomes(self, queries: list[Query], mode: Mode) -> list[Outcome | None]:
        outcomes: list[Outcome | None] = self._ask("outcomes", queries, mode)
        return outcomes

    def memory(self) -> Memory:
        memory: Memory = self._ask("memory")
        return memory

    def close(self) -> None:
        self._connection.close()
        self._process.join(10)
        self._process.kill()

    def _ask(self, *request: Any) -> Any:
        self._connection.send(request)
        answer = self._connection.recv()
        if isinstance(answer, BaseException):
            raise answer
        return answer


def _serve(connection: Connection, engine: str, directory: Path, core: int | None) -> None:
    """Answers requests until the other side hangs up."""
    if core is not None:
        os.sched_setaffinity(0, {core})
    desk = _Desk(engine, directory)
    while True:
        try:
            what, *arguments = connection.recv()
        except EOFError:
            return
        try:
            connection.send(getattr(desk, what)(*arguments))
        except Exception as failure:  # noqa: BLE001  the other process raises it
            connection.send(RuntimeError(f"{engine}: {failure!r}"))


class _Desk:
    """What a worker can be asked."""

    def __init__(self, engine: str, directory: Path) -> None:
        self._engine = engine
        self._directory = directory
        self._peer: Any = None

    def open(self, first: Query, mode: Mode) -> Opened:
        blocks = resource.getrusage(resource.RUSAGE_SELF).ru_inblock
        began = time.perf_counter()
        peer: Peer = load_peer(self._engine)
        imported = time.perf_counter()
        peer.open(self._directory)
        opened = time.perf_counter()
        if peer.accepts(first, mode):
            _answer(peer, first, mode)
        answered = time.perf_counter()
        self._peer = peer
        read = resource.getrusage(resource.RUSAGE_SELF).ru_inblock - blocks
        return Opened(imported - began, opened - imported, answered - opened, read)

    def run(self, queries: list[Query], mode: Mode) -> list[Timing | None]:
        return [self._time(query, mode) if self._peer.accepts(query, mode) else None for query in queries]

    def outcomes(self, queries: list[Query], mode: Mode) -> list[Outcome | None]:
        return [self._outcome(query, mode) if self._peer.accepts(query, mode) else None for query in queries]

    def memory(self) -> Memory:
        return read_memory()

    def _time(self, query: Query, mode: Mode) -> Timing:
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        _answer(self._peer, query, mode)
        return Timing(time.perf_counter_ns() - wall, time.process_time_ns() - cpu)

    def _outcome(self, query: Query, mode: Mode) -> Outcome:
        answer = self._peer.search(query, mode)
        records = [json.loads(record) for record in self._peer.records(answer)]
        return Outcome(
            total=int(answer.total),
            numbers=tuple(record["number"] for record in records),
            moments=tuple(record.get("moment", 0) for record in records),
            scores=tuple(float(score) for score in answer.scores),
            facets={facet: dict(counts) for facet, counts in answer.facets.items()},
        )


def _answer(peer: Peer, query: Query, mode: Mode) -> Answer:
    answer = peer.search(query, mode)
    if mode is Mode.STORED:
        peer.records(answer)
    return answer
