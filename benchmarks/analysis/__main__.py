"""The command: `python -m benchmarks.analysis --help`. Exits 1 when a floor is missed or a text differs."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.analysis.speed import SCALING_ARTICLES, Scaling, Speed, measure_scaling, measure_speed
from benchmarks.analysis.texts import compared_texts
from benchmarks.engines.corpus.articles import real_articles, sample_articles
from corpus.article import Article
from indexer.analysis.segmentation.stock import StockSegmenter
from indexer.analysis.words import segmenter

_WORDS_FLOOR, _CHAIN_FLOOR, _SCALING_FLOOR = 6.0, 4.0, 1.8
"""Times stock pyvi: words alone, and all fields with words; times one process: two."""


def main() -> int:
    options = _parser().parse_args()
    failed = False
    if options.identity:
        failed |= _report_identity(compared_texts(options.identity))
    if options.articles:
        articles = list(_articles(options.texts, options.articles))
        failed |= _report_speed(measure_speed(articles, options.rounds))
    if options.processes:
        many = list(_articles(options.texts, max(options.articles, SCALING_ARTICLES)))
        failed |= _report_scaling(measure_scaling(many, options.rounds))
    return int(failed)


def _articles(folder: Path | None, count: int) -> Iterator[Article]:
    return sample_articles(count) if folder is None else real_articles(folder, count)


def _report_identity(texts: Iterable[str]) -> bool:
    """Whether any text differs."""
    ours, stock = segmenter(), StockSegmenter()
    count = differ = 0
    for text in texts:
        count += 1
        if ours.tokenize(text) != stock.tokenize(text):
            differ += 1
            print(f"differs: {text!r}")
    print(f"identity with pyvi: {count - differ} of {count} texts")
    return differ > 0


def _report_speed(speed: Speed) -> bool:
    """Whether a floor is missed."""
    print(f"{speed.syllables} syllables, {len(speed.stock)} rounds, processor time")
    print(f"  stock pyvi           {speed.microseconds(speed.stock):6.2f} us a syllable")
    words, chain = speed.ratio(speed.words), speed.ratio(speed.chain)
    print(f"  our words            {speed.microseconds(speed.words):6.2f}  {words:5.1f} times pyvi's speed")
    print(f"  the chain with words {speed.microseconds(speed.chain):6.2f}  {chain:5.1f} times")
    return words < _WORDS_FLOOR or chain < _CHAIN_FLOOR


def _report_scaling(scaling: Scaling) -> bool:
    """Whether the floor is missed."""
    said = f"two processes over {scaling.articles:,} articles: {scaling.ratio:.2f} times one"
    each = ", ".join(f"{one:.1f} and {two:.1f}" for one, two in zip(scaling.one, scaling.two, strict=True))
    print(f"{said}; seconds by the clock: {each} (an idle machine says more)")
    return scaling.ratio < _SCALING_FLOOR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis", description=__doc__)
    add = parser.add_argument
    add("--articles", type=int, default=500, help="articles to time; 0 times none (default 500)")
    add("--texts", type=Path, help="folder of *.jsonl.gz with title and body: real texts instead of samples")
    add("--rounds", type=int, default=7, help="how often each is run, in turn (default 7)")
    add("--identity", type=int, default=0, metavar="TEXTS", help="compare this many texts with pyvi's words")
    many = f"also one process beside two, over {SCALING_ARTICLES:,} articles or more"
    add("--processes", action="store_true", help=many)
    return parser


if __name__ == "__main__":
    sys.exit(main())
