"""Results as SVG plots."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus.documents import Schema
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.queries import QueryClass
from benchmarks.engines.report.statistics import spread, times
from benchmarks.engines.report.tables import engines_of, title_of
from benchmarks.engines.results import Result

_OURS = "#b3261e"
_OTHERS = ("#1f5fa8", "#3a7d44", "#8a5a00", "#6a4c93", "#5f6b6d", "#0f8b8d", "#b56576", "#355070")
_WIDTH_INCHES = 7.2


def plot_speed(result: Result, mode: Mode, path: Path) -> None:
    """p50 (dot) and p95 (end of the line) of each engine for each class."""
    plt = _pyplot()
    figure, axes = plt.subplots(figsize=(_WIDTH_INCHES, 4.2))
    engines = engines_of(result, Schema.CORE)
    kinds = [kind.value for kind in QueryClass]
    for nth, engine in enumerate(engines):
        for at, kind in enumerate(kinds):
            found = spread(list(times(result.measured, engine, mode, kind).values()))
            if found is None:
                continue
            x = at + (nth - (len(engines) - 1) / 2) * 0.13
            label = title_of(engine) if at == 0 else None
            axes.plot([x, x], [found.p50, found.p95], color=_colour(engine, nth), linewidth=1.2)
            axes.plot([x], [found.p50], "o", color=_colour(engine, nth), markersize=4, label=label)
    axes.set_yscale("log")
    axes.set_xticks(range(len(kinds)), kinds)
    axes.set_ylabel("ms, p50 (dot) to p95")
    axes.set_title(f"{mode.value}: {result.articles:,} articles", fontsize=10)
    _finish(figure, axes, path)


def plot_growth(results: Sequence[Result], engine: str, mode: Mode, path: Path) -> None:
    """p50 of each class over the number of articles; the dotted line is exact proportion."""
    plt = _pyplot()
    figure, axes = plt.subplots(figsize=(_WIDTH_INCHES, 4.2))
    for nth, kind in enumerate(QueryClass):
        points = []
        for result in results:
            found = spread(list(times(result.measured, engine, mode, kind.value).values()))
            if found is not None:
                points.append((result.articles, found.p50))
        if points:
            axes.plot(
                *zip(*points, strict=True), "o-", markersize=3, label=kind.value, color=_colour("", nth)
            )
    sizes = [result.articles for result in results]
    axes.plot(sizes, [0.5 * size / sizes[0] for size in sizes], ":", color="#888888", label="in proportion")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("articles")
    axes.set_ylabel("ms, p50")
    axes.set_title(f"{title_of(engine)}, {mode.value}", fontsize=10)
    _finish(figure, axes, path)


def plot_hits(result: Result, engines: Sequence[str], mode: Mode, path: Path) -> None:
    """Each query's time over its number of hits."""
    plt = _pyplot()
    figure, axes = plt.subplots(figsize=(_WIDTH_INCHES, 4.2))
    for nth, engine in enumerate(engines):
        found = times(result.measured, engine, mode)
        points = [(result.totals[query], ms) for query, ms in found.items() if result.totals.get(query)]
        if points:
            axes.scatter(*zip(*points, strict=True), s=8, label=title_of(engine), color=_colour(engine, nth))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("hits")
    axes.set_ylabel("ms")
    axes.set_title(f"{mode.value}: {result.articles:,} articles", fontsize=10)
    _finish(figure, axes, path)


def _pyplot() -> Any:
    matplotlib: Any = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "tratin", "font.size": 8, "axes.spines.top": False})
    matplotlib.rcParams.update({"axes.spines.right": False, "svg.fonttype": "none"})
    return importlib.import_module("matplotlib.pyplot")


def _colour(engine: str, nth: int) -> str:
    return _OURS if engine.startswith("ours") else _OTHERS[nth % len(_OTHERS)]


def _finish(figure: Any, axes: Any, path: Path) -> None:
    axes.grid(visible=True, which="major", axis="y", linewidth=0.3)
    axes.legend(frameon=False, fontsize=7, ncols=2)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    _pyplot().close(figure)
