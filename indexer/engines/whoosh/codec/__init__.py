"""Whoosh's `Codec` over our segment files, by which `whoosh.index.open_dir` opens and searches our index.

It is how Whoosh reads and writes what lies in `storage/`; our own engine does not go through it. As slow as
stock Whoosh: the promise that the index stays a Whoosh index, and the oracle of our own evaluation.
"""

from typing import Any

from whoosh.codec import base

from indexer.engines.whoosh.codec.draft import refuse
from indexer.engines.whoosh.codec.field_writer import FieldWriter
from indexer.engines.whoosh.codec.opening import open_segment
from indexer.engines.whoosh.codec.per_document import PerDocumentReader
from indexer.engines.whoosh.codec.per_document_writer import PerDocumentWriter
from indexer.engines.whoosh.codec.segment import SEGMENT_ID_CHARS, TraTinSegment
from indexer.engines.whoosh.codec.terms import TermsReader

__all__ = ["TraTinCodec", "TraTinSegment"]


class TraTinCodec(base.Codec):  # type: ignore[misc]
    """See `whoosh.codec.base.Codec`. Vectors are not kept: they would be the documents a second time.

    `ix.writer(codec=TraTinCodec())` writes such segments with Whoosh's own writer. Several processes can
    write at once only with `multisegment=True`: the other way reads half a segment, which there is not.
    """

    length_stats = False
    """Whoosh need not look up each posting's document length: they are kept by document."""

    def per_document_writer(self, storage: Any, segment: TraTinSegment) -> PerDocumentWriter:
        return PerDocumentWriter(segment.draft(storage))

    def field_writer(self, storage: Any, segment: TraTinSegment) -> FieldWriter:
        return FieldWriter(segment.draft(storage))

    def terms_reader(self, storage: Any, segment: TraTinSegment) -> TermsReader:
        return TermsReader(open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: TraTinSegment) -> PerDocumentReader:
        return PerDocumentReader(open_segment(storage, segment), segment)

    def column_filename(self, segment: TraTinSegment, field: str) -> str:
        """Whoosh's `sorting.add_sortable` asks, to lay a column beside a segment."""
        raise refuse(field, f"{segment.name} never changes; write its documents anew with a sortable field")

    def new_segment(self, storage: Any, indexname: str) -> TraTinSegment:
        """Named as Whoosh names its own, so that Whoosh removes its files once it has merged it away."""
        return TraTinSegment(f"{indexname}_{TraTinSegment._random_id(SEGMENT_ID_CHARS)}")
