"""A table that works out what it does not hold yet: quicker to ask than `functools.lru_cache`, and bounded.

For what is asked once per syllable of every article: asking for what is there is one look-up in C.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

ENTRIES = 1 << 16
"""Vietnamese has about 7,000 syllables; the rest is capitals, punctuation, numbers and foreign words."""


class Memo(dict[K, V], Generic[K, V]):
    """`memo[key]` is `make(key)`, kept if it `keeps(key)`. A full table begins anew.

    Threads may share one: at worst a value is worked out twice.
    """

    __slots__ = ("_entries", "_keeps", "_make")

    def __init__(
        self, make: Callable[[K], V], keeps: Callable[[K], bool] | None = None, entries: int = ENTRIES
    ) -> None:
        super().__init__()
        self._entries = entries
        self._make = make
        self._keeps = keeps

    def __missing__(self, key: K) -> V:
        value = self._make(key)
        if self._keeps is None or self._keeps(key):
            if len(self) >= self._entries:
                self.clear()
            self[key] = value
        return value
