"""What was counted of syllables: what a model keeps of them, and what more articles are added to."""

from dataclasses import dataclass

from indexer.suggest.counting.pairs import PairCounts
from indexer.suggest.counting.triples import TripleCounts


@dataclass(frozen=True, slots=True)
class SyllableCounts:
    """`pairs` are of places in `forms`."""

    forms: list[str]
    pairs: PairCounts
    triples: TripleCounts
