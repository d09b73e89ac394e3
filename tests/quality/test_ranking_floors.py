"""Floors of ranking on the set of our own: four typings of known items, and short queries.

Raised by `python -m benchmarks.quality --update`; lowered only there, with a reason.
"""

from pathlib import Path

import pytest

from benchmarks.quality.__main__ import measure_all, numbers_of
from benchmarks.quality.compare import Comparing
from benchmarks.quality.floors import read_floors, shortfalls
from benchmarks.quality.own_set import own_set

pytestmark = pytest.mark.quality


def test_ranking_reaches_its_floors(tmp_path: Path) -> None:
    collection = own_set()
    floors = read_floors()
    assert floors.of(collection.digest) is not None, "the samples changed: pin floors of the new set"
    measured = numbers_of(*measure_all(collection, Comparing(tmp_path, peers=())))
    assert shortfalls(floors, collection.digest, measured) == []
    assert measured["unaccented ndcg_at_10"] >= measured["accented ndcg_at_10"] - 0.02
    assert measured["half ndcg_at_10"] >= measured["accented ndcg_at_10"] - 0.015
    assert measured["other-style ndcg_at_10"] >= measured["accented ndcg_at_10"] - 0.005
