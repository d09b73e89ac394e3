"""One term's postings as a Whoosh matcher, over decoded arrays."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.system import pack_uint

from indexer.engines.whoosh.storage.postings import PositionList

_BLOCK_POSTINGS: Final = 512
"""So many become Python objects at once, and positions are read for as many."""

Positions = Callable[[], PositionList]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where one term stands in a segment: rows ascending, deleted ones too, and how often in each.

    `positions` begins to read them; None when the field keeps none.
    """

    rows: NDArray[np.int32]
    frequencies: NDArray[np.uint32]
    positions: Positions | None


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]
    """See `whoosh.matching.Matcher`.

    Its best score is exact; of a block it says only that it may be anything, so that none is skipped. With a
    bound for each block Whoosh would skip some, but then stops on deleted documents: its FilterMatcher, which
    leaves them out, does not look where `skip_to_quality` has led (whoosh 2.7.4 and whoosh3 3.54).
    """

    def __init__(
        self, postings: Postings, *, term: tuple[str, bytes], format_: Any, scorer: Any = None, at: int = 0
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._count = len(postings.rows)
        self._positions: PositionList | None = None
        self._at = 0
        self._passed_end = False
        self._load(at)

    def is_active(self) -> bool:
        return not self._passed_end and self._at < self._count

    def reset(self) -> None:
        self._load(0)

    def copy(self) -> "PostingsMatcher":
        return PostingsMatcher(
            self._postings, term=self._term, format_=self.format, scorer=self.scorer, at=self._here
        )

    def id(self) -> int:
        return self._rows[self._at - self._first]

    def weight(self) -> float:
        return self._weights[self._at - self._first]

    def next(self) -> bool:
        """True when that began a new block. Behind the last posting it stays there, as Whoosh's own does."""
        if not self.is_active():
            return False
        self._at += 1
        if self._at < self._first + _BLOCK_POSTINGS:
            return False
        self._load(self._at)
        return True

    def skip_to(self, row: int) -> None:
        """Goes to the first posting from here on whose row is not below `row`.

        Where there is none it ends, but `id` still tells of the one it stood on: so does Whoosh's own, and
        some of its trees ask. Raises ReadTooFar behind the last.
        """
        if not self.is_active():
            raise ReadTooFar
        if row <= self.id():
            return
        if row <= self._rows[-1]:
            self._at = self._first + bisect_left(self._rows, row, self._at - self._first)
        elif row <= self._postings.rows[-1]:
            self._load(int(np.searchsorted(self._postings.rows, row)))
        else:
            self._passed_end = True

    def all_ids(self) -> Iterator[int]:
        """The rows from here on."""
        return iter(self._postings.rows[self._here :].tolist())

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def value(self) -> bytes:
        """The posting as the field's format writes it."""
        if isinstance(self.format, formats.Positions):
            encoded: bytes = self.format.encode(self.value_as("positions"))
            return encoded
        return pack_uint(int(self.weight())) if isinstance(self.format, formats.Frequency) else b""

    def value_as(self, what: str) -> Any:
        if what == "positions":
            return self._positions_here()
        if what == "frequency":
            return int(self.weight())
        if what == "weight":
            return self.weight()
        return super().value_as(what)

    def supports_block_quality(self) -> bool:
        return self.scorer is not None and bool(self.scorer.supports_block_quality())

    def block_quality(self) -> float:
        return float("inf")

    def skip_to_quality(self, least: float) -> int:
        return 0

    @property
    def _here(self) -> int:
        return self._at if self.is_active() else self._count

    def _load(self, at: int) -> None:
        """Goes to posting `at`, and makes lists of it and those behind it."""
        self._at = self._first = at
        self._passed_end = False
        block = slice(at, at + _BLOCK_POSTINGS)
        self._rows: list[int] = self._postings.rows[block].tolist()
        self._weights: list[float] = self._postings.frequencies[block].astype(np.float64).tolist()
        self._block_positions: list[list[int]] | None = None

    def _positions_here(self) -> list[int]:
        if self._block_positions is None:
            self._block_positions = self._read_positions()
        return self._block_positions[self._at - self._first]

    def _read_positions(self) -> list[list[int]]:
        if self._postings.positions is None:
            raise ValueError(f"field {self._term[0]!r} keeps no positions")
        if self._positions is None:
            self._positions = self._postings.positions()
        positions, counts = self._positions.take(np.arange(self._first, self._first + len(self._rows)))
        return [part.tolist() for part in np.split(positions, np.cumsum(counts)[:-1])]
