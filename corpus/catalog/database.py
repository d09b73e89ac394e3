"""Opens the catalog's database and runs transactions on it; turns the driver's errors into ours.

SQLite runs in WAL mode with synchronous=FULL: a commit is on disk when it returns. NORMAL would keep the file
consistent too, but a power cut could take back changes whose sequence numbers the index has already consumed.
Only claims go without the fsync (8 ms beside other work, measured): a lost claim is claimed again.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from corpus.catalog.migration import is_current, migrate
from corpus.catalog.schema import SCHEMA_VERSION, facts, metadata
from corpus.errors import TraTinError

BUSY_SECONDS = 30
"""How long a writer waits for another; one transaction lasts milliseconds, the largest sitemap a second."""

CACHE_KIB = 32 * 1024
"""The inner pages of the indexes over a million URLs; the default of 2 MiB reads them anew for each claim."""

CHECKPOINT_PAGES = 8_000
"""Of 4 kB in the write-ahead log before they go into the database, which takes fsyncs. A claim changes some
ten: with the default of 1,000 every hundredth claim waited for the disk."""

_WRITES = "tratin_writes"
_LASTING = "tratin_lasting"


class CatalogMissing(TraTinError):
    """There is no catalog yet: `tratin crawl` makes one, `tratin reparse` rebuilds it from the archive."""


class CatalogUnusable(TraTinError):
    """The catalog cannot be used as it is; names the file and the repair."""


class Database:
    """A checked catalog database. `place` names it in messages: a path, or a URL without its password."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self._engine = sa.create_engine(url)
        self._read_only = read_only
        self._together: sa.Connection | None = None
        path = _sqlite_path(self._engine.url)
        self.place = str(path) if path else self._engine.url.render_as_string(hide_password=True)
        if path is not None:
            _check_file(path, read_only)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _set_pragmas(read_only))
            sa.event.listen(self._engine, "begin", _begin)
        self._writers = {
            lasting: self._engine.execution_options(**{_WRITES: True, _LASTING: lasting})
            for lasting in (True, False)
        }
        self._check_schema()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One transaction that sees one state of the catalog."""
        if self._together is not None:
            yield self._together
            return
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self, *, lasting: bool = True) -> Iterator[None]:
        """Makes one transaction of all that this thread reads and writes inside: one fsync for many pages.

        One inside another is part of it.
        """
        outer = self._together
        with self.writing(lasting=lasting) as connection:
            self._together = connection
            try:
                yield
            finally:
                self._together = outer

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[sa.Connection]:
        """One transaction, alone with its writes: all of it is on disk when the block ends, or nothing.

        One that need not last is whole, too, and survives kill -9, but may be lost with the power.
        """
        if self._read_only:
            raise CatalogUnusable(f"{self.place} was opened for reading only")
        if self._together is not None:
            yield self._together
            return
        with self._explained(), self._writers[lasting].begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _check_schema(self) -> None:
        with self.reading() if self._read_only else self.writing() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if not tables and not self._read_only:
                _create(connection)
            elif facts.name not in tables:
                raise CatalogUnusable(_repair(self.place, "holds no catalog"))
            stored = sa.select(facts.c.value).where(facts.c.name == "schema_version")
            version = int(connection.scalar(stored) or 0)
            if version > SCHEMA_VERSION:
                raise CatalogUnusable(_too_new(self.place, version))
            current = version == SCHEMA_VERSION and is_current(connection)
            if not current and not self._read_only:
                migrate(connection)
        if not current and self._read_only:
            self._migrate_for_readers()

    def _migrate_for_readers(self) -> None:
        """A reader of a catalog of an earlier version: another connection adds what is missing, at once."""
        try:
            Database(self._engine.url.render_as_string(hide_password=False)).close()
        except CatalogUnusable as error:
            raise CatalogUnusable(
                f"{error} (an earlier Tra Tin wrote it, and it cannot be brought up to date here: "
                "let a user who may write it open it once, with `tratin index`)"
            ) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.IntegrityError:
            raise
        except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
            cause = str(getattr(error, "orig", None) or error)
            raise CatalogUnusable(_explain(self.place, cause)) from error


def _create(connection: sa.Connection) -> None:
    metadata.create_all(connection)
    first = {"schema_version": SCHEMA_VERSION, "catalog_id": uuid.uuid4().hex, "last_sequence": 0}
    connection.execute(
        sa.insert(facts), [{"name": name, "value": str(value)} for name, value in first.items()]
    )


def _too_new(place: str, version: int) -> str:
    return (
        f"{place} was written by a newer Tra Tin (schema {version}, here {SCHEMA_VERSION}): "
        "upgrade, or move it aside and run `tratin reparse`"
    )


def _sqlite_path(url: sa.URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _check_file(path: Path, read_only: bool) -> None:
    if not path.exists():
        if read_only:
            raise CatalogMissing(
                f"{path}: no catalog: `tratin crawl` makes one, `tratin reparse` rebuilds one"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        return
    with path.open("rb") as file:
        start = file.read(16)
    if start and start != b"SQLite format 3\0":
        raise CatalogUnusable(_repair(path, "is not an SQLite database"))


def _explain(place: str, cause: str) -> str:
    if "locked" in cause:
        return f"{place}: busy for {BUSY_SECONDS} s: another process writes to it: wait for it, or stop it"
    if "full" in cause or "I/O error" in cause:
        return f"{place}: {cause}: free some space or look after the disk, then go on; nothing done is lost"
    return _repair(place, cause)


def _repair(place: object, fault: str) -> str:
    return f"{place}: {fault}: move it aside and run `tratin reparse`, which rebuilds it from the archive"


def _set_pragmas(read_only: bool) -> Any:
    def on_connect(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, in `_begin`
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys=ON")

    return on_connect


def _begin(connection: sa.Connection) -> None:
    """A writer takes its lock at once: one that first reads could not upgrade past another writer."""
    options = connection.get_execution_options()
    writes, lasting = options.get(_WRITES, False), options.get(_LASTING, True)
    if writes and connection.info.get(_LASTING) != lasting:
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
        connection.info[_LASTING] = lasting
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
