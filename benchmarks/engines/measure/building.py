"""Builds an index in a process of its own keeps what that cost beside it; uses one that is there."""

import json
import os
import resource
import shutil
import time
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.engines.corpus.documents import documents
from benchmarks.engines.corpus.stream import stream_articles
from benchmarks.engines.measure.clock import Feed, cpu_seconds
from benchmarks.engines.measure.memory import directory_bytes
from benchmarks.engines.peers import PEERS, load_peer
from benchmarks.engines.peers.base import Compacting, Peer

_NICE = 5


@dataclass(frozen=True, slots=True)
class Build:
    """What making an index cost, reading and preparing the articles left out."""

    engine: str
    articles: int
    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    """Resident at most, the feed's buffers included."""
    index_bytes: int
    compacting_seconds: float = 0.0
    """Of processor time, after all of the above but the size."""


@dataclass(frozen=True, slots=True)
class Job:
    """One index to build."""

    engine: str
    parts: list[Path]
    articles: int
    directory: Path


def build_index(job: Job, *, again: bool = False) -> Build:
    """The build's cost, from now or from when the index was made. Raises CannotRun."""
    note = job.directory.with_suffix(".json")
    if again or not note.exists():
        load_peer(job.engine)
        note.unlink(missing_ok=True)
        process = get_context("spawn").Process(target=_build, args=(job, note))
        process.start()
        process.join()
        if process.exitcode:
            raise RuntimeError(f"building {job.directory} ended with code {process.exitcode}")
    return Build(**json.loads(note.read_text()))


def _build(job: Job, note: Path) -> None:
    os.nice(_NICE)
    peer = load_peer(job.engine)
    shutil.rmtree(job.directory, ignore_errors=True)
    job.directory.mkdir(parents=True)
    stream = documents(stream_articles(job.parts, job.articles), PEERS[job.engine].schema)
    feed = Feed(stream, peer.prepare)
    wall, cpu = time.perf_counter(), cpu_seconds()
    peer.build(job.directory, iter(feed))
    spent = cpu_seconds() - cpu - feed.spent.cpu_seconds
    wall_spent = time.perf_counter() - wall - feed.spent.wall_seconds
    build = Build(
        engine=job.engine,
        articles=feed.count,
        cpu_seconds=spent,
        wall_seconds=wall_spent,
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        compacting_seconds=_compact(peer, job.directory),
        index_bytes=directory_bytes(job.directory),
    )
    note.write_text(json.dumps(asdict(build)))


def _compact(peer: Peer, directory: Path) -> float:
    """Processor seconds; 0 for an engine that leaves its index as it was built."""
    if not isinstance(peer, Compacting):
        return 0.0
    began = cpu_seconds()
    peer.compact(directory)
    return cpu_seconds() - began
