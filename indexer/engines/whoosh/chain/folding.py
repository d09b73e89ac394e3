"""Re-posts as one entry of a result list: which documents are one article, how many entries hits make.

Ranking knows nothing of it: the order of all hits is what it is, and an article takes the place of its best
document. So pages do not overlap and nothing is lost between them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.chain.scoring import Best
from indexer.engines.whoosh.evaluate.topk import TieOrder
from indexer.engines.whoosh.reading.docsets import DocSet, Rows
from indexer.engines.whoosh.reading.snapshot import Snapshot

MOST_NAMED = 20
"""Of an entry's re-posts so many are named; all are counted."""
_SPARE = 16
"""So many more hits are ordered than are shown, for re-posts among them: costs nothing measurable."""

Order = Callable[[int], Best]
"""The so many best hits, in order. More of them begin with the same ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a result list: the document that stands for it, and its re-posts among the hits."""

    row: int
    score: float
    reposts: Rows
    """The first published first, `MOST_NAMED` at most."""
    repost_count: int


class Clusters:
    """The live documents of one snapshot that were posted several times. `column`: the first one's id."""

    def __init__(self, snapshot: Snapshot, order: TieOrder, *, column: str, id_column: str) -> None:
        self._ids = snapshot.texts(id_column)
        self._order = order
        codes, self._names = snapshot.refs(column)
        named = np.array([bool(name) for name in self._names], dtype=np.bool_)
        rows = (snapshot.live & DocSet.from_mask(named.take(codes))).rows
        own = codes.take(rows)
        several = np.bincount(own, minlength=len(self._names)).take(own) > 1
        self._rows: Rows = np.compress(several, rows)
        self._codes: NDArray[np.integer] = np.compress(several, own)
        by_code = np.argsort(self._codes, kind="stable")
        self._by_code = self._rows.take(by_code)
        self._starts = np.searchsorted(self._codes.take(by_code), np.arange(len(self._names) + 1))
        self._live = snapshot.live_count
        self._all_entries = self._live - len(self._rows) + len(np.unique(self._codes))

    def entries(self, hits: DocSet) -> int:
        """How many articles the hits are."""
        if len(hits) == self._live:
            return self._all_entries
        there = self._codes[hits.contains(self._rows)]
        return len(hits) - len(there) + int(np.count_nonzero(np.bincount(there)))

    def page(self, order: Order, hits: DocSet, start: int, stop: int, *, by_score: bool) -> Iterator[Entry]:
        """The entries from `start` to before `stop`.

        By score an article is shown as its first publisher posted it, where that is a hit; by date as the
        document whose date gives it its place.
        """
        best, codes = self._places(order, start, stop)
        for row, score, code in zip(best.rows.tolist(), best.scores.tolist(), codes, strict=True):
            if code < 0:
                yield Entry(row, score, _NOBODY, 0)
                continue
            members = self._members(code, hits)
            shown = self._first_publisher(members, code, row) if by_score else row
            others = members[members != shown]
            yield Entry(shown, score, self._order.last(others, MOST_NAMED), len(others))

    def places(self, order: Order, start: int, stop: int) -> Best:
        """The documents that give the entries from `start` to before `stop` their places."""
        return self._places(order, start, stop)[0]

    def _places(self, order: Order, start: int, stop: int) -> tuple[Best, list[int]]:
        """The same with their clusters, -1 for those of none."""
        asked = stop + min(stop, _SPARE)
        while True:
            best = order(asked)
            codes = self._codes_of(best.rows)
            first = _first_of_each(codes)
            if len(first) >= stop or len(best.rows) < asked:
                page = first[start:stop]
                return Best(best.rows[page], best.scores[page]), [codes[at] for at in page]
            asked *= 2

    def _codes_of(self, rows: Rows) -> list[int]:
        """The cluster of each; -1 for documents that nobody posted again."""
        if not len(self._rows):
            return [-1] * len(rows)
        places = self._rows.searchsorted(rows)
        there = self._rows.take(places, mode="clip") == rows
        if not there.any():
            return [-1] * len(rows)
        found: list[int] = np.where(
            there, self._codes.take(places, mode="clip").astype(np.int64), -1
        ).tolist()
        return found

    def _members(self, code: int, hits: DocSet) -> Rows:
        """The hits that are the same article; ascending."""
        members = self._by_code[self._starts[code] : self._starts[code + 1]]
        return np.asarray(np.compress(hits.contains(members), members), dtype=np.int32)

    def _first_publisher(self, members: Rows, code: int, row: int) -> int:
        """The cluster bears its id; `row` where it is no hit."""
        ids = self._ids.take(members)
        name = self._names[code]
        return next((int(one) for one, own in zip(members.tolist(), ids, strict=True) if own == name), row)


_NOBODY: Rows = np.empty(0, dtype=np.int32)


def _first_of_each(codes: list[int]) -> list[int]:
    """The places of those that are the first of their cluster, and of those that are of none."""
    seen: set[int] = set()
    first = []
    for at, code in enumerate(codes):
        if code < 0 or code not in seen:
            first.append(at)
            seen.add(code)
    return first
