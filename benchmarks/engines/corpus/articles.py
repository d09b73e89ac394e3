"""Articles to analyse: the project's own samples, or real texts that borrow the samples' metadata."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpus.article import Article
from corpus.samples import generate_articles
from corpus.samples.corpus_file import sample_url
from corpus.samples.sample_article import to_article

SEED = 7
"""Of the sample generator: the same articles on every machine."""
_LEAST_CHARS = 200
"""Shorter texts are captions of galleries, not articles."""


def sample_articles(count: int) -> Iterator[Article]:
    """The first `count` samples, invented but written like portal news."""
    for sample in generate_articles(count, SEED):
        yield to_article(sample, sample_url(sample), "sample")


def real_articles(folder: Path, count: int) -> Iterator[Article]:
    """Up to `count` real texts; agency, province, topic, kind and date are those of a sample each.

    Real text has the word statistics that grammars lack; what it does not say is drawn as for the samples.
    """
    for (title, lead, body), sample in zip(_texts(folder), sample_articles(count), strict=False):
        yield sample.model_copy(
            update={"title": title, "lead": lead, "body": (lead, *body), "document": None, "meeting": None}
        )


def count_texts(folder: Path) -> int:
    return sum(1 for _ in _texts(folder))


def _texts(folder: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(title, lead, other paragraphs) of every long enough line of `*.jsonl.gz`, in order of file name."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = row.get("body") or row.get("text") or ""
                paragraphs = [part.strip() for part in text.split("\n") if part.strip()]
                if len(text) >= _LEAST_CHARS and row.get("title") and paragraphs:
                    lead = row.get("abstract") or next(islice(paragraphs, 1))
                    yield row["title"], lead, tuple(p for p in paragraphs if p != lead)
