"""Looks after the index in use: checks every byte of it, makes it as small as it can be. Adds no article."""

import os

from corpus.article import Frozen
from corpus.errors import IndexDamaged
from corpus.settings import StorageSettings
from indexer.engines import load_engine
from indexer.engines.base import Inspection
from indexer.generations import current_directory, writing
from indexer.settings import IndexerSettings
from indexer.suggest.files import newest_model


class Verification(Frozen):
    """What a look at every byte found. `problem` names a damaged file and the repair; `found` is None then,
    unless it is only the suggestions that are damaged.
    """

    found: Inspection | None
    problem: str | None


class Compaction(Frozen):
    """The index before and after its segments became as few as they may."""

    before: Inspection
    after: Inspection


def yield_to_searches(settings: IndexerSettings) -> None:
    """Lowers the priority of this process for good: for one that writes and does nothing else."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(settings.writer_niceness)


def verify_index(settings: IndexerSettings, storage: StorageSettings) -> Verification:
    """Checksums, the order of terms and postings, postings against lengths, columns, stored values.

    Raises NeedsRebuild when there is no index, or one of another version.
    """
    engine = load_engine(settings.engine)
    found: Inspection | None = None
    try:
        directory = current_directory(storage.index_directory)
        found = engine.verify(directory, deep=True)
        model = newest_model(directory)
        if model is not None:
            from indexer.suggest.model import verify_model  # loads NumPy

            verify_model(model)
    except IndexDamaged as error:
        return Verification(found=found, problem=str(error))
    return Verification(found=found, problem=None)


def compact_index(settings: IndexerSettings, storage: StorageSettings) -> Compaction:
    """Merges segments into one, or as few as the writer's memory allows; what is deleted takes no space then.

    Raises NeedsRebuild, IndexDamaged, IndexBusy.
    """
    engine = load_engine(settings.engine)
    with writing(storage.index_directory):
        directory = current_directory(storage.index_directory)
        before = engine.verify(directory)
        writer = engine.writer(directory, settings)
        try:
            writer.compact()
            writer.close()
        except BaseException:
            writer.cancel()
            raise
        return Compaction(before=before, after=engine.verify(directory))
