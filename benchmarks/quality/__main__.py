"""The command: `python -m benchmarks.quality [FOLDER]... [--peers] [--update [--lower WHY]]`.

Without a folder the set of our own. Exit code 1 when a floor is not reached.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.compare import Comparing, Comparison, compare
from benchmarks.quality.floors import Numbers, read_floors, shortfalls, with_measured, write_floors
from benchmarks.quality.own_set import own_set
from benchmarks.quality.peers import PEERS
from corpus.errors import TraTinError
from indexer.evaluation.collection import Collection, read_collection
from indexer.evaluation.short_queries import ShortMeasures, evaluate_short_queries
from indexer.evaluation.typed import Typing
from indexer.settings import IndexerSettings

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    options = _parser().parse_args()
    try:
        sys.exit(_run(options))
    except TraTinError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _run(options: argparse.Namespace) -> int:
    collections = [read_collection(folder) for folder in options.folders] or [own_set()]
    comparing = Comparing(options.cache, peers=tuple(PEERS) if options.peers else ())
    floors, missed = read_floors(), 0
    for collection in collections:
        comparisons, lengths = measure_all(collection, comparing)
        print("\n".join(_table(comparisons, lengths)), flush=True)
        measured = numbers_of(comparisons, lengths)
        if options.update:
            floors = with_measured(floors, collection.name, collection.digest, measured, options.lower)
            write_floors(floors)
        for said in shortfalls(floors, collection.digest, measured):
            print(f"BELOW ITS FLOOR  {collection.name}  {said}", flush=True)
            missed = 1
    return missed


def measure_all(
    collection: Collection, comparing: Comparing
) -> tuple[list[Comparison], tuple[ShortMeasures, ...]]:
    """Every typing of the questions, and the short queries of the documents."""
    settings = IndexerSettings()
    comparisons = [compare(collection, settings, comparing, typing) for typing in Typing]
    return comparisons, evaluate_short_queries(collection, settings, comparing.cache).lengths


def numbers_of(comparisons: list[Comparison], lengths: tuple[ShortMeasures, ...]) -> Numbers:
    """What floors are kept of."""
    found: dict[str, float] = {}
    for one in comparisons:
        found[f"{one.typing} ndcg_at_10"] = one.ndcg_at_10
        found[f"{one.typing} recall_at_100"] = one.recall_at_100
    for row in lengths:
        found[f"{row.typing} {row.syllables} precision_at_10"] = row.precision_at_10
        found[f"{row.typing} {row.syllables} recall_at_100"] = row.recall_at_100
    return found


def _table(comparisons: list[Comparison], lengths: tuple[ShortMeasures, ...]) -> Iterator[str]:
    first = comparisons[0]
    typings = " | ".join(one.typing.value for one in comparisons)
    yield f"\n### {first.collection}: {first.documents} documents, {first.queries} questions\n"
    yield f"| nDCG@10 / R@100 | {typings} |"
    yield "|---|" + "---|" * len(comparisons)
    ours = [_pair(one.ndcg_at_10, one.recall_at_100) for one in comparisons]
    yield f"| ours | {' | '.join(ours)} |"
    for rows in zip(*(one.peers for one in comparisons), strict=True):
        cells = [row.missing or _pair(row.ndcg_at_10, row.recall_at_100) for row in rows]
        yield f"| {rows[0].title} | {' | '.join(cells)} |"
    if lengths:
        yield "\n| short queries | syllables | queries | P@10 | R@100 |\n|---|---|---|---|---|"
    for row in lengths:
        shares = f"{100 * row.precision_at_10:.1f} | {100 * row.recall_at_100:.1f}"
        yield f"| {row.typing.value} | {row.syllables} | {row.queries} | {shares} |"


def _pair(ndcg: float | None, recall: float | None) -> str:
    return f"{100 * (ndcg or 0.0):.1f} / {100 * (recall or 0.0):.1f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="BEIR folders; none: the set of our own")
    parser.add_argument("--peers", action="store_true", help="other engines over the same questions")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", metavar="WHY", help="with --update: a floor may fall, for this reason")
    default = ROOT / "build" / "quality"
    parser.add_argument("--cache", type=Path, default=default, help=f"indexes and rankings ({default})")
    return parser


if __name__ == "__main__":
    main()
