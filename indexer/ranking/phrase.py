"""Signal: how much of what was typed side by side stands so. Tells a name from its scattered parts."""

from collections.abc import Collection, Mapping, Sequence


def longest_run(run: Sequence[str], positions: Mapping[str, Collection[int]]) -> int:
    """How many syllables of `run` stand in this order at consecutive positions, at most; 0 when none does."""
    best = 0
    lengths: dict[int, int] = {}
    for syllable in run:
        at_here = positions.get(syllable, ())
        lengths = {at: lengths.get(at - 1, 0) + 1 for at in at_here}
        best = max(best, max(lengths.values(), default=0))
    return best


def phrase_share(longest: Sequence[int], runs: Sequence[Sequence[str]]) -> float:
    """Share in 0..1 of the query's neighbourhoods that the longest runs keep."""
    asked = sum(len(run) - 1 for run in runs)
    kept = sum(max(length - 1, 0) for length in longest)
    return kept / asked if asked else 0.0


def phrase_factor(share: float, weight: float) -> float:
    """1 + weight when every run stands whole."""
    return 1.0 + weight * share
