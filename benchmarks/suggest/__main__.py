"""Measures suggestions over sample articles and a folder of texts that the model has not read.

    python -m benchmarks.suggest [--articles 100000] [--texts FOLDER] [--json FILE]

Without --texts: the articles that tests/quality has written for itself.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.suggest.quality import Score, scores
from benchmarks.suggest.source import SampleArticles
from benchmarks.suggest.speed import Timing, timings
from indexer.settings import SuggestSettings
from indexer.suggest.files import newest_model
from indexer.suggest.model import Model
from indexer.suggest.suggester import Suggester
from indexer.suggest.training import update_model

SEED = 7
OWN = Path(__file__).resolve().parents[2] / "tests" / "quality" / "articles.json"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggest")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    texts = read_texts(options.texts)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        unseen = trained(Path(one), options.articles, ())
        seen = trained(Path(other), options.articles, texts)
        measured = [*scores(unseen, texts, unseen=True), *scores(seen, texts, unseen=False)]
        taken = list(timings(seen, list(seen.model.entries())))
    print("\n".join(_lines(measured, taken)))
    if options.json:
        rows = {"quality": list(map(asdict, measured)), "speed": list(map(asdict, taken))}
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def read_texts(folder: Path | None) -> list[str]:
    """The .txt files of `folder`, else our own articles."""
    if folder is not None:
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    rows = json.loads(OWN.read_text(encoding="utf-8"))
    return ["\n".join([row["title"], row.get("lead") or "", *row.get("body", ())]) for row in rows]


def trained(folder: Path, articles: int, texts: Sequence[str]) -> Suggester:
    """A suggester over `articles` samples, and an article for each of `texts`."""
    source = SampleArticles(articles, SEED, texts)
    settings = SuggestSettings()
    started = time.process_time()
    update_model(folder, source, source.total, settings)
    path = newest_model(folder)
    assert path is not None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = time.process_time() - started
    print(
        f"{source.total:,} articles made and counted in {seconds:.0f} s of processor time, peak {peak} MB; "
        f"model of {path.stat().st_size / 1e6:.1f} MB"
    )
    return Suggester(Model(path), settings)


def _lines(measured: Sequence[Score], taken: Sequence[Timing]) -> Iterator[str]:
    yield ""
    for score in measured:
        yield f"{score.percent:6.1f} %  {score.what} ({score.right:,} of {score.total:,})"
    yield "\n    p50     p95  same  ms of processor time for eight completions"
    for timing in taken:
        yield f"{timing.p50:7.2f} {timing.p95:7.2f} {timing.same:5.0%}  {timing.way}, {timing.typed}"


if __name__ == "__main__":
    main()
