"""Reads the tables of `data/`, each once and on first use. The only part of enrich that touches disk."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/NAME.tsv` without its header; every row has as many cells as the header."""
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    width = lines[0].count("\t") + 1
    return tuple(tuple((line + "\t" * width).split("\t")[:width]) for line in lines[1:] if line)
