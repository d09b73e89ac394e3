"""docs/benchmarks.md and its plots, from the results of one or several runs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template

from benchmarks.engines.corpus.documents import Schema
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.report import plots, tables
from benchmarks.engines.report.verdicts import Verdict, verdicts
from benchmarks.engines.results import Result
from benchmarks.engines.updates import Updates

_TEMPLATE = Path(__file__).with_name("benchmarks.md.template")
_LEAST_GROWTH = 3
"""Fewer sizes make no line."""


def write_report(results: Sequence[Result], updates: Updates | None, docs: Path) -> Path:
    """Writes the page and every plot on it."""
    images = docs / "images"
    sections = [_section(result, images) for result in results if not _only_for_growth(result)]
    page = Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        machine=tables.machine(results),
        sections="\n\n".join(sections),
        growth=_growth(results, images),
        updates=_updates(updates),
    )
    path = docs / "benchmarks.md"
    path.write_text(page, encoding="utf-8")
    return path


def _only_for_growth(result: Result) -> bool:
    """Sizes between the round ones are measured for the plot of growth alone."""
    return result.articles not in (100_000, 1_000_000)


def _section(result: Result, images: Path) -> str:
    return "\n\n".join(_blocks(result, images))


def _blocks(result: Result, images: Path) -> Iterator[str]:
    apart = f", apart: {result.apart}" if result.apart else ""
    yield f"## {result.articles:,} articles ({result.source}{apart})"
    if result.left_out:
        yield "Left out: " + "; ".join(f"{engine} ({why})" for engine, why in result.left_out.items()) + "."
    if "ours" in result.engines:
        yield _verdict_table(list(verdicts(result)))
    yield "### Queries\n\nMilliseconds of processor time over all queries that an engine can answer:"
    yield tables.overall(result, Schema.CORE)
    yield "Wall time of the same:"
    yield tables.overall(result, Schema.CORE, wall=True)
    for mode in (Mode.PLAIN, Mode.FACETS):
        if "ours" in result.engines:
            yield tables.ratios(result, mode)
        yield tables.by_class(result, Schema.CORE, mode)
        plots.plot_speed(result, mode, images / f"bench-{result.name}-{mode.value}.svg")
        yield f"![{mode.value}](images/bench-{result.name}-{mode.value}.svg)"
    yield from _chain(result)
    yield "### Agreement"
    yield tables.agreement(result)
    yield "### Indexing, size, memory, cold start"
    yield tables.building(result)
    yield tables.memory(result)
    yield tables.cold(result)


def _chain(result: Result) -> Iterator[str]:
    if not tables.engines_of(result, Schema.CHAIN):
        return
    yield "### The production chain: 24 fields"
    yield tables.overall(result, Schema.CHAIN)
    yield tables.by_class(result, Schema.CHAIN, Mode.FACETS)


def _growth(results: Sequence[Result], images: Path) -> str:
    samples = [result for result in results if result.source.startswith("samples") and not result.apart]
    mine = [result for result in samples if "ours" in result.engines]
    if len(mine) < _LEAST_GROWTH:
        return "Not measured yet: run with `--size 10000,30000,100000,300000,1000000`."
    blocks = []
    for engine in ("ours", "tantivy"):
        plots.plot_growth(mine, engine, Mode.FACETS, images / f"bench-growth-{engine}.svg")
        blocks.append(f"![growth of {engine}](images/bench-growth-{engine}.svg)")
    plots.plot_hits(mine[-1], ["ours", "tantivy"], Mode.FACETS, images / "bench-hits.svg")
    blocks.append(
        "Each query's time over its number of hits, at the largest size:\n\n![hits](images/bench-hits.svg)"
    )
    return "\n\n".join(blocks)


def _updates(updates: Updates | None) -> str:
    return "Not measured yet: run with `--updates`." if updates is None else tables.updates(updates)


def _verdict_table(found: Sequence[Verdict]) -> str:
    rows = []
    for one in found:
        measured = "not measured" if one.measured is None else f"{one.measured:.2f}"
        sign = "≤" if one.at_most else "≥"
        word = {True: "met", False: "**not met**", None: "–"}[one.met]
        rows.append([one.goal, f"{sign} {one.limit:g}", measured, word])
    return tables.markdown(["goal", "limit", "measured", ""], rows)
