"""Wall and processor time of a stretch of work, and of a feed that is not part of it."""

import gc
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_BATCH = 5000
"""Documents made at a time, some 100 MB. An engine gets into its stride and finds its own tables in the
processor's caches: with 50 at a time ours takes 70 us to take a document in, with 500 50, with 5,000 38."""


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

    Only this thread's processor time is taken off: an engine's own threads go on working meanwhile. Letting
    go of documents belongs to it too, and so does looking for garbage, which is its own.
    """

    def __init__(self, documents: Iterator[Any], prepare: Callable[[Any], Any]) -> None:
        self._documents = documents
        self._prepare = prepare
        self._batch: list[Any] = []
        self.spent = Spent()
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        gc.disable()
        try:
            while self._make_batch():
                self.count += len(self._batch)
                yield from self._batch
        finally:
            gc.enable()

    def _make_batch(self) -> bool:
        """Whether there was anything left to make."""
        wall, cpu = time.perf_counter(), time.thread_time()
        self._batch.clear()
        gc.collect(1)
        self._batch += [self._prepare(document) for document in islice(self._documents, _BATCH)]
        self.spent.wall_seconds += time.perf_counter() - wall
        self.spent.cpu_seconds += time.thread_time() - cpu
        return bool(self._batch)
