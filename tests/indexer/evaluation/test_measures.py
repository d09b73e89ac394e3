"""Measures against hand-made rankings."""

import math

import pytest

from indexer.evaluation.collection import Collection, Passage
from indexer.evaluation.measures import measure


def collection(judgements: dict[str, dict[str, int]]) -> Collection:
    passages = tuple(Passage(f"d{n}", "", "") for n in range(200))
    return Collection("made", passages, dict.fromkeys(judgements, "?"), judgements, "", "")


def test_a_perfect_ranking_measures_one() -> None:
    found = measure({"q": ["d1", "d2"]}, collection({"q": {"d1": 1, "d2": 1}}))
    assert found.model_dump() == {"ndcg_at_10": 1.0, "mrr_at_10": 1.0, "recall_at_100": 1.0}


def test_ranks_count_as_they_are_given_and_unanswered_queries_count_nothing() -> None:
    judged = collection({"q": {"d9": 1}, "nothing": {"d1": 1}})
    found = measure({"q": ["d3", "d2", "d9"]}, judged)
    assert found.mrr_at_10 == pytest.approx(1 / 3 / 2)
    assert found.ndcg_at_10 == pytest.approx(1 / math.log2(4) / 2)
    assert found.recall_at_100 == 0.5
    assert measure({"q": ["d9"]}, judged, only=["q"]).mrr_at_10 == 1.0


def test_only_ten_ranks_count_for_two_and_a_hundred_for_the_third() -> None:
    ranked = [f"d{n}" for n in range(150)]
    found = measure({"a": ranked, "b": ranked}, collection({"a": {"d99": 1}, "b": {"d100": 1}}))
    assert (found.ndcg_at_10, found.mrr_at_10, found.recall_at_100) == (0.0, 0.0, 0.5)
