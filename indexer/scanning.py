"""All hits of one search in order, for exports: of one committed state, each read when it is asked for.

No passages are cut and nothing is marked: that is most of what a page of hits costs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from indexer.types import FacetCount, Hit, QueryNote


@dataclass(frozen=True, slots=True)
class Scan:
    """The answer to one query. Iterating gives its hits; their state stays open until `close`."""

    total: int
    """How many articles there are, also beyond the limit of the scan; exact."""
    listed: int
    """How many hits: fewer than articles where re-posts are folded (`Query.fold`)."""
    version: str
    """Names the committed state: the same version and query give the same answer."""
    facets: Mapping[str, Sequence[FacetCount]]
    notes: tuple[QueryNote, ...]
    ids: tuple[str, ...]
    """The articles' ids, each once, in the order of the result pages."""
    read: Callable[[int], Hit]
    """The hit at a place of `ids`. Raises IndexDamaged."""
    close: Callable[[], None]
    """Lets go of the state; may be called twice."""

    def __iter__(self) -> Iterator[Hit]:
        return map(self.read, range(len(self.ids)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
