"""What Whoosh's table of contents remembers of a segment of ours.

FROZEN: Whoosh pickles the class by its path, `indexer.engines.whoosh.codec.segment.TraTinSegment`, with the
state that `__getstate__` returns. Neither may change as long as Whoosh is to open indexes made before.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from whoosh.codec import base

from indexer.engines.whoosh.storage.sealed import FileSeal

if TYPE_CHECKING:
    from indexer.engines.whoosh.codec import TraTinCodec
    from indexer.engines.whoosh.codec.draft import SegmentDraft

SEGMENT_ID_CHARS: Final = 16


class TraTinSegment(base.Segment):  # type: ignore[misc]
    """A segment by name: how many documents, which files (name -> size and CRC), which rows are deleted.

    `files` is None until the segment is written.
    """

    def __init__(
        self,
        name: str,
        documents: int = 0,
        files: Mapping[str, FileSeal] | None = None,
        deleted: Iterable[int] = (),
    ) -> None:
        self.name = name
        self.indexname, _, self.segid = name.rpartition("_")
        self.documents = documents
        self.files = None if files is None else dict(files)
        self.deleted = set(deleted)
        self.compound = False
        self._draft: SegmentDraft | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "documents": self.documents,
            "files": self.files,
            "deleted": sorted(self.deleted),
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]

    def draft(self, storage: Any) -> "SegmentDraft":
        """What Whoosh's two writers of this segment share until it is written."""
        from indexer.engines.whoosh.codec.draft import SegmentDraft

        if self._draft is None:
            self._draft = SegmentDraft(storage, self)
        return self._draft

    def codec(self) -> "TraTinCodec":
        from indexer.engines.whoosh.codec import TraTinCodec

        return TraTinCodec()

    def segment_id(self) -> str:
        return self.name

    def should_assemble(self) -> bool:
        """Never into one of Whoosh's compound files: ours are mapped as they are."""
        return False

    def set_doc_count(self, documents: int) -> None:
        self.documents = documents

    def doc_count_all(self) -> int:
        return self.documents

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self.deleted))

    def delete_document(self, row: int, delete: bool = True) -> None:
        if not 0 <= row < self.documents:
            raise IndexError(f"document {row} of {self.documents} in {self.name}")
        if delete:
            self.deleted.add(row)
        else:
            self.deleted.discard(row)

    def is_deleted(self, row: int) -> bool:
        return row in self.deleted
