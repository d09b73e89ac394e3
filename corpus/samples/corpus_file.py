"""Corpora of invented articles as files: JSON lines of `corpus.article.Article`, gold included."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from corpus.samples.generate import generate_articles
from corpus.samples.sample_article import SampleArticle, to_article
from corpus.samples.spelling import ascii_slug
from corpus.settings import Progress, no_progress

_STEP = 500
"""Articles between two reports of progress."""


def write_corpus(path: Path, count: int, seed: int, progress: Progress = no_progress) -> None:
    """Writes `count` articles to `path`, one JSON object a line, compressed when the name ends in `.gz`.

    The same count and seed give the same bytes. Memory does not grow with `count`.
    """
    with _opened(path) as file:
        for done, sample in enumerate(generate_articles(count, seed), 1):
            article = to_article(sample, sample_url(sample), "sample")
            file.write(article.model_dump_json().encode() + b"\n")
            if done % _STEP == 0 or done == count:
                progress("articles", done, count)


def sample_url(sample: SampleArticle) -> str:
    """A URL for an article that no portal serves; `.example` never resolves (RFC 2606)."""
    slug = ascii_slug(sample.title)[:60].strip("-")
    return f"https://{sample.portal}.example/{sample.published:%Y/%m}/{slug}-{sample.number}.html"


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            yield raw
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as packed:
            yield cast("IO[bytes]", packed)
