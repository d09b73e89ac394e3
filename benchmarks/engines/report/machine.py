"""Where and with what something was measured."""

import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.engines.peers import version_of


@dataclass(frozen=True, slots=True)
class Machine:
    """Enough to judge whether two results may be compared."""

    processor: str
    cores: int
    memory_bytes: int
    system: str
    python: str
    versions: dict[str, str]
    commit: str
    measured: str
    """UTC, to the minute."""


def this_machine(engines: list[str]) -> Machine:
    import os

    return Machine(
        processor=_field(Path("/proc/cpuinfo"), "model name") or platform.processor(),
        cores=os.cpu_count() or 1,
        memory_bytes=int((_field(Path("/proc/meminfo"), "MemTotal") or "0 kB").split()[0]) * 1024,
        system=platform.platform(terse=True),
        python=platform.python_version(),
        versions={engine: version_of(engine) for engine in engines},
        commit=_commit(),
        measured=f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
    )


def _field(path: Path, name: str) -> str | None:
    if not path.exists():
        return None
    lines = (line.partition(":") for line in path.read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), None)


def _commit() -> str:
    """Short, with `+` where files of the tree differ from it; `unknown` outside a clone."""
    run = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--abbrev=9", "--exclude=*"],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout.strip() or "unknown"
