"""The years of a search as bars, and the months of a year that was chosen: counts -> shapes and links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer import FacetCount
from search_web import formats
from search_web.languages import gettext
from search_web.search_state import SearchState
from search_web.serving.request_state import url_of

HEIGHT = 48
"""Of the tallest bar; what follows is in the same units."""
STEP = 12
MOST_YEARS = 40
"""A wrong year of one article must not squeeze all others into a line."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year or month. `url` None: there is nothing to lead to."""

    label: str
    name: str
    count: str
    url: str | None
    x: int
    y: int
    height: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    title: str
    unit: str
    bars: tuple[Bar, ...]
    width: int
    first: str
    last: str
    undated: str = ""


def timeline(state: SearchState, facets: Mapping[str, Sequence[FacetCount]]) -> Timeline | None:
    """None where there is nothing to compare."""
    years = state.values("year")
    if len(years) == 1 and facets.get("month"):
        return _months(state, int(years[0]), facets["month"])
    return _years(state, facets.get("year", ()))


def _years(state: SearchState, counts: Sequence[FacetCount]) -> Timeline | None:
    held = {int(value.value): value.count for value in counts if value.count}
    if len(held) < 2:
        return None
    last = max(held)
    span = range(max(min(held), last - MOST_YEARS + 1), last + 1)
    chosen = state.values("year")
    rows = [
        (str(year), gettext("Năm %(year)s", year=year), held.get(year, 0), str(year) in chosen)
        for year in span
    ]
    undated = state.without("year")
    links = [url_of(undated.with_filter("year", str(year))) for year in span]
    return Timeline(gettext("Kết quả theo năm đăng"), gettext("Năm"), *_drawn(rows, links))


def _months(state: SearchState, year: int, counts: Sequence[FacetCount]) -> Timeline:
    held = {value.value: value.count for value in counts}
    rows, links = [], []
    for month in range(1, 13):
        name = formats.month(year, month)
        rows.append((f"{month}/{year}", name, held.get(f"{year}-{month:02}", 0), False))
        links.append(url_of(state.without("year").with_dates(f"{month}/{year}", f"{month}/{year}")))
    title = gettext("Kết quả theo tháng, năm %(year)s", year=year)
    return Timeline(title, gettext("Tháng"), *_drawn(rows, links))


def _drawn(rows: list[tuple[str, str, int, bool]], links: list[str]) -> tuple[tuple[Bar, ...], int, str, str]:
    """Bars, the width of all, the labels at both ends."""
    return tuple(_bars(rows, links)), len(rows) * STEP, rows[0][0], rows[-1][0]


def _bars(rows: list[tuple[str, str, int, bool]], links: list[str]) -> Iterator[Bar]:
    """What is not nothing is seen: at least two units high."""
    most = max((count for _, _, count, _ in rows), default=0) or 1
    for at, ((label, name, count, selected), url) in enumerate(zip(rows, links, strict=True)):
        height = max(2, round(HEIGHT * count / most)) if count else 0
        yield Bar(
            label=label,
            name=name,
            count=formats.number(count),
            url=url if count else None,
            x=at * STEP,
            y=HEIGHT - height,
            height=height,
            selected=selected,
        )
