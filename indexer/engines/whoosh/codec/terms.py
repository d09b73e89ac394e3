"""The terms and postings of a segment, as Whoosh asks for them."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, Final

from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from indexer.engines.whoosh.codec.matcher import Positions, Postings, PostingsMatcher
from indexer.engines.whoosh.storage.segment import SegmentReader

Term = tuple[str, bytes]

_DECODED_LISTS: Final = 4
"""Whoosh asks for a term's statistics and then its postings; a list of 1,000,000 takes 8 MB."""
_TERMS_READ_AT_ONCE: Final = 1024


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """See `whoosh.codec.base.TermsReader`: terms are bytes, in order of field and then of bytes."""

    def __init__(self, reader: SegmentReader) -> None:
        self._reader = reader
        self._fields = sorted(field for field in reader.fields if len(reader.terms(field)))
        self._postings = lru_cache(maxsize=_DECODED_LISTS)(self._decode)

    def close(self) -> None:
        self._reader.close()

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Those with terms: a merge may have left a field without any."""
        return list(self._fields)

    def cursor(self, field: str, field_type: Any) -> Any:
        return FieldCursor(self, field, field_type) if field in self._fields else base.EmptyCursor()

    def terms(self) -> Iterator[Term]:
        for field in self._fields:
            yield from self._terms_of(field, 0)

    def terms_from(self, field: str, prefix: bytes) -> Iterator[Term]:
        """Those of `field` from `prefix` on, then those of the fields after it."""
        if field not in self._fields:
            return
        at = self._fields.index(field)
        yield from self._terms_of(field, self.dictionary(field).at_or_after(prefix))
        for later in self._fields[at + 1 :]:
            yield from self._terms_of(later, 0)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def term_info(self, field: str, term: bytes) -> TermInfo:
        """Computed from the term's postings. Raises TermNotFound."""
        return self.info(field, self._expect(field, term))

    def info(self, field: str, ordinal: int) -> TermInfo:
        """A new one each time: Whoosh adds to it the first row of the segment."""
        found = self._postings(field, ordinal)
        lengths = self._reader.lengths(field)
        near = None if lengths is None else lengths[found.rows]
        return TermInfo(
            weight=float(found.frequencies.sum()),
            df=len(found.rows),
            minlength=0 if near is None else int(byte_to_length(int(near.min()))),
            maxlength=0 if near is None else int(byte_to_length(int(near.max()))),
            maxweight=float(found.frequencies.max()),
            minid=int(found.rows[0]),
            maxid=int(found.rows[-1]),
        )

    def frequency(self, field: str, term: bytes) -> float:
        """How often the term stands in the segment. Raises KeyError when it does not, as Whoosh expects."""
        ordinal = self._find(field, term)
        if ordinal is None:
            raise KeyError((field, term))
        return float(self._postings(field, ordinal).frequencies.sum())

    def doc_frequency(self, field: str, term: bytes) -> int:
        """Deleted documents too. Raises KeyError when there is no such term, as Whoosh expects."""
        ordinal = self._find(field, term)
        if ordinal is None:
            raise KeyError((field, term))
        return int(self.dictionary(field).document_frequency(ordinal))

    def matcher(self, field: str, term: bytes, format_: Any, scorer: Any = None) -> PostingsMatcher:
        """Deleted documents too: Whoosh leaves them out. Raises TermNotFound."""
        postings = self._postings(field, self._expect(field, term))
        return PostingsMatcher(postings, term=(field, term), format_=format_, scorer=scorer)

    def dictionary(self, field: str) -> Any:
        """The field's `TermDictionary`. The field is one of this segment."""
        return self._reader.terms(field)

    def _terms_of(self, field: str, first: int) -> Iterator[Term]:
        dictionary = self.dictionary(field)
        for lo in range(first, len(dictionary), _TERMS_READ_AT_ONCE):
            for text in dictionary.texts(lo, min(lo + _TERMS_READ_AT_ONCE, len(dictionary))):
                yield field, text

    def _find(self, field: str, term: bytes) -> int | None:
        found: int | None = self.dictionary(field).find(term) if field in self._fields else None
        return found

    def _expect(self, field: str, term: bytes) -> int:
        ordinal = self._find(field, term)
        if ordinal is None:
            raise TermNotFound(f"no term {field}:{term!r}")
        return ordinal

    def _decode(self, field: str, ordinal: int) -> Postings:
        rows, frequencies = self._reader.postings(field, ordinal)
        positions: Positions | None = None
        if self._reader.has_positions(field):
            positions = partial(self._reader.position_list, field, ordinal, frequencies)
        return Postings(rows, frequencies, positions)


class FieldCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of one field, and jumps: fuzzy queries need no more. Stands on the first at once."""

    def __init__(self, terms: TermsReader, field: str, field_type: Any) -> None:
        self._terms = terms
        self._field = field
        self._field_type = field_type
        self._dictionary = terms.dictionary(field)
        self._ordinal = 0

    def first(self) -> Any:
        return self._go(0)

    def find(self, term: Any) -> Any:
        """Goes to the first term not below `term`; that term, None when there is none."""
        return self._go(self._dictionary.at_or_after(self._field_type.to_bytes(term)))

    def next(self) -> Any:
        return self._go(self._ordinal + 1)

    def text(self) -> Any:
        """The term as the field's type reads it; None behind the last."""
        if not self.is_valid():
            return None
        return self._field_type.from_bytes(self._dictionary.text(self._ordinal))

    term = text

    def term_info(self) -> TermInfo | None:
        return self._terms.info(self._field, self._ordinal) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._ordinal < len(self._dictionary)

    def _go(self, ordinal: int) -> Any:
        self._ordinal = ordinal
        return self.text()
