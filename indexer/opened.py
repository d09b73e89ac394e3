"""Which committed state answers: searches hold it while they run, a thread opens the next one meanwhile.

A state that a newer one has replaced is closed when its last search has ended.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.engines.base import EngineReader

_log = logging.getLogger(__name__)

_REST = 9
"""After a state was opened and warmed nothing is opened for so many times as long: a writer that commits all
the time costs searches a tenth of theirs."""


@dataclass(slots=True)
class State:
    """A committed state that is open, and how many searches use it."""

    directory: Path
    reader: EngineReader
    users: int = 0
    replaced: bool = False


class Opened:
    """The newest state that could be opened. Safe for threads."""

    def __init__(
        self,
        open_newest: Callable[[], State],
        is_newest: Callable[[State], bool],
        *,
        every_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Opens the first state at once. Raises NeedsRebuild and IndexDamaged."""
        self._open_newest = open_newest
        self._is_newest = is_newest
        self._every_seconds = every_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._state = open_newest()
        self._look_again = clock() + every_seconds
        self.problem: str | None = None
        """Why a newer state could not be opened; the one before it goes on answering."""

    @contextmanager
    def using(self) -> Iterator[State]:
        """The newest state there is, open for as long as it is used; begins to look for a newer one."""
        self._look()
        with self._lock:
            state = self._state
            state.users += 1
        try:
            yield state
        finally:
            with self._lock:
                state.users -= 1
                unused = state.replaced and not state.users
            if unused:
                state.reader.close()

    def refresh(self) -> None:
        """Opens a newer state now, if there is one, and returns when it answers."""
        with self._refreshing:
            self._refresh()

    def close(self) -> None:
        """Frees the files once the searches that still run have ended; no new ones may begin."""
        with self._refreshing, self._lock:
            state, self._state.replaced = self._state, True
            unused = not state.users
        if unused:
            state.reader.close()

    def _look(self) -> None:
        """In a thread of its own, and only one."""
        if self._clock() < self._look_again:
            return
        if self._refreshing.acquire(blocking=False):
            threading.Thread(target=self._refresh_and_release, name="index-refresh", daemon=True).start()

    def _refresh_and_release(self) -> None:
        began = self._clock()
        try:
            self._refresh()
        finally:
            took = self._clock() - began
            self._look_again = began + took + max(self._every_seconds, _REST * took)
            self._refreshing.release()

    def _refresh(self) -> None:
        state = self._state
        if state.replaced:
            return
        try:
            if not self._is_newest(state):
                newer = self._open_newest()
                newer.reader.warm(state.reader)
                self._replace(state, newer)
            self.problem = None
        except (IndexDamaged, NeedsRebuild) as error:
            if str(error) != self.problem:
                _log.error("index not reopened, the last good state goes on answering: %s", error)
            self.problem = str(error)

    def _replace(self, state: State, newer: State) -> None:
        with self._lock:
            self._state, state.replaced = newer, True
            unused = not state.users
        if unused:
            state.reader.close()
