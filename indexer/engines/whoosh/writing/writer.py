"""Writes an index: gathers documents, writes them as segments, merges segments, commits.

What a commit is stands in `manifest.py`, which segments are merged when in `merges.py`.
"""

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from indexer.analysis.analyzer import IndexDocument
from indexer.engines.whoosh.manifest import (
    Manifest,
    drop_files,
    latest_generation,
    new_segment_name,
    read_manifest,
    write_manifest,
)
from indexer.engines.whoosh.schema import SORT_KEY, build_schema, fields_of
from indexer.engines.whoosh.toc import CommittedSegment, encode_toc, write_toc
from indexer.engines.whoosh.writing.flushing import write_segment
from indexer.engines.whoosh.writing.gathering import Gathered
from indexer.engines.whoosh.writing.live import LiveSegment, hashes_of
from indexer.engines.whoosh.writing.merges import Merges
from indexer.engines.whoosh.writing.merging import shared_dictionary
from indexer.engines.whoosh.writing.plan import plan_schema
from indexer.engines.whoosh.writing.tiers import TierPolicy
from indexer.settings import IndexerSettings

_GATHER_SHARE = 0.7
"""Of the writer's memory: documents until they are written, and writing them, as `Gathered.memory_bytes`
counts it: high, for what the allocator keeps back. With a merge beside it, 139 to 183 of 256 MB were taken
over the four corpora of tests/faults/test_index_memory.py."""
_SORT_SHARE = 0.15
_SORTED_TOKEN_BYTES = 60
_SORTED_TOKENS = 200_000
"""What is encoded at once; 50,000 to 1,000,000 took the same time (20,000 articles of 340 tokens)."""
_MERGE_SHARE = 0.2
_MERGED_DOCUMENT_BYTES = 256
"""A list is merged whole, and the longest has a posting of nearly every document: 110 bytes while it is. So
no merge makes a segment of more documents than fit: a million in 256 MB."""
_MERGED_POSITION_BYTES = 12
"""A position of that list more. So no merge makes a list of more than fit the share of merging."""


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """`newest_by`: the column of numbers whose largest come first in each segment."""

    memory_bytes: int = 256 << 20
    policy: TierPolicy = field(default_factory=TierPolicy)
    newest_by: str | None = None


def create_index(directory: Path) -> None:
    """An empty index with sequence 0."""
    create_index_of(directory, build_schema())


def create_index_of(directory: Path, schema: Any) -> None:
    """The same for any schema."""
    write_commit(directory, schema, Manifest(generation=0), {})


def write_commit(
    directory: Path, schema: Any, manifest: Manifest, deleted: Mapping[str, np.ndarray[Any, Any]]
) -> None:
    """Makes `manifest` the state of the index; its segments are on disk. `deleted`: rows by segment."""
    segments = [
        CommittedSegment(entry.name, entry.documents, entry.files, deleted.get(entry.name, ()))
        for entry in manifest.segments
    ]
    table = encode_toc(manifest.generation, schema, segments)
    write_manifest(directory, replace(manifest, table=(len(table), zlib.crc32(table))))
    _sync(directory)
    write_toc(directory, manifest.generation, table)


class IndexWriter:
    """Documents of any Whoosh schema; see `engines.base.EngineWriter` for when they become visible.

    A document replaces the one with the same value in the schema's unique field.
    """

    def __init__(self, directory: Path, schema: Any, options: WriterOptions) -> None:
        """Removes what writers left that were killed. Raises IndexDamaged, NeedsRebuild."""
        self._directory = directory
        self._schema = schema
        self._plan = plan_schema(schema, newest_by=options.newest_by)
        self._committed = read_manifest(directory, latest_generation(directory))
        drop_files(directory, self._committed.file_names)
        self._segments = [LiveSegment(directory, entry) for entry in self._committed.segments]
        merge_bytes = int(options.memory_bytes * _MERGE_SHARE)
        mergeable = max(options.memory_bytes // _MERGED_DOCUMENT_BYTES, 1)
        policy = replace(
            options.policy,
            largest_documents=min(options.policy.largest_documents, mergeable),
            largest_positions=max(merge_bytes // _MERGED_POSITION_BYTES, 1),
        )
        self._merges = Merges(self._segments, directory, self._plan, policy, merge_bytes)
        self._gathered = Gathered(self._plan)
        self._gathered_limit = int(options.memory_bytes * _GATHER_SHARE)
        sortable = int(options.memory_bytes * _SORT_SHARE) // _SORTED_TOKEN_BYTES
        self._part_tokens = min(sortable, _SORTED_TOKENS)
        self._removed: set[bytes] = set()
        self._changed = False

    def put(self, fields: Mapping[str, Any]) -> None:
        """Adds or replaces a document; see `Gathered.add` for the values."""
        self._changed = True
        self._gathered.add(fields)
        if self._gathered.memory_bytes > self._gathered_limit:
            self._flush()
            self._merges.start()

    def remove(self, unique: Any) -> None:
        """Removes the document with this value in the unique field."""
        self._changed = True
        term = self._gathered.unique_term(unique)
        self._gathered.drop(term)
        self._removed.add(term)

    def commit(self, sequence: int) -> None:
        self._flush()
        self._merges.adopt()
        self._merges.start()
        self._commit(sequence)

    def compact(self) -> None:
        """Commits all changes in as few segments as may be, without deletions."""
        self._flush()
        self._merges.merge_all()
        self._commit(self._committed.sequence)

    def close(self) -> None:
        """Waits for merges, commits them, and ends the writer; cancels it when changes wait for a commit."""
        if self._changed:
            self.cancel()
            return
        if self._merges.finish():
            self._commit(self._committed.sequence)
        drop_files(self._directory, self._committed.file_names)
        self._end()

    def cancel(self) -> None:
        """Ends the writer; what was not committed leaves nothing behind."""
        self._end()
        committed = read_manifest(self._directory, latest_generation(self._directory))
        drop_files(self._directory, committed.file_names)

    def _flush(self) -> None:
        """Writes what was gathered as one more segment, and deletes in the others what it replaces."""
        gathered, self._gathered = self._gathered, Gathered(self._plan)
        replaced = [*gathered.number_of, *self._removed]
        self._removed = set()
        if replaced and self._plan.unique is not None:
            hashes = hashes_of(replaced, len(replaced))
            for segment in self._segments:
                segment.delete(self._plan.unique, replaced, hashes)
        target = (self._directory, new_segment_name())
        entry = write_segment(gathered, target, self._part_tokens, self._dictionaries())
        if entry is not None:
            self._segments.append(LiveSegment(self._directory, entry))

    def _dictionaries(self) -> dict[str, bytes]:
        """By stored field, the dictionary that merging will choose."""
        readers = [segment.reader for segment in self._segments]
        having = {field: [r for r in readers if field in r.stored_fields] for field in self._plan.fields}
        chosen = {field: shared_dictionary(found, field) for field, found in having.items() if found}
        return {field: dictionary for field, dictionary in chosen.items() if dictionary is not None}

    def _commit(self, sequence: int) -> None:
        generation = self._committed.generation + 1
        self._drop_empty()
        entries = tuple(segment.saved(generation) for segment in self._segments)
        deleted = {
            segment.entry.name: np.flatnonzero(segment.deleted)
            for segment in self._segments
            if segment.deleted is not None
        }
        before, manifest = self._committed, Manifest(generation, sequence, entries)
        write_commit(self._directory, self._schema, manifest, deleted)
        self._committed, self._changed = manifest, False
        keep = manifest.file_names | before.file_names
        drop_files(self._directory, keep, self._merges.busy_segment)

    def _drop_empty(self) -> None:
        """Lets segments go of which all documents are deleted, but for those being merged."""
        for segment in [s for s in self._segments if not s.size.live and not self._merges.is_busy(s)]:
            self._segments.remove(segment)
            segment.close()

    def _end(self) -> None:
        self._merges.stop()
        for segment in self._segments:
            segment.close()
        self._segments.clear()


class WhooshWriter:
    """See `engines.base.EngineWriter`."""

    def __init__(self, directory: Path, settings: IndexerSettings) -> None:
        merging = settings.merging
        policy = TierPolicy(
            segments_per_tier=merging.segments_per_tier,
            floor_documents=merging.floor_articles,
            largest_documents=merging.largest_articles,
            deleted_share=merging.deleted_share,
        )
        options = WriterOptions(settings.writer_memory_mb << 20, policy, SORT_KEY)
        self._writer = IndexWriter(directory, build_schema(), options)

    def put(self, document: IndexDocument) -> None:
        self._writer.put(fields_of(document))

    def remove(self, article_id: str) -> None:
        self._writer.remove(article_id)

    def commit(self, sequence: int) -> None:
        self._writer.commit(sequence)

    def compact(self) -> None:
        self._writer.compact()

    def close(self) -> None:
        self._writer.close()

    def cancel(self) -> None:
        self._writer.cancel()


def _sync(directory: Path) -> None:
    """Forces the names in it to the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
