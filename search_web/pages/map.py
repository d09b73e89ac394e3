"""A search -> the page object of `/ban-do`: its hits by province, 63 of the time or the 34 of today.

A province that posts much has many hits of everything: the shade is the share of what is held of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from flask import url_for

from indexer import Boundaries
from search_web import formats, labels, sentences
from search_web.languages import gettext, ngettext, percent
from search_web.pages.objects import Link
from search_web.search_state import SearchState
from search_web.serving.request_state import url_of
from search_web.serving.stores import SearchIndex

PROVINCES = {Boundaries.THEN: 63, Boundaries.NOW: 34}
SHADES = 5
ENOUGH_HELD = 20
"""Of fewer articles a share is chance: such a province is shaded, but sets no scale."""
BORE_TWO_NAMES = {"hue": ("thua-thien-hue", "hue")}
"""Thừa Thiên Huế became the city of Huế on 1/1/2025, half a year before the 34: one shape among the 63."""


class Shape(NamedTuple):
    """A province as an SVG path."""

    slug: str
    name: str
    path: str


class Tally(NamedTuple):
    """Articles of one province: found by the search, held in all."""

    shape: Shape
    found: int
    held: int


@dataclass(frozen=True, slots=True)
class MapRow:
    """One province in words. `shade` is 0 (nothing found) to SHADES."""

    name: str
    path: str
    count: str
    held: str
    share: str
    shade: int
    url: str | None


@dataclass(frozen=True, slots=True)
class MapPage:
    """`/ban-do`."""

    title: str
    sentence: str
    switch: tuple[Link, ...]
    shapes: tuple[MapRow, ...]
    listed: tuple[MapRow, ...]
    """Those that we hold anything of, the fullest first."""
    without: str
    """Those of which we hold nothing."""
    legend: tuple[str, ...]
    """What each shade means, from 1 on."""
    elsewhere: str
    results_url: str


def map_page(state: SearchState, index: SearchIndex) -> MapPage:
    """Two queries: what was found anywhere, what is held."""
    state = _on_a_map(state)
    anywhere = state.without("province").without("unit")
    answer = index.search(anywhere.to_query(1, ("province",)))
    everything = SearchState(boundaries=state.boundaries)
    held = index.search(everything.to_query(1, ("province",))).facets["province"]
    found = {value.value: value.count for value in answer.facets["province"]}
    tallies = _tallies(state.boundaries, found, {value.value: value.count for value in held})
    shares = bool(anywhere.text or anywhere.narrowed)
    scale = _scale(tallies, shares=shares)
    rows = tuple(_row(anywhere, tally, scale, shares=shares) for tally in tallies)
    order = sorted(range(len(rows)), key=lambda at: (-tallies[at].found, tallies[at].shape.slug))
    without = ", ".join(tally.shape.name for tally in tallies if not tally.held)
    searched = sentences.searched(anywhere, sentences.chosen_labels(anywhere, answer.facets))
    return MapPage(
        title=gettext("Bản đồ theo tỉnh"),
        sentence=searched or gettext("Tất cả tin đang giữ"),
        switch=tuple(_switch(state)),
        shapes=rows,
        listed=tuple(rows[at] for at in order if tallies[at].held),
        without=gettext("Chưa giữ tin nào của: %(provinces)s.", provinces=without) if without else "",
        legend=_legend(scale, shares=shares),
        elsewhere=_elsewhere(answer.total - sum(found.values())),
        results_url=url_of(anywhere),
    )


@cache
def shapes(boundaries: Boundaries) -> tuple[Shape, ...]:
    """The provinces of that map, by slug."""
    text = files("search_web").joinpath("data", f"provinces_{PROVINCES[boundaries]}.tsv").read_text("utf-8")
    return tuple(Shape(*line.split("\t")) for line in text.splitlines() if not line.startswith("#"))


def _on_a_map(state: SearchState) -> SearchState:
    """Either then or now: there is no map of both."""
    return state if state.boundaries in PROVINCES else state.with_boundaries(Boundaries.NOW)


def _slugs(shape: Shape, boundaries: Boundaries) -> tuple[str, ...]:
    if boundaries is Boundaries.THEN:
        return BORE_TWO_NAMES.get(shape.slug, (shape.slug,))
    return (shape.slug,)


def _tallies(boundaries: Boundaries, found: Mapping[str, int], held: Mapping[str, int]) -> tuple[Tally, ...]:
    return tuple(
        Tally(
            shape,
            sum(found.get(slug, 0) for slug in _slugs(shape, boundaries)),
            sum(held.get(slug, 0) for slug in _slugs(shape, boundaries)),
        )
        for shape in shapes(boundaries)
    )


def _value(tally: Tally, *, shares: bool) -> float:
    if not shares:
        return float(tally.found)
    return tally.found / tally.held if tally.held else 0.0


def _scale(tallies: tuple[Tally, ...], *, shares: bool) -> float:
    """The value of the darkest shade."""
    telling = [tally for tally in tallies if tally.found and (tally.held >= ENOUGH_HELD or not shares)]
    return max((_value(tally, shares=shares) for tally in telling or tallies), default=0.0)


def _row(state: SearchState, tally: Tally, scale: float, *, shares: bool) -> MapRow:
    share = tally.found / tally.held if tally.held else 0.0
    shade = max(1, min(SHADES, round(SHADES * _value(tally, shares=shares) / scale))) if tally.found else 0
    chosen = state
    for slug in _slugs(tally.shape, state.boundaries):
        chosen = chosen.with_filter("province", slug)
    return MapRow(
        name=tally.shape.name,
        path=tally.shape.path,
        count=formats.number(tally.found),
        held=formats.number(tally.held),
        share=percent(share) if tally.held else "",
        shade=shade,
        url=url_of(chosen) if tally.found else None,
    )


def _legend(scale: float, *, shares: bool) -> tuple[str, ...]:
    """The upper end of each shade."""
    ends = [scale * shade / SHADES for shade in range(1, SHADES + 1)]
    if shares:
        return tuple(gettext("đến %(share)s", share=percent(end)) for end in ends) if scale else ()
    return (
        tuple(gettext("đến %(count)s tin", count=formats.number(round(end))) for end in ends) if scale else ()
    )


def _switch(state: SearchState) -> Iterator[Link]:
    for boundaries, count in PROVINCES.items():
        label = gettext(
            "%(boundaries)s: %(count)s tỉnh, thành",
            boundaries=labels.BOUNDARY_LABELS[boundaries],
            count=count,
        )
        url = state.with_boundaries(boundaries).to_url(url_for("map.show", lang=None))
        yield Link(label, url, current=boundaries is state.boundaries)


def _elsewhere(count: int) -> str:
    """Articles of the centre, and those whose place is not known."""
    if count <= 0:
        return ""
    return ngettext(
        "%(count)s tin không thuộc tỉnh nào hoặc chưa rõ tỉnh.",
        "%(count)s tin không thuộc tỉnh nào hoặc chưa rõ tỉnh.",
        count,
        count=formats.number(count),
    )
