"""Many articles into terms, in this process or in others.

Only texts go to another process and only terms come back, both as plain lists: articles stay where they are.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import product
from multiprocessing import get_context

from corpus.article import Article
from indexer.analysis.analyzer import Family, IndexDocument, Zone, analyse, terms_of, zones_of

_CHUNK_ARTICLES = 50
"""Handed over at once: large enough that passing them costs little."""
_FIELDS = tuple(product(Zone, Family))
"""In the order in which terms come back: each name would cost as much as a dozen terms."""

AnalyseAll = Callable[[Sequence[tuple[str, Article]]], Iterator[IndexDocument]]
"""The documents of articles with their ids, in order."""


@contextmanager
def analysing(processes: int, *, segment_words: bool) -> Iterator[AnalyseAll]:
    """Analyses here, or in `processes` others where they are more than one."""
    if processes == 1:
        yield partial(_analyse_here, segment_words=segment_words)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield partial(analyse_in, pool, segment_words=segment_words)


def analyse_in(
    pool: Executor, articles: Sequence[tuple[str, Article]], *, segment_words: bool
) -> Iterator[IndexDocument]:
    """The documents of `articles`, in order, worked out by `pool`."""
    texts = (list(zones_of(article).values()) for _key, article in articles)
    work = partial(_terms_of_texts, segment_words=segment_words)
    found = pool.map(work, texts, chunksize=_CHUNK_ARTICLES)
    for (key, article), terms in zip(articles, found, strict=True):
        yield IndexDocument(key, article, dict(zip(_FIELDS, terms, strict=True)))


def _terms_of_texts(texts: Sequence[Sequence[str]], *, segment_words: bool) -> list[Sequence[str]]:
    terms = terms_of(dict(zip(Zone, texts, strict=True)), segment_words=segment_words)
    return [terms[field] for field in _FIELDS]


def _analyse_here(articles: Sequence[tuple[str, Article]], *, segment_words: bool) -> Iterator[IndexDocument]:
    return (analyse(key, article, segment_words=segment_words) for key, article in articles)
