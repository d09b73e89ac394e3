"""The goals that were set for the engine, beside what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.engines.measure.building import Build
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import QueryClass
from benchmarks.engines.report.statistics import percentile, times
from benchmarks.engines.results import Result

_COLD_SECONDS = 1.0
_LONG_MS = 40.0
_RESIDENT_BYTES = 1.5e9
_DEAR = (QueryClass.PHRASE, QueryClass.QUESTION)
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """One goal. `measured` is None where the run did not measure it."""

    goal: str
    limit: float
    measured: float | None
    at_most: bool = True
    """Whether `limit` is the most allowed; else it is the least."""

    @property
    def met(self) -> bool | None:
        if self.measured is None:
            return None
        return self.measured <= self.limit if self.at_most else self.measured >= self.limit


def verdicts(result: Result) -> Iterator[Verdict]:
    """Every goal that this corpus can be judged by."""
    yield Verdict("faceted top-10, p50 / tantivy's", 1.0, _ratio(result, "tantivy", Mode.FACETS, 0.5))
    yield Verdict("faceted top-10, p95 / tantivy's", 1.0, _ratio(result, "tantivy", Mode.FACETS, 0.95))
    for engine, times_ahead in (("whoosh", 100.0), ("fts5", 5.0), ("xapian", 3.0)):
        ratio = _ratio(result, engine, Mode.FACETS, 0.5)
        ahead = 1 / ratio if ratio else None
        if ahead is not None:
            yield Verdict(f"faceted top-10, p50: {engine}'s / ours", times_ahead, ahead, at_most=False)
    yield Verdict("plain top-10, p50 / tantivy's", 2.0, _ratio(result, "tantivy", Mode.PLAIN, 0.5))
    yield Verdict("plain top-10, p95 / tantivy's", 2.0, _ratio(result, "tantivy", Mode.PLAIN, 0.95))
    yield from _indexing(result)
    yield from _of_a_million(result)


def _indexing(result: Result) -> Iterator[Verdict]:
    builds = {build.engine: build for build in result.builds}
    for mine, theirs in (("ours", "tantivy"), ("ours-chain", "tantivy-chain")):
        if mine in builds and theirs in builds:
            speed = _speed(builds[mine]) / _speed(builds[theirs])
            size = builds[mine].index_bytes / builds[theirs].index_bytes
            yield Verdict(f"articles per CPU-second, {mine} / {theirs}", 0.6, speed, at_most=False)
            yield Verdict(f"index size, {mine} / {theirs}", 1.3, size)
    if "ours" in builds and "whoosh" in builds:
        ahead = _speed(builds["ours"]) / _speed(builds["whoosh"])
        yield Verdict("articles per CPU-second, ours / stock Whoosh", 15.0, ahead, at_most=False)


def _of_a_million(result: Result) -> Iterator[Verdict]:
    if result.articles < _MILLION:
        return
    for kind in _DEAR:
        found = list(times(result.measured, "ours-chain", Mode.FACETS, kind.value).values())
        p95 = percentile(found, 0.95) if found else None
        yield Verdict(f"{kind.value} queries over the full chain, p95 in ms", _LONG_MS, p95)
    prefixes = list(times(result.measured, "ours", Mode.FACETS, QueryClass.PREFIX.value).values())
    yield Verdict("prefix queries, p95 in ms", _LONG_MS, percentile(prefixes, 0.95) if prefixes else None)
    for cold in result.cold:
        if cold.engine.startswith("ours"):
            seconds = cold.open_seconds + cold.first_query_seconds
            yield Verdict(f"{cold.engine}: open and first query from cold, seconds", _COLD_SECONDS, seconds)
    for engine, memory in result.memory.items():
        if engine.startswith("ours"):
            yield Verdict(
                f"{engine}: resident after all queries, GB",
                _RESIDENT_BYTES / 1e9,
                memory.resident_bytes / 1e9,
            )


def _speed(build: Build) -> float:
    return build.articles / build.cpu_seconds


def _ratio(result: Result, engine: str, mode: Mode, share: float) -> float | None:
    """Our percentile over theirs, over the queries that both answer."""
    mine, theirs = times(result.measured, "ours", mode), times(result.measured, engine, mode)
    both = mine.keys() & theirs.keys()
    if not both:
        return None
    return percentile([mine[n] for n in both], share) / percentile([theirs[n] for n in both], share)
