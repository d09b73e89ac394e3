"""Prints the scores as tables, and puts them between the marks of docs/extraction.md."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.engines.report.machine import this_machine
from benchmarks.extraction.quality import FIELDS, ToolScore

PAGE = Path(__file__).resolve().parents[2] / "docs" / "extraction.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PEERS = ("trafilatura", "readability-lxml", "jusText", "Resiliparse")
OURS = "Tra Tin"


def table(scores: Sequence[ToolScore]) -> str:
    """A Markdown table; a dash where a tool does not offer the field."""
    head = ("tool", "body F1", *FIELDS, "pages/s")
    rows = [
        (s.tool, *(_shown(getattr(s, name)) for name in ("body", *FIELDS)), f"{s.pages_per_second:.0f}")
        for s in scores
    ]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def beaten_in(scores: Sequence[ToolScore]) -> list[str]:
    """The quality columns in which some other tool is better than ours."""
    own = next(score for score in scores if score.tool == OURS)
    others = [score for score in scores if not score.tool.startswith(OURS)]
    columns = ("body", *FIELDS)
    return [name for name in columns if any(_value(s, name) > _value(own, name) for s in others)]


def write_page(scored: dict[str, list[ToolScore]]) -> None:
    """Puts the tables of this run, with its machine and versions, into the page of the docs."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    parts = [f"### {title} ({scores[0].pages})\n\n{table(scores)}" for title, scores in scored.items()]
    measured = "\n\n".join((_circumstances(), *parts))
    PAGE.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8")


def _circumstances() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    where = this_machine([])
    return (
        f"Measured {where.measured} UTC at commit {where.commit} on {where.processor}, "
        f"Python {where.python}; {versions}. One process; pages in a second of its processor time."
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _value(score: ToolScore, name: str) -> float:
    value = getattr(score, name)
    return -1.0 if value is None else float(value)
