"""What was decoded or computed last, up to so many bytes. Knows nothing of what it keeps."""

import itertools
import random
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, cast

from indexer.engines.whoosh.reading.memory import give_back

ENTRY_BYTES = 300
"""What a key, its strings and an entry's objects take besides their arrays, about."""


_GIVE_BACK_BYTES = 256 << 20
"""So much was put in or dropped, arrays of all sizes, before what they left behind is worth looking for."""


class Weighed(Protocol):
    """Something that knows its memory."""

    @property
    def nbytes(self) -> int: ...


T = TypeVar("T", bound=Weighed)


class Cache:
    """The entries used last, about, together at most `limit_bytes`. Safe to use from several threads.

    Entries may grow (a set of documents keeps its second form), so each is weighed anew when it is used.
    Keys are tuples that begin with the name of what is kept; equal keys always mean equal entries.
    """

    def __init__(self, limit_bytes: int, tidy: Callable[[], None] = give_back) -> None:
        """`tidy` is called each time that much was put in and dropped, by whoever put in the last entry."""
        self.limit_bytes = limit_bytes
        self._tidy = tidy
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, tuple[Weighed, int]] = OrderedDict()
        self._bytes = self._turned = 0
        self._chance = random.Random(0)  # noqa: S311  not for secrets

    @property
    def nbytes(self) -> int:
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def keys(self) -> list[Hashable]:
        """Of all entries, the one used longest ago first."""
        with self._lock:
            return list(self._entries)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The entry of `key`, made when it is not there. Two threads may both make it; one is kept."""
        with self._lock:
            known = self._entries.get(key)
            if known is not None:
                self._put(key, known[0])
                return cast(T, known[0])
        made = make()
        with self._lock:
            self._put(key, made)
        return made

    def _put(self, key: Hashable, entry: Weighed) -> None:
        weight = entry.nbytes + ENTRY_BYTES
        grown = weight - self._entries.pop(key, (entry, 0))[1]
        self._bytes += grown
        self._turned += max(grown, 0)
        self._entries[key] = (entry, weight)
        while self._bytes > self.limit_bytes:
            dropped = self._entries.pop(self._victim())[1]
            self._bytes -= dropped
            self._turned += dropped
        if self._turned > _GIVE_BACK_BYTES:
            self._turned = 0
            self._tidy()

    def _victim(self) -> Hashable:
        """One of the older half at random: of entries that are used in turn and just do not fit, the oldest
        would always be the next to be used."""
        place = self._chance.randrange(len(self._entries) // 2 or 1)
        return next(itertools.islice(self._entries, place, None))
