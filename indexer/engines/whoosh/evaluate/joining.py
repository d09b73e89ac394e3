"""Places that two ascending lists have in common. Knows no words and no documents."""

import numpy as np

from indexer.engines.whoosh.reading.lines import Keys

_SEARCH_COST = 8
"""One key among many is found in the time in which so many are joined."""
_WINDOW = 1 << 20
"""Places marked at a time, a byte each: they stay in a core's second-level cache."""
_SCATTERED = 512
"""Keys further apart than this on average are joined by sorting: most of a window would be empty."""


def common(starts: Keys, keys: Keys, shift: int) -> Keys:
    """Those of `starts` that plus `shift` are in `keys`; both ascend, and keys are `shift` or more."""
    if not len(starts) or not len(keys):
        return starts[:0]
    by = starts.dtype.type(shift)
    if len(starts) * _SEARCH_COST < len(keys):
        wanted = starts + by
        return np.compress(keys.take(np.searchsorted(keys, wanted), mode="clip") == wanted, starts)
    if len(keys) * _SEARCH_COST < len(starts):
        wanted = keys - by
        return np.compress(starts.take(np.searchsorted(starts, wanted), mode="clip") == wanted, wanted)
    first, last = max(starts[0], keys[0] - by), min(starts[-1], keys[-1] - by)
    if last < first:
        return starts[:0]
    if int(last - first) > (len(starts) + len(keys)) * _SCATTERED:
        both = np.sort(np.concatenate([starts, keys - by]), kind="stable")
        return np.compress(both[1:] == both[:-1], both[1:])
    return _by_windows(starts, keys, int(first), int(last) + 1, shift)


def _by_windows(starts: Keys, keys: Keys, first: int, end: int, shift: int) -> Keys:
    """Marks one list's places and looks the other's up: half the time of a merge by sorting."""
    kind = starts.dtype.type
    borders = np.array([*range(first, end, _WINDOW), end], dtype=starts.dtype)
    of_starts = np.searchsorted(starts, borders).tolist()
    of_keys = np.searchsorted(keys, borders + kind(shift)).tolist()
    marks = np.zeros(_WINDOW, dtype=np.bool_)
    found = []
    for at, border in enumerate(borders[:-1]):
        here = starts[of_starts[at] : of_starts[at + 1]]
        there = (keys[of_keys[at] : of_keys[at + 1]] - (border + kind(shift))).astype(np.intp)
        marks[there] = True
        found.append(np.compress(marks.take((here - border).astype(np.intp)), here))
        marks[there] = False
    return np.concatenate(found)
