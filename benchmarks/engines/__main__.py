"""The command: `python -m benchmarks.engines --help`."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path

from benchmarks.engines.corpus.analysed import Source
from benchmarks.engines.corpus.articles import count_texts, real_articles, sample_articles
from benchmarks.engines.peers import PEERS
from benchmarks.engines.queries import QueryClass
from benchmarks.engines.report.document import write_report
from benchmarks.engines.results import read_results, read_updates, write_result, write_updates
from benchmarks.engines.run import Plan, run, run_updates

ROOT = Path(__file__).resolve().parents[2]
_ANALYSED = 100_000
"""Articles that are analysed; larger corpora recombine them."""
_QUICK_ARTICLES = 2000


def main() -> None:
    options = _parser().parse_args()
    work = options.work
    sizes = [_QUICK_ARTICLES] if options.quick else [int(size) for size in options.size.split(",")]
    results = work / ("quick" if options.quick else "results")
    for size in sizes if not options.report_only else ():
        plan = _plan(options, size)
        if options.updates:
            written = write_updates(results, run_updates(plan))
        else:
            written = write_result(results, run(plan))
        _tell(f"written: {written}")
    if not options.quick:
        page = write_report(list(read_results(results)), read_updates(results), ROOT / "docs")
        _tell(f"written: {page}")


def _plan(options: argparse.Namespace, size: int) -> Plan:
    named = options.engines.split(",") if options.engines else None
    return Plan(
        work=options.work,
        source=_source(options.texts),
        analysed=_ANALYSED if options.texts is None else count_texts(options.texts),
        articles=size,
        engines=tuple(named or (name for name, peer in PEERS.items() if size <= peer.largest)),
        rebuild=frozenset(options.rebuild.split(",")),
        classes=frozenset(options.classes.split(",")) if options.classes else frozenset(QueryClass),
        each=5 if options.quick else options.each,
        rounds=2 if options.quick else options.rounds,
        processes=options.processes,
        core=_core(options.core),
        apart=options.apart,
        tell=_tell,
    )


def _source(texts: Path | None) -> Source:
    if texts is None:
        return Source("samples", sample_articles)
    return Source(f"texts-{texts.resolve().name}", partial(real_articles, texts))


def _core(wanted: int | None) -> int | None:
    """The last core unless another is named: the first is the one that interrupts prefer."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    return wanted if wanted is not None else max(os.sched_getaffinity(0))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    add = parser.add_argument
    add("--size", default="100000", help="articles; several sizes with commas between (default 100000)")
    add("--engines", help=f"only these, of {','.join(PEERS)}")
    add("--classes", help=f"only these queries, of {','.join(QueryClass)}")
    add("--each", type=int, default=25, help="queries of each class (default 25)")
    add("--rounds", type=int, default=5, help="how often each query is asked (default 5)")
    add("--quick", action="store_true", help=f"{_QUICK_ARTICLES} articles, few queries, no report")
    add("--texts", type=Path, help="folder of *.jsonl.gz with title and body: real texts instead of samples")
    add("--rebuild", default="", help="engines whose index is made anew")
    add("--processes", type=int, default=os.cpu_count() or 1, help="processes that analyse articles")
    add("--core", type=int, help="processor core that engines are bound to (default: the last)")
    add("--work", type=Path, default=ROOT / "build" / "bench", help="where corpora, indexes and results lie")
    add("--apart", default="", help="what this run is about, to be kept beside the full one: stock-whoosh")
    add("--updates", action="store_true", help="single updates under load instead of queries")
    add("--report-only", action="store_true", help="only write docs/benchmarks.md from the results there are")
    return parser


if __name__ == "__main__":
    main()
