"""Percentiles and ratios of measured queries. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.engines.measure.rounds import Measured


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds over a set of queries."""

    queries: int
    p50: float
    p95: float
    mean: float


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of `values` lies, between neighbours in proportion.

    Source: Hyndman and Fan 1996, definition 7, as NumPy's default. Raises ValueError when there are none.
    """
    if not values:
        raise ValueError("no values, no percentile")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(values: Sequence[float]) -> Spread | None:
    """None where nothing was measured."""
    if not values:
        return None
    return Spread(len(values), percentile(values, 0.5), percentile(values, 0.95), sum(values) / len(values))


def times(
    measured: Iterable[Measured], engine: str, mode: str, kind: str | None = None, *, wall: bool = False
) -> dict[int, float]:
    """Query number -> milliseconds of processor time (or wall time)."""
    return {
        one.query: one.wall_ms if wall else one.cpu_ms
        for one in measured
        if one.engine == engine and one.mode == mode and kind in (None, one.kind)
    }


def ratio(mine: float | None, theirs: float | None) -> float | None:
    """How many times theirs mine is."""
    return None if mine is None or not theirs else mine / theirs
