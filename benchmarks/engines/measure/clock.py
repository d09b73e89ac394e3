"""Wall and processor time of a stretch of work, and of a feed that is not part of it."""

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_BATCH = 500
"""Documents made at a time: few enough to stay in the processor's reach, many enough to clock."""


@dataclass(slots=True)
class Spent:
    """Seconds. `cpu_seconds` counts all threads and ended child processes."""

    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0


def cpu_seconds() -> float:
    """Processor seconds of this process, its threads and its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class Feed:
    """Hands out prepared documents and remembers what making them cost, to be taken off a build's time.

    Only this thread's processor time is taken off: an engine's own threads go on working meanwhile.
    """

    def __init__(self, documents: Iterator[Any], prepare: Callable[[Any], Any]) -> None:
        self._documents = documents
        self._prepare = prepare
        self.spent = Spent()
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        while batch := self._batch():
            self.count += len(batch)
            yield from batch

    def _batch(self) -> list[Any]:
        wall, cpu = time.perf_counter(), time.thread_time()
        batch = [self._prepare(document) for document in islice(self._documents, _BATCH)]
        self.spent.wall_seconds += time.perf_counter() - wall
        self.spent.cpu_seconds += time.thread_time() - cpu
        return batch
