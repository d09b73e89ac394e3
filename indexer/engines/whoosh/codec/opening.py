"""From the segment that Whoosh names to the reader of its files."""

from pathlib import Path
from typing import Any

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.codec.segment import TraTinSegment
from indexer.engines.whoosh.storage.segment import SegmentReader


class UnsupportedByCodec(NotImplementedError):
    """Whoosh was asked for something that our segments cannot hold; says what, and what to do instead."""


def directory_of(storage: Any) -> Path:
    """Where a Whoosh storage keeps its files. Raises UnsupportedByCodec when that is no directory."""
    folder = getattr(storage, "folder", "")
    if not folder:
        raise UnsupportedByCodec(f"segments are mapped from a directory, and {storage!r} has none")
    return Path(folder)


def open_segment(storage: Any, segment: TraTinSegment) -> SegmentReader:
    """Checks sizes and footers only.

    Raises IndexDamaged; FileNotFoundError when a file is gone, for then a commit may have overtaken us, and
    Whoosh reads its table of contents again.
    """
    directory = directory_of(storage)
    if segment.files is None:
        raise UnsupportedByCodec(
            f"segment {segment.name} is not written yet: with several processes, write with multisegment=True"
        )
    try:
        return SegmentReader(directory, segment.name, segment.files)
    except IndexDamaged as error:
        for name in segment.files:
            if not (directory / name).exists():
                raise FileNotFoundError(str(error)) from error
        raise
