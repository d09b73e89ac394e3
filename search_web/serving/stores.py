"""What the front end reads from: the index, the catalog and the archive, each opened when first needed.

Read-only. Must not build pages: views ask here and say what they got.
"""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from corpus.archive import ArchivedResponse, ArchiveReader, Locator
from corpus.article import Article
from corpus.attachment import AttachedFile
from corpus.catalog import Catalog, ListedArticle, PortalSummary, Problem, StoredArticle
from corpus.documents import DocumentIdentity
from corpus.portal import Portal
from corpus.settings import StorageSettings
from indexer import (
    CitedDocument,
    Hit,
    IndexerSettings,
    IndexStatus,
    Query,
    ResultPage,
    Scan,
    Suggestions,
    open_index,
)

Clock = Callable[[], float]
Value = TypeVar("Value")
FileIdentity = tuple[int, int]


class SearchIndex(Protocol):
    """The part of indexer.Index that pages need."""

    def search(self, query: Query) -> ResultPage: ...

    def scan(self, query: Query, limit: int) -> Scan: ...

    def version(self) -> str: ...

    def status(self) -> IndexStatus: ...

    def suggest(self, typed: str) -> Suggestions: ...

    def propose(self, typed: str) -> Suggestions: ...

    def documents(self, wanted: DocumentIdentity) -> tuple[CitedDocument, ...]: ...

    def similar(self, article: Article, article_id: str, limit: int = 5) -> tuple[Hit, ...]: ...


class Articles(Protocol):
    """The part of corpus.catalog.Catalog that pages need."""

    def article(self, article_id: str) -> StoredArticle | None: ...

    def versions(self, article_id: str) -> tuple[StoredArticle, ...]: ...

    def listed_articles(self, first: str, last: str) -> Sequence[ListedArticle]: ...

    def current_articles(self, ids: Collection[str]) -> dict[str, Article]: ...

    def listed_count(self) -> int: ...

    def summary(self) -> tuple[PortalSummary, ...]: ...

    def problems(self, limit: int = 50) -> tuple[Problem, ...]: ...

    def portals(self) -> tuple[Portal, ...]: ...

    @property
    def files(self) -> "Files": ...

    @property
    def reposts(self) -> "Reposts": ...


class Reposts(Protocol):
    """The part of corpus.catalog.RepostStore that pages need."""

    def members(self, article_id: str) -> tuple[str, ...]: ...


class Files(Protocol):
    """The part of corpus.catalog.Files that pages need."""

    def of_article(self, article: Article) -> tuple[AttachedFile, ...]: ...

    def with_texts(self, article: Article) -> Article: ...


class Captures(Protocol):
    """The part of corpus.archive.ArchiveReader that pages need."""

    def read(self, locator: Locator) -> ArchivedResponse: ...


class Stores(Protocol):
    """Where pages find their data. `index` raises NeedsRebuild or IndexDamaged."""

    def index(self) -> SearchIndex: ...

    def articles(self) -> Articles: ...

    def captures(self) -> Captures: ...


class DiskStores:
    """The stores of one storage directory. Safe to share between threads."""

    def __init__(self, storage: StorageSettings, indexer: IndexerSettings) -> None:
        self._storage = storage
        self._indexer = indexer
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None
        self._catalog: Catalog | None = None
        self._catalog_file: FileIdentity | None = None

    def index(self) -> SearchIndex:
        """The index; while there is none, each call looks again, so a site heals when `tratin index` ends."""
        with self._lock:
            if self._index is None:
                self._index = open_index(self._indexer, self._storage)
            return self._index

    def articles(self) -> Articles:
        """The catalog; one put in its place while the site runs (a backup, a rebuild) is opened instead."""
        url = self._storage.resolved_catalog_url
        with self._lock:
            here = _sqlite_file(url)
            if self._catalog is None or (here and here != self._catalog_file):
                replaced, self._catalog = self._catalog, Catalog.open(url, read_only=True)
                self._catalog_file = here
                if replaced:
                    replaced.close()
            return self._catalog

    def captures(self) -> Captures:
        return ArchiveReader(self._storage.warc_directory)


def _sqlite_file(catalog_url: str) -> FileIdentity | None:
    """Device and inode of the catalog's file; None while there is none, and for a database server."""
    scheme, _, path = catalog_url.partition(":///")
    try:
        status = Path(path.partition("?")[0]).stat() if scheme.startswith("sqlite") and path else None
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino) if status else None


class Remembered(Generic[Value]):
    """A value that is made again once it is older than `seconds`. A failure is raised, never remembered."""

    def __init__(self, make: Callable[[], Value], seconds: float, clock: Clock = time.monotonic) -> None:
        self._make = make
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._made: tuple[float, Value] | None = None

    def get(self) -> Value:
        with self._lock:
            now = self._clock()
            if self._made is None or now - self._made[0] > self._seconds:
                self._made = (now, self._make())
            return self._made[1]
