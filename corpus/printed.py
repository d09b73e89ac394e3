"""What a command tells people, before it meets a terminal: lines with marked parts, and tables. Pure.

Each room says in a `printed.py` of its own how its reports read; colours and widths are the command line's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Style = Literal["plain", "strong", "faint"]


class Part(NamedTuple):
    """A run of text in one style."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True)
class Line:
    """One line, or several where a part has line breaks. `aside`: a remark, not part of the result."""

    parts: tuple[Part, ...]
    aside: bool = False


@dataclass(frozen=True)
class Table:
    """Records under a name."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Line | Table


def line(text: str, style: Style = "plain") -> Line:
    """A line in one style."""
    return Line((Part(text, style),))


def remark(name: str, text: str) -> Line:
    """`name: text` beside the result."""
    return Line((Part(f"{name}:", "strong"), Part(f" {text}")), aside=True)


def report_blocks(report: Mapping[str, Any]) -> Iterator[Block]:
    """Plain values as lines, a list of records as a table under its name."""
    for name, value in report.items():
        told = name.replace("_", " ")
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield _table(name, value)
        elif isinstance(value, list) and value:
            yield line("\n  ".join([f"{told}:", *map(cell, value)]))
        else:
            yield line(f"{told}: {cell(value)}")


def _table(name: str, records: Sequence[Mapping[str, Any]]) -> Table:
    columns = tuple(column.replace("_", " ") for column in records[0])
    return Table(name, columns, tuple(tuple(map(cell, record.values())) for record in records))


def cell(value: object) -> str:
    """A value in the room of a table's cell; nothing is a dash."""
    if isinstance(value, dict):
        known = {key: inner for key, inner in value.items() if inner is not None}
        told = (f"{key.replace('_', ' ')}: {cell(inner)}" for key, inner in known.items())
        return ", ".join(told) or "–"
    if isinstance(value, list):
        return ", ".join(map(cell, value)) or "–"
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
