"""Random documents of a schema with every kind of field, and the same documents by Whoosh's own writer."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from whoosh import columns, fields
from whoosh.analysis import SpaceSeparatedTokenizer, StandardAnalyzer
from whoosh.filedb.filestore import RamStorage

Document = dict[str, Any]

WORDS = ["an", "ba", "bà", "của", "hoi", "hoi nghi", "x" * 300, "đ", "zz", "0", "\x00", "a\x00"]


def build_schema() -> Any:
    words = SpaceSeparatedTokenizer()
    return fields.Schema(
        key=fields.ID(unique=True, stored=True, sortable=columns.VarBytesColumn()),
        placed=fields.TEXT(analyzer=words),
        bag=fields.TEXT(analyzer=words, phrase=False),
        prose=fields.TEXT(analyzer=StandardAnalyzer(), stored=True),
        tags=fields.KEYWORD(commas=True, scorable=True),
        number=fields.NUMERIC(sortable=True, signed=True),
        large=fields.NUMERIC(bits=64, sortable=True),
        ratio=fields.COLUMN(columns.NumericColumn("d")),
        flag=fields.BOOLEAN(stored=True),
        kind=fields.COLUMN(columns.RefBytesColumn()),
        time=fields.COLUMN(columns.NumericColumn("q")),
        note=fields.STORED(),
    )


tokens = st.lists(st.sampled_from([w for w in WORDS if " " not in w]), max_size=12)
optional: dict[str, st.SearchStrategy[Any]] = {
    "placed": tokens,
    "bag": tokens,
    "prose": st.lists(st.sampled_from(["one", "two", "the", "and", "three"]), max_size=9).map(" ".join),
    "tags": st.lists(st.sampled_from(["a", "b b", "c"]), min_size=1, max_size=4).map(",".join),
    "number": st.integers(-(2**31), 2**31 - 1),
    "large": st.integers(-(2**62), 2**62),
    "ratio": st.floats(allow_nan=False),
    "flag": st.booleans(),
    "kind": st.sampled_from([b"news", b"meeting", b"\x00"]),
    "time": st.integers(0, 5),
    "note": st.none() | st.dictionaries(st.text(max_size=3), st.integers()),
}
bodies = st.fixed_dictionaries({}, optional=optional)


def keyed(documents: Sequence[Document], first: int = 0) -> list[Document]:
    """Each with a key of its own, in an order that is not that of the list."""
    return [{**given, "key": f"k{(first + n) * 7919 % 1000:03}"} for n, given in enumerate(documents)]


def by_whoosh(documents: Sequence[Document]) -> Any:
    """A reader over one segment that Whoosh wrote of these documents, in this order."""
    index = RamStorage().create_index(build_schema())
    writer = index.writer()
    for document in documents:
        writer.add_document(**{name: as_text(value) for name, value in document.items() if value is not None})
    writer.commit(optimize=True)
    return index.reader()


def as_text(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def newest_first(documents: Sequence[Document]) -> list[Document]:
    return sorted(documents, key=lambda given: (-(given.get("time") or 0), given["key"].encode()))


def postings_by_whoosh(reader: Any, field: str) -> dict[bytes, list[tuple[int, int, list[int] | None]]]:
    """Term -> (row, frequency, positions when it has them)."""
    found: dict[bytes, list[tuple[int, int, list[int] | None]]] = {}
    for term in reader.lexicon(field):
        matcher = reader.postings(field, term)
        while matcher.is_active():
            places = list(matcher.value_as("positions")) if matcher.supports("positions") else None
            frequency = int(matcher.value_as("frequency"))
            found.setdefault(bytes(term), []).append((matcher.id(), frequency, places))
            matcher.next()
    return found


def postings_of(segment: Any, field: str) -> dict[bytes, list[tuple[int, int, list[int] | None]]]:
    """The same from a segment of ours."""
    if field not in segment.fields:
        return {}
    terms, placed = segment.terms(field), segment.has_positions(field)
    found = {}
    for ordinal, term in enumerate(terms.texts(0, len(terms))):
        rows, frequencies = segment.postings(field, ordinal)
        where: list[list[int] | None] = [None] * len(rows)
        if placed:
            flat, counts = segment.positions(field, ordinal)
            flat, where = flat.tolist(), []
            for count in counts.tolist():
                where.append(flat[:count])
                flat = flat[count:]
        found[term] = list(zip(rows.tolist(), frequencies.tolist(), where, strict=True))
    return found
