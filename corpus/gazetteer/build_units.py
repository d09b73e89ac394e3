"""Builds data/districts.tsv, communes_before.tsv and communes_now.tsv from the two upstream data sets.

Run once when the upstream data changes, not by the product:
`python -m corpus.gazetteer.build_units FOLDER`, where FOLDER holds `legacy63_to_2025_wards.csv` and
`vn_units_2026-07-25_simplified.json` (see data/SOURCES.md). The same input gives the same bytes.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]
DATA = Path(__file__).parent / "data"
TYPES = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Xã", "Phường", "Đặc khu")


def build_units(source: Path, target: Path = DATA) -> None:
    """Writes the three tables into `target`.

    Raises KeyError when a commune of today's list is missing from the mapping of 2025 or the other way.
    """
    with (source / "legacy63_to_2025_wards.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    current = json.loads((source / "vn_units_2026-07-25_simplified.json").read_text(encoding="utf-8"))
    codes = _current_codes(rows, current)
    _write(target / "districts.tsv", "code\ttype\tname\tprovince\tsuccessors", _districts(rows, codes))
    _write(
        target / "communes_before.tsv",
        "code\ttype\tname\tdistrict\tsuccessors",
        _communes_before(rows, codes),
    )
    _write(target / "communes_now.tsv", "code\ttype\tname\tprovince", _communes_now(rows, codes))


def _current_codes(rows: list[Row], current: list[dict[str, object]]) -> dict[str, str]:
    """Commune code of the 2025 mapping -> code of today's list: equal, but for one recoded commune."""
    today: set[str] = {ward["Code"] for province in current for ward in province["Wards"]}  # type: ignore
    mapped = {row["newWardCode"] for row in rows}
    recoded = dict(zip(sorted(mapped - today), sorted(today - mapped), strict=True))
    return {code: recoded.get(code, code) for code in mapped}


def _districts(rows: list[Row], codes: dict[str, str]) -> Iterator[str]:
    """Five island districts had no communes: they name their successor themselves."""
    seen = {row["districtCode"].zfill(3): row for row in rows}
    for code, row in sorted(seen.items()):
        successor = "" if row["ward"] else codes[row["newWardCode"]]
        yield f"{code}\t{_split(row['district'])}\t{_bare(row['province'])}\t{successor}"


def _communes_before(rows: list[Row], codes: dict[str, str]) -> Iterator[str]:
    successors: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        if row["ward"]:
            key = (row["wardCode"].partition(".")[0].zfill(5), row["ward"], row["districtCode"].zfill(3))
            successors.setdefault(key, set()).add(codes[row["newWardCode"]])
    for (code, full, district), after in sorted(successors.items()):
        yield f"{code}\t{_split(full)}\t{district}\t{' '.join(sorted(after))}"


def _communes_now(rows: list[Row], codes: dict[str, str]) -> Iterator[str]:
    for code, full, province in sorted(
        {(codes[r["newWardCode"]], r["newWard"], r["newProvince"]) for r in rows}
    ):
        yield f"{code}\t{_split(full)}\t{_bare(province)}"


def _split(full: str) -> str:
    """`Huyện An Minh` -> `huyện<TAB>An Minh`; a numbered unit keeps its number as its name."""
    kind = next(kind for kind in TYPES if full.lower().startswith(kind.lower() + " "))
    return f"{kind.lower()}\t{full[len(kind) + 1 :].strip()}"


def _bare(full: str) -> str:
    return _split(full).partition("\t")[2]


def _write(path: Path, header: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build_units(Path(sys.argv[1]))
