"""Brings the model up to the catalog: adds what changed since, or counts everything anew.

Adding never takes away: what a replaced or removed article said stays counted until the next rebuild.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.article import Article
from corpus.errors import IndexDamaged
from indexer.settings import SuggestSettings
from indexer.suggest.counting.articles import ArticleCounts
from indexer.suggest.counting.pairs import PairCounts
from indexer.suggest.entries import united
from indexer.suggest.files import newest_model, replacing
from indexer.suggest.model import About, Model, write_model

_log = logging.getLogger(__name__)

_BATCH = 500
"""Articles read from the catalog at once."""


class Change(Protocol):
    """See `indexer.build.Change`."""

    @property
    def sequence(self) -> int: ...
    @property
    def article(self) -> Article | None: ...


class ChangeSource(Protocol):
    """The part of the catalog that counting needs."""

    def changes_since(self, sequence: int, limit: int) -> Sequence[Change]: ...


def update_model(directory: Path, changes: ChangeSource, sequence: int, settings: SuggestSettings) -> bool:
    """Makes the model in the generation `directory` hold what the index holds, the catalog up to `sequence`.

    False when too little has changed to be worth it. A damaged model is made anew. May be killed at any time.
    """
    model = _usable_model(directory)
    about = _plan(model, sequence, settings)
    if about is None:
        return False
    source = (changes, sequence)
    try:
        _train(directory, model, about, source, settings)
    except IndexDamaged as error:
        _log.warning("making the suggestions anew: %s", error)
        _train(directory, None, _from_the_start(sequence, settings), source, settings)
    return True


def _usable_model(directory: Path) -> Model | None:
    path = newest_model(directory)
    try:
        return None if path is None else Model(path)
    except IndexDamaged as error:
        _log.warning("making the suggestions anew: %s", error)
        return None


def _plan(model: Model | None, sequence: int, settings: SuggestSettings) -> About | None:
    """From where on to count, and how much of the texts; None when nothing needs to be done."""
    if model is None:
        return _from_the_start(sequence, settings)
    pending = sequence - model.about.sequence
    worth_it = pending > 0 and pending >= settings.renewed_share * model.about.articles
    return model.about if worth_it else None


def _from_the_start(sequence: int, settings: SuggestSettings) -> About:
    return About(text_share=min(1.0, settings.articles_read / max(sequence, 1)))


def _train(
    directory: Path,
    model: Model | None,
    about: About,
    source: tuple[ChangeSource, int],
    settings: SuggestSettings,
) -> None:
    with replacing(directory) as path:
        counts = ArticleCounts(path.parent, text_share=about.text_share)
        if model is not None:
            _add_model(counts, model)
        changes, last = source
        for article in _articles(changes, about.sequence, last):
            counts.add(article)
        counts.settle()
        runs = counts.entries(settings.phrases_most)
        if model is not None:
            runs.append(model.entries())
        about = replace(about, sequence=last, articles=about.articles + counts.articles)
        write_model(path, about, counts.syllables(), united(runs))


def _articles(changes: ChangeSource, sequence: int, last: int) -> Iterator[Article]:
    while sequence < last and (batch := changes.changes_since(sequence, _BATCH)):
        for change in batch:
            if change.article is not None and change.sequence <= last:
                yield change.article
        sequence = batch[-1].sequence


def _add_model(counts: ArticleCounts, model: Model) -> None:
    """What was counted before, under the ids of now."""
    known = model.syllables()
    before = known.pairs
    ids = np.array(counts.vocabulary.ids_of(known.forms), np.int64)
    alone = np.zeros(len(counts.vocabulary), np.int64)
    alone[ids] = before.alone
    counts.pairs.add_counts(PairCounts(alone, ids[before.firsts], ids[before.seconds], before.counts))
    counts.triples.add_counts(known.triples)
