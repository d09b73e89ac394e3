"""Where the texts and names of the samples lie, and how their small tables are read."""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
TEMPLATES = Path(__file__).resolve().parent / "templates"


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of the TSV file `name` in order, each by its column names."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
