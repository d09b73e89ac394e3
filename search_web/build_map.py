"""Boundaries of provinces (GeoJSON) -> `data/provinces_*.tsv`: one SVG path each, small enough for a page.

Run when boundaries change: `python -m search_web.build_map provinces63.geojson 63`. Points are snapped to one
grid for all, so that neighbours keep their common border; nothing else is simplified.
"""

import itertools
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.gazetteer import gazetteer
from corpus.text import slug

DATA = Path(__file__).parent / "data"
WEST, NORTH = 102.0, 23.5
UNITS_PER_DEGREE = 36
"""A unit is 3 km: under a pixel where the whole country is 600 px high."""
_SQUEEZE = math.cos(math.radians(16))
"""Of a degree of longitude at the middle of the country."""
_HIGH_SEAS = 110.5
"""East of this lie Hoàng Sa and Trường Sa, whose islands are smaller than a unit and are always drawn."""
HEADER = """# Provinces of Viet Nam as SVG paths, {count} of them; a unit is 1/36 degree of latitude.
# Source: thanglequoc/vietnamese-provinces-database, commit cd58063 (2 August 2026), MIT.
# slug\tname\tpath
"""

Point = tuple[int, int]


def build(source: Path, count: int, target: Path = DATA) -> None:
    """Writes the file of `count` provinces."""
    found = json.loads(source.read_text(encoding="utf-8"))["features"]
    names = {slug(unit.name): unit.name for unit in gazetteer().provinces}
    rows = sorted(_row(feature, names) for feature in found)
    if len(rows) != count:
        raise ValueError(f"{source} has {len(rows)} provinces, not {count}")
    text = HEADER.format(count=count) + "".join("\t".join(row) + "\n" for row in rows)
    (target / f"provinces_{count}.tsv").write_text(text, encoding="utf-8")


def _row(feature: dict[str, dict[str, object]], names: dict[str, str]) -> tuple[str, str, str]:
    """Raises KeyError for a province that the gazetteer does not know."""
    given = slug(str(feature["properties"]["name"])).removeprefix("tinh-").removeprefix("thanh-pho-")
    return given, names[given], "".join(map(_path, _rings(feature["geometry"])))


def _rings(geometry: dict[str, object]) -> Iterator[list[Point]]:
    """The outer ring of each part that is seen at this scale; holes are other provinces, drawn themselves."""
    parts = geometry["coordinates"]
    for polygon in parts if geometry["type"] == "MultiPolygon" else [parts]:  # type: ignore[attr-defined]
        ring = _snapped(polygon[0])
        if len(ring) > 2:
            yield ring
        elif polygon[0][0][0] > _HIGH_SEAS:
            x, y = ring[0]
            yield [(x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2)]


def _snapped(ring: list[list[float]]) -> list[Point]:
    """On the grid, each point once in a row, none on a straight line between its neighbours."""
    points: list[Point] = []
    for longitude, latitude, *_ in ring:
        x = round((longitude - WEST) * _SQUEEZE * UNITS_PER_DEGREE)
        y = round((NORTH - latitude) * UNITS_PER_DEGREE)
        if points and points[-1] == (x, y):
            continue
        if len(points) > 1 and _straight(points[-2], points[-1], (x, y)):
            points.pop()
        points.append((x, y))
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) == (c[0] - a[0]) * (b[1] - a[1])


def _path(ring: list[Point]) -> str:
    """`M12 3l4-1 2 5z`: relative steps, the shortest spelling."""
    steps = [(x - a, y - b) for (a, b), (x, y) in itertools.pairwise(ring)]
    drawn = "".join(
        f"{' ' if x >= 0 and at else ''}{x}{'' if y < 0 else ' '}{y}" for at, (x, y) in enumerate(steps)
    )
    return f"M{ring[0][0]} {ring[0][1]}l{drawn}z"


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
