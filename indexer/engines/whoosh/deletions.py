"""Deleted documents of a segment: a mask in memory, packed bits in a sealed file on disk.

A segment's own files never change; each commit that deletes more writes a new file of bits.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.manifest import DeletionsFile, SegmentEntry
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter, damage

_DELETED_BITS: Final = "deleted"

Mask = NDArray[np.bool_]


def write_deletions(directory: Path, segment: str, generation: int, mask: Mask) -> DeletionsFile:
    """A sealed file with the bits of `mask`: True for each deleted document of the segment."""
    name = f"{segment}.{generation}.deleted"
    (directory / name).unlink(missing_ok=True)
    writer = SealedWriter(directory / name, segment)
    writer.add(_DELETED_BITS, np.packbits(mask, bitorder="little").tobytes())
    size, crc = writer.seal({"documents": len(mask)})
    return DeletionsFile(name, size, crc, int(np.count_nonzero(mask)))


def read_deletions(directory: Path, segment: SegmentEntry) -> Mask | None:
    """True for each deleted document; None when none is. Raises IndexDamaged naming the file."""
    deleted = segment.deleted
    if deleted is None:
        return None
    path = directory / deleted.file
    file = Sealed(path, segment.name, (deleted.size, deleted.crc))
    try:
        bits = file.section(_DELETED_BITS).array("u1")
        if len(bits) != -(-segment.documents // 8):
            raise damage(path, f"{len(bits)} bytes for {segment.documents} documents")
        mask = np.unpackbits(bits, count=segment.documents, bitorder="little").view(np.bool_)
    finally:
        file.close()
    if int(np.count_nonzero(mask)) != deleted.count:
        raise damage(path, f"not {deleted.count} documents")
    return mask
