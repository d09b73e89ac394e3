"""Analysed articles on disk: the production chain runs once, all engines and later runs read the result.

One line of JSON an article, in compressed parts; a part is there whole or not at all.
"""

import gzip
import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from corpus.article import Article
from indexer.analysis.analyzer import ANALYSIS_VERSION, analyse

PART_ARTICLES = 2000
"""Articles a part: what one process analyses at a time (about 20 s with pyvi's words)."""
JOINT = "~"
"""Stands for the space inside a term (`hoi~nghi`): every engine splits texts at spaces and nowhere else."""

Terms = Mapping[str, Mapping[str, str]]
"""Zone -> family -> its terms in order, joined by spaces."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """One article and its terms."""

    article: Article
    terms: Terms


@dataclass(frozen=True, slots=True)
class Source:
    """A named way to make articles: `make(count)` yields at most `count`, the same ones each time."""

    name: str
    make: Callable[[int], Iterator[Article]]


def prepare(
    root: Path, source: Source, count: int, *, processes: int, part_articles: int = PART_ARTICLES
) -> list[Path]:
    """The parts that hold the first `count` analysed articles of `source`; makes those not there yet."""
    folder = root / f"{source.name}-analysis{ANALYSIS_VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    parts = [folder / f"part-{at:05}.jsonl.gz" for at in range(-(-count // part_articles))]
    if not all(part.exists() for part in parts):
        batches = _batches(source.make(len(parts) * part_articles), part_articles)
        _make_missing(parts, batches, processes)
    return [part for part in parts if part.exists()]


def read_analysed(parts: list[Path]) -> Iterator[Analysed]:
    """The articles of `parts`, in order."""
    for part in parts:
        with gzip.open(part, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Analysed(Article.model_validate(row["article"]), row["terms"])


def _batches(articles: Iterator[Article], size: int) -> Iterator[list[Article]]:
    while batch := list(islice(articles, size)):
        yield batch


def _make_missing(parts: list[Path], batches: Iterator[list[Article]], processes: int) -> None:
    """At most a part a process waits in memory."""
    waiting: deque[Future[None]] = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for part, batch in zip(parts, batches, strict=False):
            if not part.exists():
                waiting.append(pool.submit(_write_part, part, batch))
            if len(waiting) > processes:
                waiting.popleft().result()
        for future in waiting:
            future.result()


def _write_part(part: Path, articles: list[Article]) -> None:
    aside = part.with_suffix(f".{os.getpid()}")
    with gzip.open(aside, "wt", encoding="utf-8", compresslevel=1) as lines:
        for article in articles:
            row = {
                "article": article.model_dump(mode="json", exclude_defaults=True),
                "terms": _terms(article),
            }
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    aside.rename(part)


def _terms(article: Article) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (zone, family), terms in analyse(article.article_id, article, segment_words=True).terms.items():
        joined = " ".join(term.replace(" ", JOINT) for term in terms)
        found.setdefault(zone.value, {})[family.value] = joined
    return found
