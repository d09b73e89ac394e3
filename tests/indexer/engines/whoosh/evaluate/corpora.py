"""Small corpora in several segments with deletions: as a snapshot of ours, and as an index by Whoosh."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from whoosh import columns, fields
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import RamStorage

from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.schema import LABEL_SEPARATOR, VALUE_SEPARATOR
from indexer.engines.whoosh.storage.segment import SegmentReader
from indexer.engines.whoosh.writing.flushing import write_segment
from indexer.engines.whoosh.writing.gathering import Gathered
from indexer.engines.whoosh.writing.plan import plan_schema

WORDS = ["an", "ba", "ban", "bàn", "hoi", "hội", "nghi", "nghị", "so", "ket", "kế", "hoach"]
COLOURS = ["do", "xanh", "vang"]


def schema() -> Any:
    words = SpaceSeparatedTokenizer()
    return fields.Schema(
        title=fields.TEXT(analyzer=words),
        body=fields.TEXT(analyzer=words),
        plain=fields.TEXT(analyzer=words, phrase=False),
        tag=fields.ID(),
        number=fields.NUMERIC(signed=True),
        colour=fields.COLUMN(columns.RefBytesColumn()),
        size=fields.COLUMN(columns.RefBytesColumn()),
        day=fields.COLUMN(columns.NumericColumn("i")),
    )


@dataclass(frozen=True)
class Document:
    """`colours` may be several; `day` 0 is undated."""

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    tag: str | None = None
    number: int | None = None
    colours: tuple[str, ...] = ()
    size: str | None = None
    day: int = 0

    def tokens(self, name: str) -> tuple[str, ...]:
        if name == "tag":
            return (self.tag,) if self.tag is not None else ()
        found: tuple[str, ...] = getattr(self, name)
        return found


@dataclass(frozen=True)
class Corpus:
    """Documents in segments; `deleted` counts over all of them."""

    segments: tuple[tuple[Document, ...], ...]
    deleted: frozenset[int] = field(default_factory=frozenset)

    @property
    def documents(self) -> list[Document]:
        return [document for segment in self.segments for document in segment]

    @property
    def live(self) -> list[int]:
        return [row for row in range(len(self.documents)) if row not in self.deleted]


texts = st.lists(st.sampled_from(WORDS), max_size=9).map(tuple)
documents = st.builds(
    Document,
    title=texts,
    body=texts,
    plain=texts,
    tag=st.none() | st.sampled_from(["a", "b"]),
    number=st.none() | st.integers(-20, 20),
    colours=st.lists(st.sampled_from(COLOURS), max_size=3, unique=True).map(tuple),
    size=st.none() | st.sampled_from(["to", "nho"]),
    day=st.sampled_from([0, 20231231, 20240101, 20240115, 20240201, 20250615]),
)


@st.composite
def corpora(draw: Any) -> Corpus:
    segments = draw(st.lists(st.lists(documents, min_size=1, max_size=9).map(tuple), min_size=1, max_size=3))
    count = sum(map(len, segments))
    deleted = draw(st.frozensets(st.integers(0, count - 1), max_size=count // 3))
    return Corpus(tuple(segments), deleted)


@contextmanager
def opened(corpus: Corpus, *, cache_bytes: int = 1 << 20) -> Iterator[Snapshot]:
    """A snapshot over the corpus, rows in the corpus's order."""
    plan = plan_schema(schema())
    masks = deletion_masks(corpus)
    with tempfile.TemporaryDirectory() as folder:
        readers = []
        for at, segment in enumerate(corpus.segments):
            gathered = Gathered(plan)
            for document in segment:
                gathered.add(_values(document, as_lists=True))
            entry = write_segment(gathered, (Path(folder), f"_MAIN_{at:016}"), 1 << 20)
            assert entry is not None
            readers.append(SegmentReader(Path(folder), entry.name, entry.files))
        snapshot = Snapshot(readers, masks, cache_bytes=cache_bytes)
        try:
            yield snapshot
        finally:
            snapshot.close()


def deletion_masks(corpus: Corpus) -> list[np.ndarray[Any, np.dtype[np.bool_]] | None]:
    """For each segment, which of its documents are deleted."""
    masks, first = [], 0
    for segment in corpus.segments:
        mask = np.array([first + at in corpus.deleted for at in range(len(segment))])
        masks.append(mask if mask.any() else None)
        first += len(segment)
    return masks


def by_whoosh(corpus: Corpus) -> Any:
    """A searcher over the same documents in the same segments, written by Whoosh."""
    index = RamStorage().create_index(schema())
    for segment in corpus.segments:
        writer = index.writer()
        for document in segment:
            writer.add_document(**_values(document, as_lists=False))
        writer.commit(merge=False)
    if corpus.deleted:
        writer = index.writer()
        for row in corpus.deleted:
            writer.delete_document(row)
        writer.commit(merge=False)
    return index.searcher()


def packed(values: Sequence[str]) -> bytes:
    """Slugs with their labels, as the writer packs them."""
    return VALUE_SEPARATOR.join(f"{slug}{LABEL_SEPARATOR}{slug.upper()}" for slug in values).encode()


def _values(document: Document, *, as_lists: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("title", "body", "plain"):
        tokens = document.tokens(name)
        if tokens:
            values[name] = list(tokens) if as_lists else " ".join(tokens)
    optional = {"tag": document.tag, "number": document.number}
    values.update({name: value for name, value in optional.items() if value is not None})
    values["colour"] = packed(document.colours)
    values["size"] = packed([document.size] if document.size else [])
    values["day"] = document.day
    return values
