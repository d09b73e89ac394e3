"""Brings the index up to the catalog: changes since the last commit, or everything into a new generation.

Catalog -> analysis -> engine. Articles that are gone from their portal stay searchable; only those that the
catalog says are no articles leave the index.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from corpus.article import Article, Frozen
from corpus.errors import IndexDamaged, NeedsRebuild
from corpus.settings import Progress, StorageSettings, no_progress
from indexer.analysis.processes import AnalyseAll, analysing
from indexer.engines import load_engine
from indexer.engines.base import Engine, EngineWriter
from indexer.files import with_short_files
from indexer.generations import (
    current_directory,
    drop_others,
    indexed_catalog,
    new_generation,
    publish,
    writing,
)
from indexer.settings import IndexerSettings

_log = logging.getLogger(__name__)


class Change(Protocol):
    """What happened to one article; None when it is no article any more. A source that knows re-posts adds
    `cluster`, the first publisher's id."""

    @property
    def sequence(self) -> int: ...
    @property
    def article_id(self) -> str: ...
    @property
    def article(self) -> Article | None: ...


class ChangeSource(Protocol):
    """The part of `corpus.catalog.Catalog` that indexing needs."""

    def changes_since(self, sequence: int, limit: int) -> Sequence[Change]:
        """At most `limit` changes after `sequence`, in order; empty when there are no more."""

    def last_sequence(self) -> int: ...

    @property
    def catalog_id(self) -> str:
        """Another value after the catalog was rebuilt: sequences from before mean nothing then."""


class IndexReport(Frozen):
    """What `update_index` did. `sequence` is the catalog's change that the index now holds."""

    indexed: int
    removed: int
    sequence: int
    rebuilt: bool
    elapsed_seconds: float


def update_index(
    settings: IndexerSettings,
    storage: StorageSettings,
    catalog: ChangeSource,
    *,
    rebuild: bool = False,
    progress: Progress = no_progress,
) -> IndexReport:
    """Indexes what changed in `catalog`; all of it aside with `rebuild`, without an index, or when the
    catalog was itself rebuilt since.

    May be killed at any moment and run again: a batch is in the index whole or not at all, and a rebuild
    takes the old index's place only when it is complete and verified.
    Raises NeedsRebuild (index of another version), IndexDamaged, IndexBusy.
    """
    started = time.perf_counter()
    engine = load_engine(settings.engine)
    with writing(storage.index_directory):
        current = _current(storage.index_directory, rebuild=rebuild)
        rebuild = rebuild or _is_of_another(storage.index_directory, current, catalog)
        drop_others(storage.index_directory, keep=current)
        kept = None if rebuild else current
        target = _Target(engine, kept or _create(engine, storage), aside=kept is None)
        indexed, removed, sequence = _index_changes(settings, target, catalog, progress)
        _update_suggestions(settings, target, catalog, sequence)
        if target.aside:
            engine.verify(target.directory)
            publish(target.directory, catalog.catalog_id)
    return IndexReport(
        indexed=indexed,
        removed=removed,
        sequence=sequence,
        rebuilt=target.aside,
        elapsed_seconds=time.perf_counter() - started,
    )


def _current(index_directory: Path, *, rebuild: bool) -> Path | None:
    """The generation in use; None when there is none, or when it is broken and about to be replaced."""
    try:
        return current_directory(index_directory)
    except NeedsRebuild:
        return None
    except IndexDamaged:
        if rebuild:
            return None
        raise


def _is_of_another(index_directory: Path, current: Path | None, catalog: ChangeSource) -> bool:
    if current is None or indexed_catalog(index_directory) == catalog.catalog_id:
        return False
    _log.info("the catalog was rebuilt since the last time: indexing all of it anew")
    return True


def _create(engine: Engine, storage: StorageSettings) -> Path:
    directory = new_generation(storage.index_directory)
    engine.create(directory)
    return directory


@dataclass(frozen=True, slots=True)
class _Target:
    """The index to write; nobody reads one that is built `aside`."""

    engine: Engine
    directory: Path
    aside: bool


def _index_changes(
    settings: IndexerSettings, target: _Target, catalog: ChangeSource, progress: Progress
) -> tuple[int, int, int]:
    """(articles indexed, articles removed, sequence reached), one commit for each batch.

    An index that is built aside is committed once, in its smallest form.
    """
    indexed = removed = 0
    sequence = first = target.engine.verify(target.directory).sequence
    one_or_many = analysing(settings.analysis_processes, segment_words=settings.segment_words)
    with one_or_many as analyse_all, _writing(target, settings) as writer:
        while batch := list(catalog.changes_since(sequence, settings.batch_articles)):
            total = max(catalog.last_sequence() - first, indexed + len(batch))
            for put in _write_batch(writer, batch, analyse_all, settings.attachment_chars):
                indexed += put
                removed += 1 - put
                progress("index", indexed + removed, total)
            sequence = batch[-1].sequence
            if not target.aside:
                writer.commit(sequence)
        if target.aside:
            writer.commit(sequence)
            writer.compact()
    return indexed, removed, sequence


def _update_suggestions(
    settings: IndexerSettings, target: _Target, catalog: ChangeSource, sequence: int
) -> None:
    """Without them searches answer all the same: a full disk must not lose the index just written."""
    from indexer.suggest.training import update_model  # loads NumPy

    try:
        update_model(target.directory, catalog, sequence, settings.suggest)
    except OSError as error:
        _log.error("suggestions not renewed: %s", error)


@contextmanager
def _writing(target: _Target, settings: IndexerSettings) -> Iterator[EngineWriter]:
    """A writer that is closed in the end, or cancelled when anything goes wrong."""
    writer = target.engine.writer(target.directory, settings)
    with ExitStack() as undo:
        undo.callback(writer.cancel)
        yield writer
        undo.pop_all()
    writer.close()


def _write_batch(
    writer: EngineWriter, batch: Sequence[Change], analyse_all: AnalyseAll, attachment_chars: int
) -> Iterator[bool]:
    """Yields for each article whether it was put (else removed)."""
    latest = {change.article_id: change.article for change in batch}
    clusters: dict[str, str | None] = {
        change.article_id: getattr(change, "cluster", None) for change in batch
    }
    present = [
        (key, with_short_files(article, attachment_chars))
        for key, article in latest.items()
        if article is not None
    ]
    for key in latest.keys() - dict(present).keys():
        writer.remove(key)
        yield False
    for document in analyse_all(present):
        writer.put(replace(document, cluster=clusters[document.article_id]))
        yield True
