"""One run over one corpus: build what is missing, open cold, measure in rounds, compare the answers."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.engines.corpus.analysed import Source, prepare
from benchmarks.engines.corpus.documents import Schema, documents
from benchmarks.engines.corpus.stream import stream_articles
from benchmarks.engines.measure.agreement import Outcomes, compare
from benchmarks.engines.measure.building import Build, Job, build_index
from benchmarks.engines.measure.cold import open_cold
from benchmarks.engines.measure.rounds import measure
from benchmarks.engines.measure.worker import Worker
from benchmarks.engines.peers import PEERS
from benchmarks.engines.peers.base import CannotRun, Mode
from benchmarks.engines.queries import Query, draw_queries, gather
from benchmarks.engines.report.machine import this_machine
from benchmarks.engines.results import Result
from benchmarks.engines.updates import Load, Updates, update_under_load

_STATISTICS_OF = 10_000
"""Queries are drawn from these first articles, so that every size is asked the same."""
_COLD_OPENS = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does. `core` is the processor core that all engines are bound to; None: any."""

    work: Path
    source: Source
    analysed: int
    articles: int
    engines: tuple[str, ...]
    rebuild: frozenset[str]
    classes: frozenset[str]
    each: int
    rounds: int
    processes: int
    core: int | None
    apart: str
    tell: Callable[[str], None]


def run(plan: Plan) -> Result:
    """The numbers of one corpus."""
    parts = _parts(plan)
    builds, left_out = _build_all(plan, parts)
    queries = _queries(plan, parts)
    result = Result(plan.source.name, plan.articles, this_machine([b.engine for b in builds]), plan.rounds)
    result.apart = plan.apart
    result.queries, result.builds, result.left_out = queries, builds, left_out
    _open_cold(plan, result)
    workers = {engine: Worker(engine, _directory(plan, engine), plan.core) for engine in result.engines}
    try:
        for worker in workers.values():
            worker.open(queries[0], Mode.PLAIN)
        result.measured = measure(workers, queries, list(Mode), plan.rounds, plan.tell)
        result.memory = {engine: worker.memory() for engine, worker in workers.items()}
        plan.tell("comparing the answers")
        _compare(result, workers)
    finally:
        for worker in workers.values():
            worker.close()
    return result


def run_updates(plan: Plan) -> Updates:
    """Our chain index under load, built first where it is missing."""
    parts = _parts(plan)
    job = Job("ours-chain", parts, plan.articles, _directory(plan, "ours-chain"))
    build_index(job, again="ours-chain" in plan.rebuild)
    plan.tell(f"single updates under load, {plan.articles:,} articles")
    typed = [query.typed for query in _queries(plan, parts)]
    return update_under_load(Load(job.directory, parts, plan.articles, typed))


def _parts(plan: Plan) -> list[Path]:
    count = min(plan.analysed, plan.articles)
    return prepare(plan.work / "corpus", plan.source, count, processes=plan.processes)


def _directory(plan: Plan, engine: str) -> Path:
    return plan.work / "indexes" / f"{plan.source.name}-{plan.articles}" / engine


def _build_all(plan: Plan, parts: list[Path]) -> tuple[list[Build], dict[str, str]]:
    builds: list[Build] = []
    left_out: dict[str, str] = {}
    for engine in plan.engines:
        job = Job(engine, parts, plan.articles, _directory(plan, engine))
        plan.tell(f"{engine}: index of {plan.articles:,} articles")
        try:
            builds.append(build_index(job, again=engine in plan.rebuild))
        except CannotRun as reason:
            left_out[engine] = str(reason)
            plan.tell(f"{engine} is left out: {reason}")
    return builds, left_out


def _queries(plan: Plan, parts: list[Path]) -> list[Query]:
    stream = islice(stream_articles(parts, plan.articles), _STATISTICS_OF)
    drawn = draw_queries(gather(documents(stream, Schema.CORE)), plan.each)
    return [query for query in drawn if query.kind in plan.classes]


def _open_cold(plan: Plan, result: Result) -> None:
    asked = result.queries[:: max(1, len(result.queries) // _COLD_OPENS)][:_COLD_OPENS]
    for engine in result.engines:
        plan.tell(f"{engine}: cold opens")
        result.cold.append(open_cold(engine, _directory(plan, engine), plan.core, asked))


def _compare(result: Result, workers: dict[str, Worker]) -> None:
    """Over the core schema; against tantivy where it is there, our scores against stock Whoosh's."""
    found: dict[str, Outcomes] = {
        engine: worker.outcomes(result.queries, Mode.EVERY)
        for engine, worker in workers.items()
        if PEERS[engine].schema is Schema.CORE
    }
    able = {engine: outcomes for engine, outcomes in found.items() if any(outcomes)}
    reference = "tantivy" if "tantivy" in able else next(iter(able), None)
    if reference is None:
        return
    pairs = zip(result.queries, able[reference], strict=True)
    result.totals = {query.number: outcome.total for query, outcome in pairs if outcome is not None}
    result.agreement = compare(result.queries, able, reference)
    if {"ours", "whoosh"} <= set(able):
        result.agreement += compare(result.queries, {e: able[e] for e in ("ours", "whoosh")}, "whoosh")
