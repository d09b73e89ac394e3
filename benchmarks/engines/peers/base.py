"""What the benchmark asks of an engine. One small file an engine; each gets its best fair configuration."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from benchmarks.engines.corpus.documents import Document
from benchmarks.engines.queries import Query

TOP = 10
"""Hits on a result page."""
SHOWN = 100
"""Values of a facet on a result page at most, as `facet_values_max` in config.toml."""


class Mode(StrEnum):
    """What is asked beside the ten best."""

    TOPK = "topk"
    """Nothing: an engine may stop as soon as no better one can come."""
    PLAIN = "plain"
    """The exact number of hits."""
    FACETS = "facets"
    """That, and the exact counts of the commonest `SHOWN` values of each of five facets."""
    STORED = "stored"
    """That, and the stored records of the ten are read."""
    EVERY = "every"
    """The exact counts of every value (one facet has thousands), no records."""

    @property
    def with_facets(self) -> bool:
        return self in (Mode.FACETS, Mode.STORED, Mode.EVERY)

    @property
    def shown(self) -> int | None:
        """How many values of a facet are asked for; None: all."""
        return None if self is Mode.EVERY else SHOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` best first, as the engine names them, for `Peer.records`; `scores` where it has them."""

    total: int
    hits: Sequence[Any]
    scores: Sequence[float] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Peer(Protocol):
    """An engine in one directory, used by one process and one thread."""

    def prepare(self, document: Document) -> Any:
        """The document in the form that the engine's interface takes; not measured."""

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        """An index of what `prepare` gave, ready to be searched: committed, merged as it comes, closed."""

    def open(self, directory: Path) -> None: ...

    def accepts(self, query: Query, mode: Mode) -> bool:
        """Whether the engine can answer this at all."""

    def search(self, query: Query, mode: Mode) -> Answer:
        """What is measured, the making of the engine's own query included."""

    def records(self, answer: Answer) -> list[bytes]:
        """The stored records of `answer.hits`."""


@runtime_checkable
class Compacting(Protocol):
    """An engine that can bring a finished index into its fastest form; measured apart from building."""

    def compact(self, directory: Path) -> None: ...


def commonest(counts: Mapping[str, int], shown: int | None) -> dict[str, int]:
    """The `shown` commonest values, all when None."""
    if shown is None or len(counts) <= shown:
        return dict(counts)
    return dict(heapq.nlargest(shown, counts.items(), key=lambda item: item[1]))


class CannotRun(Exception):
    """The engine is not installed here; the message says what to install."""
