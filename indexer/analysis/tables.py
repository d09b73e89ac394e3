"""Reads the tables shipped in `data/`: tab-separated, comment lines first, then one line of column names."""

from importlib.resources import files


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.tsv`, each keyed by column name."""
    text = files("indexer.analysis").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:])
