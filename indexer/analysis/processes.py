"""Many articles into terms, in this process or in others.

Only texts go to another process and only numbers of terms come back: articles stay where they are.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import product
from multiprocessing import get_context

from corpus.article import Article
from indexer.analysis.analyzer import Family, IndexDocument, Zone, analyse, pairs_of, terms_of, zones_of
from indexer.analysis.handover import Parcel, Receiver, Sender

_BATCH_ARTICLES = 100
"""Handed over at once: large enough that passing them costs little."""
_FIELDS: tuple[tuple[Zone, Family], ...] = tuple(
    product(Zone, [family for family in Family if family is not Family.PAIR])
)
"""In the order in which terms come back. Pairs follow from folded syllables, and are the most by far."""

AnalyseAll = Callable[[Sequence[tuple[str, Article]]], Iterator[IndexDocument]]
"""The documents of articles with their ids, in order."""
_Texts = Sequence[Sequence[Sequence[str]]]
"""Of each article, for each zone."""


@contextmanager
def analysing(processes: int, *, segment_words: bool) -> Iterator[AnalyseAll]:
    """Analyses here, or in `processes` others where they are more than one."""
    if processes == 1:
        yield partial(_analyse_here, segment_words=segment_words)
        return
    with analysing_elsewhere(processes, segment_words=segment_words) as analyse_all:
        yield analyse_all


@contextmanager
def analysing_elsewhere(processes: int, *, segment_words: bool) -> Iterator[AnalyseAll]:
    """Analyses in `processes` others. What one call yields must be read before the next."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield partial(_analyse_in, pool, Receiver(), segment_words=segment_words)


def _analyse_in(
    pool: ProcessPoolExecutor,
    receiver: Receiver,
    articles: Sequence[tuple[str, Article]],
    *,
    segment_words: bool,
) -> Iterator[IndexDocument]:
    batches = [articles[at : at + _BATCH_ARTICLES] for at in range(0, len(articles), _BATCH_ARTICLES)]
    texts = ([list(zones_of(article).values()) for _key, article in batch] for batch in batches)
    parcels = pool.map(partial(_pack_terms, segment_words=segment_words), texts)
    for batch, parcel in zip(batches, parcels, strict=True):
        lists = receiver.unpack(parcel)
        for key, article in batch:
            terms = dict(zip(_FIELDS, lists, strict=False))
            for zone in Zone:
                terms[zone, Family.PAIR] = pairs_of(terms[zone, Family.FOLDED])
            yield IndexDocument(key, article, terms)


_sender = Sender()
"""Of this process, where it is one of others."""


def _pack_terms(batch: _Texts, *, segment_words: bool) -> Parcel:
    found = (terms_of(dict(zip(Zone, texts, strict=True)), segment_words=segment_words) for texts in batch)
    return _sender.pack(terms[field] for terms in found for field in _FIELDS)


def _analyse_here(articles: Sequence[tuple[str, Article]], *, segment_words: bool) -> Iterator[IndexDocument]:
    return (analyse(key, article, segment_words=segment_words) for key, article in articles)
