"""How fast words and the whole chain are, beside stock pyvi on the same texts in the same run."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from benchmarks.analysis.texts import paragraphs
from corpus.article import Article
from indexer.analysis.analyzer import IndexDocument, analyse, read_syllables
from indexer.analysis.normalize import normalise
from indexer.analysis.processes import analysing_elsewhere
from indexer.analysis.segmentation.stock import StockSegmenter
from indexer.analysis.words import find_words

T = TypeVar("T")

_WARMING_ARTICLES = 200
"""Until then a process fills its tables, at half its speed: nothing of 100,000 articles."""

SCALING_ARTICLES = 3000
"""They are handed over in chunks of 50: of a few hundred, one process still works when the other is done."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Processor seconds of each round over the same texts."""

    syllables: int
    stock: tuple[float, ...]
    words: tuple[float, ...]
    chain: tuple[float, ...]

    def ratio(self, ours: Sequence[float]) -> float:
        """How many times pyvi's speed: the median over the rounds, each against its own neighbour."""
        return median(stock / own for stock, own in zip(self.stock, ours, strict=True))

    def microseconds(self, seconds: Sequence[float]) -> float:
        """Of one syllable, in the best round."""
        return min(seconds) / self.syllables * 1e6


@dataclass(frozen=True, slots=True)
class Scaling:
    """Seconds by the clock for the same `articles` in one process and in two, a value for each round."""

    articles: int
    one: Sequence[float]
    two: Sequence[float]

    @property
    def ratio(self) -> float:
        """The median over the rounds, each against its own neighbour."""
        return median(one / two for one, two in zip(self.one, self.two, strict=True))


def measure_speed(articles: Sequence[Article], rounds: int) -> Speed:
    """Stock pyvi, our words and the whole chain in turn, `rounds` times, after one round to warm up."""
    texts = [normalise(text).text for text in paragraphs(articles)]
    stock = StockSegmenter()
    work: dict[str, Callable[[], None]] = {
        "stock": lambda: _each(stock.tokenize, texts),
        "words": lambda: _each(find_words, texts),
        "chain": lambda: _each(_analyse, articles),
    }
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _round in range(rounds + 1):
        for name, run in work.items():
            seconds[name].append(_processor_seconds(run))
    measured = {name: tuple(values[1:]) for name, values in seconds.items()}
    return Speed(sum(len(read_syllables(text)) for text in texts), **measured)


def measure_scaling(articles: Sequence[Article], rounds: int) -> Scaling:
    """The chain in one other process and in two, in turn, `rounds` times; articles and terms are handed over
    as `tratin index` does."""
    seconds = [(_pool_seconds(articles, 1), _pool_seconds(articles, 2)) for _ in range(rounds)]
    return Scaling(len(articles), *zip(*seconds, strict=True))


def _pool_seconds(articles: Sequence[Article], processes: int) -> float:
    keyed = [(article.article_id, article) for article in articles]
    with analysing_elsewhere(processes, segment_words=True) as analyse_all:
        _exhaust(analyse_all(keyed[:_WARMING_ARTICLES] * (processes * 4)))
        started = time.perf_counter()
        _exhaust(analyse_all(keyed))
        return time.perf_counter() - started


def _exhaust(documents: Iterator[IndexDocument]) -> None:
    deque(documents, maxlen=0)


def _analyse(article: Article) -> None:
    analyse(article.article_id, article, segment_words=True)


def _each(run: Callable[[T], object], items: Sequence[T]) -> None:
    for item in items:
        run(item)


def _processor_seconds(run: Callable[[], None]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
