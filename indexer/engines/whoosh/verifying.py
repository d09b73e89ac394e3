"""Looks at the files of the last commit: at their sizes and footers, or at every byte of them."""

import zlib
from contextlib import closing
from pathlib import Path

import numpy as np

from corpus.errors import IndexDamaged
from indexer.engines.base import Inspection
from indexer.engines.whoosh.deletions import read_deletions
from indexer.engines.whoosh.manifest import (
    Manifest,
    SegmentEntry,
    latest_generation,
    read_manifest,
    table_name,
)
from indexer.engines.whoosh.storage.sealed import FileSeal, damage
from indexer.engines.whoosh.storage.segment import SegmentReader

_TERMS_AT_ONCE = 1 << 20


def verify_index(directory: Path, *, deep: bool) -> Inspection:
    """See `engines.base.Engine.verify`. `deep` reads everything and compares what is stored twice."""
    while True:
        generation = latest_generation(directory)
        try:
            return _verify(directory, generation, deep=deep)
        except IndexDamaged:
            if latest_generation(directory) == generation:
                raise  # else a writer has committed meanwhile, and removed what was being read


def _verify(directory: Path, generation: int, *, deep: bool) -> Inspection:
    manifest = read_manifest(directory, generation)
    _verify_table(directory / table_name(generation), manifest.table)
    terms = postings = 0
    for entry in manifest.segments:
        found = _verify_segment(directory, entry, deep=deep)
        terms += found[0]
        postings += found[1]
    return Inspection(
        sequence=manifest.sequence,
        articles=manifest.live,
        deleted=manifest.documents - manifest.live,
        segments=len(manifest.segments),
        files=len(manifest.file_names),
        size_bytes=_size(directory, manifest),
        terms=terms if deep else None,
        postings=postings if deep else None,
    )


def _verify_table(path: Path, seal: FileSeal) -> None:
    """Whoosh's table is never read here, but other programs do."""
    try:
        table = path.read_bytes()
    except OSError as error:
        raise damage(path, f"{error.strerror}") from error
    if (len(table), zlib.crc32(table)) != seal:
        raise damage(path, "checksum")


def _verify_segment(directory: Path, entry: SegmentEntry, *, deep: bool) -> tuple[int, int]:
    """(terms, postings) read; zeros unless `deep`."""
    with closing(SegmentReader(directory, entry.name, entry.files)) as segment:
        if segment.document_count != entry.documents:
            cause = f"{segment.document_count} documents, committed were {entry.documents}"
            raise damage(directory / next(iter(entry.files)), cause)
        read_deletions(directory, entry)
        if not deep:
            return 0, 0
        segment.verify()
        return _count(segment)


def _count(segment: SegmentReader) -> tuple[int, int]:
    terms = postings = 0
    for field in segment.fields:
        dictionary = segment.terms(field)
        terms += len(dictionary)
        for lo in range(0, len(dictionary), _TERMS_AT_ONCE):
            hi = min(lo + _TERMS_AT_ONCE, len(dictionary))
            postings += int(np.sum(dictionary.document_frequencies(lo, hi)))
    return terms, postings


def _size(directory: Path, manifest: Manifest) -> int:
    """Bytes of all files of the commit."""
    return sum((directory / name).stat().st_size for name in manifest.file_names)
