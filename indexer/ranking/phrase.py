"""Signal: how much of what was typed side by side stands so. Tells a name from its scattered parts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

Positions = Mapping[str, Collection[int]]
"""Where each syllable stands in one text."""


def stands_whole(run: Sequence[str], positions: Positions) -> bool:
    """Whether all of `run` stands somewhere in this order at consecutive positions."""
    return max(_run_endings(run, positions), default=0) == len(run)


def kept_neighbours(run: Sequence[str], positions: Positions) -> int:
    """How many neighbourhoods of `run` stand in the text when it is cut into the fewest whole pieces.

    `Nguyễn Văn Phỉ` keeps 2 where the name stands, 1 where only `Nguyễn Văn` and `Văn Phỉ` do.
    """
    best = [0]
    for at, ending in enumerate(_run_endings(run, positions)):
        best.append(
            max((best[at + 1 - length] + length - 1 for length in range(1, ending + 1)), default=best[at])
        )
    return best[-1]


def _run_endings(run: Sequence[str], positions: Positions) -> Iterator[int]:
    """For each syllable how many of `run` up to it stand side by side somewhere; 0 where it is nowhere."""
    lengths: dict[int, int] = {}
    for syllable in run:
        lengths = {at: lengths.get(at - 1, 0) + 1 for at in positions.get(syllable, ())}
        yield max(lengths.values(), default=0)


def phrase_share(kept: Sequence[int], runs: Sequence[Sequence[str]]) -> float:
    """Share in 0..1 of the query's neighbourhoods that an article keeps."""
    asked = sum(len(run) - 1 for run in runs)
    return sum(kept) / asked if asked else 0.0


def phrase_factor(share: float, weight: float) -> float:
    """1 + weight when every run stands whole. Squared: half a name is much less than half as telling."""
    return 1.0 + weight * share * share
