"""Percentiles, ratios, goals, and the page that is made of them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.engines.measure.building import Build
from benchmarks.engines.measure.rounds import Measured
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import Operator, Query, QueryClass
from benchmarks.engines.report.machine import Machine
from benchmarks.engines.report.statistics import percentile, ratio, spread
from benchmarks.engines.report.verdicts import verdicts
from benchmarks.engines.results import Result, read_results, write_result

MACHINE = Machine("none", 2, 1, "Linux", "3.11", {"tantivy": "0"}, "abc", "2026-01-01 00:00")


@given(st.lists(st.floats(0, 1e9), min_size=1), st.floats(0, 1))
def test_percentiles_are_numpys(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)))


def test_nothing_measured_has_no_percentile() -> None:
    assert spread([]) is None
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@pytest.mark.parametrize(("mine", "theirs", "expected"), [(2, 4, 0.5), (None, 4, None), (2, 0, None)])
def test_ratio_of_what_is_missing_is_none(
    mine: float | None, theirs: float | None, expected: float | None
) -> None:
    assert ratio(mine, theirs) == expected


def made_up(articles: int, our_ms: float) -> Result:
    """Ours beside tantivy, which always takes 2 ms."""
    result = Result("samples-7", articles, MACHINE, rounds=1)
    result.queries = [Query(0, QueryClass.RARE, Operator.ANY, ("a",), "a")]
    result.builds = [Build(e, articles, 10.0, 10.0, 10**6, 10**6) for e in ("ours", "tantivy")]
    for engine, ms in (("ours", our_ms), ("tantivy", 2.0)):
        result.measured += [Measured(engine, mode.value, 0, "rare", ms, ms, 1) for mode in Mode]
    result.totals = {0: 5}
    return result


@pytest.mark.parametrize(("our_ms", "met"), [(1.0, True), (2.0, True), (2.1, False)])
def test_goals_are_met_only_within_their_limit(our_ms: float, met: bool) -> None:
    found = {verdict.goal: verdict.met for verdict in verdicts(made_up(100_000, our_ms))}
    assert found["faceted top-10, p50 / tantivy's"] is met


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    result = made_up(1000, 1.0)
    write_result(tmp_path, result)
    apart = made_up(1000, 2.0)
    apart.apart = "with-whoosh"
    write_result(tmp_path, apart)
    assert list(read_results(tmp_path)) == [result, apart]


def test_the_page_has_every_table_and_plot_that_it_names(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="make bench installs it")
    from benchmarks.engines.report.document import write_report

    (tmp_path / "images").mkdir()
    results = [made_up(articles, articles / 1e5) for articles in (10_000, 30_000, 100_000)]
    page = write_report(results, None, tmp_path).read_text(encoding="utf-8")
    assert "| faceted top-10, p50 / tantivy's | ≤ 1 | 0.50 | met |" in page
    named = {line.partition("](")[2].rstrip(")") for line in page.splitlines() if line.startswith("![")}
    assert named
    assert all((tmp_path / image).stat().st_size > 1000 for image in named)
