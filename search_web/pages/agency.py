"""What is held of an agency, a province or a portal -> the page object of `/co-quan`, `/tinh`, `/cong`.

Every number is a count of the index; months of which nothing is held are named, not drawn as zero news.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from flask import url_for

from corpus.article import Kind
from corpus.catalog import PortalSummary
from corpus.enrich import topic_label
from corpus.portal import Portal
from indexer import FacetCount, ResultPage, Sort
from search_web import formats
from search_web.exports.answer import Listing
from search_web.exports.links import FEED, ExportLinks, follow_url, listing_files
from search_web.feeds import search_tag
from search_web.languages import gettext, ngettext
from search_web.pages.follow import Month
from search_web.pages.objects import Link, Result
from search_web.parts.coverage import posted_between
from search_web.parts.results import result_of
from search_web.search_state import KIND_SLUGS, SearchState
from search_web.serving.request_state import url_of, web_settings
from search_web.serving.stores import SearchIndex

NEWEST = 5
TOP = 10
"""Topics, agencies or districts named: more belongs to the facets of a search."""
COUNTED = ("month", "topic", "kind", "agency", "unit", "portal", "province")


@dataclass(frozen=True, slots=True)
class MonthCell:
    """`count` "" where nothing is held; `share` of the fullest month of all years, 0..100."""

    link: Link
    count: str
    share: int


@dataclass(frozen=True, slots=True)
class YearRow:
    link: Link
    count: str
    months: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading over links with counts in their notes."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the index answered for all articles of one agency, province or portal."""

    everything: ResultPage
    first: str | None
    last: str | None

    @property
    def months(self) -> dict[str, int]:
        """`2019-06` -> articles posted in it."""
        return {value.value: value.count for value in self.everything.facets.get("month", ())}


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """`/co-quan/<slug>`, `/tinh/<slug>`, `/cong/<key>`."""

    kind: str
    title: str
    sentences: tuple[str, ...]
    gaps: str
    search_url: str
    meetings_url: str | None
    exports: ExportLinks
    site: Link | None
    related: tuple[Link, ...]
    newest: tuple[Result, ...]
    years: tuple[YearRow, ...]
    blocks: tuple[Block, ...]


def ask_holdings(index: SearchIndex, state: SearchState) -> Holdings:
    """The newest articles with all counts, and the days between which everything was posted."""
    newest = replace(state, sort=Sort.NEWEST)
    everything = index.search(newest.to_query(NEWEST, COUNTED))
    oldest = index.search(replace(state, sort=Sort.OLDEST).to_query(1, ())).hits
    first = oldest[0].published.value if oldest and oldest[0].published else None
    hits = everything.hits
    last = hits[0].published.value if hits and hits[0].published else None
    return Holdings(everything, first, last)


@dataclass(frozen=True, slots=True)
class About:
    """What the page is about, but for what the index counts. `blocks` are the facets told about, in order."""

    kind: str
    title: str
    path: str
    state: SearchState
    blocks: tuple[str, ...]
    summary: PortalSummary | None = None
    """Where one portal is meant."""
    related: tuple[Link, ...] = ()
    site: Link | None = None


def agency_page(about: About, holdings: Holdings, portals: Mapping[str, Portal]) -> AgencyPage:
    """Everything that the template shows."""
    months, state = holdings.months, about.state
    return AgencyPage(
        kind=about.kind,
        title=about.title,
        sentences=tuple(_sentences(holdings, about.summary)),
        gaps=_gaps(missing_months(months)),
        search_url=url_of(state),
        meetings_url=_meetings_url(state, holdings),
        exports=_export_links(about, holdings),
        site=about.site,
        related=about.related,
        newest=tuple(result_of(hit, portals) for hit in holdings.everything.hits),
        years=tuple(_years(state, months)),
        blocks=tuple(_blocks(about, holdings, portals)),
    )


def listing_of(about: About) -> Listing:
    """All articles that the page is about, the newest first; its feed is that of the search for them."""
    newest = replace(about.state, sort=Sort.NEWEST)
    tag = search_tag(newest, web_settings().tag_authority)
    return Listing(about.title, newest.to_query(1), about.path, (), tag)


def _export_links(about: About, holdings: Holdings) -> ExportLinks:
    listing, answer = listing_of(about), holdings.everything
    files = listing_files(listing, answer.listed, meetings=_has_meetings(holdings)) if answer.total else ()
    return ExportLinks(files, follow_url(about.state), listing.url(FEED))


def missing_months(months: Mapping[str, int]) -> tuple[tuple[Month, Month], ...]:
    """Runs of months without an article between the first and the last month that has one."""
    held = sorted(key for key, count in months.items() if count)
    runs: list[tuple[Month, Month]] = []
    for before, after in pairwise(held):
        first, last = month_named(before).next, month_named(after).previous
        if first.first <= last.first:
            runs.append((first, last))
    return tuple(runs)


def month_named(iso: str) -> Month:
    """`2019-06`."""
    return Month(dt.date(int(iso[:4]), int(iso[5:7]), 1))


def _sentences(holdings: Holdings, summary: PortalSummary | None) -> Iterator[str]:
    total = holdings.everything.total
    count = ngettext("Kho có %(count)s tin", "Kho có %(count)s tin", total, count=formats.number(total))
    yield f"{count}, {posted_between(holdings.first, holdings.last)}." if total else f"{count}."
    undated = total - sum(holdings.months.values())
    if undated > 0:
        yield ngettext(
            "%(count)s tin không rõ tháng đăng.",
            "%(count)s tin không rõ tháng đăng.",
            undated,
            count=formats.number(undated),
        )
    if summary and summary.last_capture:
        time = formats.moment(summary.last_capture).text
        yield gettext("Lần lưu mới nhất từ cổng: %(time)s.", time=time)
    if summary and summary.pending:
        yield ngettext(
            "%(count)s trang đã biết nhưng chưa lưu.",
            "%(count)s trang đã biết nhưng chưa lưu.",
            summary.pending,
            count=formats.number(summary.pending),
        )


GAPS_SHOWN = 6


def _gaps(runs: tuple[tuple[Month, Month], ...]) -> str:
    """Of many the longest, in their order."""
    if not runs:
        return ""
    longest = sorted(runs, key=lambda run: run[0].first - run[1].first)[:GAPS_SHOWN]
    named = ", ".join(_run(*run) for run in sorted(longest, key=lambda run: run[0].first))
    more = len(runs) - len(longest)
    if more:
        named = gettext("%(named)s và %(count)s khoảng khác", named=named, count=more)
    return gettext(
        "Không giữ tin nào của: %(months)s. Cổng có thể không đăng, hoặc Tra Tin chưa lưu được.", months=named
    )


def _run(first: Month, last: Month) -> str:
    begin = formats.month(first.first.year, first.first.month)
    if first == last:
        return begin
    return gettext("%(begin)s – %(end)s", begin=begin, end=formats.month(last.first.year, last.first.month))


def _years(state: SearchState, months: Mapping[str, int]) -> Iterator[YearRow]:
    """Newest first, each with its twelve months; years between of which nothing is held, too."""
    fullest = max(months.values(), default=0)
    known = [int(month[:4]) for month in months]
    for year in reversed(range(min(known), max(known) + 1) if known else ()):
        counts = [months.get(f"{year}-{number:02}", 0) for number in range(1, 13)]
        cells = (_cell(state, year, number, count, fullest) for number, count in enumerate(counts, start=1))
        url = url_of(state.with_filter("year", str(year))) if sum(counts) else None
        yield YearRow(Link(str(year), url), formats.number(sum(counts)), tuple(cells))


def _cell(state: SearchState, year: int, number: int, count: int, fullest: int) -> MonthCell:
    typed = f"{number}/{year}"
    url = url_of(state.with_dates(typed, typed)) if count else None
    share = max(4, round(100 * count / fullest)) if count else 0
    return MonthCell(Link(formats.month(year, number), url), formats.number(count) if count else "", share)


def _blocks(about: About, holdings: Holdings, portals: Mapping[str, Portal]) -> Iterator[Block]:
    titles = {
        "topic": gettext("Chủ đề"),
        "agency": gettext("Cơ quan"),
        "unit": gettext("Huyện, xã"),
        "portal": gettext("Cổng thông tin"),
        "province": gettext("Tỉnh, thành"),
    }
    for facet in about.blocks:
        counts = holdings.everything.facets.get(facet, ())
        links = tuple(_counted(facet, value, about.state, portals) for value in counts[:TOP] if value.count)
        if links:
            yield Block(titles[facet], links)


def _counted(facet: str, value: FacetCount, state: SearchState, portals: Mapping[str, Portal]) -> Link:
    label = topic_label(value.value) if facet == "topic" else value.label
    if facet == "portal" and value.value in portals:
        label = portals[value.value].agency
    urls = {
        "agency": lambda: url_for("agency.show", name=value.value),
        "portal": lambda: url_for("portal.show", key=value.value),
        "province": lambda: url_for("province.show", place=value.value),
    }
    url = urls[facet]() if facet in urls else url_of(state.with_filter(facet, value.value))
    return Link(label, url, note=formats.number(value.count))


def _has_meetings(holdings: Holdings) -> bool:
    kinds = holdings.everything.facets.get("kind", ())
    return any(value.value == Kind.MEETING and value.count for value in kinds)


def _meetings_url(state: SearchState, holdings: Holdings) -> str | None:
    """Where its meetings are browsed; None where there are none, or no such page can tell them apart."""
    if not _has_meetings(holdings):
        return None
    known = {name: state.values(facet) for facet, name in (("agency", "co-quan"), ("province", "tinh"))}
    chosen: dict[str, Any] = {name: values[0] for name, values in known.items() if values}
    if not chosen:
        return url_of(state.with_filter("kind", KIND_SLUGS["meeting"]))
    return url_for("meetings.show", **chosen)
