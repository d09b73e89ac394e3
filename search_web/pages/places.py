"""Counts of the index -> the page objects of `/co-quan` and `/tinh`: whose news are held, to choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from corpus.text import fold
from indexer import Boundaries, FacetCount, Query
from search_web import formats
from search_web.languages import gettext
from search_web.pages.objects import Link
from search_web.serving.stores import SearchIndex

MOST_SHOWN = 200
"""Agencies on one page: nobody reads more, and typing narrows them."""


@dataclass(frozen=True, slots=True)
class Places:
    """A list of them, those with most news first; counts stand in the notes."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """`/co-quan`, `/tinh`."""

    title: str
    told: str
    lists: tuple[Places, ...]
    narrowing: str | None = None
    """What was typed to narrow the list; None where nothing needs to be typed."""


def agencies_page(index: SearchIndex, wanted: str) -> PlacesPage:
    """Agencies whose names have all the words of `wanted`, accents or not."""
    counts = _counts(index, "agency", Boundaries.EITHER)
    words = fold(wanted).split()
    matching = [count for count in counts if all(word in fold(count.label) for word in words)]
    links = (_link(url_for("agency.show", name=count.value), count) for count in matching[:MOST_SHOWN])
    shown, every = formats.number(min(len(matching), MOST_SHOWN)), formats.number(len(counts))
    told = gettext("%(shown)s trong %(every)s cơ quan, nhiều tin nhất trước.", shown=shown, every=every)
    return PlacesPage(gettext("Cơ quan"), told, (Places("", tuple(links)),), wanted)


def provinces_page(index: SearchIndex) -> PlacesPage:
    """Those of today, then those that there were before."""
    told = gettext("Từ 1/7/2025 cả nước có 34 tỉnh, thành; trước đó có 63. Tên nào cũng có trang riêng.")
    return PlacesPage(gettext("Tỉnh, thành"), told, tuple(_provinces(index)))


def _provinces(index: SearchIndex) -> Iterator[Places]:
    for boundaries, title in (
        (Boundaries.NOW, gettext("Hiện nay")),
        (Boundaries.THEN, gettext("Tên lúc đăng tin")),
    ):
        counts = _counts(index, "province", boundaries)
        yield Places(
            title, tuple(_link(url_for("province.show", place=count.value), count) for count in counts)
        )


def _counts(index: SearchIndex, facet: str, boundaries: Boundaries) -> Sequence[FacetCount]:
    return index.search(Query(per_page=1, counted=(facet,), boundaries=boundaries)).facets[facet]


def _link(url: str, count: FacetCount) -> Link:
    return Link(count.label, url, note=formats.number(count.count))
