"""Processor time of the enrichment and of pyvi over the same texts, each article for itself."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.engines.corpus.articles import sample_articles
from corpus.article import Article, DocumentMetadata, PartialDate, article_text
from corpus.enrich import enrich
from indexer.analysis.segmentation.stock import StockSegmenter


class Measured(NamedTuple):
    """Milliseconds of each article, the best of all rounds, in the order of the articles."""

    words: list[int]
    ours: list[float]
    pyvi: list[float]

    def line(self, name: str) -> str:
        ratio = median(peer / own for own, peer in zip(self.ours, self.pyvi, strict=True))
        return (
            f"{name}: {len(self.ours)} articles of {median(self.words):.0f} syllables, enriched in"
            f" {median(self.ours):.2f} ms (median; worst {max(self.ours):.2f}), segmented by pyvi in"
            f" {median(self.pyvi):.2f} ms: {ratio:.1f} times as long"
        )


def golden_pages(folder: Path) -> list[Article]:
    """The articles of `NAME.gold.json`, as a platform reads them from the pages."""
    golds = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.gold.json")))
    return [_golden(gold) for gold in golds if "body" in gold]


def _golden(gold: dict[str, Any]) -> Article:
    said = gold.get("published") or gold.get("published_partial")
    document = gold.get("document") or {}
    known = {key: document[key] for key in ("number", "symbol", "number_raw", "place") if document.get(key)}
    return Article(
        url=gold["url"],
        portal="gold",
        platform="gold",
        title=gold["title"],
        body=tuple(gold["body"]),
        published=PartialDate(value=said[:10], precision="day", source="markup") if said else None,
        document=DocumentMetadata(**known) if known else None,
    )


def samples(count: int) -> list[Article]:
    return list(sample_articles(count))


def measure(articles: Sequence[Article], rounds: int) -> Measured:
    """All articles enriched `rounds` times, then all texts segmented as often; one round more warms up."""
    texts = [article_text(article) for article in articles]
    ours = _best(enrich, articles, rounds)
    pyvi = _best(StockSegmenter().tokenize, texts, rounds)
    return Measured([len(text.split()) for text in texts], ours, pyvi)


def _best(run: Callable[[Any], object], values: Sequence[object], rounds: int) -> list[float]:
    """The least processor time of each value, in milliseconds."""
    best = [float("inf")] * len(values)
    for round_number in range(rounds + 1):
        for at, value in enumerate(values):
            began = time.process_time()
            run(value)
            spent = 1000 * (time.process_time() - began)
            best[at] = min(best[at], spent) if round_number else best[at]
    return best
