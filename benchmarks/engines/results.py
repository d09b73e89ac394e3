"""One run's numbers as a file, so that a report can be made of several runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.engines.measure.agreement import Agreement
from benchmarks.engines.measure.building import Build
from benchmarks.engines.measure.cold import Cold
from benchmarks.engines.measure.memory import Memory
from benchmarks.engines.measure.rounds import Measured
from benchmarks.engines.queries import Query
from benchmarks.engines.report.machine import Machine
from benchmarks.engines.updates import Updates


@dataclass(slots=True)
class Result:
    """Everything that one run over one corpus found. `totals` are hits by query number."""

    source: str
    articles: int
    machine: Machine
    rounds: int
    queries: list[Query] = field(default_factory=list)
    builds: list[Build] = field(default_factory=list)
    cold: list[Cold] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)
    memory: dict[str, Memory] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)
    agreement: list[Agreement] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    """Engine -> why it did not take part."""
    apart: str = ""
    """What a run of its own is about, which must not take the place of the full one; mostly empty."""

    @property
    def engines(self) -> list[str]:
        return [build.engine for build in self.builds]

    @property
    def name(self) -> str:
        """Of its file and its plots."""
        return "-".join(filter(None, (self.source, str(self.articles), self.apart)))


_UPDATES: TypeAdapter[Updates] = TypeAdapter(Updates)
_FILE: TypeAdapter[Result] = TypeAdapter(Result)


def write_result(folder: Path, result: Result) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.name}.json"
    path.write_bytes(_FILE.dump_json(result, indent=1))
    return path


def read_results(folder: Path) -> Iterator[Result]:
    """All runs kept in `folder`, smallest corpus first."""
    found = [_FILE.validate_json(path.read_bytes()) for path in folder.glob("*-*.json")]
    yield from sorted(found, key=lambda result: (result.source, result.articles, result.apart))


def write_updates(folder: Path, updates: Updates) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "updates.json"
    path.write_bytes(_UPDATES.dump_json(updates, indent=1))
    return path


def read_updates(folder: Path) -> Updates | None:
    path = folder / "updates.json"
    return _UPDATES.validate_json(path.read_bytes()) if path.exists() else None
