"""Clocks, medians and comparisons."""

import time
from collections.abc import Sequence

import pytest

from benchmarks.engines.measure.agreement import compare
from benchmarks.engines.measure.clock import Feed
from benchmarks.engines.measure.rounds import FIRST, measure
from benchmarks.engines.measure.worker import Outcome, Timing
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import Operator, Query, QueryClass

QUERIES = [Query(n, QueryClass.RARE, Operator.ANY, ("a",), "a") for n in range(3)]


class Scripted:
    """A worker whose timings are told beforehand: milliseconds by round, the same for every query."""

    def __init__(self, milliseconds: Sequence[float], refuses: int = -1) -> None:
        self.milliseconds = list(milliseconds)
        self.refuses = refuses
        self.asked: list[int] = []

    def run(self, queries: list[Query], mode: Mode) -> list[Timing | None]:
        if not queries:
            return []
        took = int(self.milliseconds.pop(0) * 1e6)
        self.asked.append(len(queries))
        return [None if query.number == self.refuses else Timing(took, took) for query in queries]


def test_a_querys_time_is_the_median_of_its_rounds() -> None:
    workers = {"one": Scripted([70, 9, 1, 2]), "other": Scripted([80, 5, 5, 5])}
    measured = measure(workers, QUERIES, [Mode.PLAIN], 3, print)  # type: ignore[arg-type]
    assert {m.cpu_ms for m in measured if m.mode == FIRST} == {70.0, 80.0}
    found = [m for m in measured if m.mode != FIRST]
    assert {(m.engine, m.query): m.cpu_ms for m in found} == {
        **{("one", n): 2.0 for n in range(3)},
        **{("other", n): 5.0 for n in range(3)},
    }
    assert all(m.rounds == 3 for m in found)


def test_slow_queries_are_asked_once_and_refused_ones_never_again() -> None:
    slow, refusing = Scripted([900, 900]), Scripted([1, 1, 1], refuses=2)
    workers = {"slow": slow, "refusing": refusing}
    found = measure(workers, QUERIES, [Mode.PLAIN], 2, print)  # type: ignore[arg-type]
    assert slow.asked == [3, 3]
    assert refusing.asked == [3, 3, 2]
    assert {m.query for m in found if m.engine == "refusing"} == {0, 1}


def outcome(
    total: int = 3, numbers: tuple[int, ...] = (7, 8), scores: tuple[float, ...] = (2.0, 1.0)
) -> Outcome:
    return Outcome(total, numbers, (0,) * len(numbers), scores, {"kind": {"news": total}})


@pytest.mark.parametrize(
    ("theirs", "totals", "scores"),
    [
        (outcome(), 1, 1),
        (outcome(total=4), 0, 1),
        (outcome(numbers=(7, 9)), 1, 1),
        (outcome(numbers=(9, 8)), 1, 0),
        (outcome(scores=(2.0, 1.0 + 1e-7)), 1, 1),
        (outcome(scores=(2.1, 1.0)), 1, 0),
    ],
    ids=["equal", "total", "a-tie-may-fall-otherwise", "another-best", "rounding", "another-score"],
)
def test_agreement_counts_what_is_alike(theirs: Outcome, totals: int, scores: int) -> None:
    (found,) = compare(QUERIES[:1], {"ours": [outcome()], "whoosh": [theirs]}, "whoosh")
    assert (found.totals, found.scores) == (totals, scores)


def test_engines_of_other_formulas_are_not_judged_by_scores() -> None:
    (found,) = compare(QUERIES[:1], {"ours": [outcome()], "tantivy": [outcome()]}, "tantivy")
    assert found.scores is None


def test_a_feed_counts_what_preparing_costs() -> None:
    def prepare(item: int) -> int:
        end = time.thread_time() + 0.002
        while time.thread_time() < end:
            pass
        return -item

    feed = Feed(iter(range(20)), prepare)
    assert list(feed) == [-n for n in range(20)]
    assert feed.count == 20
    assert feed.spent.cpu_seconds >= 0.04
