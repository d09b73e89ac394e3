"""Where approved synonyms lie, `synonyms.json` beside the index, and how a long-lived index follows them.

Beside and not inside: a rebuilt index keeps them.
"""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import ValidationError

from corpus.sealed import SealBroken, read_sealed, write_sealed
from corpus.settings import StorageSettings
from indexer.analysis.abbreviations import find_concepts
from indexer.analysis.analyzer import read_syllables
from indexer.query.synonyms import Synonym

NAME = "synonyms.json"
MOST = 2000
"""Each is looked for in each query: 2,000 take under a millisecond."""
_KIND, _VERSION = "tratin-synonyms", 1
_log = logging.getLogger(__name__)


def read_synonyms(storage: StorageSettings) -> tuple[Synonym, ...]:
    """Those approved, in the order of approval. Raises SealBroken for a damaged file."""
    path = storage.directory / NAME
    rows = read_sealed(path, _KIND, _VERSION)
    try:
        return tuple(Synonym(**row) for row in rows or ())
    except (ValidationError, TypeError) as error:
        raise SealBroken(
            f"{path}: holds what is no synonym; restore it from a backup, or remove it"
        ) from error


def save_synonyms(storage: StorageSettings, synonyms: Iterable[Synonym]) -> None:
    """Replaces them all. Raises ValueError for too many."""
    rows = [synonym.model_dump() for synonym in dict.fromkeys(synonyms)]
    if len(rows) > MOST:
        raise ValueError(f"at most {MOST} synonyms")
    write_sealed(storage.directory / NAME, _KIND, _VERSION, rows)


def names_a_concept(text: str) -> bool:
    """Whether `text`, as a searcher types it, is an abbreviation or a name that is known as it is."""
    return bool(find_concepts(read_syllables(text), typed=True))


class SynonymBook:
    """The synonyms as the file says now; looked at no more often than `every_seconds`. Safe for threads."""

    def __init__(
        self, storage: StorageSettings, every_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._storage = storage
        self._every_seconds = every_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._look_again = 0.0
        self._seen: tuple[int, int, int] | None = None
        self._synonyms: tuple[Synonym, ...] = ()
        self._mark = ""
        self._looked = False

    def current(self) -> tuple[Synonym, ...]:
        """A damaged file changes nothing but the log: searches go on with what was read before."""
        with self._lock:
            if not self._looked or self._clock() >= self._look_again:
                self._looked = True
                self._look_again = self._clock() + self._every_seconds
                self._look()
            return self._synonyms

    def mark(self) -> str:
        """Names what `current` holds; empty when there are none."""
        self.current()
        return self._mark

    def _look(self) -> None:
        seen = _identity(self._storage.directory / NAME)
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._synonyms = read_synonyms(self._storage) if seen else ()
        except (SealBroken, OSError) as error:
            _log.error("synonyms not read, searching on without the change: %s", error)
            return
        facts = repr(self._synonyms).encode()
        self._mark = hashlib.sha256(facts).hexdigest()[:8] if self._synonyms else ""


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size)
