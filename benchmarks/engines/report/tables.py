"""Results as Markdown tables."""

from collections.abc import Iterable, Sequence

from benchmarks.engines.corpus.documents import Schema
from benchmarks.engines.measure.rounds import FIRST
from benchmarks.engines.peers import PEERS
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import QueryClass
from benchmarks.engines.report.statistics import Spread, ratio, spread, times
from benchmarks.engines.results import Result
from benchmarks.engines.updates import Updates

MODE_TITLES = {
    Mode.TOPK: "top-10, no count",
    Mode.PLAIN: "top-10, exact count",
    Mode.FACETS: "top-10, count, five facets",
    Mode.STORED: "the same, ten records read",
    Mode.EVERY: "every facet value counted",
}


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the first column is text, the others numbers."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def title_of(engine: str) -> str:
    return PEERS[engine].title


def engines_of(result: Result, schema: Schema) -> list[str]:
    return [engine for engine in result.engines if PEERS[engine].schema is schema]


def overall(result: Result, schema: Schema, *, wall: bool = False) -> str:
    """p50 / p95 of each engine in each mode, over all queries that it can answer."""
    asked = [*(mode.value for mode in Mode), FIRST]
    head = ["ms, p50 / p95", *(MODE_TITLES[mode] for mode in Mode), "facets, asked for the first time"]
    rows = []
    for engine in engines_of(result, schema):
        spreads = [spread(list(times(result.measured, engine, mode, wall=wall).values())) for mode in asked]
        rows.append([title_of(engine), *(_pair(found) for found in spreads)])
    return markdown(head, rows)


def by_class(result: Result, schema: Schema, mode: Mode) -> str:
    """p50 / p95 of each engine for each class of queries."""
    engines = engines_of(result, schema)
    rows = []
    for kind in [kind.value for kind in QueryClass]:
        spreads = [spread(list(times(result.measured, e, mode, kind).values())) for e in engines]
        if any(spreads):
            rows.append([kind, *(_pair(found) for found in spreads)])
    return markdown([f"{MODE_TITLES[mode]}: ms, p50 / p95", *map(title_of, engines)], rows)


def ratios(result: Result, mode: Mode, *, ours: str = "ours") -> str:
    """How many times as long as ours the others take, over the queries that both answer."""
    rows = []
    mine = times(result.measured, ours, mode)
    for engine in engines_of(result, PEERS[ours].schema):
        theirs = times(result.measured, engine, mode)
        both = sorted(mine.keys() & theirs.keys())
        if engine == ours or not both:
            continue
        a, b = spread([mine[n] for n in both]), spread([theirs[n] for n in both])
        if a and b:
            numbers = (ratio(b.p50, a.p50), ratio(b.p95, a.p95), ratio(b.mean, a.mean))
            rows.append([title_of(engine), str(len(both)), *map(_times, numbers)])
    return markdown([f"{MODE_TITLES[mode]}: their time / ours", "queries", "p50", "p95", "mean"], rows)


def building(result: Result) -> str:
    """What indexing cost, and how large the index is."""
    head = [
        "",
        "articles per CPU-second",
        "per second of wall time",
        "index, MB",
        "bytes an article",
        "peak memory, MB",
        "compacting, CPU-seconds",
    ]
    rows = [
        [
            title_of(build.engine),
            f"{build.articles / build.cpu_seconds:,.0f}",
            f"{build.articles / build.wall_seconds:,.0f}",
            f"{build.index_bytes / 1e6:,.1f}",
            f"{build.index_bytes / build.articles:,.0f}",
            f"{build.peak_bytes / 1e6:,.0f}",
            f"{build.compacting_seconds:,.1f}" if build.compacting_seconds else "–",
        ]
        for build in result.builds
    ]
    return markdown(head, rows)


def memory(result: Result) -> str:
    """What each process held after all queries."""
    rows = [
        [title_of(e), *(f"{n / 1e6:,.0f}" for n in (m.resident_bytes, m.private_bytes, m.mapped_bytes))]
        for e, m in result.memory.items()
    ]
    return markdown(["MB after the whole query set", "resident", "private", "mapped from files"], rows)


def cold(result: Result) -> str:
    """A new process, page cache dropped."""
    rows = [
        [
            title_of(one.engine),
            *(
                f"{seconds * 1000:,.0f}"
                for seconds in (one.import_seconds, one.open_seconds, one.first_query_seconds)
            ),
            "yes" if one.dropped else "no",
        ]
        for one in result.cold
    ]
    return markdown(["ms, median of new processes", "import", "open", "first query", "disk was read"], rows)


def agreement(result: Result) -> str:
    """How many answers were alike."""
    rows = [
        [
            f"{title_of(one.engine)} and {title_of(one.reference)}",
            f"{one.totals} of {one.asked}",
            f"{one.facets} of {one.asked}",
            f"{one.dates} of {one.sorted_asked}",
            "another formula" if one.scores is None else f"{one.scores} of {one.scores_asked or one.asked}",
        ]
        for one in result.agreement
        if one.asked
    ]
    head = ["", "number of hits", "all facet counts", "ten newest dates", "scores and ranking"]
    return markdown(head, rows)


def machine(results: Sequence[Result]) -> str:
    """Where and with what each run was made."""
    rows = []
    for result in results:
        one = result.machine
        what = f"{result.source}, {result.articles:,} articles"
        memory = f"{one.memory_bytes / 2**30:.0f} GiB"
        where = f"{one.processor}, {one.cores} cores, {memory}, {one.system}, Python {one.python}"
        versions = ", ".join(
            f"{title_of(e)} {v}" for e, v in one.versions.items() if not e.startswith("ours")
        )
        rows.append([what, where, versions, one.commit, one.measured])
    return markdown(["run", "machine", "versions", "commit", "UTC"], rows)


def updates(found: Updates) -> str:
    """What clients saw, and what the index took on disk."""
    rows = [
        [
            name,
            f"{phase.searches:,}",
            str(len(phase.errors)),
            f"{phase.half_commits} of {phase.checks:,}",
            *map(_number, (phase.p50, phase.p95, phase.p99)),
        ]
        for name, phase in (("before", found.before), ("meanwhile", found.meanwhile))
    ]
    head = ["", "searches", "errors", "half commits seen", "p50, ms", "p95, ms", "p99, ms"]
    stages = (found.bytes_before, found.bytes_most, found.bytes_after, found.bytes_compacted)
    sizes = [f"{size / 1e6:,.1f}" for size in stages]
    said = (
        f"{found.updates:,} commits of one article each, in {found.seconds:,.0f} s, over {found.articles:,} "
        f"articles; {found.clients} clients that wait 0.2 s between searches; wall time."
    )
    space = markdown(["index, MB", "before", "most", "after", "compacted"], [["", *sizes]])
    return "\n\n".join([said, markdown(head, rows), space])


def _pair(found: Spread | None) -> str:
    return "–" if found is None else f"{_number(found.p50)} / {_number(found.p95)}"


def _number(value: float) -> str:
    """Two significant digits or more, never more precise than it can be."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _times(value: float | None) -> str:
    return "–" if value is None else f"{_number(value)}×"
