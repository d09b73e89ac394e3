"""Clients that search an index while it changes, and look for half commits.

They live in processes as web workers do: each with threads and one open index, which takes up newer commits
as the product does.
"""

import os
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.engines.report.statistics import percentile
from corpus.errors import TraTinError
from indexer.analysis.analyzer import Family
from indexer.engines import load_engine
from indexer.engines.base import EngineReader, Search
from indexer.opened import Opened, State
from indexer.query.language import parse_query
from indexer.query.tree import QueryTree, Term, Unit, Way
from indexer.settings import IndexerSettings

_SETTINGS = IndexerSettings()
_CHECK_EVERY = 4
"""Every so many searches of a client one looks for half commits."""
_THINK_SECONDS = 0.2
"""A client waits so long between searches, on average: twenty of them ask about 100 queries a second."""


@dataclass(frozen=True, slots=True)
class Phase:
    """What all clients saw in one stretch of time. Milliseconds of wall time."""

    searches: int
    errors: tuple[str, ...]
    half_commits: int
    checks: int
    p50: float
    p95: float
    p99: float


def update_word(number: int) -> str:
    """What stands in the title of the article that update `number` brought, and in no other."""
    return f"zzupdate{number}"


def _search_for(number: int) -> Search:
    way = Way((Term(Family.FOLDED, update_word(number)),))
    return Search(tree=QueryTree(units=(Unit(0, 1, (way,)),)))


class Clients:
    """The processes with the clients in them."""

    def __init__(self, directory: Path, typed: list[str], *, clients: int, processes: int) -> None:
        context = get_context("spawn")
        self._lines: list[Any] = []
        for nth in range(processes):
            mine, theirs = context.Pipe()
            threads = len(range(nth, clients, processes))
            arguments = (theirs, directory, typed, threads, nth)
            process: Any = context.Process(target=_serve, args=arguments, daemon=True)
            process.start()
            theirs.close()
            mine.recv()
            self._lines.append((mine, process))

    def report(self) -> tuple[Phase, int]:
        """(what happened since the last report, commits that a process saw at most)."""
        parts: list[_Seen] = []
        for line, _process in self._lines:
            line.send("report")
            parts.append(line.recv())
        return _phase(parts), max(part.generations for part in parts)

    def stop(self) -> None:
        for line, process in self._lines:
            line.close()
            process.join(10)
            process.kill()


@dataclass(slots=True)
class _Seen:
    """What the clients of one process saw since the last report."""

    milliseconds: list[float]
    errors: list[str]
    half_commits: int = 0
    checks: int = 0
    generations: int = 0


def _phase(parts: Sequence[_Seen]) -> Phase:
    times = [ms for part in parts for ms in part.milliseconds] or [0.0]
    return Phase(
        searches=len(times),
        errors=tuple(error for part in parts for error in part.errors),
        half_commits=sum(part.half_commits for part in parts),
        checks=sum(part.checks for part in parts),
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        p99=percentile(times, 0.99),
    )


def _serve(line: Connection, directory: Path, typed: list[str], threads: int, seed: int) -> None:
    """A process of clients: begins to search at once, tells what was seen when asked."""
    desk = _Desk(directory, typed)
    desk.search_once(random.Random(0), check=False)
    desk.take()
    for nth in range(threads):
        chance = random.Random(seed * 1000 + nth)
        threading.Thread(target=desk.search_on, args=(chance,), daemon=True).start()
    line.send(os.getpid())
    while True:
        try:
            line.recv()
        except EOFError:
            return
        line.send(desk.take())


class _Desk:
    """One open index for all clients of a process, and what they saw."""

    def __init__(self, directory: Path, typed: list[str]) -> None:
        self._directory = directory
        self._typed = typed
        self._engine = load_engine(_SETTINGS.engine)
        self._noting = threading.Lock()
        self._seen = _Seen([], [])
        self._opened = Opened(
            self._open, lambda state: state.reader.is_current(), every_seconds=_SETTINGS.reopen_seconds
        )

    def _open(self) -> State:
        state = State(self._directory, self._engine.reader(self._directory, _SETTINGS))
        with self._noting:
            self._seen.generations += 1
        return state

    def take(self) -> _Seen:
        with self._noting:
            seen, self._seen = self._seen, _Seen([], [], generations=self._seen.generations)
        return seen

    def search_on(self, chance: random.Random) -> None:
        at = 0
        while True:
            at += 1
            time.sleep(chance.expovariate(1 / _THINK_SECONDS))
            self.search_once(chance, check=at % _CHECK_EVERY == 0)

    def search_once(self, chance: random.Random, *, check: bool) -> None:
        text = chance.choice(self._typed)
        tree = parse_query(
            text, max_chars=_SETTINGS.query_max_chars, max_syllables=_SETTINGS.query_max_syllables
        )
        began = time.perf_counter()
        try:
            with self._opened.using() as state:
                found = state.reader.search(Search(tree=tree))
                for hit in found.hits:
                    hit.read_hit()
                took = (time.perf_counter() - began) * 1000
                whole = self._is_whole(state.reader) if check else True
        except (TraTinError, OSError, ValueError, TypeError, IndexError, KeyError) as error:
            with self._noting:
                self._seen.errors.append(f"{type(error).__name__}: {error}")
            return
        with self._noting:
            self._seen.milliseconds.append(took)
            self._seen.checks += check
            self._seen.half_commits += not whole

    def _is_whole(self, reader: EngineReader) -> bool:
        """Whether the last update that this state tells of is in it, once, and the next one is not."""
        sequence = reader.sequence
        last = reader.search(_search_for(sequence)).total if sequence > 1 else 1
        return last == 1 and reader.search(_search_for(sequence + 1)).total == 0
