"""The best of many without sorting all, and the order of those that are equally good."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.reading.docsets import Rows
from indexer.engines.whoosh.reading.snapshot import Snapshot

Scores = NDArray[np.float32]
Places = NDArray[np.intp]

BLOCK = 1024
"""Rows of one block. The maxima of a million scores take 0.1 ms, a partition of them 1.2 ms or more."""
_BLOCKS_FOR_EACH = 4
"""Blocks for each score that is wanted: of fewer documents blocks are smaller. For 200 of 100,000, most of
them 0, that takes 0.04 ms, a partition 0.8."""


class TieOrder:
    """The order of equal scores: newest first, then by the id column's bytes.

    Inside a segment that is the order of rows, because the writer puts documents so; across segments the
    columns decide. Without columns it is the order of rows, as in Whoosh.
    """

    def __init__(
        self, snapshot: Snapshot, *, sort_key: str | None = None, id_column: str | None = None
    ) -> None:
        self._snapshot = snapshot
        self._ends = np.array([part.end_row for part in snapshot.parts])
        self._sort_key = sort_key if len(snapshot.parts) > 1 else None
        self._date_key = sort_key
        self._id_column = id_column

    def first(self, rows: Rows, count: int) -> Rows:
        """The first `count` of ascending `rows`, in order."""
        if self._sort_key is None or len(rows) == 0:
            return rows[:count]
        borders = np.searchsorted(rows, self._ends).tolist()
        starts = [0, *borders[:-1]]
        heads = [rows[lo : min(hi, lo + count)] for lo, hi in zip(starts, borders, strict=True)]
        return self.arrange(np.concatenate(heads))[:count]

    def last(self, rows: Rows, count: int) -> Rows:
        """The first `count` of ascending `rows` when the oldest come first; undated ones still come last."""
        if self._date_key is None:
            return rows[::-1][:count]
        keys = self._snapshot.numbers(self._date_key).take(rows).astype(np.int64)
        keys[keys == 0] = np.iinfo(np.int64).max
        if len(rows) > count > 0:
            limit = np.partition(keys, count - 1)[count - 1]
            rows, keys = np.compress(keys <= limit, rows), np.compress(keys <= limit, keys)
        return rows.take(np.lexsort((*self._ties(rows), keys)))[:count]

    def arrange(self, rows: Rows, scores: Scores | None = None) -> Rows:
        """These few rows, best score first, equal ones in order."""
        keys: list[NDArray[Any]] = []
        if self._sort_key is not None:
            keys.append(-self._snapshot.numbers(self._sort_key).take(rows).astype(np.int64))
        if scores is not None:
            keys.append(-scores)
        order = np.lexsort([rows, *keys])
        return rows.take(order if self._sort_key is None else self._settle(order, keys, rows))

    def _settle(self, order: Places, keys: Sequence[NDArray[Any]], rows: Rows) -> Places:
        """`order` with those that are equal in all `keys` by id: only their ids are read, 3 us each."""
        same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
        for key in keys:
            ordered = key.take(order)
            same &= ordered[1:] == ordered[:-1]
        if not same.any():
            return order
        after = np.concatenate([[False], same])
        tied = np.flatnonzero(after | np.concatenate([same, [False]]))
        by_id = np.lexsort([*self._ties(rows.take(order.take(tied))), np.cumsum(~after).take(tied)])
        order[tied] = order.take(tied.take(by_id))
        return order

    def _ties(self, rows: Rows) -> list[NDArray[Any]]:
        """What decides between equal dates, weakest first, as `numpy.lexsort` takes it."""
        if self._sort_key is None or self._id_column is None:
            return [rows]
        texts = self._snapshot.texts(self._id_column).take(rows)
        place = {text: at for at, text in enumerate(sorted(set(texts)))}
        return [rows, np.array([place[text] for text in texts], dtype=np.int64)]


def block_maxima(scores: NDArray[Any], block: int = BLOCK) -> NDArray[Any]:
    """The largest of each `block` scores, the last block may be shorter."""
    if not len(scores):
        return scores
    return np.maximum.reduceat(scores, np.arange(0, len(scores), block))


def best(scores: NDArray[Any], count: int, maxima: NDArray[Any] | None = None) -> NDArray[np.intp]:
    """Ascending places of all scores that are at least as good as the `count`-th best.

    More than `count` when several are equal to it; the caller chooses among them. NaN is not allowed.
    `maxima`: those of blocks of `BLOCK`, when they are known.
    """
    if count <= 0:
        return np.empty(0, dtype=np.intp)
    block = BLOCK if maxima is not None else min(BLOCK, len(scores) // (_BLOCKS_FOR_EACH * count))
    if block < 2 or len(scores) <= BLOCK:
        return _at_least_kth(scores, count)
    maxima = block_maxima(scores, block) if maxima is None else maxima
    if len(maxima) <= count:
        return _at_least_kth(scores, count)
    floor = np.partition(maxima, len(maxima) - count)[len(maxima) - count]
    blocks = np.flatnonzero(maxima >= floor)
    if len(blocks) * 2 > len(maxima):
        candidates = np.flatnonzero(scores >= floor)
    else:
        places = (blocks[:, np.newaxis] * block + np.arange(block)).ravel()
        places = places[: np.searchsorted(places, len(scores))]
        candidates = np.compress(scores.take(places) >= floor, places)
    return candidates.take(_at_least_kth(scores.take(candidates), count))


def _at_least_kth(scores: NDArray[Any], count: int) -> NDArray[np.intp]:
    if len(scores) <= count:
        return np.arange(len(scores))
    kth = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= kth)


def top_rows(
    rows: Rows | None, scores: Scores, count: int, order: TieOrder, *, maxima: Scores | None = None
) -> tuple[Rows, Scores]:
    """The `count` best of ascending `rows` and their scores, best first, equal ones in `order`.

    `rows` None: `scores` has one for each document; those not above 0 are no matches. `maxima`: those of
    `scores`, when they are known.
    """
    places = best(scores, count, maxima)
    if rows is None:
        places = np.compress(scores.take(places) > 0, places)
    found = places.astype(np.int32) if rows is None else rows.take(places)
    return arrange_top(found, scores.take(places), count, order)


def arrange_top(rows: Rows, scores: Scores, count: int, order: TieOrder) -> tuple[Rows, Scores]:
    """As `top_rows`, of candidates where more than `count` only when the last are equal."""
    if len(rows) > count:
        kth = np.partition(scores, len(scores) - count)[len(scores) - count]
        sure = np.flatnonzero(scores > kth)
        tied = order.first(np.compress(scores == kth, rows), count - len(sure))
        kept = np.concatenate([rows.take(sure), tied])
        kept_scores = np.concatenate([scores.take(sure), np.full(len(tied), kth, dtype=np.float32)])
    else:
        kept, kept_scores = rows, scores
    by_row = np.argsort(kept)
    kept, kept_scores = kept.take(by_row), kept_scores.take(by_row)
    arranged = order.arrange(kept, kept_scores)
    return arranged, kept_scores.take(np.searchsorted(kept, arranged))
